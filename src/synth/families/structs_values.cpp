// Structs: small value types with functions of their own, states and tables.
#include <array>

#include "synth/families/idiom_arrays.h"
#include "synth/families/structs.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// Sum, extremes and count of a row, gathered in a struct.
void DrawStatisticsRecord(Sketch& s) {
  const Type real = s.real();
  const int columns = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const Val row = s.FlatThread();
  const bool extremes = s.rng().Chance(0.6);
  const bool stored = s.rng().Chance(0.7);
  // A struct that stays local has only the fields that the result needs.
  const bool squares = !extremes || (stored && s.rng().Chance(0.5));
  const bool counts = stored && s.rng().Chance(0.5);
  const auto sum = OneOf(s, {"sum", "total", "s1"});
  const auto square = OneOf(s, {"sum_sq", "s2", "energy"});
  const auto count = OneOf(s, {"count", "n"});
  Fields fields = {{sum, real, -1000.0, 1000.0}};
  if (squares) {
    fields.push_back({square, real, 0.0, 1000.0});
  }
  if (extremes) {
    fields.push_back({"lo", real, -1e4, 1e4});
    fields.push_back({"hi", real, -1e4, 1e4});
  }
  if (counts) {
    fields.push_back({count, lang::kInt, 0.0, static_cast<double>(columns)});
  }
  const Type record = s.NewRecord(OneOf(s, {"Stats", "RowStats", "Summary", "Moments"}), fields);
  const int in =
      Input(s, real, {s.thread_count(), columns}, OneOf(s, {"data", "x", "", "samples"}));
  const Val stats = s.Mutable(s.Construct(record, {}), OneOf(s, {"st", "stats", "acc"}));
  if (extremes) {
    const Val first = s.At(in, {row, s.Int(0)});
    const bool numbers = s.rng().Chance(0.5);
    s.SetPart(s.Field(stats, "lo"), numbers ? s.Real(1e4) : first);
    s.SetPart(s.Field(stats, "hi"), numbers ? s.Real(-1e4) : first);
  }
  const bool positive = counts && s.rng().Chance(0.5);
  s.For(OneOf(s, {"j", "k"}), Val{}, Extent(s, in, 1, OneOf(s, {"num_cols", "dim", "width"})), 0,
        [&](const Val& j) {
          const Val x = s.Let(s.At(in, {row, j}), OneOf(s, {"x", "v", "val"}));
          s.UpdatePart(s.Field(stats, sum), BinaryOp::kAdd, x);
          if (squares) {
            s.UpdatePart(s.Field(stats, square), BinaryOp::kAdd, x * x);
          }
          if (extremes) {
            s.SetPart(s.Field(stats, "lo"), s.Call("min", {s.Field(stats, "lo"), x}));
            s.SetPart(s.Field(stats, "hi"), s.Call("max", {s.Field(stats, "hi"), x}));
          }
          if (counts) {
            const auto bump = [&] {
              s.SetPart(s.Field(stats, count), Known(s.Field(stats, count) + 1, 0.0, columns));
            };
            positive ? s.If(x > s.DrawNumber(real, 0.0, 0.5), bump) : bump();
          }
        });
  if (stored) {
    return StoreRecord(s, stats, OneOf(s, {"stats_out", "summaries", "results"}));
  }
  const Val mean = s.Let(s.Field(stats, sum) / s.Real(columns), OneOf(s, {"mean", "avg"}));
  if (squares) {
    return s.Output(s.Field(stats, square) / s.Real(columns) - mean * mean,
                    OneOf(s, {"variance", "var_out", ""}));
  }
  s.Output(extremes ? (s.Field(stats, "hi") - s.Field(stats, "lo")) * mean : mean);
}

namespace {

// def cmul(a, b) and its like over a pair of reals.
lang::FuncId DefineProduct(Sketch& s, Type record) {
  const std::array params = {Sketch::Param{"a", record, {}}, Sketch::Param{"b", record, {}}};
  return s.DefineHelper(
      OneOf(s, {"cmul", "complex_mul", "c_mul"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val re = s.Field(p[0], 0) * s.Field(p[1], 0) - s.Field(p[0], 1) * s.Field(p[1], 1);
        const Val im = s.Field(p[0], 0) * s.Field(p[1], 1) + s.Field(p[0], 1) * s.Field(p[1], 0);
        return {MakeRecord(s, record, OneOf(s, {"r", "c", "out"}), {re, im})};
      });
}

}  // namespace

// Complex numbers: a fractal's iteration, a butterfly, a phase rotation.
void DrawComplexRecord(Sketch& s) {
  const Type real = s.real();
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 3>{{{"re", "im"}, {"real", "imag"}, {"x", "y"}}});
  const Type record = s.NewRecord(OneOf(s, {"Complex", "ComplexNumber"}),
                                  Fields{{names[0], real, -2.0, 2.0}, {names[1], real, -2.0, 2.0}});
  const lang::FuncId product = DefineProduct(s, record);
  const auto multiply = [&](const Val& a, const Val& b) {
    Val value = s.CallHelper(product, std::array{a, b});
    value.facts.from_input = true;
    return value;
  };
  switch (s.rng().Below(3)) {
    case 0: {  // z = z^2 + c until it escapes.
      const Val c =
          s.Let(s.Own(Records(s, record, {}, OneOf(s, {"c_values", "grid", "constants"}))), "c");
      const int limit = s.rng().Choose(std::array{32, 50, 64, 100, 256});
      Val z = s.Mutable(s.Construct(record, {}), "z");
      Val count = s.Mutable(s.Int(0), OneOf(s, {"count", "iters", "n"}), Between(0.0, limit));
      const Val bound = s.rng().Chance(0.6) ? s.SizeArg(limit, OneOf(s, {"max_iter", "max_iters"}))
                                            : s.Int(limit);
      const auto advance = [&] {
        s.Set(z, multiply(z, z));
        s.SetPart(s.Field(z, 0), s.Field(z, 0) + s.Field(c, 0));
        s.SetPart(s.Field(z, 1), s.Field(z, 1) + s.Field(c, 1));
      };
      const auto size = [&] {
        return s.Field(z, 0) * s.Field(z, 0) + s.Field(z, 1) * s.Field(z, 1);
      };
      if (s.rng().Chance(0.5)) {
        s.While(count < bound && size() < s.Real(4.0), [&] {
          advance();
          s.Set(count, Known(count + 1, 0.0, limit));
        });
      } else {
        s.For("it", Val{}, bound, 0, [&](const Val& it) {
          advance();
          s.If(size() > s.Real(4.0), [&] { s.Break(); });
          s.Set(count, Known(it + 1, 0.0, limit));
        });
      }
      return s.Output(s.rng().Chance(0.5) ? s.Convert(count, real) / s.Real(limit) : count,
                      OneOf(s, {"iterations_out", "escape", "fractal"}));
    }
    case 1: {  // One butterfly: each thread owns a pair.
      const int n = s.thread_count();
      const int data = RecordState(s, record, {2 * n}, OneOf(s, {"data", "spectrum", "signal"}));
      const int twiddle = Records(s, record, {n}, OneOf(s, {"twiddles", "roots", "tw"}));
      const Val k = s.FlatThread();
      const Val upper = s.rng().Chance(0.5)
                            ? s.Let(k + s.SizeArg(n, OneOf(s, {"half_n", "half_size"})), "j")
                            : k + s.Int(n);
      const Val a = s.Let(s.At(data, {k}), OneOf(s, {"a", "even", "u"}));
      const Val b =
          s.Let(multiply(s.At(twiddle, {k}), s.At(data, {upper})), OneOf(s, {"b", "odd", "t"}));
      const auto combine = [&](bool adds, std::string_view name) {
        const auto part = [&](int f) {
          return adds ? s.Field(a, f) + s.Field(b, f) : s.Field(a, f) - s.Field(b, f);
        };
        return MakeRecord(s, record, name, {part(0), part(1)});
      };
      s.StoreAt(data, std::array{k}, combine(true, "lo"));
      s.StoreAt(data, std::array{upper}, combine(false, "hi"));
      return;
    }
    default: {  // A rotation by a phase.
      const Val angle = s.Let(s.DrawInput(real), OneOf(s, {"phase", "theta", "phi"}));
      const Val w = s.Let(MakeRecord(s, record, OneOf(s, {"w", "rot", "e"}),
                                     {s.Call("cos", {angle}), s.Call("sin", {angle})}),
                          "w");
      const Val z = s.Own(Records(s, record, {}, OneOf(s, {"psi", "field", "z_in"})));
      return StoreRecord(s, multiply(z, w), OneOf(s, {"psi_out", "rotated", "z_out"}));
    }
  }
}

// Intervals: bounds through sums and products.
void DrawIntervalRecord(Sketch& s) {
  const Type real = s.real();
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 2>{{{"lo", "hi"}, {"min_v", "max_v"}}});
  const Type record = s.NewRecord(OneOf(s, {"Interval", "Range", "Span"}),
                                  Fields{{names[0], real, -1.0, 0.0}, {names[1], real, 0.0, 1.0}});
  const std::array params = {Sketch::Param{"a", record, {}}, Sketch::Param{"b", record, {}}};
  const bool product = s.rng().Chance(0.6);
  const lang::FuncId combine = s.DefineHelper(
      product ? OneOf(s, {"interval_mul", "mul_interval"})
              : OneOf(s, {"interval_union", "hull", "merge"}),
      params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val al = s.Field(p[0], 0);
        const Val ah = s.Field(p[0], 1);
        const Val bl = s.Field(p[1], 0);
        const Val bh = s.Field(p[1], 1);
        if (!product) {
          return {MakeRecord(s, record, "r", {s.Call("min", {al, bl}), s.Call("max", {ah, bh})})};
        }
        const Val ll = s.Let(al * bl, "ll");
        const Val lh = s.Let(al * bh, "lh");
        const Val hl = s.Let(ah * bl, "hl");
        const Val hh = s.Let(ah * bh, "hh");
        return {MakeRecord(s, record, "r",
                           {s.Call("min", {s.Call("min", {ll, lh}), s.Call("min", {hl, hh})}),
                            s.Call("max", {s.Call("max", {ll, lh}), s.Call("max", {hl, hh})})})};
      });
  const Val a = s.Own(Records(s, record, {}, OneOf(s, {"xs", "a_ranges", "intervals"})));
  const Val b = s.rng().Chance(0.5)
                    ? s.NewRecordArg(record, OneOf(s, {"domain", "limits", "y_range"}))
                    : s.Own(Records(s, record, {}, OneOf(s, {"ys", "b_ranges"})));
  Val result = s.CallHelper(combine, std::array{a, b});
  result.facts.from_input = true;
  if (s.rng().Chance(0.5)) {
    return StoreRecord(s, result, OneOf(s, {"ranges_out", "out", "bounds_out"}));
  }
  const Val r = s.Let(result, OneOf(s, {"r", "c", "iv"}));
  s.Output(s.rng().Chance(0.5) ? s.Field(r, 1) - s.Field(r, 0)
                               : (s.Field(r, 0) + s.Field(r, 1)) * s.Real(0.5),
           OneOf(s, {"widths", "mids", ""}));
}

// A decision tree: down from the root, feature by feature.
void DrawTreeRecords(Sketch& s) {
  const Type real = s.real();
  const int nodes = s.rng().Choose(std::array{15, 31, 63, 127, 255});
  const int features = s.rng().Choose(std::array{4, 8, 10, 16});
  const int depth = s.rng().Choose(std::array{4, 6, 8, 10});
  const Fields fields = {{OneOf(s, {"feature", "axis", "dim"}), lang::kInt, 0.0, features - 1.0},
                         {OneOf(s, {"threshold", "split", "cut"}), real, -1.0, 1.0},
                         {"left", lang::kInt, -1.0, nodes - 1.0},
                         {"right", lang::kInt, -1.0, nodes - 1.0},
                         {OneOf(s, {"value", "leaf_value", "prob"}), real, 0.0, 1.0}};
  const Type record = s.NewRecord(OneOf(s, {"TreeNode", "Node", "SplitNode"}), fields);
  const int tree = Records(s, record, {nodes}, OneOf(s, {"nodes", "tree"}));
  const Val row = s.FlatThread();
  const int x = Input(s, real, {s.thread_count(), features}, OneOf(s, {"x", "features", "inputs"}));
  Val at = s.Mutable(s.Int(0), OneOf(s, {"node_id", "cur", "idx"}), Between(0.0, nodes - 1.0));
  const Val limit = s.rng().Chance(0.5) ? s.SizeArg(depth, "max_depth") : s.Int(depth);
  s.For(OneOf(s, {"level", "d", "it"}), Val{}, limit, 0, [&](const Val&) {
    const Val node = s.Let(s.At(tree, {at}), OneOf(s, {"node", "nd"}));
    s.If(s.Field(node, 2) < 0, [&] { s.Break(); });
    Val next =
        s.Mutable(s.Field(node, 3), OneOf(s, {"child", "next_id"}), Between(-1.0, nodes - 1.0));
    s.If(s.At(x, {row, s.Field(node, 0)}) < s.Field(node, 1),
         [&] { s.Set(next, s.Field(node, 2)); });
    s.Set(at, s.Call("max", {next, s.Int(0)}));
  });
  s.Output(s.Field(s.At(tree, {at}), 4), OneOf(s, {"predictions", "scores_out", "out"}));
  if (s.rng().Chance(0.3)) {
    s.Output(at, OneOf(s, {"leaf_ids", "leaves"}));
  }
}

// Adam or momentum: the moments of a weight are a struct, and so are the settings.
void DrawOptimizer(Sketch& s) {
  const Type real = s.real();
  const bool adam = s.rng().Chance(0.6);
  const Type state =
      s.NewRecord(adam ? OneOf(s, {"AdamState", "OptimizerState", "Moments"})
                       : OneOf(s, {"MomentumState", "OptState", "SgdState"}),
                  adam ? Fields{{"m", real, -1.0, 1.0}, {"v", real, 0.0, 1.0}}
                       : Fields{{OneOf(s, {"velocity", "buf", "m"}), real, -1.0, 1.0}});
  Fields settings = {{"lr", real, 0.001, 0.1},
                     {adam ? "beta1" : OneOf(s, {"momentum", "mu"}), real, 0.8, 0.99}};
  if (adam) {
    settings.push_back({"beta2", real, 0.9, 0.999});
    settings.push_back({"eps", real, 0.001, 0.01});
  }
  const bool decays = s.rng().Chance(0.4);
  if (decays) {
    settings.push_back({"weight_decay", real, 0.0, 0.1});
  }
  const Type params =
      s.NewRecord(OneOf(s, {"OptimParams", "Hyper", "OptConfig", "TrainParams"}), settings);
  const Val cfg = s.NewRecordArg(params, OneOf(s, {"cfg", "opt", "hp", "params"}));
  const int weights = InPlace(s, real, {}, OneOf(s, {"weights", "w", "theta"}));
  const int states = RecordState(s, state, {}, OneOf(s, {"states", "moments", "opt_state"}));
  Val g = s.Own(Input(s, real, {}, OneOf(s, {"grads", "grad", "dw"})));
  if (decays) {
    g = g + s.Field(cfg, "weight_decay") * s.Own(weights);
  }
  g = s.Let(g, "g");
  const Val st = s.Let(s.Own(states), OneOf(s, {"st", "state", "mom"}));
  const Val m = s.Field(st, 0);
  const Val beta = s.Field(cfg, 1);
  if (!adam) {
    s.SetPart(m, s.rng().Chance(0.5) ? beta * m + g : beta * m - s.Field(cfg, 0) * g);
    s.StoreOwn(states, st);
    return s.StoreOwn(weights, s.Own(weights) - s.Field(cfg, 0) * m);
  }
  const Val v = s.Field(st, 1);
  const Val beta2 = s.Field(cfg, 2);
  s.SetPart(m, beta * m + (1.0 - beta) * g);
  s.SetPart(v, beta2 * v + (1.0 - beta2) * g * g);
  s.StoreOwn(states, st);
  const Val divisor = s.Call("sqrt", {v}) + s.Field(cfg, 3);
  const Val update = s.Field(cfg, 0) * m / Known(divisor, 0.001, 2.0);
  s.StoreOwn(weights, s.Own(weights) - update);
}

// A joint's settings: a drive to a target with limits.
void DrawJointDrive(Sketch& s) {
  const Type real = s.real();
  const auto gains = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 2>{{{"kp", "kd"}, {"target_ke", "target_kd"}}});
  Fields fields = {{gains[0], real, 1.0, 10.0},
                   {gains[1], real, 0.1, 1.0},
                   {OneOf(s, {"limit_lower", "lower", "q_min"}), real, -1.5, -0.5},
                   {OneOf(s, {"limit_upper", "upper", "q_max"}), real, 0.5, 1.5}};
  const auto most = OneOf(s, {"max_torque", "effort_limit", "tau_max"});
  fields.push_back({most, real, 1.0, 5.0});
  Maybe(s, fields, 0.35, {OneOf(s, {"armature", "friction"}), real, 0.01, 0.1});
  Maybe(s, fields, 0.3, {"axis", s.vec(3), -1.0, 1.0, Fill::kUnit});
  const Type record =
      s.NewRecord(OneOf(s, {"JointConfig", "JointParams", "Drive", "Actuator"}), fields);
  const bool per_joint = s.rng().Chance(0.65);
  const Val joint =
      per_joint ? s.Let(s.Own(Records(s, record, {}, OneOf(s, {"joints", "configs", "drives"}))),
                        OneOf(s, {"j", "joint", "cfg"}))
                : s.NewRecordArg(record, OneOf(s, {"joint", "cfg", "drive"}));
  const Val q =
      s.Let(s.Own(Input(s, real, {}, OneOf(s, {"joint_q", "q_in", "angles"}), -2.0, 2.0)), "q");
  const Val qd = s.Own(Input(s, real, {}, OneOf(s, {"joint_qd", "qd_in", "rates"}), -2.0, 2.0));
  const Val target = s.Own(Input(s, real, {}, OneOf(s, {"targets", "joint_target", "q_des"})));
  const Val error = s.rng().Chance(0.5)
                        ? s.Call("clamp", {target, s.Field(joint, 2), s.Field(joint, 3)}) - q
                        : target - q;
  Val tau = s.Mutable(s.Field(joint, 0) * error - s.Field(joint, 1) * qd,
                      OneOf(s, {"tau", "torque", "effort"}));
  if (s.rng().Chance(0.5)) {
    const Val ke = s.NewArg(real, 1.0, 20.0, OneOf(s, {"limit_ke", "k_limit"}));
    if (s.rng().Chance(0.5)) {
      s.If(q < s.Field(joint, 2),
           [&] { s.Update(tau, BinaryOp::kAdd, ke * (s.Field(joint, 2) - q)); });
      s.If(q > s.Field(joint, 3),
           [&] { s.Update(tau, BinaryOp::kSub, ke * (q - s.Field(joint, 3))); });
    } else {
      const std::array conditions = {q<s.Field(joint, 2), q> s.Field(joint, 3)};
      s.IfChain(
          conditions,
          [&](int i) { s.Update(tau, BinaryOp::kAdd, ke * (s.Field(joint, i == 0 ? 2 : 3) - q)); },
          false);
    }
  }
  const Val limit = s.Field(joint, most);
  s.Output(s.Call("clamp", {tau, -limit, limit}), OneOf(s, {"joint_f", "tau_out", "efforts"}));
}

// Arrays of plain values into an array of structs, or out of it.
void DrawPackRecords(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 3>, 4>{{{"pos", "vel", "mass"},
                                                      {"center", "axis", "radius"},
                                                      {"key", "value", "score"},
                                                      {"mean", "scale", "opacity"}}});
  const auto type_name = OneOf(s, {"Item", "Sample", "Record", "Splat", "Element"});
  Fields fields = {{names[0], vec, -1.0, 1.0},
                   {names[1], s.rng().Chance(0.6) ? vec : real, -1.0, 1.0},
                   {names[2], real, 0.1, 1.0}};
  const bool tagged = s.rng().Chance(0.4);
  if (tagged) {
    fields.push_back({OneOf(s, {"id", "tag", "owner"}), lang::kInt, 0.0, s.thread_count() - 1.0});
  }
  const Type record = s.NewRecord(type_name, fields);
  if (s.rng().Chance(0.55)) {
    std::vector<Val> parts;
    for (size_t k = 0; k < 3; ++k) {
      parts.push_back(
          s.Own(Input(s, fields[k].type, {}, s.rng().Chance(0.5) ? std::string_view() : names[k],
                      fields[k].low, fields[k].high)));
    }
    parts[1] = Finished(s, parts[1]);
    const auto local = OneOf(s, {"item", "rec", "e", "elem"});
    const Val made =
        tagged ? MakeRecord(s, record, local, {parts[0], parts[1], parts[2], s.FlatThread()})
               : MakeRecord(s, record, local, {parts[0], parts[1], parts[2]});
    return StoreRecord(s, made, OneOf(s, {"packed", "records", "items", "out"}));
  }
  const int records = Records(s, record, {}, OneOf(s, {"records", "items", "elements"}));
  const bool named = s.rng().Chance(0.5);
  const Val item = named ? s.Let(s.Own(records), OneOf(s, {"item", "rec", "e"})) : s.Own(records);
  s.Output(s.Field(item, 0) * s.Field(item, 2), OneOf(s, {"weighted", "out_vec", ""}));
  s.Output(fields[1].type == vec ? s.Call("length", {s.Field(item, 1)})
                                 : Finished(s, s.Field(item, 1)));
  if (tagged && s.rng().Chance(0.5)) {
    s.Output(s.Field(item, 3), OneOf(s, {"ids_out", "tags"}));
  }
}

}  // namespace warploom::synth

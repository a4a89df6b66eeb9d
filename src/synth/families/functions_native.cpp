// Functions in C++, and functions with gradients: wp.func_native, wp.grad, wp.func_grad.
#include <fmt/format.h>

#include <array>

#include "synth/families/functions.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::FuncId;
using lang::Type;

// A helper in C++: its texts are lines that Warp puts into the function as they are.
FuncId DefineNative(Sketch& s, std::string_view name, std::span<const Sketch::Param> params,
                    std::vector<Type> results, const std::string& snippet,
                    const std::string& adjoint = "", const std::string& replay = "") {
  std::vector<lang::VarId> vars;
  lang::Builder& b = s.builder();
  for (const Sketch::Param& param : params) {
    vars.push_back(b.AddVar(std::string(param.name), param.type));
  }
  const std::string unique = s.Fresh(name);
  b.OpenBlock();
  const FuncId id = b.AddFunction(unique, vars, std::move(results));
  const auto text = [&](const std::string& lines) {
    return lines.empty() ? lang::TextId{} : b.AddText(lines);
  };
  lang::Function& function = FunctionOf(s, id);
  function.native = {text(snippet), text(adjoint), text(replay)};
  function.annotate_results = true;
  return id;
}

Val CallNative(Sketch& s, FuncId function, std::span<const Val> args, const Facts& facts) {
  std::vector<lang::ExprId> ids;
  Facts known = facts;
  for (const Val& arg : args) {
    ids.push_back(arg.id);
    known.from_input = known.from_input || arg.facts.from_input;
  }
  const lang::ExprId id = s.builder().UserCall(function, ids);
  return {&s, id, s.builder().type_of(id), known};
}

// A number of C++: 0.25f, or 0.25 in double precision.
std::string Number(double value, Type real) {
  std::string text = fmt::format("{}", value);
  text += text.find('.') == std::string::npos ? ".0" : "";
  return text + (real == lang::kFloat ? "f" : "");
}

// c[0] + x * (c[1] + x * (c[2] + ...)), each number times its `factor`.
std::string Horner(std::span<const double> numbers, Type real) {
  std::string text = Number(numbers.back(), real);
  for (size_t i = numbers.size() - 1; i-- > 0;) {
    const bool nested = i + 2 < numbers.size();
    const std::string inner = nested ? fmt::format("({})", text) : text;
    text = fmt::format("{} + x * {}", Number(numbers[i], real), inner);
  }
  return text;
}

std::vector<double> DerivativeOf(std::span<const double> numbers) {
  std::vector<double> slope;
  for (size_t i = 1; i < numbers.size(); ++i) {
    slope.push_back(numbers[i] * static_cast<double>(i));
  }
  return slope;
}

FuncId DefinePolynomial(Sketch& s, Type real) {
  std::vector<double> numbers;
  const size_t count = 3 + s.rng().Below(3);
  for (size_t i = 0; i < count; ++i) {
    numbers.push_back(static_cast<double>(s.rng().Between(1, 40)) / 16.0);
  }
  const std::array params = {Sketch::Param{"x", real, Between(-10.0, 10.0)}};
  const std::string value = fmt::format("    return {};\n", Horner(numbers, real));
  const bool has_adjoint = s.rng().Chance(0.6);
  const std::string slope =
      fmt::format("    adj_x += ({}) * adj_ret;\n", Horner(DerivativeOf(numbers), real));
  return DefineNative(s, OneOf(s, {"poly", "horner", "polynomial", "series"}), params, {real},
                      value, has_adjoint ? slope : "");
}

FuncId DefineSigmoid(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{"x", real, Between(-10.0, 10.0)}};
  const std::string one = Number(1.0, real);
  const std::string scale = Number(static_cast<double>(s.rng().Between(2, 16)) / 4.0, real);
  const std::string value = fmt::format("{} / ({} + wp::exp(-{} * x))", one, one, scale);
  const bool has_adjoint = s.rng().Chance(0.6);
  const std::string adjoint =
      fmt::format("    const {} y = {};\n    adj_x += {} * y * ({} - y) * adj_ret;\n",
                  real == lang::kFloat ? "float" : "double", value, scale, one);
  return DefineNative(s, OneOf(s, {"sigmoid", "logistic", "soft_step"}), params, {real},
                      fmt::format("    return {};\n", value), has_adjoint ? adjoint : "");
}

// A curve over one real number, with its derivative by x, for a gradient.
FuncId DefineSmooth(Sketch& s, Type real, bool two) {
  std::vector<Sketch::Param> params = {{"x", real, Between(-4.0, 4.0)}};
  if (two) {
    params.push_back({"y", real, Between(-4.0, 4.0)});
  }
  const FuncId id = s.DefineHelper(OneOf(s, {"potential", "loss", "objective", "energy", "height"}),
                                   params, [&](std::span<const Val> p) -> std::vector<Val> {
                                     const Val number = s.DrawNumber(real, 0.1, 4.0);
                                     const std::string_view wave = OneOf(s, {"sin", "cos", "tanh"});
                                     Val value = s.Call(wave, {p[0] * number}) * p.back();
                                     if (s.rng().Chance(0.6)) {
                                       const Val second = s.DrawNumber(real, 0.1, 4.0);
                                       value = value + second * p[0] * p[0];
                                     }
                                     if (s.rng().Chance(0.4)) {
                                       value = s.Let(value, "e");
                                       value = value * s.DrawNumber(real, 0.1, 2.0) + p.back();
                                     }
                                     return {value};
                                   });
  s.Hide(id);
  return id;
}

}  // namespace

// A formula in C++, with or without its gradient.
void DrawNativeCurve(Sketch& s) {
  const Type real = Precise(s);
  const FuncId native = s.rng().Chance(0.6) ? DefinePolynomial(s, real) : DefineSigmoid(s, real);
  const Val x = s.Convert(s.DrawInput(s.real()), real);
  const Val value = CallNative(s, native, std::array{x}, Unknown(real));
  s.Output(s.rng().Chance(0.5) ? value : value * s.DrawNumber(real, 0.1, 2.0));
}

// A hash of an integer in C++.
void DrawNativeBits(Sketch& s) {
  constexpr std::array<std::array<std::string_view, 2>, 4> kFactors = {
      {{"0x7feb352dU", "0x846ca68bU"},
       {"0x85ebca6bU", "0xc2b2ae35U"},
       {"0x9e3779b1U", "0x85ebca77U"},
       {"0x45d9f3bU", "0x45d9f3bU"}}};
  const auto factors = s.rng().Choose(kFactors);
  const auto first = s.rng().Between(13, 17);
  const auto last = s.rng().Between(13, 16);
  const std::string snippet = fmt::format(
      "    x ^= x >> {};\n    x *= {};\n    x ^= x >> 15;\n    x *= {};\n    x ^= x >> {};\n"
      "    return x;\n",
      first, factors[0], factors[1], last);
  const std::array params = {Sketch::Param{"x", lang::kUint, {}}};
  const FuncId native = DefineNative(s, OneOf(s, {"hash_u32", "mix_bits", "scramble", "wang_hash"}),
                                     params, {lang::kUint}, snippet);
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = 1000.0;
  spec.name = OneOf(s, {"ids", "keys", "seeds"});
  const Val key = s.Convert(s.Own(s.NewArray(spec)), lang::kUint);
  const Val hash = s.Let(CallNative(s, native, std::array{key}, Unknown(lang::kUint)), "h");
  if (s.rng().Chance(0.5)) {
    return s.Output(hash);
  }
  const auto count = static_cast<int>(s.rng().Choose(std::array{16, 64, 100, 1000, 1024}));
  s.Output(s.Convert(hash % s.Int(count, lang::kUint), Precise(s)) / s.Real(count, Precise(s)));
}

// A function in C++ that writes: its replay does nothing, since it ran already.
void DrawNativeEffect(Sketch& s) {
  const Type real = Precise(s);
  const Type array = lang::ArrayOf(real, 1);
  const std::array params = {Sketch::Param{"x", real, {}}, Sketch::Param{"out", array, {}},
                             Sketch::Param{"i", lang::kInt, {}}};
  const bool adds = s.rng().Chance(0.5);
  const std::string snippet =
      adds ? "    wp::atomic_add(out, i, x);\n" : "    wp::array_store(out, i, x);\n";
  const bool has_adjoint = s.rng().Chance(0.5);
  const FuncId native = DefineNative(
      s,
      OneOf(s, adds ? std::initializer_list<std::string_view>{"accumulate", "deposit", "add_to"}
                    : std::initializer_list<std::string_view>{"write", "put", "store_value"}),
      params, {}, snippet, has_adjoint ? "    adj_x += wp::load(wp::address(adj_out, i));\n" : "",
      has_adjoint && s.rng().Chance(0.5) ? "    // Nothing to do again.\n" : "");
  FunctionOf(s, native).annotate_results = false;
  ArraySpec spec;
  spec.element = real;
  spec.shape = {adds ? static_cast<int>(s.rng().Choose(std::array{8, 16, 64})) : s.thread_count()};
  spec.fill = lang::Fill::kZero;
  spec.access = adds ? Access::kAtomic : Access::kOwned;
  spec.name = OneOf(s, {"out", "totals", "results"});
  const int out = s.NewArray(spec);
  const Val flat = s.FlatThread();
  const Val index = adds ? flat % s.Int(spec.shape[0]) : flat;
  const Val x = s.Convert(s.DrawInput(s.real()), real);
  const std::array args = {x * s.DrawNumber(real, 0.1, 2.0), s.ArrayRef(out), index};
  s.Do(CallNative(s, native, args, {}));
}

// wp.grad(f)(x): the slope of a function, for a step down or a normal.
void DrawGradientCall(Sketch& s) {
  const Type real = Precise(s);
  const bool two = s.rng().Chance(0.5);
  const FuncId function = DefineSmooth(s, real, two);
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  std::vector<Val> args = {x};
  if (two) {
    args.push_back(s.Let(s.Draw(real, 1)));
  }
  std::vector<lang::ExprId> ids;
  for (const Val& arg : args) {
    ids.push_back(arg.id);
  }
  const lang::UserCall call{
      .function = function, .args = {}, .callee = {}, .form = lang::UserCall::Form::kGrad};
  Facts facts = Unknown(real);
  facts.from_input = true;
  const Val slope{&s, s.builder().UserCall(call, ids, real), real, facts};
  const bool also_value = s.rng().Chance(0.4);
  if (two) {
    constexpr std::array<std::string_view, 2> kNames = {"dx", "dy"};
    const std::vector<Val> slopes =
        s.Unpack(kNames, slope, std::array{real, real}, std::array{facts, facts});
    const Val rate = s.DrawNumber(real, 0.01, 0.5);
    s.Output(args[0] - rate * slopes[0]);
    s.Output(args[1] - rate * slopes[1]);
  } else {
    const Val named = s.Let(slope, OneOf(s, {"g", "slope", "dfdx"}));
    s.Output(s.rng().Chance(0.5) ? x - named * s.DrawNumber(real, 0.01, 0.5) : named);
  }
  if (also_value) {
    s.Output(s.CallHelper(function, args));
  }
}

// wp.grad(f)(p) of a function over points: the normal of a surface, or a force.
void DrawVectorGradient(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = lang::VecType(s.rng().Chance(0.7) ? 3 : 2, real.scalar);
  const std::array params = {Sketch::Param{"p", vec, Between(-5.0, 5.0)}};
  const FuncId function =
      s.DefineHelper(OneOf(s, {"surface", "distance_field", "potential", "scalar_field"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val size = s.DrawNumber(real, 0.2, 2.0);
                       const Val wave = s.Call("sin", {p[0].x() * size}) * p[0].y();
                       return {s.rng().Chance(0.5) ? s.Call("length", {p[0]}) - wave
                                                   : s.Call("dot", {p[0], p[0]}) * size + wave};
                     });
  s.Hide(function);
  const Val p = Read(s, vec, {"points", "positions", "samples"}, {"p", "x", "q"});
  const std::array ids = {p.id};
  const lang::UserCall call{
      .function = function, .args = {}, .callee = {}, .form = lang::UserCall::Form::kGrad};
  Facts facts = Unknown(vec);
  facts.from_input = true;
  const Val slope = s.Let({&s, s.builder().UserCall(call, ids, vec), vec, facts},
                          OneOf(s, {"g", "n", "normal", "grad_p"}));
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Call("normalize", {slope}), OneOf(s, {"normals", "directions"}));
    case 1:
      return s.Output(-slope, OneOf(s, {"forces", "descent"}));
    default:
      return s.Output(p - slope * s.DrawNumber(real, 0.01, 0.5));
  }
}

// A counter whose value a thread keeps, so that a gradient finds the slot that it had.
void DrawReplay(Sketch& s) {
  const Type ints = lang::ArrayOf(lang::kInt, 1);
  const int count = s.thread_count();
  const std::array params = {Sketch::Param{"counter", ints, {}}, Sketch::Param{"slots", ints, {}},
                             Sketch::Param{"i", lang::kInt, Between(0.0, count - 1.0)}};
  const FuncId next = s.DefineHelper(
      OneOf(s, {"next_slot", "reversible_increment", "take_ticket"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val taken = s.Let(s.Call("atomic_add", {p[0], s.Int(0), s.Int(1)}), "value");
        const int slots = s.AsArray(p[1], {count}, Between(0.0, count), Access::kOwned);
        s.StoreAt(slots, std::array{p[2]}, taken);
        return {taken};
      });
  const FuncId replay =
      s.DefineHelper("replay_" + FunctionOf(s, next).name, params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       return {s.At(s.AsArray(p[1], {count}, Between(0.0, count)), {p[2]})};
                     });
  s.Hide(next);
  s.Hide(replay);
  FunctionOf(s, replay).role = lang::Function::Role::kReplay;
  FunctionOf(s, replay).of = next;
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.fill = lang::Fill::kZero;
  spec.shape = {1};
  spec.access = Access::kAtomic;
  spec.name = OneOf(s, {"counter", "total", "num_active"});
  const int counter = s.NewArray(spec);
  spec.shape = {count};
  spec.access = Access::kOwned;
  spec.name = OneOf(s, {"slots", "tickets", "order"});
  const int slots = s.NewArray(spec);
  const Val flat = s.FlatThread();
  const Val test = s.DrawCondition(1);
  s.If(test, [&] {
    const std::array args = {s.ArrayRef(counter), s.ArrayRef(slots), flat};
    const Val slot = s.Let(s.CallHelper(next, args), "slot");
    const Type real = Precise(s);
    ArraySpec out;
    out.element = real;
    out.fill = lang::Fill::kZero;
    out.shape = {1};
    out.access = Access::kAtomic;
    out.name = "ticket_sum";
    const Val shown = Known(slot, 0.0, count);
    s.AtomicAdd(s.NewArray(out), std::array{s.Int(0)}, s.Convert(shown, real));
  });
}

// A function whose gradient its author wrote, since Warp's would be infinite at zero.
void DrawCustomGradient(Sketch& s) {
  const Type real = Precise(s);
  const bool root = s.rng().Chance(0.6);
  const std::array params = {Sketch::Param{"x", real, Between(0.0, 100.0)}};
  const std::string_view name = root ? OneOf(s, {"safe_sqrt", "stable_sqrt", "sqrt_guarded"})
                                     : OneOf(s, {"safe_log", "stable_log", "log_guarded"});
  const FuncId function =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        return {root ? s.Call("sqrt", {p[0]}) : s.Call("log", {p[0] + s.Real(1.0, real)})};
      });
  s.Hide(function);
  const std::array adjoint_params = {params[0],
                                     Sketch::Param{"adj_ret", real, Between(-10.0, 10.0)}};
  const double edge = s.rng().Choose(std::array{1e-6, 1e-4, 1e-3});
  const FuncId gradient =
      s.DefineHelper("adj_" + FunctionOf(s, function).name, adjoint_params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val adjoint{&s, s.builder().Adjoint(p[0].id), real, Unknown(real)};
                       const Val half = s.Real(0.5, real);
                       s.If(p[0] > s.Real(edge, real), [&] {
                         const Val slope = root ? half / s.Call("sqrt", {p[0]})
                                                : s.Real(1.0, real) / (p[0] + s.Real(1.0, real));
                         s.UpdatePart(adjoint, BinaryOp::kAdd, slope * p[1]);
                       });
                       return {};
                     });
  s.Hide(gradient);
  FunctionOf(s, gradient).role = lang::Function::Role::kGrad;
  FunctionOf(s, gradient).of = function;
  const Val x = s.Fit(s.Convert(s.DrawInput(s.real()), real), Domain::kNonNegative);
  s.Output(s.CallHelper(function, std::array{x}));
}

}  // namespace warploom::synth

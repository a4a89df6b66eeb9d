// Basics: the short kernels that every code base has many of, one thought each.
#include <array>

#include "synth/families/families.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/inputs.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

Type DrawAny(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.real(), s.vec(3), s.vec(3), s.vec(2),
                            kInt,     kInt,     s.vec(4), s.mat(3), s.quat(), s.transform()};
  return s.rng().Choose(types);
}

Type DrawLinear(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.vec(3), s.vec(3), s.vec(2), s.mat(3), s.vec(4)};
  return s.rng().Choose(types);
}

// x[i] = value
void DrawFill(Sketch& s) {
  const Type type = DrawAny(s);
  s.Output(Arg(s, type, {"value", "val", "fill_value", "initial", "constant"}, {-2.0, 2.0}),
           OneOf(s, {"dst", "out", "x", "data", "values", ""}));
}

// x[i] = 0 where a mask says so.
void DrawReset(Sketch& s) {
  const Type type = DrawLinear(s);
  const int mask = Indices(s, {}, 2, OneOf(s, {"mask", "active", "reset_mask", "done", "enabled"}));
  const int x = InPlace(s, type, {}, OneOf(s, {"x", "state", "velocities", "values", "buffer"}));
  const bool zero = s.rng().Chance(0.5);
  const Val value =
      zero ? Zero(s, type) : s.Own(InputNamed(s, type, {"initial", "default_state", "rest"}));
  const Val flag = s.Own(mask);
  const bool early = s.rng().Chance(0.5) && s.in_kernel();
  if (early) {
    s.ReturnIf(s.rng().Chance(0.7) ? flag == s.Int(0) : flag != s.Int(1));
    return s.StoreOwn(x, value);
  }
  s.If(s.rng().Chance(0.7) ? flag != s.Int(0) : flag == s.Int(1), [&] { s.StoreOwn(x, value); });
}

// dst[i] = src[i], perhaps as another type.
void DrawCopy(Sketch& s) {
  const Type type = s.rng().Chance(0.3) ? kInt : DrawAny(s);
  const Val value = s.Own(InputNamed(s, type, {"src", "source", "x", "values", "a"}));
  const bool converts = type.is_scalar() && s.rng().Chance(0.5);
  const Type other = type == kInt ? lang::kFloat
                     : type.scalar == lang::Scalar::kFloat64
                         ? lang::kFloat
                         : lang::ScalarType(lang::Scalar::kFloat64);
  s.Output(converts ? s.Convert(value, other) : value, OneOf(s, {"dst", "out", "copy", "y", "b"}));
}

// x[i] *= a, or one into another.
void DrawScale(Sketch& s) {
  const Type type = DrawLinear(s);
  const Type scalar = lang::ScalarType(type.scalar);
  const Val factor = Coefficient(s, scalar, {"scale", "alpha", "s", "factor", "gain"});
  if (s.rng().Chance(0.5)) {
    const Val value = s.Own(InputNamed(s, type, {"x", "src", "values", "a", "v"}));
    return s.Output(s.rng().Chance(0.7) ? value * factor : value / factor,
                    OneOf(s, {"out", "dst", "scaled", "y", ""}));
  }
  const int x = InPlace(s, type, {}, OneOf(s, {"x", "values", "v", "weights", "field", ""}));
  s.StoreOwn(x, s.Own(x) * factor);
}

// y += a * x
void DrawAddScaled(Sketch& s) {
  const Type type = DrawLinear(s);
  const Type scalar = lang::ScalarType(type.scalar);
  const Val x = s.Own(InputNamed(s, type, {"x", "d", "v", "velocities", "direction", "grad"}));
  const Val a = Arg(s, scalar, {"alpha", "a", "dt", "step", "lr"}, {0.001, 1.0});
  const Val term = s.rng().Chance(0.5) ? a * x : x * a;
  if (s.rng().Chance(0.4)) {
    const Val y = s.Own(InputNamed(s, type, {"y", "positions", "base", "b"}));
    return s.Output(s.rng().Chance(0.8) ? y + term : y - term, OneOf(s, {"out", "z", "y_new", ""}));
  }
  const int y = InPlace(s, type, {}, OneOf(s, {"y", "positions", "params", "residual", "p"}));
  const BinaryOp op = s.rng().Chance(0.7) ? BinaryOp::kAdd : BinaryOp::kSub;
  const Val own = s.Own(y);
  s.rng().Chance(0.5) ? s.UpdatePart(own, op, term) : s.StoreOwn(y, s.Binary(op, own, term));
}

// c[i] = a[i] op b[i]
void DrawPairwise(Sketch& s) {
  const bool vectors = s.rng().Chance(0.4);
  const Type type = vectors ? s.vec(3) : s.real();
  const Val a = s.Own(InputNamed(s, type, {"a", "x", "lhs", "u", "first"}));
  const Val b = s.Own(InputNamed(s, type, {"b", "y", "rhs", "v", "second"}));
  const Words names = {"c", "out", "result", "dst", "diff", ""};
  if (vectors) {
    const auto call = OneOf(s, {"dot", "cross", "cw_mul", "min", "max"});
    return s.Output(s.rng().Chance(0.4) ? a - b : s.Call(call, {a, b}), OneOf(s, names));
  }
  const auto how = s.rng().Below(5);
  s.Output(how == 0   ? s.Call("max", {a, b})
           : how == 1 ? s.Call("min", {a, b})
           : how == 2 ? a * b
           : how == 3 ? a - b
                      : a + b,
           OneOf(s, names));
}

// One builtin, or a short expression, of any type.
void DrawExpression(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.vec(3), s.vec(3), s.vec(2),
                            kInt,     s.mat(3), s.mat(2), s.quat(), s.transform()};
  const Type type = s.rng().Choose(types);
  s.Output(s.Draw(type, s.rng().Chance(0.6) ? 1 : 2), OneOf(s, {"out", "result", "dst", "", ""}));
}

// dst[i] = src[ids[i]]
void DrawIndexed(Sketch& s) {
  const Type type = DrawAny(s);
  const int n = TableSize(s);
  const int ids = InputNamed(s, kInt, {"indices", "ids", "map", "remap", "parent"}, {0.0, n - 1.0});
  const int table = TableNamed(s, type, {"src", "values", "table", "body_q", "nodes"}, n);
  const Val id =
      s.rng().Chance(0.5) ? Named(s, s.Own(ids), {"j", "id", "src_id", "parent_id"}) : s.Own(ids);
  const Val value = s.At(table, {id});
  if (s.rng().Chance(0.3) && type.is_transform()) {
    const Val p = s.Own(InputNamed(s, s.vec(3), {"points", "local_points", "offsets"}));
    return s.Output(s.Call("transform_point", {value, p}), OneOf(s, {"points_out", "world"}));
  }
  s.Output(value, OneOf(s, {"dst", "out", "gathered", "result", ""}));
}

// total[id] += x[i]
void DrawAccumulate(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.vec(3), kInt};
  Type type = s.rng().Choose(types);
  type = type.scalar == lang::Scalar::kFloat16 ? lang::kFloat : type;
  const bool one = s.rng().Chance(0.4);
  const int bins = one ? 1 : TableSize(s);
  const Val value = s.Own(InputNamed(s, type, {"x", "values", "mass", "weights", "errors"},
                                     type.is_int() ? Range{0.0, 10.0} : Range{}));
  const Val at = one ? s.Int(0)
                     : s.Own(InputNamed(s, kInt, {"ids", "labels", "cell", "owner", "env_ids"},
                                        {0.0, bins - 1.0}));
  const int total = Totals(s, type, {bins}, OneOf(s, {"total", "sums", "loss", "accum", "counts"}));
  const auto add = [&] { s.AtomicAdd(total, std::array{at}, value); };
  if (type.is_float() && s.rng().Chance(0.3)) {
    return s.If(value > Arg(s, type, {"threshold", "eps", "limit"}, {0.0, 1.0}), add);
  }
  add();
}

// out[i] = a if condition else b
void DrawChoice(Sketch& s) {
  const Type type = DrawLinear(s);
  const Val a = s.Own(InputNamed(s, type, {"a", "x", "candidates", "new_values"}));
  const Val b = s.rng().Chance(0.5) ? s.Own(InputNamed(s, type, {"b", "y", "old_values", "base"}))
                                    : Zero(s, type);
  const bool flagged = s.rng().Chance(0.5);
  const Val condition =
      flagged ? s.Own(Indices(s, {}, 2, OneOf(s, {"mask", "flags", "accept"}))) != s.Int(0)
              : s.DrawCondition(1);
  s.Output(s.Select(condition, a, b), OneOf(s, {"out", "result", "selected", ""}));
}

constexpr std::array kMotifs = {
    Motif{"fill", 0.5, DrawFill},
    Motif{"masked-reset", 1.2, DrawReset},
    Motif{"copy", 0.6, DrawCopy},
    Motif{"scale", 0.9, DrawScale},
    Motif{"add-scaled", 1.1, DrawAddScaled},
    Motif{"pairwise", 1.0, DrawPairwise},
    Motif{"expression", 2.5, DrawExpression},
    Motif{"indexed", 1.2, DrawIndexed},
    Motif{"accumulate", 1.2, DrawAccumulate},
    Motif{"choice", 1.2, DrawChoice},
};

}  // namespace

Family BasicsFamily() {
  return {"basics", "short kernels: fills, copies, gathers, resets, sums", 2.0, 1, 4, kMotifs,
          0.15};
}

}  // namespace warploom::synth

// The correction step of MacCormack advection: the advected field is traced back, half the error is
// subtracted, and the result is clamped to the values around the departure point.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct Domain2 {
  Type real, vec, element;
  std::vector<int> shape;
  lang::FuncId sample, bounds, trace;
  bool rows_first = true;  // Points are (row, column), not (x, y).
};

// The cell that contains a coordinate and the fraction within it, for sampling along one axis.
struct Along {
  Val low, high, t;
};

Along Locate(Sketch& s, const Domain2& d, int array, const Val& at, int axis) {
  static constexpr std::array<std::array<std::string_view, 4>, 2> kNames = {
      {{"fi", "i0", "i1", "ti"}, {"fj", "j0", "j1", "tj"}}};
  const auto& names = kNames[static_cast<size_t>(axis)];
  const double last = d.shape[static_cast<size_t>(axis)] - 1.0;
  const Val top = ShapeOf(s, array, axis) - 1;
  const Val zero = s.Real(0.0, d.real);
  const Val inside =
      Known(s.Let(s.Call("clamp", {at, zero, s.Convert(top, d.real)}), names[0]), 0.0, last);
  const Val whole =
      s.StyleChoice("floor of cells", 0.5) ? Known(s.Call("floor", {inside}), 0.0, last) : inside;
  Along along;
  along.low = Known(s.Let(s.Convert(whole, lang::kInt), names[1]), 0.0, last);
  along.high = Known(s.Let(s.Call("min", {along.low + 1, top}), names[2]), 0.0, last);
  along.t = Known(inside - s.Convert(along.low, d.real), 0.0, 1.0);
  return along;
}

std::vector<Sketch::Param> FieldParams(Sketch& s, const Domain2& d, Type element) {
  return {{OneOf(s, {"f", "field", "q"}), lang::ArrayOf(element, 2), {}},
          {OneOf(s, {"p", "at", "pos"}), d.vec, Between(-100.0, 100.0)}};
}

// def sample(f, p): interpolates the field between cells.
lang::FuncId DefineSample(Sketch& s, const Domain2& d, Type element, Words names) {
  const std::vector<Sketch::Param> params = FieldParams(s, d, element);
  return s.DefineHelper(OneOf(s, names), params, [&](std::span<const Val> p) -> std::vector<Val> {
    const int array = s.AsArray(p[0], d.shape, Between(-2.0, 2.0));
    const Along i = Locate(s, d, array, p[1][0], 0);
    const Along j = Locate(s, d, array, p[1][1], 1);
    const Val ti = s.Let(i.t, "ti");
    const Val tj = s.Let(j.t, "tj");
    const auto at = [&](const Val& row, const Val& column) { return s.At(array, {row, column}); };
    if (s.rng().Chance(0.6)) {
      const Val a = s.Let(s.Call("lerp", {at(i.low, j.low), at(i.low, j.high), tj}), "a");
      const Val b = s.Let(s.Call("lerp", {at(i.high, j.low), at(i.high, j.high), tj}), "b");
      return {s.Call("lerp", {a, b, ti})};
    }
    const Val a = s.Let((1.0 - tj) * at(i.low, j.low) + tj * at(i.low, j.high), "row0");
    const Val b = s.Let((1.0 - tj) * at(i.high, j.low) + tj * at(i.high, j.high), "row1");
    return {(1.0 - ti) * a + ti * b};
  });
}

// def local_bounds(f, p): the minimum and maximum of the four surrounding cells.
lang::FuncId DefineBounds(Sketch& s, const Domain2& d) {
  const std::vector<Sketch::Param> params = FieldParams(s, d, d.element);
  return s.DefineHelper(OneOf(s, {"local_bounds", "min_max_at", "cell_range"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const int array = s.AsArray(p[0], d.shape, Between(-2.0, 2.0));
                          const Along i = Locate(s, d, array, p[1][0], 0);
                          const Along j = Locate(s, d, array, p[1][1], 1);
                          const std::array c = {s.Let(s.At(array, {i.low, j.low}), "c00"),
                                                s.Let(s.At(array, {i.low, j.high}), "c01"),
                                                s.Let(s.At(array, {i.high, j.low}), "c10"),
                                                s.Let(s.At(array, {i.high, j.high}), "c11")};
                          const auto extreme = [&](std::string_view f) {
                            return s.Call(f, {s.Call(f, {c[0], c[1]}), s.Call(f, {c[2], c[3]})});
                          };
                          return {extreme("min"), extreme("max")};
                        });
}

// def trace_back(v, p, dt): the departure point, by the midpoint rule or an Euler step.
lang::FuncId DefineTrace(Sketch& s, const Domain2& d) {
  const bool midpoint = s.rng().Chance(0.6);
  const lang::FuncId velocity =
      DefineSample(s, d, d.vec, {"sample_vec", "velocity_at", "sample_v"});
  s.Hide(velocity);
  const std::array params = {
      Sketch::Param{OneOf(s, {"v", "vel", "u"}), lang::ArrayOf(d.vec, 2), {}},
      Sketch::Param{OneOf(s, {"p", "x"}), d.vec, Between(-100.0, 100.0)},
      Sketch::Param{OneOf(s, {"dt", "step"}), d.real, Between(-1.0, 1.0)}};
  return s.DefineHelper(OneOf(s, {"trace_back", "backtrace", "follow"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val first = Named(s, s.CallHelper(velocity, std::array{p[0], p[1]}),
                                                  {"v0", "k1"});
                          if (!midpoint) {
                            return {p[1] - first * p[2]};
                          }
                          const Val mid = Named(s, p[1] - 0.5 * p[2] * first, {"mid", "pm"});
                          const Val second = s.CallHelper(velocity, std::array{p[0], mid});
                          return {p[1] - second * p[2]};
                        });
}

Val FromInput(Val value) {
  value.range.from_input = true;
  return value;
}

// An emitter that adds to the field around it, with a drawn falloff.
void AddEmitter(Sketch& s, const Domain2& d, const Val& x, const Val& dt, Val& value) {
  const Val center = Arg(s, d.vec, {"emitter", "source_pos", "inlet"}, {2.0, 6.0});
  const Val radius = SharedValue(s, d.real, {"radius", "inlet_radius", "reach"}, {1.0, 4.0});
  const Val r = Named(s, s.Call("length", {x - center}), {"r", "dist"});
  const std::array params = {Sketch::Param{OneOf(s, {"r", "t"}), d.real, Between(0.0, 4.0)}};
  const lang::FuncId profile =
      DefineFormula(s, {"emission", "inflow_profile", "source_rate"}, params, d.real, 2);
  s.If(r < radius, [&] {
    const Val rate = dt * s.CallHelper(profile, std::array{r});
    s.Update(value, BinaryOp::kAdd, d.element.is_scalar() ? rate : s.Make(d.element, {rate}));
  });
}

void DrawAdvectionCorrection(Sketch& s) {
  Domain2 d;
  d.real = Precise(s);
  d.vec = VecOf(d.real, 2);
  d.element = s.rng().Chance(0.7) ? d.real : VecOf(d.real, s.rng().Chance(0.5) ? 2 : 3);
  d.shape.assign(s.dims().begin(), s.dims().end());
  d.trace = DefineTrace(s, d);
  d.sample = DefineSample(s, d, d.element, {"sample", "bilerp", "sample_field"});
  const bool limits = s.rng().Chance(0.7);
  d.bounds = limits ? DefineBounds(s, d) : lang::FuncId{};
  for (const lang::FuncId helper : {d.trace, d.sample}) {
    s.Hide(helper);
  }
  const int old = InputNamed(s, d.element, {"q", "density", "smoke"});
  const int carried = InputNamed(s, d.element, {"q_hat", "q_fwd", "advected"});
  const int velocity = InputNamed(s, d.vec, {"vel", "velocity", "u"});
  const Val dt = TimeStep(s, d.real);
  const Val own = s.Make(d.vec, {s.Convert(s.Thread(0), d.real), s.Convert(s.Thread(1), d.real)});
  const Val x = Named(s, own, {"p", "x0", "here"});
  const Val ahead =
      Named(s, s.CallHelper(d.trace, std::array{s.ArrayRef(velocity), x, -dt}), {"p_fwd", "ahead"});
  const Val again =
      Named(s, FromInput(s.CallHelper(d.sample, std::array{s.ArrayRef(carried), ahead})),
            {"q_back", "returned", "again"});
  const Val error = Named(s, s.ThreadElement(old) - again, {"err", "diff", "e"});
  Val share = s.Real(0.5, d.real);
  if (s.rng().Chance(0.3)) {
    share = SharedValue(s, d.real, {"strength", "correction", "blend"}, {0.2, 1.0}) * 0.5;
  }
  Val fixed =
      MutableNamed(s, s.ThreadElement(carried) + share * error, {"q_new", "value", "fixed"});
  if (limits) {
    const Val source = Named(s, s.CallHelper(d.trace, std::array{s.ArrayRef(velocity), x, dt}),
                             {"p_src", "source", "p_back"});
    static constexpr std::array<std::string_view, 2> kNames = {"lo", "hi"};
    const auto range = s.CallHelperAll(d.bounds, std::array{s.ArrayRef(old), source}, kNames);
    if (d.element.is_scalar() && s.rng().Chance(0.5)) {
      s.If(fixed < range[0] || fixed > range[1], [&] { s.Set(fixed, s.ThreadElement(carried)); });
    } else {
      s.Set(fixed, s.Call("min", {s.Call("max", {fixed, range[0]}), range[1]}));
    }
  }
  if (s.rng().Chance(0.5)) {
    const Val fade = SharedValue(s, d.real, {"dissipation", "decay", "fade"}, {0.9, 0.999});
    s.Update(fixed, BinaryOp::kMul, fade);
  }
  if (s.rng().Chance(0.4)) {
    AddEmitter(s, d, x, dt, fixed);
  }
  OutputNamed(s, fixed, {"q_out", "density_out", "corrected"});
}

}  // namespace

Motif AdvectionCorrectionMotif() {
  return {.name = "advection-correction",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawAdvectionCorrection,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

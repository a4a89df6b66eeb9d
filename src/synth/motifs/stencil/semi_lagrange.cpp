#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// def sample(f, x, y): interpolates between cells; coordinates are clamped to the grid.
lang::FuncId DefineLinearSample(Sketch& s, const std::vector<int>& shape) {
  const Type real = s.real();
  const int axes = static_cast<int>(shape.size());
  static constexpr std::array<std::string_view, 2> kCoords = {"x", "y"};
  std::vector<Sketch::Param> params = {
      {OneOf(s, {"f", "field", "src", "grid"}), lang::ArrayOf(real, axes), {}}};
  for (int axis = 0; axis < axes; ++axis) {
    params.push_back({kCoords[static_cast<size_t>(axis)], real, Between(-1000.0, 1000.0)});
  }
  const bool clamps_first = s.rng().Chance(0.6);
  const auto body = [&](std::span<const Val> p) -> std::vector<Val> {
    const int array = s.AsArray(p[0], shape, Between(-1.0, 1.0));
    static constexpr std::array<std::array<std::string_view, 4>, 2> kNames = {
        {{"xc", "i0", "i1", "fx"}, {"yc", "j0", "j1", "fy"}}};
    std::array<std::array<Val, 2>, 2> cell;
    std::array<Val, 2> t;
    for (size_t axis = 0; axis < shape.size(); ++axis) {
      const double last = shape[axis] - 1.0;
      const Val size = Val{&s, s.builder().Shape(p[0].id, static_cast<int>(axis)), lang::kInt,
                           Exactly(shape[axis])};
      const Val top = s.Convert(size - 1, real);
      const Val at = Known(s.Let(s.Call("clamp", {p[axis + 1], s.Real(0.0), top}), kNames[axis][0]),
                           0.0, last);
      const Val whole = clamps_first ? at : Known(s.Call("floor", {at}), 0.0, last);
      cell[axis][0] = Known(s.Let(s.Convert(whole, lang::kInt), kNames[axis][1]), 0.0, last);
      cell[axis][1] =
          Known(s.Let(s.Call("min", {cell[axis][0] + 1, size - 1}), kNames[axis][2]), 0.0, last);
      t[axis] = Known(s.Let(at - s.Convert(cell[axis][0], real), kNames[axis][3]), 0.0, 1.0);
    }
    if (axes == 1) {
      return {s.Call("lerp", {s.At(array, {cell[0][0]}), s.At(array, {cell[0][1]}), t[0]})};
    }
    const auto row = [&](int side) {
      const Val a = s.At(array, {cell[0][static_cast<size_t>(side)], cell[1][0]});
      const Val b = s.At(array, {cell[0][static_cast<size_t>(side)], cell[1][1]});
      return s.Call("lerp", {a, b, t[1]});
    };
    const Val a = s.Let(row(0), {"a", "s0", "v0"});
    const Val b = s.Let(row(1), {"b", "s1", "v1"});
    return {s.rng().Chance(0.5) ? s.Call("lerp", {a, b, t[0]}) : a * (1.0 - t[0]) + b * t[0]};
  };
  return s.DefineHelper(OneOf(s, {"sample", "bilerp", "sample_field", "interp", "sample_linear"}),
                        params, body);
}

// Semi-Lagrangian advection: trace back along the flow and sample there.
void DrawSemiLagrange(Sketch& s) {
  const Type real = s.real();
  const int axes = s.ndim();
  const std::vector<int> shape(s.dims().begin(), s.dims().end());
  const lang::FuncId sample = DefineLinearSample(s, shape);
  const int field = Input(s, real, shape, OneOf(s, {"q", "density", "dye", "smoke", "rho"}));
  const Val dt = s.NewArg(real, 0.01, 0.5, OneOf(s, {"dt", "step", "time_step"}));
  const bool vecs = axes == 2 && s.rng().Chance(0.6);
  const int velocity = vecs ? Input(s, s.vec(2), shape, OneOf(s, {"vel", "velocity", "u"})) : -1;
  static constexpr std::array<std::string_view, 2> kParts = {"u", "v"};
  static constexpr std::array<std::string_view, 2> kBack = {"px", "py"};
  const Val v = vecs ? s.Let(s.ThreadElement(velocity), {"vel_here", "vc", "flow"}) : Val{};
  std::vector<Val> args = {s.ArrayRef(field)};
  for (int axis = 0; axis < axes; ++axis) {
    const Val speed =
        vecs ? v[axis] : s.ThreadElement(Input(s, real, shape, kParts[static_cast<size_t>(axis)]));
    Val back = s.Convert(s.Thread(axis), real) - dt * speed;
    back = s.rng().Chance(0.7) ? s.Let(back, kBack[static_cast<size_t>(axis)]) : back;
    args.push_back(back);
  }
  Val value = s.CallHelper(sample, args);
  value.range.from_input = true;
  if (s.rng().Chance(0.4)) {
    value = value * (s.rng().Chance(0.5)
                         ? s.NewArg(real, 0.9, 0.999, OneOf(s, {"dissipation", "decay", "fade"}))
                         : s.DrawNumber(real, 0.9, 0.999));
  }
  s.Output(value, {"q_out", "advected", "density_out", "dye_new", ""});
}

}  // namespace

Motif SemiLagrangeMotif() {
  return {.name = "semi-lagrange",
          .family = Family::kStencil,
          .weight = 1.3,
          .draw = DrawSemiLagrange,
          .min_dims = 1,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs

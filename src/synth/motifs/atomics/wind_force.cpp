// Wind on a triangle mesh: drag along the flow and lift along the normal, distributed to the
// vertices.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

// The wind at a position: uniform, from a field, or with a drawn formula for gusts.
Val WindAt(Sketch& s, Type vec, const Val& center) {
  const Type real = lang::ScalarType(vec.scalar);
  const Val steady = Arg(s, vec, {"wind", "wind_velocity", "flow"}, {-4.0, 4.0});
  if (s.rng().Chance(0.5)) {
    return steady;
  }
  const Val time = Arg(s, real, {"time", "sim_time"}, {0.0, 4.0});
  const std::array params = {Sketch::Param{OneOf(s, {"p", "x"}), vec, Between(-4.0, 4.0)},
                             Sketch::Param{OneOf(s, {"t", "time"}), real, Between(0.0, 4.0)}};
  const lang::FuncId gust = DefineFormula(s, {"gust", "turbulence", "wind_noise"}, params, vec, 2);
  return steady + s.CallHelper(gust, std::array{center, time});
}

void DrawWindForce(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, 3);
  const int count = TableSize(s);
  static constexpr std::array<std::array<std::string_view, 3>, 2> kIds = {
      {{"i", "j", "k"}, {"i0", "i1", "i2"}}};
  static constexpr std::array<std::array<std::string_view, 3>, 2> kPoints = {
      {{"x0", "x1", "x2"}, {"p", "q", "r"}}};
  const auto ids = Corners(s, {"triangles", "faces", "tri_indices"}, s.rng().Choose(kIds), count);
  const int positions = TableNamed(s, vec, {"x", "positions", "particle_q"}, count);
  const int velocities = TableNamed(s, vec, {"v", "velocities", "particle_qd"}, count);
  const auto& names = s.rng().Choose(kPoints);
  std::array<Val, 3> x;
  for (size_t k = 0; k < 3; ++k) {
    x[k] = s.Let(s.At(positions, {ids[k]}), names[k]);
  }
  const Val three = s.Real(3.0, real);
  const Val moved =
      (s.At(velocities, {ids[0]}) + s.At(velocities, {ids[1]}) + s.At(velocities, {ids[2]})) /
      three;
  const Val center = Named(s, (x[0] + x[1] + x[2]) / three, {"center", "mid", "c"});
  const Val rel = Named(s, WindAt(s, vec, center) - moved, {"v_rel", "rel", "u"});
  const Val cross = Named(s, s.Call("cross", {x[1] - x[0], x[2] - x[0]}), {"cr", "n2", "n_raw"});
  const Val area = Named(s, s.Call("length", {cross}) * 0.5, {"area", "a"});
  if (s.rng().Chance(0.4)) {
    s.ReturnIf(area < Tiny(s, real));
  }
  const Val n = Named(s, s.Call("normalize", {cross}), {"n", "normal"});
  const Val cosine = Named(s, s.Call("dot", {rel, n}), {"vn", "cos_w", "through"});
  const Val density = SharedValue(s, real, {"air_density", "rho"}, {0.5, 1.5});
  const Val drag = SharedValue(s, real, {"drag", "cd", "drag_coeff"}, {0.1, 2.0});
  Val force;
  if (s.rng().Chance(0.5)) {
    const Val speed = Named(s, s.Call("length", {rel}), {"speed", "u_len"});
    force = rel * (0.5 * density * drag * area * speed);
  } else {
    force = n * (density * drag * area * cosine * s.Call("abs", {cosine}));
  }
  if (s.rng().Chance(0.5)) {
    const Val lift = SharedValue(s, real, {"lift", "cl", "lift_coeff"}, {0.1, 2.0});
    force = force + n * (density * lift * area * cosine);
  }
  const Val share = Named(s, force / three, {"f", "f_corner", "share"});
  const int forces = Totals(s, vec, {count}, OneOf(s, {"forces", "particle_f", "f_out"}));
  for (const Val& id : ids) {
    Scatter(s, forces, id, share);
  }
}

}  // namespace

Motif WindForceMotif() {
  return {.name = "wind-force",
          .family = Family::kAtomics,
          .weight = 0.8,
          .draw = DrawWindForce,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

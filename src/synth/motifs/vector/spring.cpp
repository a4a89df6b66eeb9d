// A damped spring between two points: forces added atomically, or its energy.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawSpring(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const int n = TableSize(s);
  static constexpr std::array<std::string_view, 2> kEnds = {"i0", "i1"};
  static constexpr std::array<std::string_view, 2> kNames = {"a", "b"};
  const auto ends =
      Corners(s, {"springs", "edges", "spring_indices"}, s.rng().Chance(0.5) ? kEnds : kNames, n);
  const int xs = TableNamed(s, vec, {"positions", "x", "particle_q"}, n);
  const Val xi = s.Let(s.At(xs, {ends[0]}), "xi");
  const Val xj = s.Let(s.At(xs, {ends[1]}), "xj");
  const Val d = Named(s, xi - xj, {"d", "xij", "delta", "diff"});
  const Val l = Named(s, s.Call("length", {d}), {"l", "length", "dist"});
  const Val dir =
      Named(s, s.rng().Chance(0.6) ? d / l : s.Call("normalize", {d}), {"dir", "n", "axis"});
  const Val rest =
      s.ThreadElement(InputNamed(s, real, {"rest_lengths", "rest", "rest_length"}, kPositiveFill));
  const Val c = Named(s, l - rest, {"c", "stretch", "err"});
  const Val ke = Parameter(s, real, {"ke", "stiffness", "spring_ke"}, {1.0, 100.0});
  if (s.rng().Chance(0.2)) {
    return s.Output(0.5 * ke * c * c, {"energies", "energy", "spring_energy"});
  }
  Val magnitude = ke * c;
  if (s.rng().Chance(0.6)) {
    const int vs = TableNamed(s, vec, {"velocities", "v", "particle_qd"}, n);
    const Val rate = Named(s, s.Call("dot", {dir, s.At(vs, {ends[0]}) - s.At(vs, {ends[1]})}),
                           {"dcdt", "v_rel", "rate"});
    magnitude =
        magnitude + Coefficient(s, real, {"kd", "damping", "spring_kd"}, {0.01, 2.0}) * rate;
  }
  const Val f =
      Named(s, s.rng().Chance(0.5) ? dir * magnitude : magnitude * dir, {"f", "fs", "force"});
  if (s.rng().Chance(0.3)) {
    return s.Output(f);
  }
  const int forces = Totals(s, vec, {n}, OneOf(s, {"forces", "particle_f", "f_out"}));
  ScatterMinus(s, forces, ends[0], f);
  Scatter(s, forces, ends[1], f);
}

}  // namespace

Motif SpringMotif() {
  return {.name = "spring",
          .family = Family::kVector,
          .weight = 1.0,
          .draw = DrawSpring,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

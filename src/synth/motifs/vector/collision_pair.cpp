// Two moving spheres: the collision impulse along the line between their centers.
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

void DrawCollisionPair(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.7) ? 3 : 2);
  const Type real = s.real();
  const int n = TableSize(s);
  static constexpr std::array<std::string_view, 2> kEnds = {"a", "b"};
  const auto ends = Corners(s, {"pairs", "contacts", "contact_pairs"}, kEnds, n);
  const int xs = TableNamed(s, vec, {"positions", "x", "centers"}, n);
  const int vs = TableNamed(s, vec, {"velocities", "v"}, n);
  const Val n_ab = Named(s, s.Call("normalize", {s.At(xs, {ends[1]}) - s.At(xs, {ends[0]})}),
                         {"n", "normal", "n_ab"});
  const Val rel = Named(s, s.Call("dot", {s.At(vs, {ends[1]}) - s.At(vs, {ends[0]}), n_ab}),
                        {"vrel", "approach", "vn"});
  s.If(rel < 0.0, [&] {
    const Val e = Coefficient(s, real, {"restitution", "e"}, {0.0, 1.0});
    Val j = -(1.0 + e) * rel;
    if (s.rng().Chance(0.6)) {
      const int ms = TableNamed(s, real, {"inv_mass", "inv_masses"}, n, {0.1, 2.0});
      j = j / (s.At(ms, {ends[0]}) + s.At(ms, {ends[1]}));
    } else {
      j = 0.5 * j;
    }
    const Val impulse = Named(s, n_ab * j, {"impulse", "jn", "p"});
    const int out = Totals(s, vec, {n}, OneOf(s, {"impulses", "delta_v", "v_corr"}));
    ScatterMinus(s, out, ends[0], impulse);
    Scatter(s, out, ends[1], impulse);
  });
}

}  // namespace

Motif CollisionPairMotif() {
  return {.name = "collision-pair",
          .family = Family::kVector,
          .weight = 0.6,
          .draw = DrawCollisionPair,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

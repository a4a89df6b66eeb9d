// A position-based distance constraint with inverse masses, and by chance compliance (XPBD).
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawDistanceConstraint(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const int n = TableSize(s);
  static constexpr std::array<std::string_view, 2> kEnds = {"i", "j"};
  const auto ends = Corners(s, {"constraints", "edges", "pairs"}, kEnds, n);
  const int xs = TableNamed(s, vec, {"predicted", "positions", "p"}, n);
  const int ws = TableNamed(s, real, {"inv_mass", "w", "inv_masses"}, n, {0.1, 2.0});
  const Val w0 = s.Let(s.At(ws, {ends[0]}), "w0");
  const Val w1 = s.Let(s.At(ws, {ends[1]}), "w1");
  const Val d = Named(s, s.At(xs, {ends[0]}) - s.At(xs, {ends[1]}), {"d", "delta", "diff"});
  const Val l = Named(s, s.Call("length", {d}), {"l", "dist", "length"});
  if (s.rng().Chance(0.3)) {
    s.ReturnIf(l < Epsilon(s));
  }
  const Val c = l - s.ThreadElement(InputNamed(s, real, {"rest_lengths", "rest", "rest_length"},
                                               kPositiveFill));
  Val weight = w0 + w1;
  Val lambda = c;
  if (s.rng().Chance(0.5)) {
    const Val dt = TimeStep(s);
    const Val alpha =
        Named(s, Arg(s, real, {"compliance", "alpha"}, {0.001, 0.1}) / Known(dt * dt, 1e-6, 1.0),
              {"alpha_tilde", "at", "softness"});
    lambda = -c / Known(weight + alpha, 0.1, 1e6);
  } else {
    lambda = c / weight *
             (s.rng().Chance(0.5) ? Arg(s, real, {"relaxation", "omega", "stiffness"}, {0.1, 1.0})
                                  : s.DrawNumber(real, 0.2, 1.0));
  }
  const Val corr =
      Named(s, d * (Named(s, lambda, {"lam", "s", "scale"}) / l), {"corr", "dx", "correction"});
  const int deltas = Totals(s, vec, {n}, OneOf(s, {"deltas", "corrections", "dp"}));
  ScatterMinus(s, deltas, ends[0], w0 * corr);
  Scatter(s, deltas, ends[1], w1 * corr);
}

}  // namespace

Motif DistanceConstraintMotif() {
  return {.name = "distance-constraint",
          .family = Family::kVector,
          .weight = 0.7,
          .draw = DrawDistanceConstraint,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

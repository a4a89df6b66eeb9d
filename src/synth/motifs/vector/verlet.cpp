// Position Verlet: x' = 2x - x_prev + a dt^2.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/vector_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawVerlet(Sketch& s) {
  const Type vec = Space(s);
  const Val x = Read(s, vec, {"positions", "x", "pos"}, {"x0", "p", "cur"});
  const Val previous =
      Read(s, vec, {"prev_positions", "x_prev", "old_pos"}, {"x_old", "prev", "q"});
  const Val dt = TimeStep(s);
  Val acc = s.rng().Chance(0.5) ? ParticleGravity(s, vec)
                                : Read(s, vec, {"accelerations", "acc"}, {"a", "acc_i"});
  if (s.rng().Chance(0.4)) {
    acc = acc + s.Draw(vec, s.DrawDepth());
  }
  if (s.rng().Chance(0.5)) {
    const Val step = Named(s, x - previous, {"delta", "disp", "dx"});
    const Val kept =
        s.rng().Chance(0.6)
            ? step * Coefficient(s, s.real(), {"damping", "friction", "keep"}, {0.8, 1.0})
            : step;
    s.Output(x + kept + acc * dt * dt);
  } else {
    s.Output(2.0 * x - previous + acc * (dt * dt));
  }
  if (s.rng().Chance(0.4)) {
    s.Output((x - previous) / dt, {"velocity_out", "vel", "v_est"});
  }
}

}  // namespace

Motif VerletMotif() {
  return {.name = "verlet",
          .family = Family::kVector,
          .weight = 0.5,
          .draw = DrawVerlet,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

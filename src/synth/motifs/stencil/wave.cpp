#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The Laplacian, named and scaled by the grid spacing or neither.
Val NamedLaplacian(Sketch& s, Grid& grid, int field, std::string_view name) {
  Val lap = s.Let(grid.Laplacian(field), name);
  switch (s.rng().Below(4)) {
    case 0:
      return lap * s.NewArg(s.real(), 1.0, 16.0, OneOf(s, {"inv_dx2", "inv_h2"}));
    case 1: {
      const Val dx = s.NewArg(s.real(), 0.5, 2.0, OneOf(s, {"dx", "h", "cell_size"}));
      return lap / (dx * dx);
    }
    default:
      return lap;
  }
}

// A step of the wave equation: 2 u - u_prev + c^2 dt^2 lap(u), optionally damped.
void DrawWave(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int u = grid.Field(real, OneOf(s, {"u", "height", "curr", "wave", "h_curr"}));
  const int previous = grid.Field(real, OneOf(s, {"u_prev", "prev", "h_prev", "u_old"}));
  const int next = grid.Result(real, OneOf(s, {"u_next", "next_u", "h_next", "u_new"}));
  const Val speed = FieldCoefficient(s, 0.05, 0.5, {"c2", "courant", "k_speed", "c_dt_sq"});
  const Val damping =
      s.rng().Chance(0.5) ? FieldCoefficient(s, 0.9, 0.999, {"damping", "decay"}) : Val{};
  grid.Inside([&] {
    const Val lap = NamedLaplacian(s, grid, u, OneOf(s, {"lap", "laplacian", "l"}));
    const Val now = s.rng().Chance(0.4) ? s.Let(grid.Here(u), {"uc", "h", "center"}) : grid.Here(u);
    Val value;
    if (s.rng().Chance(0.3)) {
      const Val velocity = s.Let(now - grid.Here(previous), {"vel", "v", "du"});
      value = now + (damping.is_valid() ? velocity * damping : velocity) + speed * lap;
    } else {
      value = 2.0 * now - grid.Here(previous) + speed * lap;
      value = damping.is_valid() ? damping * value : value;
    }
    grid.Store(next, value);
  });
}

}  // namespace

Motif WaveMotif() {
  return {.name = "wave", .family = Family::kStencil, .weight = 1.3, .draw = DrawWave};
}

}  // namespace warploom::synth::motifs

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// One step of Burgers' equation: u du/dx - nu d2u/dx2 along the last axis.
void DrawBurgers(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int axis = grid.axes() - 1;
  const int u = grid.Field(real, OneOf(s, {"u", "vel", "velocity_x"}));
  const int out = grid.Result(real, OneOf(s, {"u_new", "u_out", "rhs"}));
  const Val dt = FieldCoefficient(s, 0.001, 0.05, {"dt", "h"});
  const Val nu = FieldCoefficient(s, 0.01, 0.2, {"nu", "viscosity", "mu"});
  const Val inv_dx = s.rng().Chance(0.6) ? s.NewArg(real, 1.0, 8.0, "inv_dx") : Val{};
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(u), {"uc", "ui", "u0"});
    const Val right = s.Let(grid.Beside(u, axis, 1), {"ur", "right_u", "u_plus"});
    const Val left = s.Let(grid.Beside(u, axis, -1), {"ul", "left_u", "u_minus"});
    Val slope = s.Real(0.5) * (right - left);
    Val bend = right - 2.0 * here + left;
    if (inv_dx.is_valid()) {
      slope = slope * inv_dx;
      bend = bend * inv_dx * inv_dx;
    }
    slope = s.Let(slope, {"dudx", "ux", "grad_u"});
    bend = s.Let(bend, {"d2udx2", "uxx", "lap"});
    grid.Store(out, here + dt * (nu * bend - here * slope));
  });
}

}  // namespace

Motif BurgersMotif() {
  return {.name = "burgers",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawBurgers,
          .min_dims = 1,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs

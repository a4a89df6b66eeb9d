#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// One Jacobi sweep of the pressure equation.
void DrawPressureJacobi(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int p = grid.Field(real, OneOf(s, {"p", "pressure", "p_in", "x"}));
  const int rhs = grid.Field(real, OneOf(s, {"div", "divergence", "rhs", "b"}));
  const int out = grid.Result(real, OneOf(s, {"p_out", "p_new", "pressure_out", "x_new"}));
  const double count = 2.0 * grid.axes();
  const Val alpha =
      s.rng().Chance(0.5) ? s.NewArg(real, 0.1, 2.0, OneOf(s, {"dx2", "h2", "alpha"})) : Val{};
  const Val omega = s.rng().Chance(0.35)
                        ? s.NewArg(real, 0.5, 0.9, OneOf(s, {"omega", "relax", "weight"}))
                        : Val{};
  grid.Inside([&] {
    const Val sum = s.Let(grid.NeighborSum(p), {"sum", "nbr", "s"});
    const Val b = alpha.is_valid() ? alpha * grid.Here(rhs) : grid.Here(rhs);
    Val next =
        count == 4.0 && s.rng().Chance(0.5) ? (sum - b) * s.Real(0.25) : (sum - b) / s.Real(count);
    if (omega.is_valid()) {
      next = s.Let(next, {"p_star", "p_new_val", "jac"});
      next = s.rng().Chance(0.5) ? s.Call("lerp", {grid.Here(p), next, Known(omega, 0.5, 0.9)})
                                 : (1.0 - omega) * grid.Here(p) + omega * next;
    }
    grid.Store(out, next);
  });
}

}  // namespace

Motif PressureJacobiMotif() {
  return {.name = "pressure-jacobi",
          .family = Family::kStencil,
          .weight = 1.2,
          .draw = DrawPressureJacobi,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs

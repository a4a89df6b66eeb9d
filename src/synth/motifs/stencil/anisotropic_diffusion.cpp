#include <array>
#include <span>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Edge-preserving diffusion: the weight of each difference depends on its magnitude.
void DrawAnisotropic(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int image = grid.Field(real, OneOf(s, {"image", "src", "u", "intensity"}), 0.0, 1.0);
  const int out = grid.Result(real, OneOf(s, {"dst", "smoothed", "out", "u_new"}));
  const Val kappa = s.NewArg(real, 0.05, 0.5, OneOf(s, {"kappa", "edge_scale", "k"}));
  const bool rational = s.rng().Chance(0.5);
  const std::array params = {Sketch::Param{OneOf(s, {"d", "diff", "x"}), real, Between(-2.0, 2.0)},
                             Sketch::Param{"k", real, Between(0.05, 0.5)}};
  const lang::FuncId flux = s.DefineHelper(
      OneOf(s, {"edge_flux", "conduct", "edge_stop", "flux"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val r = s.Let(p[0] / p[1], {"r", "q", "t"});
        const Val square = Known(r * r, 0.0, 1000.0);
        return {rational ? p[0] / (1.0 + square)
                         : Known(s.Call("exp", {Known(-square, -8.0, 0.0)}), 0.0, 1.0) * p[0]};
      });
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(image), {"c", "center", "u0"});
    Val sum;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      for (const int step : {-1, 1}) {
        const Val term =
            s.CallHelper(flux, std::array{grid.Beside(image, axis, step) - here, kappa});
        sum = sum.is_valid() ? sum + term : term;
      }
    }
    sum = s.Let(sum, {"total_flux", "acc", "sum"});
    grid.Store(out, here + FieldCoefficient(s, 0.05, 0.25, {"lam", "rate", "dt"}) * sum);
  });
}

}  // namespace

Motif AnisotropicDiffusionMotif() {
  return {.name = "anisotropic-diffusion",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawAnisotropic,
          .min_dims = 1,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs

#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Shallow water: the divergence of the flow changes the height, the slope changes the flow.
void DrawShallowWater(Sketch& s) {
  Grid grid(s, s.rng().Chance(0.5) ? Border::kWrap : Border::kClamp);
  const Type real = s.real();
  const int h = grid.Field(real, OneOf(s, {"h", "eta", "depth"}), 0.5, 1.5);
  static constexpr std::array<std::string_view, 3> kFlows = {"hu", "hv", "hw"};
  static constexpr std::array<std::string_view, 3> kOuts = {"hu_new", "hv_new", "hw_new"};
  const Val dt = FieldCoefficient(s, 0.001, 0.02, {"dt", "time_step"});
  const Val scale = s.NewArg(real, 0.5, 8.0, OneOf(s, {"inv_2dx", "half_inv_dx"}));
  const int h_out = grid.Result(real, OneOf(s, {"h_new", "eta_new", "depth_new"}));
  Val divergence;
  std::vector<int> flows;
  for (int axis = 0; axis < grid.axes(); ++axis) {
    flows.push_back(grid.Field(real, kFlows[static_cast<size_t>(axis)]));
    const Val d = grid.Difference(flows.back(), axis);
    divergence = divergence.is_valid() ? divergence + d : d;
  }
  divergence = s.Let(divergence * scale, {"div", "flux", "net"});
  grid.Store(h_out, grid.Here(h) - dt * divergence);
  const Val g = s.DrawNumber(real, 9.81, 9.81);
  for (int axis = 0; axis < grid.axes(); ++axis) {
    const auto k = static_cast<size_t>(axis);
    static constexpr std::array<std::string_view, 3> kSlopes = {"dhdx", "dhdy", "dhdz"};
    const Val slope = s.Let(grid.Difference(h, axis) * scale, kSlopes[k]);
    const int out = grid.Result(real, kOuts[k]);
    grid.Store(out, Minus({grid.Here(flows[k]), dt * g * grid.Here(h) * slope}));
  }
}

}  // namespace

Motif ShallowWaterMotif() {
  return {.name = "shallow-water",
          .family = Family::kStencil,
          .weight = 0.7,
          .draw = DrawShallowWater,
          .min_dims = 1,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs

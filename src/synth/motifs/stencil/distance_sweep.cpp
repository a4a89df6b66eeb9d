#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A distance transform sweep: a cell is at most one step farther than its nearest neighbor.
void DrawDistanceSweep(Sketch& s) {
  const Type real = s.real();
  Grid grid(s, s.rng().Choose(
                   std::array{Border::kClamp, Border::kReturn, Border::kGuard, Border::kHalo}));
  const int distance = grid.Field(real, OneOf(s, {"dist", "t", "phi", "travel_time"}), 0.0, 10.0);
  const int out = grid.Result(real, OneOf(s, {"dist_out", "t_new", "phi_out"}));
  const Val step = s.rng().Chance(0.5)
                       ? s.NewArg(real, 0.1, 1.0, OneOf(s, {"dx", "h", "cell_size"}))
                   : s.rng().Chance(0.5) ? s.Real(1.0)
                                         : Val{};
  const int cost = step.is_valid()
                       ? -1
                       : grid.Field(real, OneOf(s, {"cost", "slowness", "speed_inv"}), 0.1, 2.0);
  grid.Inside([&] {
    const Val move = step.is_valid() ? step : grid.Here(cost);
    std::vector<Val> best;
    static constexpr std::array<std::string_view, 3> kNames = {"a", "b", "c"};
    for (int axis = 0; axis < grid.axes(); ++axis) {
      best.push_back(
          s.Let(s.Call("min", {grid.Beside(distance, axis, -1), grid.Beside(distance, axis, 1)}),
                kNames[static_cast<size_t>(axis)]));
    }
    const Val here = grid.Here(distance);
    if (grid.axes() == 2 && s.rng().Chance(0.5)) {
      // The quadratic update of fast sweeping.
      const Val gap = s.Let(best[0] - best[1], {"diff", "d", "gap"});
      Val t = s.Mutable(s.Call("min", {best[0], best[1]}) + move, {"t_bar", "cand", "new_t"});
      s.If(s.Call("abs", {gap}) < move, [&] {
        const Val root = s.Call("sqrt", {Known(2.0 * move * move - gap * gap, 0.0, 10.0)});
        s.Set(t, s.Real(0.5) * (best[0] + best[1] + root));
      });
      return grid.Store(out, s.Call("min", {here, t}));
    }
    Val least = best[0];
    for (size_t k = 1; k < best.size(); ++k) {
      least = s.Call("min", {least, best[k]});
    }
    grid.Store(out, s.Call("min", {here, least + move}));
  });
}

}  // namespace

Motif DistanceSweepMotif() {
  return {.name = "distance-sweep",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawDistanceSweep};
}

}  // namespace warploom::synth::motifs

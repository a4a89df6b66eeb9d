#include <array>
#include <span>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The median of three along a row; in 2D, of the rows' medians or of the cross.
void DrawMedian(Sketch& s) {
  const Type real = s.real();
  const std::array params = {Sketch::Param{"a", real, Between(-10.0, 10.0)},
                             Sketch::Param{"b", real, Between(-10.0, 10.0)},
                             Sketch::Param{"c", real, Between(-10.0, 10.0)}};
  const lang::FuncId median = s.DefineHelper(
      OneOf(s, {"median3", "mid3", "median_of_three"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        if (s.rng().Chance(0.5)) {
          const Val lo = s.Let(s.Call("min", {p[0], p[1]}), "lo");
          const Val hi = s.Let(s.Call("max", {p[0], p[1]}), "hi");
          return {s.Call("max", {lo, s.Call("min", {hi, p[2]})})};
        }
        return {p[0] + p[1] + p[2] - s.Call("min", {p[0], s.Call("min", {p[1], p[2]})}) -
                s.Call("max", {p[0], s.Call("max", {p[1], p[2]})})};
      });
  Grid grid(s);
  const int signal = grid.Field(real, OneOf(s, {"signal", "src", "depth", "noisy"}));
  const int out = grid.Result(real, OneOf(s, {"cleaned", "dst", "denoised", "filtered"}));
  const bool both = grid.axes() == 2 && s.rng().Chance(0.6);
  grid.Inside([&] {
    const auto along = [&](int axis) {
      return s.CallHelper(median, std::array{grid.Beside(signal, axis, -1), grid.Here(signal),
                                             grid.Beside(signal, axis, 1)});
    };
    if (!both) {
      return grid.Store(out, along(grid.axes() - 1));
    }
    const Val rows = s.Let(along(1), {"mh", "m_row", "horizontal"});
    const Val columns = s.Let(along(0), {"mv", "m_col", "vertical"});
    grid.Store(out, s.rng().Chance(0.5)
                        ? s.CallHelper(median, std::array{rows, columns, grid.Here(signal)})
                        : s.Real(0.5) * (rows + columns));
  });
}

}  // namespace

Motif MedianMotif() {
  return {.name = "median",
          .family = Family::kStencil,
          .weight = 0.7,
          .draw = DrawMedian,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

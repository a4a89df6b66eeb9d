#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A Laplacian whose neighbors are read through a helper that clamps or wraps the indices.
void DrawSampledLaplacian(Sketch& s) {
  const Type real = s.real();
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  const int field = Input(s, real, shape, OneOf(s, {"f", "phi", "u", "field", "height_field"}));
  static constexpr std::array<std::string_view, 3> kIndices = {"i", "j", "k"};
  static constexpr std::array<std::string_view, 3> kCells = {"ci", "cj", "ck"};
  std::vector<Sketch::Param> params = {
      {OneOf(s, {"f", "grid", "a"}), lang::ArrayOf(real, s.ndim()), {}}};
  for (int axis = 0; axis < s.ndim(); ++axis) {
    params.push_back({kIndices[static_cast<size_t>(axis)], lang::kInt,
                      Between(-2.0, shape[static_cast<size_t>(axis)] + 1.0)});
  }
  const bool wraps = s.rng().Chance(0.35);
  const bool named = s.rng().Chance(0.5);
  const lang::FuncId sample = s.DefineHelper(
      OneOf(s, {"sample", "lookup", "fetch", "read_clamped", "get_cell"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const int array = s.AsArray(p[0], shape, Between(-1.0, 1.0));
        std::vector<Val> cells;
        for (size_t axis = 0; axis + 1 < p.size(); ++axis) {
          const int extent = shape[axis];
          const Val size = Val{&s, s.builder().Shape(p[0].id, static_cast<int>(axis)), lang::kInt,
                               Exactly(extent)};
          Val cell = wraps ? (p[axis + 1] + size) % size
                           : s.Call("clamp", {p[axis + 1], s.Int(0), size - 1});
          cell = Known(named ? s.Let(cell, kCells[axis]) : cell, 0.0, extent - 1.0);
          cells.push_back(cell);
        }
        return {s.At(array, cells)};
      });
  const auto at = [&](int axis, int step) {
    std::vector<Val> args = {s.ArrayRef(field)};
    for (int k = 0; k < s.ndim(); ++k) {
      const Val own = s.Thread(k);
      args.push_back(k != axis ? own : step > 0 ? own + 1 : own - 1);
    }
    Val value = s.CallHelper(sample, args);
    value.range.from_input = true;
    return value;
  };
  Val sum = at(0, 1) + at(0, -1);
  for (int axis = 1; axis < s.ndim(); ++axis) {
    sum = sum + at(axis, 1) + at(axis, -1);
  }
  const Val lap =
      s.Let(sum - s.Real(2.0 * s.ndim()) * s.ThreadElement(field), {"lap", "laplacian", "l"});
  s.Output(s.rng().Chance(0.6) ? s.ThreadElement(field) + lap * s.DrawNumber(real, 0.01, 0.25)
                               : Finished(s, lap));
}

}  // namespace

Motif SampledLaplacianMotif() {
  return {.name = "sampled-laplacian",
          .family = Family::kStencil,
          .weight = 1.0,
          .draw = DrawSampledLaplacian};
}

}  // namespace warploom::synth::motifs

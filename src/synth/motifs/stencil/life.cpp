#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;

// The number of live cells among the 8 (in 3D 26) neighbors, by loops that skip the center.
Val CountAround(Sketch& s, int cells) {
  Val count = s.Mutable(s.Int(0), {"alive", "neighbors", "n_alive", "total"}, Between(0.0, 27.0));
  s.Hide(count);
  static constexpr std::array<std::string_view, 3> kOffsets = {"di", "dj", "dk"};
  static constexpr std::array<std::string_view, 3> kNames = {"ni", "nj", "nk"};
  const bool named = s.rng().Chance(0.5);
  const bool skips_middle = s.rng().Chance(0.6);
  std::vector<Val> offsets;
  std::vector<Val> indices;
  const std::function<void(int)> loop = [&](int axis) {
    if (axis == s.ndim()) {
      const auto add = [&] { s.Update(count, BinaryOp::kAdd, s.At(cells, indices)); };
      if (!skips_middle) {
        return add();
      }
      std::vector<Val> away;
      for (const Val& offset : offsets) {
        away.push_back(offset != 0);
      }
      return s.If(AnyOf(away), add);
    }
    const auto k = static_cast<size_t>(axis);
    s.For(kOffsets[k], s.Int(-1), s.Int(2), 0, [&](const Val& d) {
      const int extent = s.dims()[k];
      const Val size = s.SizeArg(extent, s.ndim() == 2 ? std::array{"height", "width"}[k % 2]
                                                       : std::array{"nx", "ny", "nz"}[k]);
      Val index = (s.Thread(axis) + d + size) % size;
      index = named ? s.Let(index, kNames[k]) : index;
      offsets.push_back(d);
      indices.push_back(Known(index, 0.0, extent - 1.0));
      loop(axis + 1);
      offsets.pop_back();
      indices.pop_back();
    });
  };
  loop(0);
  Shown(count);
  return skips_middle ? count : Known(count - s.ThreadElement(cells), 0.0, 26.0);
}

// A life-like automaton: birth and survival depend on the number of live neighbors.
void DrawLife(Sketch& s) {
  const bool flat = s.ndim() == 2;
  const bool loops = !flat || s.rng().Chance(0.55);
  Grid grid(s, loops ? Border::kWrap
                     : s.rng().Choose(std::array{Border::kWrap, Border::kReturn, Border::kGuard,
                                                 Border::kHalo}));
  const int cells = grid.Field(lang::kInt, OneOf(s, {"cells", "state", "grid", "world"}), 0.0, 1.0);
  const int out =
      grid.Result(lang::kInt, OneOf(s, {"next_cells", "state_out", "new_grid", "next_state"}));
  grid.Inside([&] {
    Val count;
    if (loops) {
      count = s.Let(CountAround(s, cells), {"n", "live", "c"});
    } else {
      count = grid.NeighborSum(cells);
      for (const int a : {-1, 1}) {
        for (const int b : {-1, 1}) {
          count = count + grid.Corner(cells, 0, a, 1, b);
        }
      }
      count = s.Let(count, {"n", "alive", "live"});
    }
    const int born =
        flat ? s.rng().Choose(std::array{3, 3, 3, 2}) : s.rng().Choose(std::array{4, 5, 6});
    const int low = flat ? 2 : 4;
    const int high =
        flat ? s.rng().Choose(std::array{3, 3, 4, 5}) : s.rng().Choose(std::array{5, 6, 7});
    const Val here = grid.Here(cells);
    Val next = s.Mutable(s.Int(0), {"next", "new_state", "born"}, Between(0.0, 1.0));
    switch (s.rng().Below(3)) {
      case 0:
        s.If(here == 1 && (count == low || count == high), [&] { s.Set(next, s.Int(1)); });
        s.If(here == 0 && count == born, [&] { s.Set(next, s.Int(1)); });
        break;
      case 1:
        s.If(
            here == 1, [&] { s.If(count >= low && count <= high, [&] { s.Set(next, s.Int(1)); }); },
            [&] { s.If(count == born, [&] { s.Set(next, s.Int(1)); }); });
        break;
      default: {
        const std::array conditions = {count == born, count == low};
        s.IfChain(conditions, [&](int i) { s.Set(next, i == 0 ? s.Int(1) : here); }, false);
        break;
      }
    }
    grid.Store(out, next);
  });
}

}  // namespace

Motif LifeMotif() {
  return {.name = "life",
          .family = Family::kStencil,
          .weight = 1.0,
          .draw = DrawLife,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs

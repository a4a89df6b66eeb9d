#include <algorithm>
#include <array>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Pooling: the maximum or mean of a small block, x[i * 2 + di, j * 2 + dj].
void DrawPooling(Sketch& s) {
  const Type real = s.real();
  const int size = s.rng().Choose(std::array{2, 2, 3, 4});
  const int axes = std::min(s.ndim(), 2);
  const int first = s.ndim() - axes;
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  for (int k = first; k < s.ndim(); ++k) {
    shape[static_cast<size_t>(k)] *= size;
  }
  const int in = Input(s, real, shape, OneOf(s, {"", "src", "fine", "features", "x"}));
  const bool is_max = s.rng().Chance(0.5);
  std::vector<Val> base;
  for (int k = 0; k < s.ndim(); ++k) {
    base.push_back(k < first ? s.Thread(k) : s.Thread(k) * s.Int(size));
  }
  Val best = is_max ? s.Mutable(s.At(in, base), {"best", "m", "max_val"})
                    : s.Mutable(s.Real(0.0), {"sum", "acc", "total"});
  s.Hide(best);
  const auto take = [&](const std::vector<Val>& indices) {
    const Val x = s.At(in, indices);
    if (is_max) {
      s.Set(best, s.Call("max", {best, x}));
    } else {
      s.Update(best, BinaryOp::kAdd, x);
    }
  };
  std::vector<Val> indices = base;
  s.ForCount("di", size, [&](Val di) {
    indices[static_cast<size_t>(first)] = base[static_cast<size_t>(first)] + di;
    if (axes == 1) {
      return take(indices);
    }
    s.ForCount("dj", size, [&](Val dj) {
      indices[static_cast<size_t>(first) + 1] = base[static_cast<size_t>(first) + 1] + dj;
      take(indices);
    });
  });
  const double cells = axes == 1 ? size : size * size;
  const Val result = Shown(best);
  s.Output(is_max                             ? result
           : size == 3 || s.rng().Chance(0.5) ? result / s.Real(cells)
                                              : result * s.Real(1.0 / cells),
           {"", "pooled", "coarse", "downsampled"});
}

}  // namespace

Motif PoolingMotif() {
  return {.name = "pooling", .family = Family::kArrays, .weight = 1.0, .draw = DrawPooling};
}

}  // namespace warploom::synth::motifs

#include <algorithm>
#include <array>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// out[j, i] = a[i, j], or another order of the axes; by hand in one dimension.
void DrawTranspose(Sketch& s) {
  const Type element = DrawElement(s, 0.15);
  const auto name = OneOf(s, {"transposed", "out", "dst", "a_t", "permuted"});
  if (s.ndim() == 1) {
    const int n = s.dims()[0];
    const int width =
        s.rng().Choose(n % 16 == 0 ? std::array{2, 4, 8, 16} : std::array{2, 4, 2, 4});
    const int source = Input(s, element, {n}, OneOf(s, {"a", "src", "matrix", ""}));
    const Val columns = SizeOrLiteral(s, width, "cols", 0.5);
    const Val rows = s.rng().Chance(0.5) ? s.SizeArg(n / width, "rows") : s.Int(n / width);
    const Val row = s.Let(FloorDiv(s.Thread(0), columns), {"r", "row", "i_row"});
    const Val col = s.Let(s.Thread(0) % columns, {"c", "col", "i_col"});
    Val slot = col * rows + row;
    slot.range = Between(0.0, n - 1.0);
    const int target = OutputArray(s, element, {n}, name);
    s.StoreAt(target, std::array{slot}, s.At(source, {s.Thread(0)}));
    return;
  }
  std::vector<int> axes;
  for (int k = 0; k < s.ndim(); ++k) {
    axes.push_back(k);
  }
  std::rotate(axes.begin(), axes.begin() + 1 + static_cast<long>(s.rng().Below(axes.size() - 1)),
              axes.end());
  if (s.ndim() > 2 && s.rng().Chance(0.5)) {
    axes.assign({0, 2, 1});
    axes.resize(3);
    for (int k = 3; k < s.ndim(); ++k) {
      axes.push_back(k);
    }
  }
  std::vector<int> shape;
  std::vector<Val> indices;
  for (const int axis : axes) {
    shape.push_back(s.dims()[static_cast<size_t>(axis)]);
    indices.push_back(s.Thread(axis));
  }
  const int target = OutputArray(s, element, shape, name);
  s.StoreAt(target, indices, Finished(s, s.ThreadElement(s.InputArray(element))));
}

}  // namespace

Motif TransposeMotif() {
  return {.name = "transpose", .family = Family::kArrays, .weight = 0.9, .draw = DrawTranspose};
}

}  // namespace warploom::synth::motifs

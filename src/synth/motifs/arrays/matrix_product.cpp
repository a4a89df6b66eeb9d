#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// c[i, j] = sum over k of a[i, k] * b[k, j]; a matrix-vector product in one dimension.
void DrawMatrixProduct(Sketch& s) {
  const Type real = s.real();
  const int inner = s.rng().Choose(std::array{4, 8, 12, 16, 32, 64});
  const int last = s.ndim() - 1;
  std::vector<Val> head;
  std::vector<int> head_shape;
  for (int k = 0; k + 1 < last; ++k) {
    head.push_back(s.Thread(k));
    head_shape.push_back(s.dims()[static_cast<size_t>(k)]);
  }
  const auto shaped = [&](std::initializer_list<int> rest) {
    std::vector<int> shape = head_shape;
    shape.insert(shape.end(), rest);
    return shape;
  };
  const auto at = [&](int array, std::initializer_list<Val> rest) {
    std::vector<Val> indices = head;
    indices.insert(indices.end(), rest);
    return s.At(array, indices);
  };
  const Val row = s.Thread(std::max(0, last - 1));
  const Val col = s.Thread(last);
  const int rows = s.dims()[static_cast<size_t>(std::max(0, last - 1))];
  const int cols = s.dims()[static_cast<size_t>(last)];
  const bool flipped = s.rng().Chance(0.3);  // b is stored transposed.
  const bool vector = s.ndim() == 1;
  const int a = Input(s, real, shaped({rows, inner}), OneOf(s, {"a", "A", "lhs", "queries", "x"}));
  const int b = vector ? Input(s, real, {inner}, OneOf(s, {"x", "vec", "b"}))
                       : Input(s, real, flipped ? shaped({cols, inner}) : shaped({inner, cols}),
                               OneOf(s, {"b", "B", "rhs", "keys", "weights"}));
  const int dimension = static_cast<int>(s.arrays()[static_cast<size_t>(a)].shape.size()) - 1;
  const bool distance = !vector && flipped && s.rng().Chance(0.4);
  Val sum = Accumulator(s, real, OneOf(s, {"acc", "sum", "total", "dot"}));
  s.For("k", Val{}, Extent(s, a, dimension, OneOf(s, {"k_dim", "inner", "K", "n_inner"})), 0,
        [&](Val k) {
          const Val x = at(a, {row, k});
          const Val y = vector ? s.At(b, {k}) : flipped ? at(b, {col, k}) : at(b, {k, col});
          if (distance) {
            const Val d = s.Let(x - y, {"d", "diff"});
            s.Update(sum, BinaryOp::kAdd, d * d);
          } else {
            s.Update(sum, BinaryOp::kAdd, x * y);
          }
        });
  Val result = Shown(sum);
  if (s.rng().Chance(0.3)) {
    result = result + s.At(Input(s, real, {cols}, OneOf(s, {"bias", "c0", "offsets"})), {col});
  }
  if (s.rng().Chance(0.25)) {
    result = s.rng().Chance(0.5) ? s.Call("max", {result, s.Real(0.0)}) : s.Call("tanh", {result});
  }
  s.Output(Finished(s, result), {"", "c", "C", "out"});
}

}  // namespace

Motif MatrixProductMotif() {
  return {.name = "matrix-product",
          .family = Family::kArrays,
          .weight = 1.0,
          .draw = DrawMatrixProduct};
}

}  // namespace warploom::synth::motifs

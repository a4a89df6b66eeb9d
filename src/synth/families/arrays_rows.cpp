// Arrays: rows, slices and windows.
#include <algorithm>
#include <array>

#include "synth/families/arrays.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

int DrawColumns(Sketch& s) { return s.rng().Choose(std::array{3, 4, 6, 8, 10, 16, 32, 64}); }

std::string_view ColumnsName(Sketch& s) {
  return OneOf(s, {"num_cols", "dim", "num_features", "width", "cols", "d"});
}

// A 2D input with a row for each thread, and how this author reads it: a view, or both indices.
struct Rows {
  int array;
  int view;  // -1: read by both indices.
  int columns;
  Val row;

  Val at(const Val& column) const {
    Sketch& s = *row.sketch;
    return view < 0 ? s.At(array, {row, column}) : s.At(view, {column});
  }
};

Rows DrawRows(Sketch& s, Type element, double view_share) {
  const int columns = DrawColumns(s);
  const Val row = s.FlatThread();
  const int array =
      Input(s, element, {s.thread_count(), columns}, OneOf(s, {"", "rows", "data", "m", "x"}));
  const bool as_view = s.rng().Chance(view_share);
  const int view =
      as_view ? s.View(array, std::array{row}, OneOf(s, {"row", "r", "row_view", "xi"})) : -1;
  return {array, view, columns, row};
}

Val Columns(Sketch& s, const Rows& rows) {
  if (rows.view >= 0 && s.rng().Chance(0.3)) {
    return Extent(s, rows.view, 0, ColumnsName(s));
  }
  return Extent(s, rows.array, 1, ColumnsName(s));
}

}  // namespace

// row = m[i]; a norm, a mean, or a weighted sum over it.
void DrawRowView(Sketch& s) {
  const Type element = DrawElement(s, 0.25);
  const Rows rows = DrawRows(s, element, 0.85);
  const Val count = Columns(s, rows);
  const bool scalar = element.is_float();
  Val sum = Accumulator(s, scalar || s.rng().Chance(0.5) ? s.real() : element,
                        OneOf(s, {"acc", "total", "sum", "s"}));
  const bool of_vecs = sum.type != element;
  const int weights = s.rng().Chance(0.4)
                          ? Input(s, s.real(), {rows.columns}, OneOf(s, {"weights", "w", "coeffs"}))
                          : -1;
  const bool squared = s.rng().Chance(0.5);
  s.For(OneOf(s, {"j", "k", "c"}), Val{}, count, 0, [&](Val j) {
    Val term = rows.at(j);
    if (of_vecs) {
      term = s.Call(squared ? "length_sq" : "length", {term});
    } else if (scalar && squared) {
      term = s.Let(term);
      term = term * term;
    }
    s.Update(sum, BinaryOp::kAdd, weights < 0 ? term : term * s.At(weights, {j}));
  });
  const Val total = Shown(sum);
  switch (s.rng().Below(scalar && squared && weights < 0 ? 3 : 2)) {
    case 0:
      return s.Output(Finished(s, total));
    case 1:
      return s.Output(total / AsNumber(s, count));
    default:
      return s.Output(s.Call("sqrt", {Known(total, 0.0, 1e6)}),
                      OneOf(s, {"", "norms", "row_norms"}));
  }
}

// window = signal[start : start + W], or a slice of a row.
void DrawSlice(Sketch& s) {
  const Type real = s.real();
  const int width = s.rng().Choose(std::array{3, 4, 5, 8, 16});
  const auto name = OneOf(s, {"window", "part", "chunk", "block", "seg"});
  const Val own = s.FlatThread();
  int slice = -1;
  if (s.rng().Chance(0.5)) {
    const bool overlap = s.rng().Chance(0.5);
    const int n = overlap ? s.thread_count() + width : s.thread_count() * width;
    const int signal = Input(s, real, {n}, OneOf(s, {"signal", "samples", "data", "series", ""}));
    const Val start = overlap ? own : s.Let(own * s.Int(width), OneOf(s, {"start", "begin", "lo"}));
    slice = s.SliceView(signal, {}, start, start + s.Int(width), width, name);
  } else {
    const int columns = width + static_cast<int>(s.rng().Between(1, 16));
    const int first = static_cast<int>(s.rng().Between(0, columns - width));
    const int rows =
        Input(s, real, {s.thread_count(), columns}, OneOf(s, {"m", "data", "states", ""}));
    const Val start = first == 0 && s.rng().Chance(0.5) ? Val{} : s.Int(first);
    const Val stop = first + width == columns ? Val{} : s.Int(first + width);
    slice = s.SliceView(rows, std::array{own}, start, stop, width, name);
  }
  if (width <= 5 && s.rng().Chance(0.4)) {
    const Val a = s.At(slice, {s.Int(0)});
    const Val b = s.At(slice, {s.Int(width - 1)});
    s.Output(s.rng().Chance(0.5) ? (b - a) * s.DrawNumber(real, 0.1, 1.0)
                                 : (a + b + s.At(slice, {s.Int(width / 2)})) / s.Real(3.0));
    return;
  }
  const bool best = s.rng().Chance(0.4);
  Val acc = best ? s.Mutable(s.At(slice, {s.Int(0)}), OneOf(s, {"peak", "best", "highest"}))
                 : s.Mutable(s.Real(0.0), OneOf(s, {"acc", "sum", "energy"}));
  s.Hide(acc);
  s.For("k", best ? s.Int(1) : Val{}, s.Int(width), 0, [&](Val k) {
    const Val x = s.At(slice, {k});
    if (best) {
      s.Set(acc, s.Call("max", {acc, x}));
    } else {
      s.Update(acc, BinaryOp::kAdd, s.rng().Chance(0.5) ? x : Finished(s, x));
    }
  });
  s.Output(best ? Shown(acc) : Finished(s, Shown(acc)));
}

// A running sum, product or maximum along the row that the thread owns.
void DrawRowScan(Sketch& s) {
  const Type element = s.rng().Chance(0.25) ? lang::kInt : s.real();
  const int columns = DrawColumns(s);
  const Val row = s.FlatThread();
  const int in =
      Input(s, element, {s.thread_count(), columns}, OneOf(s, {"", "counts", "increments", "x"}),
            element.is_int() ? 0.0 : -1.0, element.is_int() ? 9.0 : 1.0);
  const int out = Result(s, element, {s.thread_count(), columns},
                         OneOf(s, {"scan", "cumsum", "prefix", "running", ""}));
  const bool exclusive = s.rng().Chance(0.35);
  const bool is_max = !exclusive && element.is_float() && s.rng().Chance(0.25);
  const Val zero = element.is_int() ? s.Int(0) : s.Real(0.0);
  Val run = s.Mutable(is_max ? s.At(in, {row, s.Int(0)}) : zero,
                      OneOf(s, {"running", "acc", "total", "carry"}),
                      element.is_int() ? Between(0.0, 10000.0) : Unknown(element));
  s.Hide(run);
  const Val decay = s.rng().Chance(0.3) && element.is_float()
                        ? s.NewArg(element, 0.5, 0.99, OneOf(s, {"decay", "gamma", "alpha"}))
                        : Val{};
  s.For(OneOf(s, {"j", "k", "t"}), Val{}, Extent(s, in, 1, ColumnsName(s)), 0, [&](Val j) {
    const Val x = s.At(in, {row, j});
    if (exclusive) {
      s.StoreAt(out, std::array{row, j}, run);
    }
    if (is_max) {
      s.Set(run, s.Call("max", {run, x}));
    } else if (decay.is_valid()) {
      s.Set(run, run * decay + x);
    } else {
      s.Update(run, BinaryOp::kAdd, x);
    }
    if (!exclusive) {
      s.StoreAt(out, std::array{row, j}, run);
    }
  });
  Shown(run);
  if (s.rng().Chance(0.3)) {
    s.Output(run, OneOf(s, {"totals", "row_sums", "last"}));
  }
}

// exp(x - max) / sum over a row.
void DrawSoftmax(Sketch& s) {
  const Type real = s.real();
  const Rows rows = DrawRows(s, real, 0.3);
  const int out = Result(s, real, {s.thread_count(), rows.columns},
                         OneOf(s, {"probs", "out", "attn", "softmax_out"}));
  const Val count = Columns(s, rows);
  const Val scale = s.rng().Chance(0.4)
                        ? s.NewArg(real, 0.1, 2.0, OneOf(s, {"temperature", "tau", "scale"}))
                        : Val{};
  const auto logit = [&](const Val& j) {
    return scale.is_valid() ? rows.at(j) / scale : rows.at(j);
  };
  Val top = s.Mutable(logit(s.Int(0)), OneOf(s, {"max_val", "m", "row_max"}));
  s.Hide(top);
  s.For("j", s.Int(1), count, 0, [&](Val j) { s.Set(top, s.Call("max", {top, logit(j)})); });
  Val sum = Accumulator(s, real, OneOf(s, {"denom", "sum_exp", "z"}));
  const auto exponential = [&](const Val& j) {
    return Known(s.Call("exp", {Known(logit(j) - top, -8.0, 0.0)}), 0.0, 1.0);
  };
  const bool stored = s.rng().Chance(0.5);
  s.For("j", Val{}, count, 0, [&](Val j) {
    const Val e = stored ? s.Let(exponential(j), "e") : exponential(j);
    if (stored) {
      s.StoreAt(out, std::array{rows.row, j}, e);
    }
    s.Update(sum, BinaryOp::kAdd, e);
  });
  const Val total = Known(sum, 1.0, rows.columns);
  s.For("j", Val{}, count, 0, [&](Val j) {
    const Val e = stored ? s.At(out, {rows.row, j}) : exponential(j);
    s.StoreAt(out, std::array{rows.row, j}, e / total);
  });
}

// (x - mean) / sqrt(var + eps) over a row, with or without gain and bias.
void DrawLayerNorm(Sketch& s) {
  const Type real = s.real();
  const Rows rows = DrawRows(s, real, 0.3);
  const Val count = Columns(s, rows);
  const Val n = AsNumber(s, count);
  Val sum = Accumulator(s, real, OneOf(s, {"sum", "total", "acc"}));
  s.For("j", Val{}, count, 0, [&](Val j) { s.Update(sum, BinaryOp::kAdd, rows.at(j)); });
  const Val mean = s.Let(sum / n, OneOf(s, {"mean", "mu", "avg"}));
  Val squares = Accumulator(s, real, OneOf(s, {"sq_sum", "m2", "var_sum"}));
  s.For("j", Val{}, count, 0, [&](Val j) {
    const Val d = s.Let(rows.at(j) - mean, OneOf(s, {"d", "diff", "centered"}));
    s.Update(squares, BinaryOp::kAdd, d * d);
  });
  const Val variance = Known(squares / n, 0.0, 100.0);
  const Val deviation = s.Call("sqrt", {variance + Epsilon(s)});
  if (s.rng().Chance(0.25)) {
    return s.Output(s.rng().Chance(0.5) ? deviation : s.Call("abs", {mean}) / deviation);
  }
  const Val inverse =
      s.Let(1.0 / Known(deviation, 1e-3, 10.0), OneOf(s, {"inv_std", "rstd", "scale"}));
  const bool affine = s.rng().Chance(0.5);
  const int gain =
      affine ? Input(s, real, {rows.columns}, OneOf(s, {"gamma", "weight", "gain"})) : -1;
  const int bias = affine && s.rng().Chance(0.7)
                       ? Input(s, real, {rows.columns}, OneOf(s, {"beta", "bias", "shift"}))
                       : -1;
  const int out =
      Result(s, real, {s.thread_count(), rows.columns}, OneOf(s, {"normalized", "out", "y"}));
  s.For("j", Val{}, count, 0, [&](Val j) {
    Val y = (rows.at(j) - mean) * inverse;
    y = gain < 0 ? y : y * s.At(gain, {j});
    s.StoreAt(out, std::array{rows.row, j}, bias < 0 ? y : y + s.At(bias, {j}));
  });
}

// The largest or smallest of a row and where it is.
void DrawArgBest(Sketch& s) {
  const Type real = s.real();
  const Rows rows = DrawRows(s, real, 0.5);
  const bool largest = s.rng().Chance(0.6);
  Val best = s.Mutable(rows.at(s.Int(0)), largest ? OneOf(s, {"best", "max_val", "top"})
                                                  : OneOf(s, {"best", "min_val", "lowest"}));
  Val where = s.Mutable(s.Int(0), OneOf(s, {"best_idx", "arg", "best_j", "winner"}),
                        Between(0.0, rows.columns - 1.0));
  s.Hide(best);
  s.Hide(where);
  s.For(OneOf(s, {"j", "k", "c"}), s.Int(1), Columns(s, rows), 0, [&](Val j) {
    const Val v = s.Let(rows.at(j), OneOf(s, {"v", "val", "score", ""}));
    s.If(largest ? v > best : v < best, [&] {
      s.Set(best, v);
      s.Set(where, j);
    });
  });
  Shown(best);
  Shown(where);
  s.Output(where, OneOf(s, {"labels_out", "argmax_out", "winners", "best_index"}));
  if (s.rng().Chance(0.5)) {
    s.Output(best);
  }
}

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
  const bool flipped = s.rng().Chance(0.3);  // b is stored by columns.
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
            const Val d = s.Let(x - y, OneOf(s, {"d", "diff"}));
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
  s.Output(Finished(s, result), OneOf(s, {"", "c", "C", "out"}));
}

// Maximum or mean of a small block: x[i * 2 + di, j * 2 + dj].
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
  Val best = is_max ? s.Mutable(s.At(in, base), OneOf(s, {"best", "m", "max_val"}))
                    : s.Mutable(s.Real(0.0), OneOf(s, {"sum", "acc", "total"}));
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
           OneOf(s, {"", "pooled", "coarse", "downsampled"}));
}

}  // namespace warploom::synth

// Arrays: sparse rows, neighbour lists, searches, tables.
#include <algorithm>
#include <array>

#include "synth/families/arrays.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

int Sorted(Sketch& s, Type element, int n, double low, double high, std::string_view name) {
  ArraySpec spec;
  spec.element = element;
  spec.shape = {n};
  spec.fill = Fill::kSorted;
  spec.low = low;
  spec.high = high;
  spec.name = name;
  return s.NewArray(spec);
}

}  // namespace

// One row of a sparse matrix: for k in range(offsets[i], offsets[i + 1]).
void DrawCsrRow(Sketch& s) {
  const Type element = DrawElement(s, 0.2);
  const Val row = s.FlatThread();
  const int rows = s.thread_count();
  const int nnz = rows * s.rng().Choose(std::array{2, 4, 8});
  const int columns = s.rng().Chance(0.6) ? rows : s.rng().Choose(std::array{64, 128, 500, 1000});
  const int offsets = Sorted(s, lang::kInt, rows + 1, 0, nnz,
                             OneOf(s, {"row_offsets", "row_ptr", "offsets", "indptr"}));
  const int column =
      Indices(s, {nnz}, columns, OneOf(s, {"columns", "col_idx", "col_ids", "col_indices"}));
  const bool weighted = s.rng().Chance(0.75);
  const int values =
      weighted ? Input(s, s.real(), {nnz}, OneOf(s, {"values", "data", "weights", "coeffs"})) : -1;
  const int x = Input(s, element, {columns}, OneOf(s, {"x", "vec", "src", ""}));
  const Val start = s.Let(s.At(offsets, {row}), OneOf(s, {"start", "begin", "row_start"}));
  const Val end = s.Let(s.At(offsets, {row + 1}), OneOf(s, {"end", "stop", "row_end"}));
  const bool skip_diagonal = columns == rows && weighted && s.rng().Chance(0.35);
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "ax", "total"}));
  s.For(OneOf(s, {"k", "nz", "e", "p"}), start, end, 0, [&](Val k) {
    const bool named = skip_diagonal || s.rng().Chance(0.6);
    Val col = s.At(column, {k});
    col = named ? s.Let(col, OneOf(s, {"col", "j", "c"})) : col;
    if (skip_diagonal) {
      s.If(col == row, [&] { s.Continue(); });
    }
    s.Update(sum, BinaryOp::kAdd, weighted ? s.At(x, {col}) * s.At(values, {k}) : s.At(x, {col}));
  });
  const Val total = Shown(sum);
  if (s.rng().Chance(0.35)) {
    const Val b = s.At(Input(s, element, {rows}, OneOf(s, {"b", "rhs"})), {row});
    if (skip_diagonal) {
      const Val diagonal =
          s.At(Input(s, s.real(), {rows}, OneOf(s, {"diag", "inv_diag"}), 0.1, 2.0), {row});
      return s.Output((b - total) * diagonal, OneOf(s, {"x_new", "x_out", "y"}));
    }
    return s.Output(b - total, OneOf(s, {"residual", "r", "res"}));
  }
  if (!weighted && s.rng().Chance(0.6)) {
    const Val degree = s.Call("max", {end - start, s.Int(1)});
    return s.Output(total / s.Convert(degree, s.real()), OneOf(s, {"averaged", "mean_out", ""}));
  }
  s.Output(Finished(s, total), OneOf(s, {"y", "out", "result", "ax_out"}));
}

// for k in range(count): j = neighbors[i, k]; a sum over pairs.
void DrawNeighborList(Sketch& s) {
  const Type element = DrawElement(s, 0.65);
  const Type real = s.real();
  const Val own = s.FlatThread();
  const int n = s.thread_count();
  const int most = s.rng().Choose(std::array{6, 8, 12, 16, 32});
  const bool counted = s.rng().Chance(0.4);
  const bool holes = !counted && s.rng().Chance(0.6);
  const int neighbors =
      Indices(s, {n, most}, n, OneOf(s, {"neighbors", "nbr", "adjacency", "neighbor_ids"}), holes);
  const int x = Input(s, element, {n},
                      element.is_vec() ? OneOf(s, {"positions", "points", "x", "pos"})
                                       : OneOf(s, {"", "values", "phi"}));
  const Val xi = s.Let(s.At(x, {own}), OneOf(s, {"xi", "p", "center", "x_i"}));
  const Val bound =
      counted ? s.Let(s.At(Input(s, lang::kInt, {n},
                                 OneOf(s, {"neighbor_count", "num_neighbors", "degree"}), 0, most),
                           {own}),
                      "count")
              : Extent(s, neighbors, 1, OneOf(s, {"max_neighbors", "k_max", "num_nbrs"}));
  const bool by_distance = element.is_vec() && s.rng().Chance(0.75);
  const bool pulls = by_distance && s.rng().Chance(0.6);
  const Val radius = by_distance
                         ? s.NewArg(real, 0.2, 2.0, OneOf(s, {"radius", "h", "cutoff", "support"}))
                         : Val{};
  Val sum = Accumulator(s, by_distance && !pulls ? real : element,
                        OneOf(s, {"acc", "sum", "force", "total"}));
  s.For(OneOf(s, {"k", "n_idx", "m"}), Val{}, bound, 0, [&](Val k) {
    Val j = s.Let(s.At(neighbors, {own, k}), "j");
    if (holes) {
      const bool stop = s.rng().Chance(0.4);
      s.If(j < 0, [&] { stop ? s.Break() : s.Continue(); });
      j = Known(j, 0.0, n - 1.0);
    } else if (s.rng().Chance(0.4)) {
      s.If(j == own, [&] { s.Continue(); });
    }
    if (!by_distance) {
      s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.6) ? s.At(x, {j}) - xi : s.At(x, {j}));
      return;
    }
    const Val d = s.Let(s.rng().Chance(0.5) ? xi - s.At(x, {j}) : s.At(x, {j}) - xi,
                        OneOf(s, {"d", "rij", "delta", "diff"}));
    const Val r = s.Let(s.Call("length", {d}), OneOf(s, {"r", "dist", "len"}));
    const auto add = [&] {
      const Val q = s.Let(s.rng().Chance(0.5) ? 1.0 - r / radius : radius - r,
                          OneOf(s, {"q", "w", "overlap"}));
      s.Update(sum, BinaryOp::kAdd, pulls ? d * q : s.rng().Chance(0.5) ? q * q : q * q * q);
    };
    const bool nonzero = s.rng().Chance(0.4);
    s.If(nonzero ? r < radius && r > Epsilon(s) : r < radius, add);
  });
  const Val total = Shown(sum);
  s.Output(s.rng().Chance(0.3) && total.type == element ? xi + total * s.DrawNumber(real, 0.01, 0.5)
                                                        : Finished(s, total));
}

// lo and hi close in on the place of a key.
void DrawBinarySearch(Sketch& s) {
  const Type type = s.rng().Chance(0.4) ? lang::kInt : s.real();
  const int n = s.rng().Choose(std::array{32, 64, 100, 128, 256, 1000, 1024});
  const double top = type.is_int() ? 1000.0 : 10.0;
  const int keys =
      Sorted(s, type, n, 0.0, top, OneOf(s, {"keys", "cdf", "sorted_values", "edges", "knots"}));
  const Val key = s.Let(
      s.Own(Input(s, type, {}, OneOf(s, {"queries", "values", "needles", "samples"}), 0.0, top)),
      OneOf(s, {"key", "q", "target", "x"}));
  const Facts range = Between(0.0, n);
  Val lo = s.Mutable(s.Int(0), OneOf(s, {"lo", "left", "low"}), range);
  const Val size = Extent(s, keys, 0, OneOf(s, {"n", "num_keys", "count"}));
  const bool is_literal = std::holds_alternative<lang::Literal>(s.module()[size.id].node);
  Val hi = s.Mutable(is_literal            ? size
                     : s.rng().Chance(0.5) ? s.Construct(lang::kInt, {size})
                                           : size,
                     OneOf(s, {"hi", "right", "high"}), range);
  s.Hide(lo);
  s.Hide(hi);
  const bool inclusive = s.rng().Chance(0.3);
  s.While(lo < hi, [&] {
    const Val middle = s.rng().Chance(0.6)   ? FloorDiv(lo + hi, s.Int(2))
                       : s.rng().Chance(0.5) ? lo + FloorDiv(Known(hi - lo, 0.0, n), s.Int(2))
                                             : (lo + hi) >> s.Int(1);
    const Val mid = Known(s.Let(middle, "mid"), 0.0, n - 1.0);
    s.If(
        inclusive ? s.At(keys, {mid}) <= key : s.At(keys, {mid}) < key, [&] { s.Set(lo, mid + 1); },
        [&] { s.Set(hi, mid); });
  });
  Shown(lo);
  if (s.rng().Chance(0.5)) {
    s.Output(lo, OneOf(s, {"positions_out", "found", "bins_out", "slots"}));
    return;
  }
  const int payload = Input(s, s.real(), {n}, OneOf(s, {"payload", "table", "", "weights"}));
  const Val slot = s.Let(s.Call("min", {lo, s.Int(n - 1)}), OneOf(s, {"slot", "idx", "k"}));
  s.Output(s.At(payload, {Known(slot, 0.0, n - 1.0)}));
}

// wp.lower_bound, and what lies there.
void DrawLowerBound(Sketch& s) {
  const Type type = s.rng().Chance(0.35) ? lang::kInt : s.real();
  const int n = s.rng().Choose(std::array{16, 32, 64, 128, 256, 1000});
  const double top = type.is_int() ? 500.0 : 4.0;
  const int knots =
      Sorted(s, type, n, 0.0, top, OneOf(s, {"knots", "cdf", "breaks", "thresholds", "bin_edges"}));
  const Val x =
      s.Let(s.Own(Input(s, type, {}, OneOf(s, {"queries", "u", "samples", "x"}), 0.0, top)));
  const Val found = s.Call("lower_bound", {s.ArrayRef(knots), x});
  if (s.rng().Chance(0.4)) {
    return s.Output(s.Let(Known(found, 0.0, n), OneOf(s, {"bin", "idx", "pos"})),
                    OneOf(s, {"bins", "indices_out", "segment"}));
  }
  const bool pairs = s.rng().Chance(0.6) && type.is_float();
  const Val k = s.Let(s.Call("clamp", {Known(found, 0.0, n), s.Int(pairs ? 1 : 0), s.Int(n - 1)}),
                      OneOf(s, {"k", "seg", "upper"}));
  const int values = Input(s, s.real(), {n}, OneOf(s, {"values", "control", "y_knots", ""}));
  if (!pairs) {
    return s.Output(Finished(s, s.At(values, {k})));
  }
  const Val a = s.Let(s.At(knots, {k - 1}), OneOf(s, {"x0", "t0", "a"}));
  const Val b = s.Let(s.At(knots, {k}), OneOf(s, {"x1", "t1", "b"}));
  const Val t = s.Let((x - a) / s.Call("max", {b - a, Epsilon(s)}), OneOf(s, {"t", "frac", "w"}));
  s.Output(s.Call("lerp", {s.At(values, {k - 1}), s.At(values, {k}), t}));
}

// A table sampled between its entries.
void DrawTable(Sketch& s) {
  const Type real = s.real();
  const int n = s.rng().Choose(std::array{16, 32, 64, 100, 128, 256});
  const Type element = DrawElement(s, 0.25);
  const int table =
      Input(s, element, {n}, OneOf(s, {"table", "lut", "curve", "profile", "palette"}));
  const Val x = s.Let(s.rng().Chance(0.6) ? s.Own(s.InputArray(real)) : s.Draw(real, 1));
  Val u = x;
  switch (s.rng().Below(3)) {
    case 0:
      u = (x - s.NewArg(real, -2.0, 0.0, OneOf(s, {"x_min", "t_min", "lower_bound"}))) *
          s.NewArg(real, 0.5, 8.0, OneOf(s, {"inv_dx", "scale", "inv_step"}));
      break;
    case 1:
      u = s.Call("clamp", {x, s.Real(0.0), s.Real(1.0)}) * s.Real(n - 1);
      break;
    default:
      u = (x + s.DrawNumber(real, 0.5, 2.0)) * s.DrawNumber(real, 2.0, 10.0);
      break;
  }
  const Val clamped = s.Let(Known(s.Call("clamp", {u, s.Real(0.0), s.Real(n - 1)}), 0.0, n - 1.0),
                            OneOf(s, {"u", "pos", "coord"}));
  if (s.rng().Chance(0.2)) {
    return s.Output(s.At(table, {s.Convert(clamped, lang::kInt)}));
  }
  const Val whole = s.Convert(
      s.rng().Chance(0.4) ? Known(s.Call("floor", {clamped}), 0.0, n - 1.0) : clamped, lang::kInt);
  const Val k = s.Let(s.Call("min", {whole, s.Int(n - 2)}), OneOf(s, {"k", "i0", "cell", "base"}));
  const Val w = s.Let(clamped - s.Convert(k, real), OneOf(s, {"w", "t", "frac"}));
  const Val a = s.At(table, {k});
  const Val b = s.At(table, {k + 1});
  const Val weight = Known(w, 0.0, 1.0);
  const Val value = s.rng().Chance(0.4)   ? s.Call("lerp", {a, b, weight})
                    : s.rng().Chance(0.5) ? a * (1.0 - weight) + b * weight
                                          : s.Let(a) + (b - a) * weight;
  s.Output(Finished(s, value));
}

// Token embeddings: table[tokens[b, t], c], plus a position's own row.
void DrawEmbedding(Sketch& s) {
  const Type real = s.real();
  const int last = s.ndim() - 1;
  const int vocabulary = s.rng().Choose(std::array{64, 100, 128, 256, 1000});
  if (s.ndim() == 1) {
    const int width = s.rng().Choose(std::array{4, 8, 16, 32});
    const int table =
        Input(s, real, {vocabulary, width}, OneOf(s, {"table", "embedding", "codebook"}));
    const Val token =
        s.Let(s.Own(Indices(s, {}, vocabulary, OneOf(s, {"tokens", "ids", "labels", "codes"}))),
              OneOf(s, {"token", "label", "code"}));
    const int out =
        Result(s, real, {s.dims()[0], width}, OneOf(s, {"embedded", "out", "features_out"}));
    const Val scale = s.rng().Chance(0.4) ? s.NewArg(real, 0.1, 2.0, "scale") : Val{};
    s.For("c", Val{}, Extent(s, table, 1, OneOf(s, {"dim", "embed_dim", "width"})), 0, [&](Val c) {
      const Val e = s.At(table, {token, c});
      s.StoreAt(out, std::array{s.Thread(0), c}, scale.is_valid() ? e * scale : e);
    });
    return;
  }
  const int width = s.dims()[static_cast<size_t>(last)];
  std::vector<int> shape(s.dims().begin(), s.dims().end() - 1);
  std::vector<Val> place;
  for (int k = 0; k < last; ++k) {
    place.push_back(s.Thread(k));
  }
  const int tokens = Indices(s, shape, vocabulary, OneOf(s, {"tokens", "ids", "token_ids"}));
  const int table = Input(s, real, {vocabulary, width}, OneOf(s, {"embedding", "table", "wte"}));
  const Val token = s.Let(s.At(tokens, place), OneOf(s, {"token", "tok", "id0"}));
  Val value = s.At(table, {token, s.Thread(last)});
  if (s.rng().Chance(0.6)) {
    const int positions = Input(s, real, {s.dims()[static_cast<size_t>(last - 1)], width},
                                OneOf(s, {"pos_embedding", "pos_enc", "wpe"}));
    value = value + s.At(positions, {s.Thread(last - 1), s.Thread(last)});
  }
  s.Output(Finished(s, value), OneOf(s, {"", "embedded", "hidden"}));
}

}  // namespace warploom::synth

// Arrays: gathers, scatters, layouts; elements move from slot to slot.
#include "synth/families/arrays.h"

#include <algorithm>
#include <array>

#include "synth/families/families.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

int DrawLength(Sketch& s) {
  return s.rng().Choose(std::array{64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096});
}

// x[indices[tid]], with -1 for "none" or without, weighted or not.
void DrawGather(Sketch& s) {
  const Type element = DrawElement(s);
  const int n = DrawLength(s);
  const bool holes = s.rng().Chance(0.35);
  const int index = Indices(
      s, {}, n, OneOf(s, {"indices", "gather_idx", "src_ids", "parents", "mapping"}), holes);
  const int source = Input(s, element, {n}, OneOf(s, {"", "src", "values", "table", "source"}));
  const Val j = s.Let(s.Own(index), OneOf(s, {"j", "src_idx", "idx", "parent", "source_id"}));
  const auto gather = [&] {
    const Val at = Known(j, 0.0, n - 1.0);
    const Val x = s.At(source, {at});
    if (s.rng().Chance(0.35)) {
      const Val w = s.Own(s.InputArray(s.real()));
      s.Output(Finished(s, x * w), OneOf(s, {"", "gathered", "out", "dst"}));
    } else if (s.rng().Chance(0.4)) {
      s.Output(s.Let(x) - s.Own(s.InputArray(element)));
    } else {
      s.Output(Finished(s, x), OneOf(s, {"", "gathered", "out", "dst"}));
    }
  };
  if (!holes) {
    gather();
  } else if (s.rng().Chance(0.5)) {
    s.If(j >= 0, gather);
  } else {
    s.If(j != -1, gather);
  }
}

// out[perm[tid]] = x[tid]: distinct slots, so no atomics.
void DrawScatter(Sketch& s) {
  const Type element = DrawElement(s);
  const Val own = s.FlatThread();
  const int n = s.thread_count();
  const int order = Permutation(
      s, n, OneOf(s, {"perm", "permutation", "order", "sorted_ids", "dst_index", "remap"}));
  const Val slot = s.Let(s.At(order, {own}), OneOf(s, {"slot", "dst", "target", "p", "new_index"}));
  const int out = Result(s, element, {n},
                         OneOf(s, {"", "sorted_values", "scattered", "reordered", "dst_values"}));
  s.StoreAt(out, std::array{slot}, Finished(s, s.Own(s.InputArray(element))));
  if (s.rng().Chance(0.35)) {
    const int inverse =
        Result(s, lang::kInt, {n}, OneOf(s, {"inverse_perm", "inverse", "old_index"}));
    s.StoreAt(inverse, std::array{slot}, own);
  }
}

// out[j, i] = a[i, j], or another order of the axes; by hand in one dimension.
void DrawTranspose(Sketch& s) {
  const Type element = DrawElement(s, 0.15);
  const auto name = OneOf(s, {"transposed", "out", "dst", "a_t", "permuted"});
  if (s.ndim() == 1) {
    const int n = s.dims()[0];
    const int width =
        s.rng().Choose(n % 16 == 0 ? std::array{2, 4, 8, 16} : std::array{2, 4, 2, 4});
    const int source = Input(s, element, {n}, OneOf(s, {"a", "src", "matrix", ""}));
    const Val columns = s.rng().Chance(0.5) ? s.SizeArg(width, "cols") : s.Int(width);
    const Val rows = s.rng().Chance(0.5) ? s.SizeArg(n / width, "rows") : s.Int(n / width);
    const Val row = s.Let(FloorDiv(s.Thread(0), columns), OneOf(s, {"r", "row", "i_row"}));
    const Val col = s.Let(s.Thread(0) % columns, OneOf(s, {"c", "col", "i_col"}));
    Val slot = col * rows + row;
    slot.facts = Between(0.0, n - 1.0);
    s.StoreAt(Result(s, element, {n}, name), std::array{slot}, s.At(source, {s.Thread(0)}));
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
  s.StoreAt(Result(s, element, shape, name), indices, Finished(s, s.Own(s.InputArray(element))));
}

// row = tid // width, col = tid % width; or the flat index of a grid cell.
void DrawReshape(Sketch& s) {
  const Type element = DrawElement(s, 0.2);
  if (s.ndim() > 1) {
    const Val flat = s.FlatThread();
    const int source =
        Input(s, element, {s.thread_count()}, OneOf(s, {"buffer", "flat_values", "data", ""}));
    s.Output(Finished(s, s.At(source, {flat})), OneOf(s, {"", "grid", "unflattened"}));
    return;
  }
  const int n = s.dims()[0];
  const int width = n % 10 == 0 ? s.rng().Choose(std::array{5, 10, 20, 25})
                                : s.rng().Choose(std::array{4, 8, 16, 32});
  const int height = n / width + (n % width == 0 ? 0 : 1);
  const int image =
      Input(s, element, {height, width}, OneOf(s, {"image", "grid", "heightmap", "tiles", "m"}));
  const Val w = Extent(s, image, 1, OneOf(s, {"width", "cols", "nx"}));
  const bool by_hand = s.rng().Chance(0.4);
  const Val row = s.Let(s.rng().Chance(0.8) ? FloorDiv(s.Thread(0), w) : s.Thread(0) / w,
                        OneOf(s, {"row", "y", "i", "iy"}));
  Val col = by_hand ? s.Thread(0) - row * w : s.Thread(0) % w;
  col = Known(s.Let(col, OneOf(s, {"col", "x", "j", "ix"})), 0.0, width - 1.0);
  const Val value = s.At(image, {row, col});
  if (s.rng().Chance(0.4)) {
    const Val u = s.Let((s.Convert(col, s.real()) + 0.5) / s.Real(width), "u");
    s.Output(value * u + s.Draw(element, 1));
  } else {
    s.Output(Finished(s, value));
  }
}

// Interleaved channels: rgb to luminance, or any few values that lie side by side.
void DrawInterleaved(Sketch& s) {
  const Type real = s.real();
  const int channels = s.rng().Choose(std::array{2, 3, 3, 3, 4});
  const Val own = s.FlatThread();
  const int data = Input(s, real, {s.thread_count() * channels},
                         OneOf(s, {"pixels", "data", "rgb", "buffer", "interleaved"}), 0.0, 1.0);
  const Val base = s.Let(own * s.Int(channels), OneOf(s, {"base", "offset", "start"}));
  std::vector<Val> parts;
  static constexpr std::array<std::string_view, 4> kColors = {"r", "g", "b", "a"};
  static constexpr std::array<std::string_view, 4> kCoords = {"vx", "vy", "vz", "vw"};
  const auto& names = s.rng().Chance(0.6) ? kColors : kCoords;
  const bool explicit_zero = s.rng().Chance(0.4);
  for (int c = 0; c < channels; ++c) {
    const Val at = c == 0 && !explicit_zero ? base : base + s.Int(c);
    parts.push_back(s.Let(s.At(data, {at}), names[static_cast<size_t>(c)]));
  }
  if (s.rng().Chance(0.5)) {
    Val sum = parts[0] * s.DrawNumber(real, 0.05, 1.0);
    for (int c = 1; c < channels; ++c) {
      sum = sum + parts[static_cast<size_t>(c)] * s.DrawNumber(real, 0.05, 1.0);
    }
    s.Output(Finished(s, sum), OneOf(s, {"", "gray", "luma", "combined"}));
  } else {
    s.Output(s.Construct(s.vec(channels), parts), OneOf(s, {"", "packed", "vectors"}));
  }
}

// A thread takes every stride-th element: for k in range(tid, n, stride).
void DrawStrided(Sketch& s) {
  const Type element = DrawElement(s, 0.15);
  const int stride = s.thread_count();
  const int n = stride * s.rng().Choose(std::array{2, 3, 4, 8});
  const int x = Input(s, element, {n}, OneOf(s, {"", "data", "x", "samples"}));
  const Val own = s.FlatThread();
  const Val stop = Extent(s, x, 0, OneOf(s, {"n", "total", "num_elements"}));
  if (s.rng().Chance(0.5)) {
    const int out = Result(s, element, {n}, OneOf(s, {"", "y", "scaled"}));
    s.For(OneOf(s, {"k", "i", "e"}), own, stop, stride,
          [&](Val k) { s.StoreAt(out, std::array{k}, Finished(s, s.At(x, {k}))); });
    return;
  }
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "partial", "sum", "local"}));
  s.For(OneOf(s, {"k", "i", "e"}), own, stop, stride, [&](Val k) {
    const Val term = s.At(x, {k});
    s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.5) ? term : Finished(s, term));
  });
  s.Output(Shown(sum), OneOf(s, {"", "partial_sums", "out"}));
}

// x[n - 1 - i], or rotated by a shift: the last axis, whole.
void DrawReverse(Sketch& s) {
  const Type element = DrawElement(s);
  const int last = s.ndim() - 1;
  const int n = s.dims()[static_cast<size_t>(last)];
  const int source = s.InputArray(element);
  const Val size = Extent(s, source, last, OneOf(s, {"n", "size", "length"}));
  std::vector<Val> indices;
  for (int k = 0; k < last; ++k) {
    indices.push_back(s.Thread(k));
  }
  const Val own = s.Thread(last);
  if (s.rng().Chance(0.4)) {
    indices.push_back(s.rng().Chance(0.5) ? size - 1 - own : size - own - 1);
    s.Output(Finished(s, s.At(source, indices)), OneOf(s, {"", "reversed_x", "flipped"}));
    return;
  }
  const bool given = s.rng().Chance(0.5);
  const int by = static_cast<int>(s.rng().Between(1, std::max(1, std::min(n - 1, 16))));
  const Val shift = given ? s.SizeArg(by, OneOf(s, {"shift", "offset", "lag"})) : s.Int(by);
  const bool forward = s.rng().Chance(0.5);
  const Val from =
      s.Let((forward ? own + shift : own - shift + size) % size, OneOf(s, {"src", "j", "wrapped"}));
  indices.push_back(from);
  const Val moved = s.At(source, indices);
  s.Output(s.rng().Chance(0.5) ? moved : s.Own(source) - moved, OneOf(s, {"", "rolled", "diff"}));
}

// if flags[tid]: compact[offsets[tid]] = x[tid], after an exclusive scan of the flags.
void DrawCompactionByOffset(Sketch& s) {
  const Type element = DrawElement(s);
  const Val own = s.FlatThread();
  const int n = s.thread_count();
  const int offsets = Permutation(s, n, OneOf(s, {"offsets", "scan", "scan_out", "prefix"}));
  const int out = Result(s, element, {n}, OneOf(s, {"compact", "compacted", "packed", "selected"}));
  const bool by_flag = !element.is_float() || s.rng().Chance(0.6);
  const int flags = by_flag ? Indices(s, {}, 2, OneOf(s, {"flags", "keep", "mask", "active"})) : 0;
  const Val x = by_flag ? s.Own(s.InputArray(element)) : s.Let(s.Own(s.InputArray(element)));
  const Val keep = !by_flag              ? x > s.DrawNumber(element, 0.0, 0.5)
                   : s.rng().Chance(0.6) ? s.Own(flags) == 1
                                         : s.Own(flags) != 0;
  s.If(keep, [&] {
    const Val slot = s.Let(s.At(offsets, {own}), OneOf(s, {"slot", "dst", "o", "out_idx"}));
    s.StoreAt(out, std::array{slot}, x);
    if (s.rng().Chance(0.4)) {
      s.StoreAt(Result(s, lang::kInt, {n}, OneOf(s, {"original_ids", "source_ids"})),
                std::array{slot}, own);
    }
  });
}

// Struct of arrays: one array a component, advanced in place.
void DrawStructOfArrays(Sketch& s) {
  const Type real = s.real();
  static constexpr std::array<std::array<std::string_view, 6>, 3> kNames = {{
      {"pos_x", "pos_y", "pos_z", "vel_x", "vel_y", "vel_z"},
      {"px", "py", "pz", "vx", "vy", "vz"},
      {"x_pos", "y_pos", "z_pos", "x_vel", "y_vel", "z_vel"},
  }};
  static constexpr std::array<std::string_view, 3> kLocal = {"x", "y", "z"};
  const auto& names = s.rng().Choose(kNames);
  const int n = s.rng().Chance(0.5) ? 3 : 2;
  std::vector<int> positions;
  std::vector<int> velocities;
  for (size_t k = 0; k < static_cast<size_t>(n); ++k) {
    positions.push_back(InPlace(s, real, {}, names[k]));
    velocities.push_back(Input(s, real, {}, names[k + 3]));
  }
  const Val dt = s.NewArg(real, 0.001, 0.05, OneOf(s, {"dt", "h", "time_step"}));
  const double wall = s.rng().Choose(std::array{1.0, 2.0, 5.0, 10.0});
  const bool bounded = s.rng().Chance(0.4);
  std::vector<Val> moved;
  for (size_t k = 0; k < positions.size(); ++k) {
    const Val next = s.Own(positions[k]) + s.Own(velocities[k]) * dt;
    moved.push_back(s.Let(next, kLocal[k]));
  }
  for (size_t k = 0; k < positions.size(); ++k) {
    s.StoreOwn(positions[k],
               bounded ? s.Call("clamp", {moved[k], s.Real(-wall), s.Real(wall)}) : moved[k]);
  }
  if (s.rng().Chance(0.5)) {
    Val sum = Square(moved[0]);
    for (size_t k = 1; k < moved.size(); ++k) {
      sum = sum + Square(moved[k]);
    }
    s.Output(s.rng().Chance(0.5) ? s.Call("sqrt", {sum}) : sum, OneOf(s, {"", "radius", "dist"}));
  }
}

// One step of a sorting network: a pair of slots belongs to its lower thread.
void DrawCompareExchange(Sketch& s) {
  const Type element = s.rng().Chance(0.3) ? lang::kInt : s.real();
  const Val own = s.FlatThread();
  const int n = s.thread_count() * 2;
  const bool phased = s.rng().Chance(0.6);
  const int data =
      InPlace(s, element, {n}, OneOf(s, {"keys", "values", "data", "arr"}), 0.0, 100.0);
  const int phase_value = static_cast<int>(s.rng().Below(2));
  const Val phase = phased ? s.SizeArg(phase_value, OneOf(s, {"phase", "parity"})) : s.Int(0);
  const Val left = s.Let(phased ? own * s.Int(2) + phase : own * s.Int(2),
                         OneOf(s, {"a", "left", "lo", "first"}));
  const auto exchange = [&] {
    const Val l = Known(left, 0.0, n - 2.0);
    const Val r = phased || s.rng().Chance(0.5) ? l + 1 : s.Let(l + 1, "right");
    const Val x = s.Let(s.At(data, {l}), OneOf(s, {"x", "va", "lhs"}));
    const Val y = s.Let(s.At(data, {r}), OneOf(s, {"y", "vb", "rhs"}));
    if (s.rng().Chance(0.4)) {
      s.StoreAt(data, std::array{l}, s.Call("min", {x, y}));
      s.StoreAt(data, std::array{r}, s.Call("max", {x, y}));
      return;
    }
    s.If(s.rng().Chance(0.8) ? x > y : x < y, [&] {
      s.StoreAt(data, std::array{l}, y);
      s.StoreAt(data, std::array{r}, x);
    });
  };
  if (phased) {
    s.If(left + 1 < Extent(s, data, 0, "n"), exchange);
  } else {
    exchange();
  }
}

constexpr std::array kMotifs = {
    Motif{"gather", 1.5, DrawGather},
    Motif{"scatter", 1.2, DrawScatter},
    Motif{"transpose", 0.9, DrawTranspose},
    Motif{"reshape", 1.0, DrawReshape},
    Motif{"interleaved", 0.8, DrawInterleaved},
    Motif{"strided", 0.9, DrawStrided},
    Motif{"reverse-roll", 0.9, DrawReverse},
    Motif{"compaction-offsets", 0.8, DrawCompactionByOffset},
    Motif{"struct-of-arrays", 0.8, DrawStructOfArrays},
    Motif{"compare-exchange", 0.7, DrawCompareExchange},
    Motif{"row-view", 1.5, DrawRowView},
    Motif{"slice", 1.0, DrawSlice},
    Motif{"row-scan", 1.0, DrawRowScan},
    Motif{"softmax", 0.7, DrawSoftmax},
    Motif{"layer-norm", 0.7, DrawLayerNorm},
    Motif{"arg-best", 1.0, DrawArgBest},
    Motif{"matrix-product", 1.0, DrawMatrixProduct},
    Motif{"pooling", 1.0, DrawPooling},
    Motif{"csr-row", 1.2, DrawCsrRow},
    Motif{"neighbor-list", 1.3, DrawNeighborList},
    Motif{"binary-search", 0.9, DrawBinarySearch},
    Motif{"lower-bound", 0.6, DrawLowerBound},
    Motif{"table", 1.0, DrawTable},
    Motif{"embedding", 0.8, DrawEmbedding},
    Motif{"edges", 1.0, DrawEdges},
    Motif{"triangles", 0.9, DrawTriangles},
    Motif{"nearest", 0.9, DrawNearest},
    Motif{"local-histogram", 0.7, DrawLocalHistogram},
    Motif{"local-sort", 0.7, DrawLocalSort},
    Motif{"local-table", 0.6, DrawLocalTable},
    Motif{"ring-buffer", 0.7, DrawRingBuffer},
    Motif{"reshaped", 0.7, DrawReshaped},
    Motif{"element-parts", 1.0, DrawElementParts},
    Motif{"record-parts", 1.0, DrawRecordParts},
};

}  // namespace

Family ArraysFamily() {
  return {"arrays", "arrays: views, gathers, scatters, rows, tables, neighbour lists", 1.0, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth

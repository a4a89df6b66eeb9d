// Arrays that a thread makes for itself: scratch space in registers, and other shapes of what is
// there.
#include <array>

#include "synth/families/arrays.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/inputs.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// name = wp.zeros(shape=..., dtype=...): an array of the thread's own.
int LocalArray(Sketch& s, Type element, std::span<const int> shape, std::string_view name) {
  std::vector<lang::ExprId> extents;
  const bool named = shape.size() == 1 && s.rng().Chance(0.3);
  for (const int extent : shape) {
    const Val number = s.Int(extent);
    extents.push_back(
        named ? s.NewConstant(OneOf(s, {"NUM_BINS", "STACK_SIZE", "WINDOW", "BUFFER_SIZE"}), number)
                    .id
              : number.id);
  }
  const lang::ExprId id = s.builder().LocalArray(element, extents);
  const Val made{&s, id, s.builder().type_of(id), {}};
  Facts facts = Unknown(element);
  facts.from_input = true;
  return s.AsArray(s.Let(made, name), {shape.begin(), shape.end()}, facts, Access::kOwned);
}

void Store(Sketch& s, int array, const Val& index, const Val& value) {
  s.StoreAt(array, std::array{index}, value);
}

// The `count` values of this thread's row of an input, copied into an array of its own.
int LoadRow(Sketch& s, Type real, int count, std::string_view name) {
  const Val row = s.FlatThread();
  const int in =
      Input(s, real, {s.thread_count(), count}, OneOf(s, {"data", "samples", "values", "rows"}));
  const int buffer = LocalArray(s, real, std::array{count}, name);
  s.ForCount(Free(s, {"j", "k", "m"}), count, [&](const Val& j) {
    const Val x = s.At(in, {row, j});
    Store(s, buffer, j, s.Habit("loads plainly", 0.6) ? x : x * s.DrawNumber(real, 0.1, 2.0));
  });
  return buffer;
}

}  // namespace

// Counts how often values fall into each of a few bins, then finds the fullest.
void DrawLocalHistogram(Sketch& s) {
  const Type real = Precise(s);
  const int bins = s.rng().Choose(std::array{4, 8, 10, 16});
  const int columns = s.rng().Choose(std::array{8, 16, 24, 32, 64});
  const Val row = s.FlatThread();
  const int in = Input(s, real, {s.thread_count(), columns},
                       OneOf(s, {"data", "samples", "pixels"}), 0.0, 1.0);
  const int counts = LocalArray(s, real, std::array{bins}, OneOf(s, {"hist", "counts", "bins"}));
  s.ForCount(Free(s, {"j", "k", "m"}), columns, [&](const Val& j) {
    const Val scaled = s.At(in, {row, j}) * s.Real(bins, real);
    const Val bin = s.Let(s.FitIndex(s.Convert(scaled, lang::kInt), bins), OneOf(s, {"b", "bin"}));
    // No +=: Warp would make an atomic of it, which has no meaning in a thread's own memory.
    Store(s, counts, bin, s.At(counts, {bin}) + 1.0);
  });
  Val best = s.Mutable(s.Real(0.0, real), OneOf(s, {"best", "peak", "most"}));
  s.Hide(best);
  s.ForCount(Free(s, {"b", "q", "n"}), bins,
             [&](const Val& b) { s.Set(best, s.Call("max", {best, s.At(counts, {b})})); });
  s.Hide(best, false);
  s.Output(s.rng().Chance(0.5) ? best / s.Real(columns, real) : best);
}

// The median of a short row: sorted by swaps of neighbours in an array of the thread's own.
void DrawLocalSort(Sketch& s) {
  const Type real = Precise(s);
  const int count = s.rng().Choose(std::array{3, 4, 5, 6, 20, 24});
  const int buffer = LoadRow(s, real, count, OneOf(s, {"window", "buf", "sorted_values", "tmp"}));
  const auto at = [&](const Val& i) { return s.At(buffer, {i}); };
  s.ForCount(Free(s, {"a", "p", "i"}), count - 1, [&](const Val&) {
    s.ForCount(Free(s, {"b", "q", "k"}), count - 1, [&](const Val& b) {
      const Val left = s.Let(at(b), "left");
      const Val right = s.Let(at(b + s.Int(1)), "right");
      s.If(left > right, [&] {
        Store(s, buffer, b, right);
        Store(s, buffer, b + s.Int(1), left);
      });
    });
  });
  if (s.rng().Chance(0.6)) {
    return s.Output(at(s.Int(count / 2)));
  }
  s.Output(at(s.Int(count - 1)) - at(s.Int(0)));
}

// A table of two dimensions, filled row by row from what is above and to the left.
void DrawLocalTable(Sketch& s) {
  const Type real = Precise(s);
  const int size = s.rng().Choose(std::array{3, 4, 5, 6});
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  const int table = LocalArray(s, real, std::array{size, size}, OneOf(s, {"table", "dp", "grid"}));
  const auto at = [&](const Val& i, const Val& j) { return s.At(table, {i, j}); };
  const auto set = [&](const Val& i, const Val& j, const Val& value) {
    s.StoreAt(table, std::array{i, j}, value);
  };
  const std::string_view row = Free(s, {"r", "p", "m"});
  const std::string_view column = Free(s, {"c", "q", "n"});
  s.ForCount(row, size, [&](const Val& i) {
    set(i, s.Int(0), x);
    set(s.Int(0), i, s.Draw(real, 0));
  });
  const Val decay = s.DrawLiteral(real, 0.1, 0.9);
  const bool least = s.rng().Chance(0.5);
  s.For(row, s.Int(1), s.Int(size), 0, [&](const Val& i) {
    s.For(column, s.Int(1), s.Int(size), 0, [&](const Val& j) {
      const Val up = at(i - s.Int(1), j);
      const Val left = at(i, j - s.Int(1));
      set(i, j, least ? s.Call("min", {up, left}) + x : decay * (up + left));
    });
  });
  s.Output(at(s.Int(size - 1), s.Int(size - 1)));
}

// A ring of the last values, for a delay or a moving sum.
void DrawRingBuffer(Sketch& s) {
  const Type real = Precise(s);
  const int size = s.rng().Choose(std::array{4, 5, 8, 16});
  const int steps = s.rng().Choose(std::array{24, 32, 50, 64, 100});
  const int ring = LocalArray(s, real, std::array{size}, OneOf(s, {"ring", "delay", "history"}));
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  Val state = s.Mutable(x * s.DrawNumber(real, 0.5, 2.0), OneOf(s, {"state", "y", "signal"}));
  s.Hide(state);
  const Val gain = s.DrawLiteral(real, 0.05, 0.5);
  s.ForCount(Free(s, {"step", "n", "k"}), steps, [&](const Val& k) {
    const Val slot = s.Let(k % s.Int(size), OneOf(s, {"slot", "head"}));
    const Val old = s.Let(s.At(ring, {slot}), OneOf(s, {"old", "delayed"}));
    Store(s, ring, slot, state);
    s.Set(state, state - gain * old + x * s.DrawNumber(real, 0.01, 0.2));
  });
  s.Hide(state, false);
  s.Output(state, OneOf(s, {"out", "filtered", "response"}));
}

// wp.array(ptr=a.ptr, shape=(n, 3), dtype=float): a flat array read by rows.
void DrawReshaped(Sketch& s) {
  const Type real = s.real();
  const int columns = s.rng().Choose(std::array{2, 3, 4, 6, 8});
  const int count = s.thread_count();
  const int flat = Input(s, real, {count * columns}, OneOf(s, {"flat", "buffer", "packed", "raw"}));
  const bool by_name = s.rng().Chance(0.5);
  const std::array extents = {by_name ? s.SizeArg(count, "num_rows").id : s.Int(count).id,
                              s.Int(columns).id};
  const lang::ExprId id = s.builder().LocalArray(real, extents, s.ArrayRef(flat).id);
  const Val made{&s, id, s.builder().type_of(id), {}};
  const Facts facts = s.arrays()[static_cast<size_t>(flat)].elements;
  const int rows =
      s.AsArray(s.Let(made, OneOf(s, {"rows", "table", "mat"})), {count, columns}, facts);
  const Val row = s.FlatThread();
  const Val sum = Accumulator(s, real, OneOf(s, {"acc", "total", "dist"}));
  s.ForCount(Free(s, {"j", "k", "c"}), columns, [&](const Val& j) {
    const Val x = s.At(rows, {row, j});
    Val total = sum;
    s.Update(total, BinaryOp::kAdd, s.Habit("squares rows", 0.5) ? x * x : x * s.Draw(real, 0));
  });
  s.Output(Shown(sum));
}

}  // namespace warploom::synth

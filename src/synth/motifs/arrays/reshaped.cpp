#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/local_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

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
  const ValueRange value_range = s.arrays()[static_cast<size_t>(flat)].elements;
  const int rows = s.AsArray(s.Let(made, {"rows", "table", "mat"}), {count, columns}, value_range);
  const Val row = s.FlatThread();
  const Val sum = Accumulator(s, real, OneOf(s, {"acc", "total", "dist"}));
  s.ForCount(Free(s, {"j", "k", "c"}), columns, [&](const Val& j) {
    const Val x = s.At(rows, {row, j});
    Val total = sum;
    s.Update(total, BinaryOp::kAdd,
             s.StyleChoice("squares rows", 0.5) ? x * x : x * s.Draw(real, 0));
  });
  s.Output(Shown(sum));
}

}  // namespace

Motif ReshapedMotif() {
  return {.name = "reshaped", .family = Family::kArrays, .weight = 0.7, .draw = DrawReshaped};
}

}  // namespace warploom::synth::motifs

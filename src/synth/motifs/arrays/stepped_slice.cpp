// Slices with a step, from the end, and of one axis beside an index: a[0:n:2], a[::-1, j].
#include <array>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::ExprId;

struct SliceSpec {
  Val start, stop, step;
  int count;
};

// A slice of an axis with that many elements.
SliceSpec DrawSliceSpec(Sketch& s, int extent) {
  switch (s.rng().Below(4)) {
    case 0:
      return {{}, {}, s.Int(-1), extent};
    case 1: {
      const auto step = static_cast<int>(s.rng().Integer(2, 3));
      return {s.Int(0), s.Int(extent), s.Int(step), (extent + step - 1) / step};
    }
    case 2: {
      const Val step = s.SizeArg(2, {"stride", "st", "step"});
      return {s.Int(0), s.Int(extent), step, (extent + 1) / 2};
    }
    default: {
      const auto cut = static_cast<int>(s.rng().Integer(1, 2));
      return {{}, s.Int(-cut), {}, extent - cut};
    }
  }
}

void DrawSteppedSlice(Sketch& s) {
  const int rows = s.rng().Choose(std::array{4, 5, 8, 12});
  const bool two = s.rng().Chance(0.6);
  const int table = two ? Input(s, s.real(), {rows, s.thread_count()}, OneOf(s, {"a", "m", "data"}))
                        : Input(s, s.real(), {rows}, OneOf(s, {"a", "knots", "samples"}));
  const SliceSpec spec = DrawSliceSpec(s, rows);
  std::vector<ExprId> indices = {s.builder().Slice(spec.start.id, spec.stop.id, spec.step.id)};
  if (two) {
    indices.push_back(s.FlatThread().id);
  }
  const ExprId id = s.builder().Subscript(s.ArrayRef(table).id, indices);
  const Val view = {&s, id, s.builder().type_of(id),
                    s.arrays()[static_cast<size_t>(table)].elements};
  const int slice = s.AsArray(s.Let(view, {"v", "part", "col", "window"}), {spec.count},
                              s.arrays()[static_cast<size_t>(table)].elements);
  if (s.rng().Chance(0.4)) {
    return s.Output(s.At(slice, {s.Int(0)}) - s.At(slice, {s.Int(spec.count - 1)}));
  }
  Val sum = Accumulator(s, s.real(), OneOf(s, {"acc", "total", "s"}));
  s.For({"k", "j"}, Val{}, s.Int(spec.count), 0,
        [&](const Val& k) { s.Update(sum, BinaryOp::kAdd, s.At(slice, {k})); });
  s.Output(Finished(s, Shown(sum)));
}

}  // namespace

Motif SteppedSliceMotif() {
  return {
      .name = "stepped-slice", .family = Family::kArrays, .weight = 0.7, .draw = DrawSteppedSlice};
}

}  // namespace warploom::synth::motifs

// A gather: dst[i] = src[ids[i]].
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

void DrawIndexed(Sketch& s) {
  const Type type = DrawAnyType(s);
  const int n = TableSize(s);
  const int ids = InputNamed(s, kInt, {"indices", "ids", "map", "remap", "parent"}, {0.0, n - 1.0});
  const int table = TableNamed(s, type, {"src", "values", "table", "body_q", "nodes"}, n);
  const Val id = s.rng().Chance(0.5)
                     ? Named(s, s.ThreadElement(ids), {"j", "id", "src_id", "parent_id"})
                     : s.ThreadElement(ids);
  const Val value = s.At(table, {id});
  if (s.rng().Chance(0.3) && type.is_transform()) {
    const Val p = s.ThreadElement(InputNamed(s, s.vec(3), {"points", "local_points", "offsets"}));
    return s.Output(s.Call("transform_point", {value, p}), {"points_out", "world"});
  }
  s.Output(value, {"dst", "out", "gathered", "result", ""});
}

}  // namespace

Motif IndexedMotif() {
  return {.name = "indexed", .family = Family::kBasics, .weight = 1.2, .draw = DrawIndexed};
}

}  // namespace warploom::synth::motifs

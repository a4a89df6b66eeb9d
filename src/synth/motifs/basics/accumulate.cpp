// Adds each thread's value to a shared total with an atomic: total[id] += x[i].
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

void DrawAccumulate(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.vec(3), kInt};
  Type type = s.rng().Choose(types);
  type = type.scalar == lang::Scalar::kFloat16 ? lang::kFloat : type;
  const bool one = s.rng().Chance(0.4);
  const int bins = one ? 1 : TableSize(s);
  const Val value =
      s.ThreadElement(InputNamed(s, type, {"x", "values", "mass", "weights", "errors"},
                                 type.is_int() ? Range{0.0, 10.0} : Range{}));
  const Val at =
      one ? s.Int(0)
          : s.ThreadElement(InputNamed(s, kInt, {"ids", "labels", "cell", "owner", "env_ids"},
                                       {0.0, bins - 1.0}));
  const int total = Totals(s, type, {bins}, OneOf(s, {"total", "sums", "loss", "accum", "counts"}));
  const auto add = [&] { s.AtomicAdd(total, std::array{at}, value); };
  if (type.is_float() && s.rng().Chance(0.3)) {
    return s.If(value > Arg(s, type, {"threshold", "eps", "limit"}, {0.0, 1.0}), add);
  }
  add();
}

}  // namespace

Motif AccumulateMotif() {
  return {.name = "accumulate", .family = Family::kBasics, .weight = 1.2, .draw = DrawAccumulate};
}

}  // namespace warploom::synth::motifs

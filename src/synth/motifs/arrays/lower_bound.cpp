#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/lookup_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// wp.lower_bound, and the element at the position found.
void DrawLowerBound(Sketch& s) {
  const Type type = s.rng().Chance(0.35) ? lang::kInt : s.real();
  const int n = s.rng().Choose(std::array{16, 32, 64, 128, 256, 1000});
  const double top = type.is_int() ? 500.0 : 4.0;
  const int knots =
      Sorted(s, type, n, 0.0, top, OneOf(s, {"knots", "cdf", "breaks", "thresholds", "bin_edges"}));
  const Val x = s.Let(
      s.ThreadElement(Input(s, type, {}, OneOf(s, {"queries", "u", "samples", "x"}), 0.0, top)));
  const Val found = s.Call("lower_bound", {s.ArrayRef(knots), x});
  if (s.rng().Chance(0.4)) {
    return s.Output(s.Let(Known(found, 0.0, n), {"bin", "idx", "pos"}),
                    {"bins", "indices_out", "segment"});
  }
  const bool pairs = s.rng().Chance(0.6) && type.is_float();
  const Val k = s.Let(s.Call("clamp", {Known(found, 0.0, n), s.Int(pairs ? 1 : 0), s.Int(n - 1)}),
                      {"k", "seg", "upper"});
  const int values = Input(s, s.real(), {n}, OneOf(s, {"values", "control", "y_knots", ""}));
  if (!pairs) {
    return s.Output(Finished(s, s.At(values, {k})));
  }
  const Val a = s.Let(s.At(knots, {k - 1}), {"x0", "t0", "a"});
  const Val b = s.Let(s.At(knots, {k}), {"x1", "t1", "b"});
  const Val t = s.Let((x - a) / s.Call("max", {b - a, Epsilon(s)}), {"t", "frac", "w"});
  s.Output(s.Call("lerp", {s.At(values, {k - 1}), s.At(values, {k}), t}));
}

}  // namespace

Motif LowerBoundMotif() {
  return {.name = "lower-bound", .family = Family::kArrays, .weight = 0.6, .draw = DrawLowerBound};
}

}  // namespace warploom::synth::motifs

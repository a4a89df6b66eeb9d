#include <array>
#include <variant>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/lookup_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A binary search: lo and hi close in on the position of a key.
void DrawBinarySearch(Sketch& s) {
  const Type type = s.rng().Chance(0.4) ? lang::kInt : s.real();
  const int n = s.rng().Choose(std::array{32, 64, 100, 128, 256, 1000, 1024});
  const double top = type.is_int() ? 1000.0 : 10.0;
  const int keys =
      Sorted(s, type, n, 0.0, top, OneOf(s, {"keys", "cdf", "sorted_values", "edges", "knots"}));
  const Val key =
      s.Let(s.ThreadElement(Input(s, type, {},
                                  OneOf(s, {"queries", "values", "needles", "samples"}), 0.0, top)),
            {"key", "q", "target", "x"});
  const ValueRange range = Between(0.0, n);
  Val lo = s.Mutable(s.Int(0), {"lo", "left", "low"}, range);
  const Val size = Extent(s, keys, 0, OneOf(s, {"n", "num_keys", "count"}));
  const bool is_literal = std::holds_alternative<lang::Literal>(s.module()[size.id].node);
  Val hi = s.Mutable(is_literal            ? size
                     : s.rng().Chance(0.5) ? s.Make(lang::kInt, {size})
                                           : size,
                     {"hi", "right", "high"}, range);
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
    s.Output(lo, {"positions_out", "found", "bins_out", "slots"});
    return;
  }
  const int payload = Input(s, s.real(), {n}, OneOf(s, {"payload", "table", "", "weights"}));
  const Val slot = s.Let(s.Call("min", {lo, s.Int(n - 1)}), {"slot", "idx", "k"});
  s.Output(s.At(payload, {Known(slot, 0.0, n - 1.0)}));
}

}  // namespace

Motif BinarySearchMotif() {
  return {
      .name = "binary-search", .family = Family::kArrays, .weight = 0.9, .draw = DrawBinarySearch};
}

}  // namespace warploom::synth::motifs

#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// One step of a sorting network: the lower thread of each pair exchanges both elements.
void DrawCompareExchange(Sketch& s) {
  const Type element = s.rng().Chance(0.3) ? lang::kInt : s.real();
  const Val own = s.FlatThread();
  const int n = s.thread_count() * 2;
  const bool phased = s.rng().Chance(0.6);
  const int data =
      InPlace(s, element, {n}, OneOf(s, {"keys", "values", "data", "arr"}), 0.0, 100.0);
  const int phase_value = static_cast<int>(s.rng().Below(2));
  const Val phase = phased ? s.SizeArg(phase_value, {"phase", "parity"}) : s.Int(0);
  const Val left =
      s.Let(phased ? own * s.Int(2) + phase : own * s.Int(2), {"a", "left", "lo", "first"});
  const auto exchange = [&] {
    const Val l = Known(left, 0.0, n - 2.0);
    const Val r = phased || s.rng().Chance(0.5) ? l + 1 : s.Let(l + 1, "right");
    const Val x = s.Let(s.At(data, {l}), {"x", "va", "lhs"});
    const Val y = s.Let(s.At(data, {r}), {"y", "vb", "rhs"});
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

}  // namespace

Motif CompareExchangeMotif() {
  return {.name = "compare-exchange",
          .family = Family::kArrays,
          .weight = 0.7,
          .draw = DrawCompareExchange};
}

}  // namespace warploom::synth::motifs

// A filter with constant taps: the loop is unrolled and each tap is a literal in the generated
// code.
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Well-known filters.
struct Taps {
  std::string_view name;
  std::vector<double> numbers;
};

Taps DrawTaps(Sketch& s) {
  switch (s.rng().Below(5)) {
    case 0:
      return {"TAPS", {0.25, 0.5, 0.25}};
    case 1:
      return {"GAUSS_WEIGHTS", {0.0625, 0.25, 0.375, 0.25, 0.0625}};
    case 2:
      return {"WEIGHTS", {0.2369, 0.4786, 0.5689, 0.4786, 0.2369}};
    case 3:
      return {"COEFFS", {1.0, -2.0, 1.0}};
    default:
      return {"STENCIL", {-0.0833, 1.3333, -2.5, 1.3333, -0.0833}};
  }
}

// Converts a Python float to the kernel's type: wp.float64(wp.static(...)).
Val TapAsReal(Sketch& s, const Val& value, Type type) {
  return type == value.type ? value : s.Convert(value, type);
}

void DrawStaticTaps(Sketch& s) {
  const Type real = s.real();
  const Taps taps = DrawTaps(s);
  const auto count = static_cast<int>(taps.numbers.size());
  const int n = s.dims()[0];
  const int in = Input(s, real, {n + count - 1}, OneOf(s, {"padded", "signal", "samples"}));
  const Val table = s.NewTable(taps.name, taps.numbers);
  const bool named = s.rng().Chance(0.5);
  const Val number = s.Int(count);
  const Val size = named ? s.NewConstant({"NUM_TAPS", "ORDER", "WIDTH"}, number) : number;
  const Val sum = Accumulator(s, real, OneOf(s, {"acc", "total", "filtered"}));
  const bool is_static = named && s.rng().Chance(0.6);
  s.For({"k", "j", "tap"}, Val{}, is_static ? s.Static(size) : size, 0, [&](Val k) {
    const Val weight = TapAsReal(s, s.Static(s.TableItem(table, k)), real);
    const Val x = s.At(in, {s.Thread(0) + k});
    const bool squared = s.rng().Chance(0.2);
    Val total = sum;
    s.Update(total, BinaryOp::kAdd, weight * (squared ? x * x : x));
  });
  s.Output(Finished(s, Shown(sum)));
}

}  // namespace

Motif StaticTapsMotif() {
  return {.name = "static-taps",
          .family = Family::kLoops,
          .weight = 0.5,
          .draw = DrawStaticTaps,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs

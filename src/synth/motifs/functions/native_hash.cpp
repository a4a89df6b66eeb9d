// A native (C++) function that hashes an integer.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/native_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;

void DrawNativeBits(Sketch& s) {
  constexpr std::array<std::array<std::string_view, 2>, 4> kFactors = {
      {{"0x7feb352dU", "0x846ca68bU"},
       {"0x85ebca6bU", "0xc2b2ae35U"},
       {"0x9e3779b1U", "0x85ebca77U"},
       {"0x45d9f3bU", "0x45d9f3bU"}}};
  const auto factors = s.rng().Choose(kFactors);
  const auto first = s.rng().Integer(13, 17);
  const auto last = s.rng().Integer(13, 16);
  const std::string snippet = fmt::format(
      "    x ^= x >> {};\n    x *= {};\n    x ^= x >> 15;\n    x *= {};\n    x ^= x >> {};\n"
      "    return x;\n",
      first, factors[0], factors[1], last);
  const std::array params = {Sketch::Param{"x", lang::kUint, {}}};
  const FuncId native = DefineNative(s, OneOf(s, {"hash_u32", "mix_bits", "scramble", "wang_hash"}),
                                     params, {lang::kUint}, snippet);
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = 1000.0;
  spec.name = OneOf(s, {"ids", "keys", "seeds"});
  const Val key = s.Convert(s.ThreadElement(s.NewArray(spec)), lang::kUint);
  const Val hash = s.Let(CallNative(s, native, std::array{key}, Unknown(lang::kUint)), "h");
  if (s.rng().Chance(0.5)) {
    return s.Output(hash);
  }
  const auto count = static_cast<int>(s.rng().Choose(std::array{16, 64, 100, 1000, 1024}));
  s.Output(s.Convert(hash % s.Int(count, lang::kUint), Precise(s)) / s.Real(count, Precise(s)));
}

}  // namespace

Motif NativeHashMotif() {
  return {
      .name = "native-hash", .family = Family::kFunctions, .weight = 0.6, .draw = DrawNativeBits};
}

}  // namespace warploom::synth::motifs

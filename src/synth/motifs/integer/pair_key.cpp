#include <array>
#include <string_view>

#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::kInt64;
using lang::kUint;
using lang::kUint64;
using lang::Type;

// Two indices in one key, sorted as edges are, and back.
void DrawPairKey(Sketch& s) {
  const std::string_view first = OneOf(s, {"edge_a", "tail", "row_ids", "src"});
  const std::string_view second = OneOf(s, {"edge_b", "head", "col_ids", "tgt"});
  const Type wide = s.rng().Choose(std::array{kUint64, kInt64, kInt64, kUint});
  const double most = wide == kUint ? 65535.0 : 100000.0;
  const auto index = [&](std::string_view name) {
    return s.ThreadElement(
        s.NewArray({kInt, {}, lang::Fill::kUniform, 0.0, most, Access::kInput, name}));
  };
  if (s.rng().Chance(0.3)) {
    const int bits = wide == kUint ? 16 : 32;
    const int array = s.NewArray({wide,
                                  {},
                                  lang::Fill::kUniform,
                                  0.0,
                                  wide == kUint ? 4294967295.0 : 4e14,
                                  Access::kInput,
                                  OneOf(s, {"edge_keys", "pair_keys", "keys"})});
    const Val key = s.Let(s.ThreadElement(array), "key");
    const Val high = s.Let(s.Convert(Shr(key, bits), kInt), {"a", "row_id", "i0"});
    const Val low =
        s.Let(s.Convert(key & Word(s, bits == 16 ? 0xffff : 0x7fffffff, wide, true), kInt),
              {"b", "col_id", "i1"});
    s.Output(high);
    return s.Output(low);
  }
  const Val i = s.Let(index(first), {"a", "i0", "u"});
  const Val j = s.Let(index(second), {"b", "i1", "v"});
  Val low = i;
  Val high = j;
  if (s.rng().Chance(0.6)) {
    low = s.Let(s.Call("min", {i, j}), {"lo", "first", "vmin"});
    high = s.Let(s.Call("max", {i, j}), {"hi", "second", "vmax"});
  }
  const Val a = s.Convert(low, wide);
  const Val b = s.Convert(high, wide);
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(Shl(a, wide == kUint ? 16 : 32) | b, {"keys_out", "edge_keys", ""});
    case 1: {
      const Val n = s.Convert(
          s.SizeArg(static_cast<int>(most) + 1, {"num_verts", "n_nodes", "stride"}), wide);
      return s.Output(a * n + b, {"keys_out", "pair_ids", ""});
    }
    default: {
      // Cantor's pairing of two small indices.
      const Val total = s.Let(s.Convert(i % 1000, wide) + s.Convert(j % 1000, wide), "total");
      return s.Output(FloorDiv(total * (total + s.Int(1, wide)), s.Int(2, wide)) +
                      s.Convert(j % 1000, wide));
    }
  }
}

}  // namespace

Motif PairKeyMotif() {
  return {.name = "pair-key", .family = Family::kInteger, .weight = 0.8, .draw = DrawPairKey};
}

}  // namespace warploom::synth::motifs

// Combines two indices, sorted like the ends of an edge, into one key, or splits a key.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::kInt64;
using lang::kUint;
using lang::kUint64;
using lang::Type;

// The two indices of a key.
void SplitKey(Sketch& s, Type wide) {
  const int bits = wide == kUint ? 16 : 32;
  const int keys = Input(s, wide, {}, OneOf(s, {"edge_keys", "pair_keys", "keys"}), 0.0,
                         wide == kUint ? kMaxUint32 : 4e14);
  const Val key = s.Let(s.ThreadElement(keys), "key");
  const Val high = s.Let(s.Convert(Shr(key, bits), kInt), {"a", "row_id", "i0"});
  const Val low =
      s.Let(s.Convert(key & Word(s, bits == 16 ? 0xffff : 0x7fffffff, wide, true), kInt),
            {"b", "col_id", "i1"});
  s.Output(high);
  s.Output(low);
}

// The key of two indices up to `max_index`: high and low bits, a linear index, or Cantor's pairing.
void CombineIndices(Sketch& s, Type wide, double max_index, const std::array<Val, 2>& indices) {
  const auto& [i, j] = indices;
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
          s.SizeArg(static_cast<int>(max_index) + 1, {"num_verts", "n_nodes", "stride"}), wide);
      return s.Output(a * n + b, {"keys_out", "pair_ids", ""});
    }
    default: {
      const Val total = s.Let(s.Convert(i % 1000, wide) + s.Convert(j % 1000, wide), "total");
      return s.Output(FloorDiv(total * (total + s.Int(1, wide)), s.Int(2, wide)) +
                      s.Convert(j % 1000, wide));
    }
  }
}

void DrawPairKey(Sketch& s) {
  const std::string_view first = OneOf(s, {"edge_a", "tail", "row_ids", "src"});
  const std::string_view second = OneOf(s, {"edge_b", "head", "col_ids", "tgt"});
  const Type wide = s.rng().Choose(std::array{kUint64, kInt64, kInt64, kUint});
  const double max_index = wide == kUint ? 65535.0 : 100000.0;
  if (s.rng().Chance(0.3)) {
    return SplitKey(s, wide);
  }
  const auto index = [&](std::string_view name) {
    return s.ThreadElement(Input(s, kInt, {}, name, 0.0, max_index));
  };
  const Val i = s.Let(index(first), {"a", "i0", "u"});
  const Val j = s.Let(index(second), {"b", "i1", "v"});
  CombineIndices(s, wide, max_index, {i, j});
}

}  // namespace

Motif PairKeyMotif() {
  return {.name = "pair-key", .family = Family::kInteger, .weight = 0.8, .draw = DrawPairKey};
}

}  // namespace warploom::synth::motifs

// Bit tricks on one word: powers of two, lowest and highest bit, Gray codes, reversal, rotation,
// branchless absolute values.
#include <array>
#include <cstdint>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;

// The least power of two that is not below n: sets all bits below the highest, then adds one.
void NextPowerOfTwo(Sketch& s) {
  const Val n = Key(s, kUint, 65535.0);
  Val x = s.Let(n - s.Int(1, kUint), {"m", "p"});
  for (int shift = 1; shift <= 16; shift *= 2) {
    s.Update(x, BinaryOp::kBitOr, Shr(x, shift));
  }
  s.Output(x + s.Int(1, kUint), {"pow2", ""});
}

// Isolates or clears the lowest set bit.
void LowestBit(Sketch& s) {
  const Val x = Key(s, kInt, 1048575.0);
  s.Output(s.rng().Chance(0.5) ? x & -x : x & (x - s.Int(1)));
}

// To a Gray code, or from one.
void GrayCode(Sketch& s) {
  const Val x = Key(s, kUint, 1048575.0);
  if (s.rng().Chance(0.5)) {
    return s.Output(x ^ Shr(x, 1), {"gray", ""});
  }
  Val mask = s.Mutable(Shr(x, 1), "mask", Between(0.0, 524287.0));
  Val code = s.Mutable(x, {"binary", "n"}, Between(0.0, 1048575.0));
  s.Hide(mask);
  s.While(mask != 0.0, [&] {
    s.Update(code, BinaryOp::kBitXor, mask);
    s.Set(mask, Shr(mask, 1));
  });
  s.Output(code);
}

// Reverses a word: swaps neighboring bits, pairs, nibbles, bytes and halves.
void ReverseBits(Sketch& s) {
  const Val x = Key(s, kUint, kMaxUint32);
  constexpr std::array<uint64_t, 4> kMasks = {0x55555555, 0x33333333, 0x0f0f0f0f, 0x00ff00ff};
  Val v = s.Let(
      (Shr(x, 1) & Word(s, kMasks[0], kUint, true)) | Shl(x & Word(s, kMasks[0], kUint, true), 1),
      "r");
  for (size_t i = 1; i < kMasks.size(); ++i) {
    s.Set(v, (Shr(v, 1 << i) & Word(s, kMasks[i], kUint, true)) |
                 Shl(v & Word(s, kMasks[i], kUint, true), 1 << i));
  }
  s.Output(Shr(v, 16) | Shl(v, 16), {"reversed_bits", ""});
}

// The absolute value or the positive part, by the sign mask instead of a branch.
void MaskBySign(Sketch& s) {
  const int array = Input(s, kInt, {}, OneOf(s, {"values", "deltas", "offsets"}), -1000.0, 1000.0);
  const Val x = s.Let(s.ThreadElement(array), {"x", "v", "d"});
  const Val sign = s.Let(Known(Shr(x, 31), -1.0, 0.0), {"sign", "m", "mask"});
  const Val flipped = Known(x ^ sign, 0.0, 1000.0);
  s.Output(s.rng().Chance(0.5) ? flipped - sign : x & ~sign);
}

// The position of the highest set bit.
void HighestBit(Sketch& s) {
  Val n = s.Mutable(Key(s, kUint, 1048575.0), {"rest", "w"}, Between(0.0, 1048575.0));
  Val level =
      s.Mutable(s.Int(s.rng().Chance(0.5) ? 0 : -1), {"level", "log2", "msb"}, Between(-1.0, 32.0));
  s.Hide(n);
  const bool above_one = s.rng().Chance(0.5);
  s.While(above_one ? n > 1.0 : n > 0.0, [&] {
    s.Set(n, Shr(n, 1));
    s.Update(level, BinaryOp::kAdd, s.Int(1));
  });
  s.Output(level);
}

// Rotates by a constant or by an argument.
void RotateBits(Sketch& s) {
  const Val x = Key(s, kUint, kMaxUint32);
  const int count = static_cast<int>(s.rng().Integer(1, 31));
  if (s.rng().Chance(0.5)) {
    return s.Output(Shl(x, count) | Shr(x, 32 - count), {"rotated", ""});
  }
  const Val k = s.Convert(s.NewArg(kInt, 1.0, 31.0, OneOf(s, {"shift", "rotation", "r"})), kUint);
  s.Output((x << k) | (x >> (s.Int(32, kUint) - k)), {"rotated", ""});
}

void DrawBitTricks(Sketch& s) {
  static constexpr std::array kTricks = {NextPowerOfTwo, LowestBit,  GrayCode,  ReverseBits,
                                         MaskBySign,     HighestBit, RotateBits};
  s.rng().Choose(kTricks)(s);
}

}  // namespace

Motif BitTricksMotif() {
  return {.name = "bit-tricks", .family = Family::kInteger, .weight = 1.0, .draw = DrawBitTricks};
}

}  // namespace warploom::synth::motifs

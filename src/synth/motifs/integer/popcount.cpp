// The number or the parity of the set bits of a word, or of the bits that two words share or not.
#include <array>

#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;
using lang::kUint64;
using lang::Type;

void CountByBuiltin(Sketch& s, const Val& x) {
  const Val bits = s.Call("bit_count", {x});
  s.Output(s.rng().Chance(0.5) ? bits : bits & s.Int(1));
}

// Clears the lowest set bit until none is left, or tests bit by bit.
void CountByLoop(Sketch& s, const Val& x) {
  const Type type = x.type;
  Val rest = s.Mutable(x, {"rest", "n", "w"}, Between(0.0, 0x1.0p64));
  Val count = s.Mutable(s.Int(0), {"count", "ones", "bits_set"}, Between(0.0, 64.0));
  s.Hide(rest);
  s.While(rest != 0.0, [&] {
    if (s.rng().Chance(0.6)) {
      s.Set(rest, rest & (rest - s.Int(1, type)));
      s.Update(count, BinaryOp::kAdd, s.Int(1));
    } else {
      s.Update(count, BinaryOp::kAdd, s.Convert(Known(rest & s.Int(1, type), 0.0, 1.0), kInt));
      s.Set(rest, Shr(rest, 1));
    }
  });
  s.Output(count);
}

// Adds up pairs, nibbles and bytes of the word at once.
void CountInParallel(Sketch& s, const Val& x) {
  Val v =
      s.Let(x.type == kUint ? x : s.Convert((x & Word(s, 0xffffffff, x.type, true)), kUint), "v");
  v = s.Let(v - (Shr(v, 1) & Word(s, 0x55555555, kUint, true)), "pairs");
  v = s.Let((v & Word(s, 0x33333333, kUint, true)) + (Shr(v, 2) & Word(s, 0x33333333, kUint, true)),
            "nibbles");
  const Val bytes = (v + Shr(v, 4)) & Word(s, 0x0f0f0f0f, kUint, true);
  s.Output(s.Convert(Shr(bytes * Word(s, 0x01010101, kUint, true), 24), kInt));
}

void Parity(Sketch& s, const Val& x) {
  Val v = s.Let(x ^ Shr(x, 1), {"p", "parity"});
  for (int shift = 2; shift < (x.type == kUint ? 32 : 64); shift *= 2) {
    s.Update(v, BinaryOp::kBitXor, Shr(v, shift));
  }
  s.Output(s.Convert(v & s.Int(1, x.type), kInt), {"parity_out", ""});
}

void DrawPopcount(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const double all = MaxWord(type);
  Val x = Key(s, type, all);
  if (s.rng().Chance(0.5)) {
    const Val other = s.rng().Chance(0.5)
                          ? Key(s, type, all)
                          : s.NewArg(type, 0.0, all, OneOf(s, {"query", "pattern", "mask"}));
    x = s.Let(s.rng().Chance(0.7) ? x ^ other : x & other, {"diff", "common", "d"});
  }
  static constexpr std::array kCounts = {CountByBuiltin, CountByLoop, CountInParallel, Parity};
  s.rng().Choose(kCounts)(s, x);
}

}  // namespace

Motif PopcountMotif() {
  return {.name = "popcount", .family = Family::kInteger, .weight = 0.8, .draw = DrawPopcount};
}

}  // namespace warploom::synth::motifs

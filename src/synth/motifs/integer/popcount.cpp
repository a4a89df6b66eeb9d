#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;
using lang::kUint64;
using lang::Type;

// How many bits are set, in one word or where two words differ.
void DrawPopcount(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const double all = type == kUint ? 4294967295.0 : 9007199254740992.0;
  Val x = Key(s, type, all);
  if (s.rng().Chance(0.5)) {
    const Val other = s.rng().Chance(0.5)
                          ? Key(s, type, all)
                          : s.NewArg(type, 0.0, all, OneOf(s, {"query", "pattern", "mask"}));
    x = s.Let(s.rng().Chance(0.7) ? x ^ other : x & other, {"diff", "common", "d"});
  }
  switch (s.rng().Below(4)) {
    case 0: {
      const Val bits = s.Call("bit_count", {x});
      return s.Output(s.rng().Chance(0.5) ? bits : bits & s.Int(1));
    }
    case 1: {
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
      return s.Output(count);
    }
    case 2: {
      Val v =
          s.Let(type == kUint ? x : s.Convert((x & Word(s, 0xffffffff, type, true)), kUint), "v");
      v = s.Let(v - (Shr(v, 1) & Word(s, 0x55555555, kUint, true)), "pairs");
      v = s.Let(
          (v & Word(s, 0x33333333, kUint, true)) + (Shr(v, 2) & Word(s, 0x33333333, kUint, true)),
          "nibbles");
      const Val bytes = (v + Shr(v, 4)) & Word(s, 0x0f0f0f0f, kUint, true);
      return s.Output(s.Convert(Shr(bytes * Word(s, 0x01010101, kUint, true), 24), kInt));
    }
    default: {
      Val v = s.Let(x ^ Shr(x, 1), {"p", "parity"});
      for (int shift = 2; shift < (type == kUint ? 32 : 64); shift *= 2) {
        s.Update(v, BinaryOp::kBitXor, Shr(v, shift));
      }
      return s.Output(s.Convert(v & s.Int(1, type), kInt), {"parity_out", ""});
    }
  }
}

}  // namespace

Motif PopcountMotif() {
  return {.name = "popcount", .family = Family::kInteger, .weight = 0.8, .draw = DrawPopcount};
}

}  // namespace warploom::synth::motifs

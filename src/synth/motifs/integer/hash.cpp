// Hashes a key, sometimes mixed with a seed, by well-known integer finalizers; often in a helper.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/integer/hash_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;
using lang::kUint64;
using lang::Type;

// Well-known finalizers: xorshift, multiply, xorshift, multiply, xorshift.
struct Mixer {
  std::array<int, 3> shifts;
  std::array<uint64_t, 2> factors;
};

constexpr std::array<Mixer, 4> kMixers32 = {{
    {{16, 13, 16}, {0x85ebca6b, 0xc2b2ae35}},
    {{16, 15, 16}, {0x7feb352d, 0x846ca68b}},
    {{15, 12, 15}, {0x2c1b3c6d, 0x297a2d39}},
    {{17, 11, 15}, {0xed5ad4bb, 0xac4c1b51}},
}};

constexpr std::array<Mixer, 3> kMixers64 = {{
    {{30, 27, 31}, {0xbf58476d1ce4e5b9, 0x94d049bb133111eb}},
    {{33, 33, 33}, {0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53}},
    {{32, 29, 32}, {0xdaba0b6eb09322e3, 0x5851f42d4c957f2d}},
}};

void Multiply(Sketch& s, Val& x, uint64_t factor, bool hex, bool augmented) {
  const Val word = Word(s, factor, x.type, hex);
  augmented ? s.Update(x, BinaryOp::kMul, word) : s.Set(x, x * word);
}

void Mix(Sketch& s, Val& x) {
  const bool hex = s.rng().Chance(0.7);
  const bool augmented = s.rng().Chance(0.6);
  const Mixer mixer = x.type == kUint64 ? s.rng().Choose(kMixers64) : s.rng().Choose(kMixers32);
  const size_t rounds = s.rng().Chance(0.75) ? 2 : 1;
  for (size_t i = 0; i < rounds; ++i) {
    if (augmented || s.rng().Chance(0.5)) {
      XorShift(s, x, mixer.shifts[i], false, augmented);
      Multiply(s, x, mixer.factors[i], hex, augmented);
    } else {
      s.Set(x, (x ^ Shr(x, mixer.shifts[i])) * Word(s, mixer.factors[i], x.type, hex));
    }
  }
  XorShift(s, x, mixer.shifts[rounds], false, augmented);
}

// 32-bit finalizers by Thomas Wang and Bob Jenkins, and that of PCG.
void MixOther(Sketch& s, Val& x) {
  const auto word = [&](uint64_t bits) { return Word(s, bits, kUint, s.rng().Chance(0.5)); };
  switch (s.rng().Below(3)) {
    case 0:
      s.Set(x, (x ^ word(61)) ^ Shr(x, 16));
      Multiply(s, x, 9, false, true);
      XorShift(s, x, 4, false, true);
      Multiply(s, x, 0x27d4eb2d, true, true);
      return XorShift(s, x, 15, false, true);
    case 1:
      s.Update(x, BinaryOp::kAdd, Shl(x, 10));
      XorShift(s, x, 6, false, true);
      s.Update(x, BinaryOp::kAdd, Shl(x, 3));
      XorShift(s, x, 11, false, true);
      return s.Update(x, BinaryOp::kAdd, Shl(x, 15));
    default: {
      s.Set(x, x * Word(s, 747796405, kUint, false) + Word(s, 2891336453, kUint, false));
      const Val amount = Shr(x, 28) + s.Int(4, kUint);
      const Val mixed = s.Let(((x >> amount) ^ x) * Word(s, 277803737, kUint, false), "word");
      return s.Set(x, Shr(mixed, 22) ^ mixed);
    }
  }
}

// The key, sometimes combined with a seed.
Val HashInput(Sketch& s, const Val& key) {
  if (!s.rng().Chance(0.4)) {
    return key;
  }
  const Type type = key.type;
  const Val seed =
      s.Convert(s.NewArg(kInt, 0.0, 1000.0, OneOf(s, {"seed", "salt", "frame"})), type);
  const Val golden =
      Word(s, type == kUint ? 0x9e3779b9 : 0x9e3779b97f4a7c15, type, s.rng().Chance(0.7));
  return s.rng().Chance(0.5) ? key ^ (seed * golden) : key + seed * golden;
}

void DrawHash(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const bool other = type == kUint && s.rng().Chance(0.35);
  const auto mix = [&](Val& x) { other ? MixOther(s, x) : Mix(s, x); };
  const Val key = Key(s, type, MaxWord(type));
  const Val input = HashInput(s, key);
  if (s.rng().Chance(0.5)) {
    const std::array params = {
        Sketch::Param{OneOf(s, {"x", "h", "v", "key"}), type, Between(0.0, 0x1.0p64)}};
    const lang::FuncId helper = s.DefineHelper(
        OneOf(s, {"hash_u32", "mix", "hash_key", "scramble", "hash_int", "finalize"}), params,
        [&](std::span<const Val> p) -> std::vector<Val> {
          Val x = p[0];
          mix(x);
          return {x};
        });
    Val hash = s.CallHelper(helper, std::array{input});
    if (s.rng().Chance(0.3)) {
      hash = s.CallHelper(helper, std::array{hash ^ Key(s, type, MaxWord(type))});
    }
    return OutputHash(s, s.Let(hash, {"h", "hash", "digest"}));
  }
  Val x = s.Let(input.id == key.id ? key * Word(s, 0x9e3779b1, type, true) : input,
                {"h", "state", "hash"});
  mix(x);
  OutputHash(s, x);
}

}  // namespace

Motif HashMotif() {
  return {.name = "hash", .family = Family::kInteger, .weight = 1.5, .draw = DrawHash};
}

}  // namespace warploom::synth::motifs

// Integer: hashes, generators and checksums.
#include <array>

#include "synth/families/integer.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;
using lang::kUint64;
using lang::Type;

namespace {

// Finalizers that people know by heart: shift, multiply, shift, multiply, shift.
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

// x ^= x >> n
void XorShift(Sketch& s, Val& x, int count, bool left, bool augmented) {
  const Val shifted = left ? Shl(x, count) : Shr(x, count);
  augmented ? s.Update(x, BinaryOp::kBitXor, shifted) : s.Set(x, x ^ shifted);
}

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

// Thomas Wang's, Bob Jenkins's and the PCG's ways for 32 bits.
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

// The float type that holds 24 random bits.
Type UnitType(Sketch& s) { return s.real() == lang::kHalf ? lang::kFloat : s.real(); }

// A number in [0, 1) of a word's upper bits.
Val ToUnit(Sketch& s, const Val& x) {
  const Type real = UnitType(s);
  const int bits = x.type == kUint64 ? 64 : 32;
  if (s.rng().Chance(0.4) && bits == 32) {
    return Known(s.Convert(x, real) / s.Real(4294967296.0, real), 0.0, 1.0);
  }
  return Known(s.Convert(Shr(x, bits - 24), real) / s.Real(16777216.0, real), 0.0, 1.0);
}

// What a hash is for: a bucket, a random number, or itself.
void UseHash(Sketch& s, const Val& hash) {
  const Type type = hash.type;
  switch (s.rng().Below(4)) {
    case 0: {
      const int buckets = s.rng().Choose(std::array{32, 64, 128, 256, 512, 1024});
      const Val mask = Word(s, static_cast<uint64_t>(buckets - 1), type, s.rng().Chance(0.5));
      return s.Output(s.Convert(hash & mask, kInt), OneOf(s, {"buckets", "slots", ""}));
    }
    case 1: {
      const int buckets = s.rng().Choose(std::array{10, 31, 97, 100, 251, 1009, 4093});
      return s.Output(s.Convert(hash % s.Int(buckets, type), kInt),
                      OneOf(s, {"bins", "bucket_ids", ""}));
    }
    case 2:
      return s.Output(ToUnit(s, hash));
    default:
      return s.Output(hash, OneOf(s, {"hashes", "hash_out", "digest", ""}));
  }
}

}  // namespace

Val Shl(const Val& x, int count) { return x << x.sketch->NumberLike(x, count); }
Val Shr(const Val& x, int count) { return x >> x.sketch->NumberLike(x, count); }

Val Key(Sketch& s, Type type, double high) {
  const std::string_view name =
      OneOf(s, {"keys", "codes", "ids", "words", "values", "bits", "data"});
  const int array = s.NewArray({type, {}, lang::Fill::kUniform, 0.0, high, Access::kInput, name});
  const bool plain = s.rng().Chance(0.5);
  return s.Let(s.Own(array),
               plain ? OneOf(s, {"x", "v", "key"}) : OneOf(s, {"h", "bits", "code", "word"}));
}

// Hashes a key, a thread's index with a seed, or both; often in a helper.
void DrawHash(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const bool other = type == kUint && s.rng().Chance(0.35);
  const double all = type == kUint ? 4294967295.0 : 9007199254740992.0;
  const Val key = Key(s, type, all);
  Val input = key;
  if (s.rng().Chance(0.4)) {
    const Val seed =
        s.Convert(s.NewArg(kInt, 0.0, 1000.0, OneOf(s, {"seed", "salt", "frame"})), type);
    const Val golden =
        Word(s, type == kUint ? 0x9e3779b9 : 0x9e3779b97f4a7c15, type, s.rng().Chance(0.7));
    input = s.rng().Chance(0.5) ? key ^ (seed * golden) : key + seed * golden;
  }
  if (s.rng().Chance(0.5)) {
    const std::array params = {
        Sketch::Param{OneOf(s, {"x", "h", "v", "key"}), type, Between(0.0, 0x1.0p64)}};
    const lang::FuncId helper = s.DefineHelper(
        OneOf(s, {"hash_u32", "mix", "hash_key", "scramble", "hash_int", "finalize"}), params,
        [&](std::span<const Val> p) -> std::vector<Val> {
          Val x = p[0];
          other ? MixOther(s, x) : Mix(s, x);
          return {x};
        });
    Val hash = s.CallHelper(helper, std::array{input});
    if (s.rng().Chance(0.3)) {
      hash = s.CallHelper(helper, std::array{hash ^ Key(s, type, all)});
    }
    return UseHash(s, s.Let(hash, OneOf(s, {"h", "hash", "digest"})));
  }
  Val x = s.Let(input.id == key.id ? key * Word(s, 0x9e3779b1, type, true) : input,
                OneOf(s, {"h", "state", "hash"}));
  other ? MixOther(s, x) : Mix(s, x);
  UseHash(s, x);
}

// A small generator of random numbers, run for a few draws.
void DrawGenerator(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const Type real = UnitType(s);
  const Val key = Key(s, type, type == kUint ? 4294967295.0 : 9007199254740992.0);
  const Val start =
      s.rng().Chance(0.5) ? key | s.Int(1, type) : key + Word(s, 0x9e3779b9, type, true);
  Val state = s.Mutable(start, OneOf(s, {"state", "rng", "seed"}), Between(0.0, 0x1.0p64));
  Val total = s.Mutable(s.Real(0.0, real), OneOf(s, {"total", "acc", "sum_u"}));
  s.Hide(state);
  s.Hide(total);
  const bool congruential = s.rng().Chance(0.5);
  s.ForCount(
      OneOf(s, {"k", "n", "draw"}), s.rng().Choose(std::array{2, 4, 8, 16, 32, 100}), [&](Val) {
        if (congruential) {
          const uint64_t factor = type == kUint
                                      ? s.rng().Choose(std::array{1664525U, 22695477U, 747796405U})
                                      : 6364136223846793005U;
          const uint64_t increment = type == kUint
                                         ? s.rng().Choose(std::array{1013904223U, 1U, 2891336453U})
                                         : 1442695040888963407U;
          s.Set(state, state * Word(s, factor, type, false) + Word(s, increment, type, false));
        } else {
          const auto shifts =
              type == kUint
                  ? s.rng().Choose(std::array{std::array{13, 17, 5}, std::array{7, 1, 9},
                                              std::array{3, 13, 7}})
                  : s.rng().Choose(std::array{std::array{13, 7, 17}, std::array{12, 25, 27}});
          const bool augmented = s.rng().Chance(0.7);
          XorShift(s, state, shifts[0], true, augmented);
          XorShift(s, state, shifts[1], false, augmented);
          XorShift(s, state, shifts[2], true, augmented);
        }
        const Val u = ToUnit(s, state);
        const auto use = s.rng().Below(3);
        if (use == 0) {
          const Val named = s.Let(u, "u");
          s.Update(total, BinaryOp::kAdd, named * named);
        } else {
          s.Update(total, BinaryOp::kAdd, use == 1 ? u : s.Draw(real, 0) * (u - 0.5));
        }
      });
  s.Hide(total, false);
  s.Output(total);
}

// A checksum of the bytes of a word or of a row: FNV, CRC, a polynomial, Adler.
void DrawChecksum(Sketch& s) {
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    const Val word = Key(s, kUint, 4294967295.0);
    Val crc = s.Mutable(~word, "crc", Between(0.0, 4294967295.0));
    s.Hide(crc);
    const uint64_t polynomial = s.rng().Choose(std::array{0xedb88320U, 0x82f63b78U});
    s.ForCount(OneOf(s, {"bit", "k", "b"}), s.rng().Choose(std::array{8, 16, 32}), [&](Val) {
      const Val low = crc & s.Int(1, kUint);
      if (s.rng().Chance(0.5)) {
        s.If(
            low != 0.0, [&] { s.Set(crc, Shr(crc, 1) ^ Word(s, polynomial, kUint, true)); },
            [&] { s.Set(crc, Shr(crc, 1)); });
      } else {
        s.Set(crc, Shr(crc, 1) ^ (Word(s, polynomial, kUint, true) * low));
      }
    });
    s.Hide(crc, false);
    return s.Output(s.rng().Chance(0.5) ? ~crc : crc);
  }
  const int length = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const Type byte = s.rng().Choose(std::array{lang::ScalarType(lang::Scalar::kUint8), kInt});
  const int rows = s.NewArray({byte,
                               {s.dims()[0], length},
                               lang::Fill::kUniform,
                               0.0,
                               255.0,
                               Access::kInput,
                               OneOf(s, {"bytes", "payload", "tokens", "chars"})});
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(rows, 1) : s.Int(length);
  const auto byte_at = [&](const Val& k) { return s.Convert(s.At(rows, {s.Thread(0), k}), kUint); };
  if (kind == 1) {
    const bool fnv = s.rng().Chance(0.6);
    Val h = s.Mutable(Word(s, fnv ? 2166136261 : 5381, kUint, false), OneOf(s, {"h", "hash"}),
                      Between(0.0, 4294967295.0));
    s.Hide(h);
    const bool after = s.rng().Chance(0.3);
    s.For(OneOf(s, {"k", "j", "b"}), Val{}, bound, 0, [&](Val k) {
      if (!fnv) {
        return s.Set(h,
                     s.rng().Chance(0.5)
                         ? Shl(h, 5) + h + byte_at(k)
                         : h * s.Int(s.rng().Choose(std::array{31, 33, 131}), kUint) + byte_at(k));
      }
      const Val prime = Word(s, 16777619, kUint, s.rng().Chance(0.3));
      if (after) {
        return s.Set(h, (h * prime) ^ byte_at(k));
      }
      s.Set(h, (h ^ byte_at(k)) * prime);
    });
    s.Hide(h, false);
    return UseHash(s, h);
  }
  Val a = s.Mutable(s.Int(1, kUint), "a", Between(0.0, 65520.0));
  Val b = s.Mutable(s.Int(0, kUint), "b", Between(0.0, 65520.0));
  s.Hide(a);
  s.Hide(b);
  s.For(OneOf(s, {"k", "j"}), Val{}, bound, 0, [&](Val k) {
    s.Set(a, (a + byte_at(k)) % s.Int(65521, kUint));
    s.Set(b, (b + a) % s.Int(65521, kUint));
  });
  s.Hide(a, false);
  s.Hide(b, false);
  s.Output(Shl(b, 16) | a, OneOf(s, {"checksums", "adler"}));
}

}  // namespace warploom::synth

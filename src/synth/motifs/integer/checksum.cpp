#include <array>
#include <cstdint>

#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/hash_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::kUint;
using lang::Type;

// A checksum of the bytes of a word or of a row: FNV, CRC, a polynomial, Adler.
void DrawChecksum(Sketch& s) {
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    const Val word = Key(s, kUint, 4294967295.0);
    Val crc = s.Mutable(~word, "crc", Between(0.0, 4294967295.0));
    s.Hide(crc);
    const uint64_t polynomial = s.rng().Choose(std::array{0xedb88320U, 0x82f63b78U});
    s.ForCount({"bit", "k", "b"}, s.rng().Choose(std::array{8, 16, 32}), [&](Val) {
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
    Val h = s.Mutable(Word(s, fnv ? 2166136261 : 5381, kUint, false), {"h", "hash"},
                      Between(0.0, 4294967295.0));
    s.Hide(h);
    const bool after = s.rng().Chance(0.3);
    s.For({"k", "j", "b"}, Val{}, bound, 0, [&](Val k) {
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
  s.For({"k", "j"}, Val{}, bound, 0, [&](Val k) {
    s.Set(a, (a + byte_at(k)) % s.Int(65521, kUint));
    s.Set(b, (b + a) % s.Int(65521, kUint));
  });
  s.Hide(a, false);
  s.Hide(b, false);
  s.Output(Shl(b, 16) | a, {"checksums", "adler"});
}

}  // namespace

Motif ChecksumMotif() {
  return {.name = "checksum", .family = Family::kInteger, .weight = 0.8, .draw = DrawChecksum};
}

}  // namespace warploom::synth::motifs

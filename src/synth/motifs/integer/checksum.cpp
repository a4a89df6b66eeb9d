// Checksums: the CRC of a word; FNV, a polynomial hash or Adler-32 of a row of bytes.
#include <array>
#include <cstdint>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/integer/hash_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::kUint;
using lang::Type;

// The CRC of a word, bit by bit.
void Crc(Sketch& s) {
  const Val word = Key(s, kUint, kMaxUint32);
  Val crc = s.Mutable(~word, "crc", Between(0.0, kMaxUint32));
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
  s.Output(s.rng().Chance(0.5) ? ~crc : crc);
}

// The bytes of this thread, a row of an array.
struct ByteRow {
  int rows;
  Val length;

  Val At(Sketch& s, const Val& k) const { return s.Convert(s.At(rows, {s.Thread(0), k}), kUint); }
};

ByteRow DrawByteRow(Sketch& s) {
  const int length = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const Type byte = s.rng().Choose(std::array{lang::ScalarType(lang::Scalar::kUint8), kInt});
  const int rows = Input(s, byte, {s.dims()[0], length},
                         OneOf(s, {"bytes", "payload", "tokens", "chars"}), 0.0, 255.0);
  return {rows, s.rng().Chance(0.5) ? s.SizeOf(rows, 1) : s.Int(length)};
}

// A step of a polynomial hash: h * factor + byte; 33 may be written as a shift and a sum.
Val PolynomialStep(Sketch& s, const ByteRow& row, const Val& h, const Val& k) {
  return s.rng().Chance(0.5)
             ? Shl(h, 5) + h + row.At(s, k)
             : h * s.Int(s.rng().Choose(std::array{31, 33, 131}), kUint) + row.At(s, k);
}

// FNV-1, FNV-1a or a polynomial hash.
void HashBytes(Sketch& s) {
  const ByteRow row = DrawByteRow(s);
  const bool fnv = s.rng().Chance(0.6);
  Val h = s.Mutable(Word(s, fnv ? 2166136261 : 5381, kUint, false), {"h", "hash"},
                    Between(0.0, kMaxUint32));
  s.Hide(h);
  const bool multiplies_first = s.rng().Chance(0.3);
  s.For({"k", "j", "b"}, Val{}, row.length, 0, [&](Val k) {
    if (!fnv) {
      return s.Set(h, PolynomialStep(s, row, h, k));
    }
    const Val prime = Word(s, 16777619, kUint, s.rng().Chance(0.3));
    if (multiplies_first) {
      return s.Set(h, (h * prime) ^ row.At(s, k));
    }
    s.Set(h, (h ^ row.At(s, k)) * prime);
  });
  s.Hide(h, false);
  OutputHash(s, h);
}

void Adler(Sketch& s) {
  const ByteRow row = DrawByteRow(s);
  Val a = s.Mutable(s.Int(1, kUint), "a", Between(0.0, 65520.0));
  Val b = s.Mutable(s.Int(0, kUint), "b", Between(0.0, 65520.0));
  s.Hide(a);
  s.Hide(b);
  s.For({"k", "j"}, Val{}, row.length, 0, [&](Val k) {
    s.Set(a, (a + row.At(s, k)) % s.Int(65521, kUint));
    s.Set(b, (b + a) % s.Int(65521, kUint));
  });
  s.Hide(a, false);
  s.Hide(b, false);
  s.Output(Shl(b, 16) | a, {"checksums", "adler"});
}

void DrawChecksum(Sketch& s) {
  static constexpr std::array kChecksums = {Crc, HashBytes, Adler};
  s.rng().Choose(kChecksums)(s);
}

}  // namespace

Motif ChecksumMotif() {
  return {.name = "checksum", .family = Family::kInteger, .weight = 0.8, .draw = DrawChecksum};
}

}  // namespace warploom::synth::motifs

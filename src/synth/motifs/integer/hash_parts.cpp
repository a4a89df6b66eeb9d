#include "synth/motifs/integer/hash_parts.h"

#include <array>
#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint64;
using lang::Type;

void XorShift(Sketch& s, Val& x, int count, bool left, bool augmented) {
  const Val shifted = left ? Shl(x, count) : Shr(x, count);
  augmented ? s.Update(x, BinaryOp::kBitXor, shifted) : s.Set(x, x ^ shifted);
}

Val ToUnit(Sketch& s, const Val& x) {
  const Type real = Precise(s);
  const int bits = x.type == kUint64 ? 64 : 32;
  if (s.rng().Chance(0.4) && bits == 32) {
    return Known(s.Convert(x, real) / s.Real(4294967296.0, real), 0.0, 1.0);
  }
  return Known(s.Convert(Shr(x, bits - 24), real) / s.Real(16777216.0, real), 0.0, 1.0);
}

void OutputHash(Sketch& s, const Val& hash) {
  const Type type = hash.type;
  switch (s.rng().Below(4)) {
    case 0: {
      const int buckets = s.rng().Choose(std::array{32, 64, 128, 256, 512, 1024});
      const Val mask = Word(s, static_cast<uint64_t>(buckets - 1), type, s.rng().Chance(0.5));
      return s.Output(s.Convert(hash & mask, kInt), {"buckets", "slots", ""});
    }
    case 1: {
      const int buckets = s.rng().Choose(std::array{10, 31, 97, 100, 251, 1009, 4093});
      return s.Output(s.Convert(hash % s.Int(buckets, type), kInt), {"bins", "bucket_ids", ""});
    }
    case 2:
      return s.Output(ToUnit(s, hash));
    default:
      return s.Output(hash, {"hashes", "hash_out", "digest", ""});
  }
}

}  // namespace warploom::synth::motifs

// A pass of a radix sort over blocks of keys: digit histograms, ranks, or a split by one bit.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;
using lang::Type;

// The keys, one block per thread, and the digit that the pass sorts by.
struct Keys {
  Type type;
  int array, block, buckets;
  bool divides;  // The digit is computed by division, not by a mask.
  bool flips;    // The sign bit is flipped, so that signed keys sort as unsigned ones.
  Val size, base, shift, mask;
};

Keys DrawKeys(Sketch& s) {
  Keys keys;
  keys.type = s.rng().Chance(0.5) ? kUint : kInt;
  keys.block = s.rng().Choose(std::array{16, 32, 64, 128});
  const int bits = s.rng().Choose(std::array{2, 4, 4, 8});
  keys.buckets = 1 << bits;
  const int n = s.thread_count() * keys.block;
  keys.array = Input(s, keys.type, {n}, OneOf(s, {"keys", "keys_in", "codes"}), 0.0, 1000000.0);
  keys.size = SizeOrLiteral(s, keys.block, {"block_size", "items_per_thread"}, 0.4);
  keys.base = Named(s, s.FlatThread() * keys.size, {"base", "first", "start"});
  const int last_pass = 20 / bits - 1;
  keys.shift = s.NewArg(keys.type, 0.0, static_cast<double>(bits * last_pass),
                        OneOf(s, {"shift", "bit", "start_bit"}));
  const auto max_digit = static_cast<uint64_t>(keys.buckets) - 1;
  keys.mask = Word(s, max_digit, keys.type, max_digit > 15 && s.rng().Chance(0.5));
  keys.divides = keys.type == kInt && s.rng().Chance(0.35);
  keys.flips = keys.type == kUint && s.rng().Chance(0.4);
  return keys;
}

Val DigitOf(Sketch& s, const Keys& keys, const Val& key) {
  Val word = key;
  if (keys.flips) {
    word = Named(s, key ^ Word(s, 0x80000000, kUint, true), {"flipped", "ordered"});
  }
  Val digit = (word >> keys.shift) & keys.mask;
  if (keys.divides) {
    const int radix = keys.buckets == 16 ? 10 : keys.buckets;
    const Val place = s.SizeArg(radix * radix, {"place_value", "radix_pow"});
    digit = FloorDiv(key, place) % s.Int(radix);
  }
  return Named(s, s.Convert(Known(digit, 0.0, keys.buckets - 1.0), kInt), {"digit", "bucket", "d"});
}

void EachKey(Sketch& s, const Keys& keys,
             const std::function<void(const Val& at, const Val& key)>& body) {
  s.For({"m", "item"}, Val{}, keys.size, 0, [&](const Val& m) {
    const int n = s.thread_count() * keys.block;
    const Val at = Named(s, keys.base + m, {"at", "src"});
    const Val safe = Known(at, 0.0, n - 1.0);
    body(safe, s.Let(s.At(keys.array, {safe}), "key"));
  });
}

// The counts of a block's digits.
struct DigitCounts {
  int array;
  bool by_digit;  // Indexed [digit, block], as a scan needs it, not [block, digit].
  Val block;

  std::array<Val, 2> Index(const Val& digit) const {
    return by_digit ? std::array{digit, block} : std::array{block, digit};
  }
};

// The largest count, a measure of how uneven the digits are.
void OutputPeak(Sketch& s, const Keys& keys, const DigitCounts& counts) {
  Val peak = s.Mutable(s.Int(0), {"peak", "fullest"}, Between(0.0, keys.block));
  s.For("b", Val{}, s.Int(keys.buckets), 0, [&](const Val& b) {
    s.Set(peak, s.Call("max", {peak, s.At(counts.array, counts.Index(b))}));
  });
  OutputNamed(s, peak, {"peaks", "max_count"});
}

// Replaces each count by the start of its bucket.
void ScanCounts(Sketch& s, const Keys& keys, const DigitCounts& counts) {
  Val begin = s.Mutable(s.Int(0), {"running", "begin"}, Between(0.0, keys.block));
  s.For("b", Val{}, s.Int(keys.buckets), 0, [&](const Val& b) {
    const Val count = Named(s, s.At(counts.array, counts.Index(b)), {"count", "held"});
    s.StoreAt(counts.array, counts.Index(b), begin);
    s.Set(begin, begin + Known(count, 0.0, keys.block));
  });
}

// Counts digits: in a row for each block, or in one histogram for all.
void CountDigits(Sketch& s, const Keys& keys) {
  const bool is_shared = s.rng().Chance(0.45);
  DigitCounts counts;
  counts.by_digit = !is_shared && s.rng().Chance(0.4);
  const int blocks = s.thread_count();
  const auto name = OneOf(s, {"counts", "histogram", "digit_counts"});
  const std::vector<int> shape =
      counts.by_digit ? std::vector{keys.buckets, blocks} : std::vector{blocks, keys.buckets};
  counts.array =
      is_shared ? Totals(s, kInt, {keys.buckets}, name) : OutputArray(s, kInt, shape, name);
  const auto filter = s.rng().Below(4);
  const Val limit =
      filter == 1 ? s.NewArg(keys.type, 500000.0, 900000.0, OneOf(s, {"max_key", "limit"})) : Val{};
  counts.block = s.FlatThread();
  EachKey(s, keys, [&](const Val&, const Val& key) {
    if (filter < 2) {
      s.If(filter == 0 ? key == s.NumberLike(key, 0.0) : key > limit, [&] { s.Continue(); });
    }
    const Val digit = DigitOf(s, keys, key);
    if (is_shared) {
      return Scatter(s, counts.array, digit, s.Int(1));
    }
    const std::array at = counts.Index(digit);
    s.StoreAt(counts.array, at, Known(s.At(counts.array, at), 0.0, keys.block) + 1);
  });
  if (is_shared) {
    return;
  }
  const auto after = s.rng().Below(4);
  if (after == 0) {
    OutputPeak(s, keys, counts);
  } else if (after == 1) {
    ScanCounts(s, keys, counts);
  }
}

// The destination of each key: the start of its digit's bucket plus its rank in the bucket.
void RankKeys(Sketch& s, const Keys& keys) {
  const int blocks = s.thread_count();
  const int offsets =
      InPlace(s, kInt, {blocks, keys.buckets}, OneOf(s, {"offsets", "cursors", "bucket_start"}),
              0.0, blocks * static_cast<double>(keys.block));
  const int ranks =
      OutputArray(s, kInt, {blocks * keys.block}, OneOf(s, {"ranks", "dest", "positions_out"}));
  const Val block = s.FlatThread();
  const bool ascends = s.rng().Chance(0.6);
  const auto last = s.NumberLike(keys.mask, keys.buckets - 1.0);
  EachKey(s, keys, [&](const Val& at, const Val& key) {
    Val digit = DigitOf(s, keys, key);
    if (!ascends) {
      digit = Named(
          s, Known(s.Int(static_cast<int64_t>(last.range.high)) - digit, 0.0, keys.buckets - 1.0),
          {"rev", "down"});
    }
    const std::array cell = {block, digit};
    const Val place = Named(s, s.At(offsets, cell), {"place", "rank"});
    s.StoreAt(ranks, std::array{at}, place);
    s.StoreAt(offsets, cell, Known(place, 0.0, 1e8) + 1);
  });
}

// A stable split of a block by one bit: keys without the bit come first.
void SplitByBit(Sketch& s, const Keys& keys) {
  const int n = s.thread_count() * keys.block;
  const int out =
      OutputArray(s, keys.type, {n}, OneOf(s, {"keys_out", "split_keys", "sorted_keys"}));
  const Val one = s.NumberLike(keys.mask, 1.0);
  const Val none = s.NumberLike(keys.mask, 0.0);
  const auto bit = [&](const Val& key) { return (key >> keys.shift) & one; };
  Val zeros = s.Mutable(s.Int(0), {"zeros", "num_zero"}, Between(0.0, keys.block));
  s.Hide(zeros);
  EachKey(s, keys, [&](const Val&, const Val& key) {
    s.If(bit(key) == none, [&] { s.Update(zeros, BinaryOp::kAdd, s.Int(1)); });
  });
  Val low = s.Mutable(keys.base, {"lo", "next_zero"}, Between(0.0, n - 1.0));
  Val high = s.Mutable(keys.base + zeros, {"hi", "next_one"}, Between(0.0, n - 1.0));
  s.Hide(low);
  s.Hide(high);
  EachKey(s, keys, [&](const Val&, const Val& key) {
    const auto put = [&](Val& at) {
      s.StoreAt(out, std::array{at}, key);
      s.Update(at, BinaryOp::kAdd, s.Int(1));
    };
    s.If(bit(key) == none, [&] { put(low); }, [&] { put(high); });
  });
  Shown(zeros);
  if (s.rng().Chance(0.4)) {
    OutputNamed(s, zeros, {"zero_counts", "splits"});
  }
}

void DrawRadixPass(Sketch& s) {
  const Keys keys = DrawKeys(s);
  switch (s.rng().Below(5)) {
    case 0:
      return SplitByBit(s, keys);
    case 1:
    case 2:
      return RankKeys(s, keys);
    default:
      return CountDigits(s, keys);
  }
}

}  // namespace

Motif RadixPassMotif() {
  return {.name = "radix-pass",
          .family = Family::kInteger,
          .weight = 1.0,
          .draw = DrawRadixPass,
          .min_dims = 1,
          .max_dims = 1,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

// Sets of keys that many threads fill or query: a Bloom filter, or a hash table with open
// addressing.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;

Val UintLiteral(Sketch& s, int value) { return s.Int(value, kUint); }

// def mix(x, seed): an integer hash, by MurmurHash3's finalizer, PCG or lowbias32.
lang::FuncId DefineMix(Sketch& s, bool seeded) {
  std::vector<Sketch::Param> params = {{OneOf(s, {"x", "key"}), kUint, Between(0.0, kMaxUint32)}};
  if (seeded) {
    params.push_back({OneOf(s, {"seed", "salt"}), kUint, Between(0.0, kMaxUint32)});
  }
  const auto kind = s.rng().Below(3);
  static constexpr std::array<std::string_view, 3> kNames = {"fmix32", "pcg_hash", "lowbias32"};
  const lang::FuncId helper = s.DefineHelper(
      s.rng().Chance(0.6) ? kNames[kind] : OneOf(s, {"mix", "hash_key"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        Val start = p[0];
        if (seeded) {
          start =
              s.rng().Chance(0.5) ? p[0] ^ p[1] : p[0] + p[1] * Word(s, 0x9e3779b9, kUint, true);
        }
        Val h = s.Mutable(start, "h", Between(0.0, kMaxUint32));
        const auto fold = [&](int shift) { return h ^ (h >> UintLiteral(s, shift)); };
        if (kind == 1) {
          s.Set(h, h * Word(s, 747796405, kUint, false) + Word(s, 2891336453, kUint, false));
          const Val turn = Known((h >> UintLiteral(s, 28)) + UintLiteral(s, 4), 4.0, 19.0);
          const Val word =
              Named(s, ((h >> turn) ^ h) * Word(s, 277803737, kUint, false), {"word", "w"});
          return {word ^ (word >> UintLiteral(s, 22))};
        }
        const std::array<uint64_t, 2> factors =
            kind == 0 ? std::array<uint64_t, 2>{0x85ebca6b, 0xc2b2ae35}
                      : std::array<uint64_t, 2>{0x7feb352d, 0x846ca68b};
        s.Set(h, fold(16) * Word(s, factors[0], kUint, true));
        s.Set(h, fold(kind == 0 ? 13 : 15) * Word(s, factors[1], kUint, true));
        return {fold(16)};
      });
  s.Hide(helper);
  return helper;
}

// This thread's key: as an int, and as the word that is hashed.
struct ElementKey {
  Val id, word;
};

ElementKey KeyOf(Sketch& s) {
  const int keys = Input(s, kInt, {}, OneOf(s, {"keys", "item_ids", "edge_keys"}), 0.0, 1000000.0);
  const Val id = Named(s, s.ThreadElement(keys), {"key", "item", "id"});
  const Val word = Known(s.Make(kUint, {id}), 0.0, 1000000.0);
  return {id, s.rng().Chance(0.4) ? Named(s, word, {"x", "key_u"}) : word};
}

// Sometimes returns early: for inactive keys, or for those with a low score.
void SkipSome(Sketch& s) {
  switch (s.rng().Below(5)) {
    case 0: {
      const int flags = Input(s, kInt, {}, OneOf(s, {"active", "valid", "mask"}), 0.0, 3.0);
      return s.ReturnIf(s.ThreadElement(flags) == s.Int(0));
    }
    case 1: {
      const Val score =
          Read(s, s.real(), {"scores", "weights", "opacity"}, {"score", "w"}, {0.0, 1.0});
      return s.ReturnIf(score < s.DrawNumber(s.real(), 0.1, 0.8));
    }
    default:
      return;
  }
}

// The hashes of a key: seeded ones, or double hashing, where hash n is first + n * second.
struct KeyHashes {
  bool seeded;
  lang::FuncId mix;
  Val word, first, second;

  Val At(Sketch& s, const Val& n) const {
    const Val round = Known(s.Make(kUint, {n}), 0.0, 8.0);
    return seeded ? s.CallHelper(mix, std::array{word, round}) : first + round * second;
  }
};

KeyHashes HashesOf(Sketch& s, const Val& word, lang::FuncId mix, bool seeded) {
  KeyHashes hashes = {seeded, mix, word, {}, {}};
  if (!seeded) {
    hashes.first = Named(s, s.CallHelper(mix, std::array{word}), {"h1", "ha"});
    hashes.second =
        Named(s, s.CallHelper(mix, std::array{hashes.first}) | UintLiteral(s, 1), {"h2", "hb"});
  }
  return hashes;
}

// A Bloom filter: sets or tests the bits at several hashes of the key.
void BloomFilter(Sketch& s) {
  const bool seeded = s.rng().Chance(0.6);
  const lang::FuncId mix = DefineMix(s, seeded);
  const int words = s.rng().Choose(std::array{32, 64, 128, 256});
  const bool fills = s.rng().Chance(0.5);
  SkipSome(s);
  const ElementKey key = KeyOf(s);
  const auto name = OneOf(s, {"bits", "filter_words"});
  const int bits = fills ? Totals(s, kInt, {words}, name)
                         : Input(s, kInt, {words}, name, -2147483648.0, 2147483647.0);
  const Val total = Word(s, static_cast<uint64_t>(words) * 32, kUint, false);
  const KeyHashes hashes = HashesOf(s, key.word, mix, seeded);
  const int count = s.rng().Choose(std::array{2, 3, 4, 5});
  const Val bound = SizeOrLiteral(s, count, "num_hashes", 0.4);
  Val found = fills ? Val{} : s.Mutable(s.Int(1), {"found", "maybe"}, Between(0.0, 1.0));
  s.For({"n", "r"}, Val{}, bound, 0, [&](const Val& n) {
    const Val bit = Named(s, hashes.At(s, n) % total, {"bit", "slot"});
    const Val word = s.Convert(Known(bit >> UintLiteral(s, 5), 0.0, words - 1.0), kInt);
    const Val at = Named(s, word, {"word", "wi"});
    const Val offset = s.Convert(Known(bit & UintLiteral(s, 31), 0.0, 31.0), kInt);
    if (fills) {
      const Val mask = Named(s, s.Int(1) << Known(offset, 0.0, 30.0), {"mask", "m"});
      return s.Do(s.Call("atomic_or", {s.ArrayRef(bits), at, mask}));
    }
    s.If(((s.At(bits, {at}) >> offset) & s.Int(1)) == s.Int(0), [&] {
      s.Set(found, s.Int(0));
      s.Break();
    });
  });
  if (fills) {
    return;
  }
  OutputNamed(s, found, {"maybe_in_set", "hits", "member"});
  if (s.rng().Chance(0.4)) {
    const int hits = Totals(s, kInt, {1}, OneOf(s, {"num_hits", "found_count"}));
    Scatter(s, hits, s.Int(0), found);
  }
}

// A hash table with open addressing, which threads fill or query.
struct ProbedTable {
  bool inserts;
  int slots;
  int keys;
  int payload;  // The values; -1 while it is filled.
  Val mark;     // The key as it is stored.

  double last_slot() const { return slots - 1.0; }
};

ProbedTable DrawProbedTable(Sketch& s, const Val& id, int slots, bool inserts) {
  ProbedTable table = {inserts, slots, -1, -1, {}};
  const auto name = OneOf(s, {"table", "slot_keys", "table_keys"});
  // Zero marks an empty slot, so keys are stored plus one.
  table.mark = Named(s, id + 1, {"mark", "stored"});
  if (inserts) {
    table.keys = Totals(s, kInt, {slots}, name);
  } else {
    table.keys = Input(s, kInt, {slots}, name, 0.0, 1000000.0);
    table.payload = Input(s, s.real(), {slots}, OneOf(s, {"payload", "slot_values"}));
  }
  return table;
}

// The first slot to probe.
Val HomeSlot(Sketch& s, const ProbedTable& table, lang::FuncId mix, const Val& word) {
  const bool hex = !s.rng().Chance(0.5);
  const Val mask = Word(s, static_cast<uint64_t>(table.slots) - 1, kUint, hex);
  return s.Convert(Known(s.CallHelper(mix, std::array{word}) & mask, 0.0, table.last_slot()), kInt);
}

// Probes slots until one holds the key or is empty; the slot, or -1.
Val Probe(Sketch& s, const ProbedTable& table, Val& slot) {
  const int tries = s.rng().Choose(std::array{8, 16, 32});
  const Val bound = SizeOrLiteral(s, tries, "max_probes", 0.5);
  Val result = s.Mutable(s.Int(-1), {"where", "found_at"}, Between(-1.0, table.last_slot()));
  s.Hide(slot);
  s.Hide(result);
  const bool is_quadratic = s.rng().Chance(0.3);  // Steps by 1, 2, 3, ...
  s.For({"probe", "attempt"}, Val{}, bound, 0, [&](const Val& probe) {
    const Val found =
        table.inserts
            ? Named(s, s.Call("atomic_cas", {s.ArrayRef(table.keys), slot, s.Int(0), table.mark}),
                    {"old", "prev"})
            : Named(s, s.At(table.keys, {slot}), {"there", "cand"});
    const Val is_own =
        table.inserts ? found == s.Int(0) || found == table.mark : found == table.mark;
    s.If(is_own, [&] {
      s.Set(result, slot);
      s.Break();
    });
    if (!table.inserts) {
      s.If(found == s.Int(0), [&] { s.Break(); });
    }
    s.Set(slot, (is_quadratic ? slot + probe + 1 : slot + 1) % s.Int(table.slots));
  });
  return result;
}

void OpenAddressing(Sketch& s) {
  const lang::FuncId mix = DefineMix(s, false);
  const int slots = s.rng().Choose(std::array{256, 1024, 4096, 8192});
  const bool inserts = s.rng().Chance(0.55);
  SkipSome(s);
  const ElementKey key = KeyOf(s);
  const ProbedTable table = DrawProbedTable(s, key.id, slots, inserts);
  Val slot =
      s.Mutable(HomeSlot(s, table, mix, key.word), {"slot", "at"}, Between(0.0, table.last_slot()));
  const Val result = Probe(s, table, slot);
  if (inserts || s.rng().Chance(0.5)) {
    return OutputNamed(s, Shown(result), {"slots_out", "slot_ids"});
  }
  const Val missing = s.DrawLiteral(s.real(), -1.0, 0.0);
  Val value = s.Mutable(missing, {"val", "looked_up"});
  s.If(result >= 0,
       [&] { s.Set(value, s.At(table.payload, {Known(result, 0.0, table.last_slot())})); });
  Shown(result);
  OutputNamed(s, value, {"values_out", "lookup_out"});
}

void DrawSetFilter(Sketch& s) { s.rng().Chance(0.55) ? BloomFilter(s) : OpenAddressing(s); }

}  // namespace

Motif SetFilterMotif() {
  return {.name = "set-filter",
          .family = Family::kInteger,
          .weight = 1.0,
          .draw = DrawSetFilter,
          .min_dims = 1,
          .max_dims = 2,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

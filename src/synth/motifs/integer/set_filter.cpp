// Sets of keys that many threads fill or ask: a Bloom filter's bits, a table with open addresses.
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

constexpr double kMost = 4294967295.0;

Val Count(Sketch& s, int count) { return s.Int(count, kUint); }

// def mix(x, seed): all bits of the key stirred, as MurmurHash3, PCG or lowbias32 do it.
lang::FuncId DefineMix(Sketch& s, bool seeded) {
  std::vector<Sketch::Param> params = {{OneOf(s, {"x", "key"}), kUint, Between(0.0, kMost)}};
  if (seeded) {
    params.push_back({OneOf(s, {"seed", "salt"}), kUint, Between(0.0, kMost)});
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
        Val h = s.Mutable(start, "h", Between(0.0, kMost));
        const auto fold = [&](int shift) { return h ^ (h >> Count(s, shift)); };
        if (kind == 1) {
          s.Set(h, h * Word(s, 747796405, kUint, false) + Word(s, 2891336453, kUint, false));
          const Val turn = Known((h >> Count(s, 28)) + Count(s, 4), 4.0, 19.0);
          const Val word =
              Named(s, ((h >> turn) ^ h) * Word(s, 277803737, kUint, false), {"word", "w"});
          return {word ^ (word >> Count(s, 22))};
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

// This thread's key: as it is stored, and as the hash takes it.
struct ElementKey {
  Val id, word;
};

ElementKey KeyOf(Sketch& s) {
  const int keys = Input(s, kInt, {}, OneOf(s, {"keys", "item_ids", "edge_keys"}), 0.0, 1000000.0);
  const Val id = Named(s, s.ThreadElement(keys), {"key", "item", "id"});
  const Val word = Known(s.Make(kUint, {id}), 0.0, 1000000.0);
  return {id, s.rng().Chance(0.4) ? Named(s, word, {"x", "key_u"}) : word};
}

// Some keys are left out: those that are off, weak or too small.
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

// Bits at several hashes of the key: set, or tested.
void Bloom(Sketch& s) {
  const bool seeded = s.rng().Chance(0.6);
  const lang::FuncId mix = DefineMix(s, seeded);
  const int words = s.rng().Choose(std::array{32, 64, 128, 256});
  const bool fills = s.rng().Chance(0.5);
  SkipSome(s);
  const ElementKey key = KeyOf(s);
  const int bits = fills ? Totals(s, kInt, {words}, OneOf(s, {"bits", "filter_words"}))
                         : Input(s, kInt, {words}, OneOf(s, {"bits", "filter_words"}),
                                 -2147483648.0, 2147483647.0);
  const Val total = Word(s, static_cast<uint64_t>(words) * 32, kUint, false);
  Val second;
  if (!seeded) {
    // Two hashes stand for all: h1 + i * h2.
    const Val first = Named(s, s.CallHelper(mix, std::array{key.word}), {"h1", "ha"});
    second = Named(s, s.CallHelper(mix, std::array{first}) | Count(s, 1), {"h2", "hb"});
    s.Remember("first hash", first);
  }
  const int hashes = s.rng().Choose(std::array{2, 3, 4, 5});
  const Val bound = s.rng().Chance(0.4) ? s.SizeArg(hashes, "num_hashes") : s.Int(hashes);
  Val found = fills ? Val{} : s.Mutable(s.Int(1), {"found", "maybe"}, Between(0.0, 1.0));
  s.For({"n", "r"}, Val{}, bound, 0, [&](const Val& n) {
    const Val round = Known(s.Make(kUint, {n}), 0.0, 8.0);
    const Val h = seeded ? s.CallHelper(mix, std::array{key.word, round})
                         : s.Recall("first hash") + round * second;
    const Val bit = Named(s, h % total, {"bit", "slot"});
    const Val word = s.Convert(Known(bit >> Count(s, 5), 0.0, words - 1.0), kInt);
    const Val at = Named(s, word, {"word", "wi"});
    const Val offset = s.Convert(Known(bit & Count(s, 31), 0.0, 31.0), kInt);
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

// Slots are tried one after another until the key or a free one is there.
void OpenTable(Sketch& s) {
  const lang::FuncId mix = DefineMix(s, false);
  const int slots = s.rng().Choose(std::array{256, 1024, 4096, 8192});
  const bool inserts = s.rng().Chance(0.55);
  SkipSome(s);
  const ElementKey key = KeyOf(s);
  const auto name = OneOf(s, {"table", "slot_keys", "table_keys"});
  // Zero is an empty slot, so that keys are kept one up.
  const Val mark = Named(s, key.id + 1, {"mark", "stored"});
  const int table =
      inserts ? Totals(s, kInt, {slots}, name) : Input(s, kInt, {slots}, name, 0.0, 1000000.0);
  const int payload =
      inserts ? -1 : Input(s, s.real(), {slots}, OneOf(s, {"payload", "slot_values"}));
  const Val mask = s.rng().Chance(0.5) ? Word(s, static_cast<uint64_t>(slots) - 1, kUint, false)
                                       : Word(s, static_cast<uint64_t>(slots) - 1, kUint, true);
  const Val home =
      s.Convert(Known(s.CallHelper(mix, std::array{key.word}) & mask, 0.0, slots - 1.0), kInt);
  Val slot = s.Mutable(home, {"slot", "at"}, Between(0.0, slots - 1.0));
  const int tries = s.rng().Choose(std::array{8, 16, 32});
  const Val bound = s.rng().Chance(0.5) ? s.SizeArg(tries, "max_probes") : s.Int(tries);
  Val result = s.Mutable(s.Int(-1), {"where", "found_at"}, Between(-1.0, slots - 1.0));
  s.Hide(slot);
  s.Hide(result);
  const bool steps = s.rng().Chance(0.3);  // 1, 3, 6...: the probes spread out.
  s.For({"probe", "attempt"}, Val{}, bound, 0, [&](const Val& probe) {
    Val there;
    if (inserts) {
      there = Named(s, s.Call("atomic_cas", {s.ArrayRef(table), slot, s.Int(0), mark}),
                    {"old", "prev"});
    } else {
      there = Named(s, s.At(table, {slot}), {"there", "cand"});
    }
    const Val mine = inserts ? there == s.Int(0) || there == mark : there == mark;
    s.If(mine, [&] {
      s.Set(result, slot);
      s.Break();
    });
    if (!inserts) {
      s.If(there == s.Int(0), [&] { s.Break(); });
    }
    s.Set(slot, (steps ? slot + probe + 1 : slot + 1) % s.Int(slots));
  });
  if (inserts || s.rng().Chance(0.5)) {
    return OutputNamed(s, Shown(result), {"slots_out", "slot_ids"});
  }
  const Val missing = s.DrawLiteral(s.real(), -1.0, 0.0);
  Val value = s.Mutable(missing, {"val", "looked_up"});
  s.If(result >= 0, [&] { s.Set(value, s.At(payload, {Known(result, 0.0, slots - 1.0)})); });
  Shown(result);
  OutputNamed(s, value, {"values_out", "lookup_out"});
}

void DrawSetFilter(Sketch& s) { s.rng().Chance(0.55) ? Bloom(s) : OpenTable(s); }

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

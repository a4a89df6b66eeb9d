// A helper that looks for an entry of an array and returns from within its loop.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::kInt;

// def find(keys, key, n): for j in range(n): if keys[j] == key: return j; return -1
FuncId DefineSearch(Sketch& s, int extent, bool tells_index) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"keys", "ids", "labels", "values"}), lang::ArrayOf(kInt, 1), {}},
      Sketch::Param{OneOf(s, {"key", "target", "label"}), kInt, Between(0.0, 9.0)},
      Sketch::Param{OneOf(s, {"n", "count", "num"}), kInt, Between(1.0, extent)}};
  const auto body = [&](std::span<const Val> p) -> std::vector<Val> {
    const int keys = s.AsArray(p[0], {extent}, Between(0.0, 9.0));
    s.For({"j", "k", "i"}, Val{}, p[2], 0, [&](const Val& counter) {
      const Val j = Known(counter, 0.0, extent - 1.0);
      s.If(s.At(keys, {j}) == p[1], [&] {
        const Val result = tells_index ? j : s.Bool(true);
        s.builder().Return(std::array{result.id});
      });
    });
    return {tells_index ? Known(s.Int(-1), -1.0, extent - 1.0) : s.Bool(false)};
  };
  const FuncId helper = s.DefineHelper(tells_index ? OneOf(s, {"find_key", "index_of", "lookup"})
                                                   : OneOf(s, {"contains", "has_key", "is_member"}),
                                       params, body);
  s.Hide(helper);
  return helper;
}

void DrawSearchFunction(Sketch& s) {
  const int extent = s.rng().Choose(std::array{5, 8, 16, 24});
  const bool tells_index = s.rng().Chance(0.5);
  const FuncId search = DefineSearch(s, extent, tells_index);
  const int keys = Input(s, kInt, {extent}, OneOf(s, {"table", "keys", "members"}), 0.0, 9.0);
  const int wanted = Input(s, kInt, {}, OneOf(s, {"queries", "wanted", "labels"}), 0.0, 9.0);
  const Val count = s.SizeArg(extent, {"num_keys", "n", "key_count"});
  const Val found =
      s.CallHelper(search, std::array{s.ArrayRef(keys), s.ThreadElement(wanted), count});
  if (tells_index) {
    return s.Output(found, {"index_out", "found", "slots"});
  }
  const int out = OutputArray(s, kInt, {}, OneOf(s, {"matches", "flags_out", "hit"}));
  s.If(
      found, [&] { s.StoreThreadElement(out, s.Int(1)); },
      s.rng().Chance(0.5) ? std::function<void()>([&] { s.StoreThreadElement(out, s.Int(2)); })
                          : nullptr);
}

}  // namespace

Motif SearchFunctionMotif() {
  return {.name = "search-function",
          .family = Family::kFunctions,
          .weight = 1.0,
          .draw = DrawSearchFunction};
}

}  // namespace warploom::synth::motifs

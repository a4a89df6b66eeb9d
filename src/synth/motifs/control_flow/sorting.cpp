#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Three values sorted by swaps; stores the median, the spread or all of them.
void DrawSorting(Sketch& s) {
  const Type real = s.real();
  std::vector<Val> v = {s.Mutable(s.ThreadElement(s.InputArray(real)), {"a", "lo", "x0"}),
                        s.Mutable(Another(s), {"b", "mid", "x1"})};
  const bool three = s.rng().Chance(0.7);
  if (three) {
    v.push_back(s.Mutable(s.rng().Chance(0.5) ? Another(s) : s.Draw(real, 1), {"c", "hi", "x2"}));
  }
  for (const Val& one : v) {
    s.Hide(one);
  }
  const std::string_view spare = OneOf(s, {"tmp", "t", "swap"});
  const bool minmax = s.rng().Chance(0.3);
  const auto order = [&](size_t i, size_t j) {
    if (minmax) {
      const Val low = s.Let(s.Call("min", {v[i], v[j]}), spare);
      s.Set(v[j], s.Call("max", {v[i], v[j]}));
      return s.Set(v[i], low);
    }
    s.If(v[i] > v[j], [&] {
      const Val kept = s.Mutable(v[i], spare);
      s.Set(v[i], v[j]);
      s.Set(v[j], kept);
    });
  };
  order(0, 1);
  if (three) {
    order(1, 2);
    order(0, 1);
  }
  for (const Val& one : v) {
    s.Hide(one, false);
  }
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(three ? v[1] : v[0]);
    case 1:
      return s.Output(v.back() - v[0]);
    default:
      s.Output(v[0]);
      return s.Output(v.back());
  }
}

}  // namespace

Motif SortingMotif() {
  return {.name = "sorting", .family = Family::kControlFlow, .weight = 0.8, .draw = DrawSorting};
}

}  // namespace warploom::synth::motifs

// A tuple assigned to two variables, such as lo, hi = wp.min(a, b), wp.max(a, b).
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/tuples_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawPairs(Sketch& s) {
  const Type real = s.real();
  const Val a = Source(s, OneOf(s, {"a", "p", "left"}));
  const Val b = s.Let(s.Draw(real, 1));
  std::vector<Val> parts;
  std::array<std::string_view, 2> names;
  switch (s.rng().Below(3)) {
    case 0:
      names = {"lo", "hi"};
      parts = {s.Call("min", {a, b}), s.Call("max", {a, b})};
      break;
    case 1:
      names = {"mean", "half_diff"};
      parts = {(a + b) * s.Real(0.5), (a - b) * s.Real(0.5)};
      break;
    default:
      names = {"c", "s"};
      parts = {s.Call("cos", {a}), s.Call("sin", {a})};
      break;
  }
  const std::array types = {real, real};
  const std::array value_range = {parts[0].range, parts[1].range};
  const std::vector<Val> pair = s.Unpack(names, TupleOf(s, parts), types, value_range);
  s.Output(s.Draw(real, 1) * pair[0] + pair[1]);
  if (s.rng().Chance(0.4)) {
    s.Output(pair[0] * pair[1]);
  }
}

}  // namespace

Motif PairsMotif() {
  return {.name = "pairs", .family = Family::kFunctions, .weight = 1.0, .draw = DrawPairs};
}

}  // namespace warploom::synth::motifs

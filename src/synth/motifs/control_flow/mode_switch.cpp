#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "synth/kit/choices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

constexpr std::array<std::string_view, 8> kModeNames = {"ADD",    "MULTIPLY",   "LIMIT", "SCREEN",
                                                        "CUSTOM", "DIFFERENCE", "MIX",   "OVERLAY"};

// The mode, below `modes`: an argument, an input's code, or derived from the thread's index.
Val DrawMode(Sketch& s, int64_t modes) {
  const auto most = static_cast<double>(modes - 1);
  switch (s.rng().Below(3)) {
    case 0:
      return s.NewArg(kInt, 0.0, most, OneOf(s, {"mode", "op", "method", "blend_mode", "kind"}));
    case 1: {
      const int codes = s.NewArray({kInt,
                                    {},
                                    lang::Fill::kUniform,
                                    0.0,
                                    most,
                                    Access::kInput,
                                    OneOf(s, {"types", "ops", "modes", "kinds", "joint_type"})});
      return s.Let(s.ThreadElement(codes), {"op", "kind", "type_id"});
    }
    default:
      return s.Let(s.Thread(0) % static_cast<int>(modes), {"phase", "lane", "kind"});
  }
}

// What the mode of this number in kModeNames makes of a and b.
Val Combined(Sketch& s, size_t number, const Val& a, const Val& b) {
  switch (number) {
    case 0:
      return a + b;
    case 1:
      return a * b;
    case 2:
      return s.Call(OneOf(s, {"min", "max"}), {a, b});
    case 3:
      return 1.0 - (1.0 - a) * (1.0 - b);
    case 4:
      return s.Draw(s.real(), 2);
    case 5:
      return s.Call("abs", {a - b});
    case 6: {
      const Val t = s.Let(s.Call("clamp", {a, s.Real(0.0), s.Real(1.0)}), "t");
      return s.Call("lerp", {a, b, t});
    }
    default:
      return s.Select(b > 0.5, 1.0 - 2.0 * (1.0 - a) * (1.0 - b), 2.0 * a * b);
  }
}

// Applies one of several operations to two values, chosen by a mode.
void DrawModeSwitch(Sketch& s) {
  const auto modes = s.rng().Integer(2, 5);
  const Val mode = DrawMode(s, modes);
  const Val a = s.Let(s.ThreadElement(s.InputArray(s.real())), "a");
  const Val b = s.Let(Another(s), "b");
  Val result =
      s.Let(s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(s.real(), 0) * a, {"result", "value", "r"});
  s.Hide(result);
  const bool has_else = s.rng().Chance(0.6);
  const size_t first = s.rng().Below(kModeNames.size());
  const auto number = [&](int64_t i) {
    return (first + static_cast<size_t>(i)) % kModeNames.size();
  };
  std::vector<std::string_view> names;
  for (int64_t i = 0; i < modes; ++i) {
    names.push_back(kModeNames[number(i)]);
  }
  const Choices choices(s, OneOf(s, {"Mode", "BlendMode", "Op"}), names);
  std::vector<Val> conditions;
  for (int64_t i = 0; i < modes - (has_else ? 1 : 0); ++i) {
    conditions.push_back(mode == choices[i]);
  }
  s.IfChain(
      conditions, [&](int branch) { s.Set(result, Combined(s, number(branch), a, b)); }, has_else);
  s.Hide(result, false);
  s.Output(result);
}

}  // namespace

Motif ModeSwitchMotif() {
  return {
      .name = "mode-switch", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawModeSwitch};
}

}  // namespace warploom::synth::motifs

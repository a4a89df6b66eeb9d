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

// One of several operations by a mode: an argument, an input's code or the thread's number.
void DrawModeSwitch(Sketch& s) {
  const Type real = s.real();
  const auto modes = s.rng().Between(2, 5);
  const auto most = static_cast<double>(modes - 1);
  Val mode;
  switch (s.rng().Below(3)) {
    case 0:
      mode = s.NewArg(kInt, 0.0, most, OneOf(s, {"mode", "op", "method", "blend_mode", "kind"}));
      break;
    case 1:
      mode = s.Let(
          s.ThreadElement(s.NewArray({kInt,
                                      {},
                                      lang::Fill::kUniform,
                                      0.0,
                                      most,
                                      Access::kInput,
                                      OneOf(s, {"types", "ops", "modes", "kinds", "joint_type"})})),
          {"op", "kind", "type_id"});
      break;
    default:
      mode = s.Let(s.Thread(0) % static_cast<int>(modes), {"phase", "lane", "kind"});
      break;
  }
  const Val a = s.Let(s.ThreadElement(s.InputArray(real)), "a");
  const Val b = s.Let(Another(s), "b");
  Val result =
      s.Let(s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(real, 0) * a, {"result", "value", "r"});
  s.Hide(result);
  std::vector<Val> conditions;
  const bool has_else = s.rng().Chance(0.6);
  static constexpr std::array<std::string_view, 8> kNames = {
      "ADD", "MULTIPLY", "LIMIT", "SCREEN", "CUSTOM", "DIFFERENCE", "MIX", "OVERLAY"};
  const size_t first = s.rng().Below(8);
  std::vector<std::string_view> names;
  for (int64_t i = 0; i < modes; ++i) {
    names.push_back(kNames[(first + static_cast<size_t>(i)) % kNames.size()]);
  }
  const Choices choices(s, OneOf(s, {"Mode", "BlendMode", "Op"}), names);
  for (int64_t i = 0; i < modes - (has_else ? 1 : 0); ++i) {
    conditions.push_back(mode == choices[i]);
  }
  s.IfChain(
      conditions,
      [&](int branch) {
        switch ((first + static_cast<size_t>(branch)) % 8) {
          case 0:
            return s.Set(result, a + b);
          case 1:
            return s.Set(result, a * b);
          case 2:
            return s.Set(result, s.Call(OneOf(s, {"min", "max"}), {a, b}));
          case 3:
            return s.Set(result, 1.0 - (1.0 - a) * (1.0 - b));
          case 4:
            return s.Set(result, s.Draw(real, 2));
          case 5:
            return s.Set(result, s.Call("abs", {a - b}));
          case 6: {
            const Val t = s.Let(s.Call("clamp", {a, s.Real(0.0), s.Real(1.0)}), "t");
            return s.Set(result, s.Call("lerp", {a, b, t}));
          }
          default:
            return s.Set(result, s.Select(b > 0.5, 1.0 - 2.0 * (1.0 - a) * (1.0 - b), 2.0 * a * b));
        }
      },
      has_else);
  s.Hide(result, false);
  s.Output(result);
}

}  // namespace

Motif ModeSwitchMotif() {
  return {
      .name = "mode-switch", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawModeSwitch};
}

}  // namespace warploom::synth::motifs

#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/control_flow/control_flow_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Named conditions joined by and, or, not.
void DrawLogic(Sketch& s) {
  const Type real = s.real();
  const auto flag = [&](const Val& tested, std::initializer_list<std::string_view> names) {
    const bool range = s.rng().Chance(0.35);
    const std::vector<Val> limits = Thresholds(s, tested, 2);
    const Val condition = range ? s.InRange(limits[0], tested, limits[1], s.rng().Chance(0.6))
                          : s.rng().Chance(0.5) ? tested > limits[0]
                                                : tested <= limits[1];
    return s.Let(condition, names);
  };
  const Val a = flag(Source(s), {"inside", "in_range", "near", "is_close"});
  const Val b = flag(s.Let(Another(s)), {"active", "moving", "valid", "above"});
  Val joined = a;
  switch (s.rng().Below(5)) {
    case 0:
      joined = a && b;
      break;
    case 1:
      joined = a || b;
      break;
    case 2:
      joined = a && !b;
      break;
    case 3:
      joined = (a && !b) || (!a && b);
      break;
    default:
      joined = !(a || b);
      break;
  }
  if (s.rng().Chance(0.4)) {
    const int enabled = s.NewArray({lang::kBool,
                                    {},
                                    lang::Fill::kUniform,
                                    0.0,
                                    1.0,
                                    Access::kInput,
                                    OneOf(s, {"enabled", "visible", "mask", "selected"})});
    joined = s.rng().Chance(0.7) ? s.ThreadElement(enabled) && joined
                                 : joined || s.ThreadElement(enabled);
  }
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Select(joined, s.Int(1), s.Int(0)), {"hits", "selected_out", ""});
    case 1: {
      Val value = s.Let(s.Draw(real, 1), {"value", "v", "result"});
      s.Hide(value);
      Val kept = s.Mutable(value, {"kept", "out_val", "res"});
      s.Hide(kept);
      s.If(
          joined, [&] { s.Set(kept, s.Draw(real, 2)); },
          s.rng().Chance(0.5) ? std::function<void()>([&] {
            s.Update(kept, BinaryOp::kMul, s.DrawNumber(real, 0.1, 0.9));
          })
                              : nullptr);
      s.Hide(kept, false);
      return s.Output(kept);
    }
    default:
      return s.Output(Either(joined, {s.Draw(real, s.DrawDepth()), s.Draw(real, 0)}));
  }
}

}  // namespace

Motif LogicMotif() {
  return {.name = "logic", .family = Family::kControlFlow, .weight = 1.2, .draw = DrawLogic};
}

}  // namespace warploom::synth::motifs

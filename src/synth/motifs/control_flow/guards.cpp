#include <cstdint>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

// Early returns for elements that are disabled, invalid or out of range; some store a value first.
void DrawGuards(Sketch& s) {
  const Type real = s.real();
  const bool stores = s.rng().Chance(0.45);
  const int out =
      stores ? s.NewArray({real, {}, lang::Fill::kZero, 0.0, 0.0, Access::kPerThread, ""}) : -1;
  const auto guards = s.rng().Integer(1, 3);
  for (int64_t i = 0; i < guards; ++i) {
    Val condition;
    switch (s.rng().Below(i == 0 ? 4 : 2)) {
      case 0: {
        const int active = s.NewArray({kInt,
                                       {},
                                       lang::Fill::kUniform,
                                       0.0,
                                       2.0,
                                       Access::kInput,
                                       OneOf(s, {"active", "flags", "enabled", "mask", "valid"})});
        condition = s.ThreadElement(active) == 0.0;
        break;
      }
      case 1: {
        const Val index = s.Let(
            s.ThreadElement(s.NewArray({kInt,
                                        {},
                                        lang::Fill::kUniform,
                                        -1.0,
                                        8.0,
                                        Access::kInput,
                                        OneOf(s, {"owner", "parents", "island_ids", "links"})})));
        condition = index < 0.0;
        break;
      }
      case 2: {
        const Val tested = Source(s);
        condition = tested <= s.DrawNumber(real, 0.0, 0.5);
        break;
      }
      default: {
        const Val tested = Another(s);
        condition = tested > s.DrawNumber(real, 0.5, 1.5);
        break;
      }
    }
    if (!stores) {
      s.ReturnIf(condition);
      continue;
    }
    s.If(condition, [&] {
      s.StoreThreadElement(out, s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(real, 0));
      s.builder().Return();
    });
  }
  const Val a = s.Let(s.Draw(real, s.DrawDepth()));
  const Val value = s.rng().Chance(0.5) ? a * s.DrawInput(real) : a;
  stores ? s.StoreThreadElement(out, value.range.from_input ? value : value + s.DrawInput(real))
         : s.Output(value);
}

}  // namespace

Motif GuardsMotif() {
  return {.name = "guards", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawGuards};
}

}  // namespace warploom::synth::motifs

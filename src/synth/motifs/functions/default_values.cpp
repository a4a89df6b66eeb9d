// A function whose last parameters have default values, called with and without them.
#include <array>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

void DrawDefaults(Sketch& s) {
  const Type real = Precise(s);
  static constexpr std::array<std::string_view, 6> kNames = {"scale", "bias",  "eps",
                                                             "gain",  "alpha", "offset"};
  const size_t count = 1 + s.rng().Below(3);
  const size_t first = s.rng().Below(4);
  Params params = {{"x", real, Between(-10.0, 10.0)}};
  std::vector<Val> values;
  for (size_t i = 0; i < count; ++i) {
    params.push_back({kNames[(first + i) % kNames.size()], real, Between(-10.0, 10.0)});
    values.push_back(s.DrawLiteral(real, 0.05, 4.0));
  }
  const FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        Val value = s.Draw(real, 1) * p[0];
        for (size_t i = 1; i < p.size(); ++i) {
          value = i % 2 == 1 ? value * p[i] : value + p[i];
        }
        return {value};
      });
  s.Hide(helper);
  for (const Val& value : values) {
    FunctionOf(s, helper).defaults.push_back(value.id);
  }
  const size_t calls = 1 + s.rng().Below(3);
  for (size_t call = 0; call < calls; ++call) {
    std::vector<Val> args = {s.Convert(s.DrawInput(s.real()), real)};
    const size_t named = s.rng().Below(count + 1);
    for (size_t i = 0; i < count; ++i) {
      args.push_back(i == named ? s.DrawLiteral(real, 0.05, 4.0) : values[i]);
    }
    const Val value = s.CallHelper(helper, args);
    if (named > 0) {
      std::get<lang::UserCall>(s.builder().module().exprs[value.id.value].node).by_position = 1;
    }
    s.Output(value);
  }
}

}  // namespace

Motif DefaultValuesMotif() {
  return {
      .name = "default-values", .family = Family::kFunctions, .weight = 1.5, .draw = DrawDefaults};
}

}  // namespace warploom::synth::motifs

// A helper with two or three results, all of which are used.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawSeveralResults(Sketch& s) {
  const Type real = s.real();
  const std::array params = {RealParam(s, "x"), RealParam(s, "k")};
  const bool third = s.rng().Chance(0.3);
  const lang::FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val value = s.Let(s.Draw(real, 2) + p[1] * p[0], "value");
        const Val slope = s.Let(s.Draw(real, 1) * p[1], "slope");
        std::vector<Val> results = {value, slope};
        if (third) {
          results.push_back(value * value + slope * slope);
        }
        return results;
      });
  const std::array names = {std::string_view("value"), std::string_view("slope"),
                            std::string_view("norm")};
  const std::array args = {s.Draw(real, 1), s.Draw(real, 0)};
  const std::vector<Val> parts = s.CallHelperAll(helper, args, names);
  if (s.rng().Chance(0.5)) {
    s.Output(parts[0] - s.DrawNumber(real, 0.05, 0.9) * parts[1]);
  } else {
    s.Output(parts[0]);
    s.Output(parts[1]);
  }
  if (third) {
    s.Output(parts[2]);
  }
}

}  // namespace

Motif SeveralResultsMotif() {
  return {.name = "several-results",
          .family = Family::kFunctions,
          .weight = 1.5,
          .draw = DrawSeveralResults};
}

}  // namespace warploom::synth::motifs

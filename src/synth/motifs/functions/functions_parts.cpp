#include "synth/motifs/functions/functions_parts.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/helper_functions.h"

namespace warploom::synth::motifs {

lang::FuncId DefineRealFormula(Sketch& s) {
  static constexpr std::array<std::string_view, 9> kNames = {"x", "y", "a",  "b", "t",
                                                             "r", "h", "c0", "w"};
  std::vector<Sketch::Param> params;
  const size_t first = s.rng().Below(4);
  for (size_t i = 0; i < 2 + s.rng().Below(2); ++i) {
    params.push_back(RealParam(s, kNames[first + i]));
  }
  return s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
    Val value = s.Draw(s.real(), 2);
    if (s.rng().Chance(0.6)) {
      value = s.Let(value);
      value = s.Draw(s.real(), 1) * p[0] + value;
    }
    return {value};
  });
}

}  // namespace warploom::synth::motifs

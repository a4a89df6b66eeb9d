#include "synth/motifs/control_flow/control_flow_parts.h"

#include <array>
#include <string_view>
#include <vector>

namespace warploom::synth::motifs {

std::vector<Val> Thresholds(Sketch& s, const Val& x, size_t count) {
  constexpr std::array<std::string_view, 4> kNames = {"low", "mid", "high", "limit"};
  const bool wide = x.range.low <= -1.5 && x.range.high >= 1.5;
  const ValueRange range = wide ? Between(-1.5, 1.5) : UsualPart(x.range);
  const double step = (range.high - range.low) / static_cast<double>(count);
  const bool given = s.rng().Chance(0.35) && count <= kNames.size();
  std::vector<Val> values;
  for (size_t i = 0; i < count; ++i) {
    const double low = range.low + step * static_cast<double>(i);
    values.push_back(given ? s.NewArg(s.real(), low, low + 0.9 * step, kNames[i])
                           : s.DrawNumber(s.real(), low + 0.1 * step, low + 0.9 * step));
  }
  return values;
}

}  // namespace warploom::synth::motifs

#include "synth/sketch/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace warploom::synth {
namespace {

using lang::Type;

// The number rounded to two digits.
double TwoDigits(double value) {
  if (std::abs(value) >= 100.0) {
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1.0);
    return std::round(value / unit) * unit;
  }
  double scale = 1.0;
  while (scale < 1e6 && std::abs(value) * scale < 10.0) {
    scale *= 10.0;
  }
  return std::round(value * scale) / scale;
}

double NiceReal(Rng& rng, double low, double high) {
  static constexpr std::array kNice = {0.5,  2.0,  0.1,  0.25,  3.0, 1.5, 0.01,  4.0, 0.2,  0.75,
                                       10.0, 0.05, 0.3,  0.8,   5.0, 0.9, 1.2,   0.6, 8.0,  0.001,
                                       0.7,  2.5,  0.95, 100.0, 0.4, 1.1, 0.125, 6.0, 0.99, 0.02};
  for (int i = 0; i < 3; ++i) {
    const double nice = rng.Choose(kNice);
    const double value = low < 0.0 && rng.Chance(0.15) ? -nice : nice;
    if (value >= low && value <= high) {
      return value;
    }
  }
  return std::clamp(TwoDigits(low + (high - low) * rng.Unit()), low, high);
}

}  // namespace

Val Numbers::DrawLiteral(Type type, double low, double high) {
  if (!type.is_float()) {
    return values_.Int(
        draft_.rng.Integer(static_cast<int64_t>(std::ceil(low)), static_cast<int64_t>(high)), type);
  }
  return values_.Real(NiceReal(draft_.rng, low, high), type);
}

Val Numbers::DrawNumber(Type type, double low, double high) {
  const Val number = DrawLiteral(type, low, high);
  if (type.is_float() && draft_.in_kernel() && draft_.rng.Chance(draft_.profile.leaf_constant) &&
      draft_.module.constants.size() < 4) {
    return constants_.NewConstant(draft_.rng.Choose(style_.words(Role::kConstant)), number);
  }
  return number;
}

Val Numbers::DrawThreshold(const Val& value) {
  const ValueRange usual = UsualPart(value.range);
  const double margin = 0.1 * (usual.high - usual.low);
  return DrawNumber(value.type, usual.low + margin, usual.high - margin);
}

}  // namespace warploom::synth

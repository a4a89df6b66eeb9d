#include "lang/named_numbers.h"

#include <array>
#include <limits>
#include <numbers>

namespace warploom::lang {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

// In the order of NumberName.
constexpr std::array<NumberInfo, kNumberNameCount> kNumbers = {{
    {"pi", std::numbers::pi, true, true},
    {"half_pi", std::numbers::pi / 2.0, false, false},
    {"tau", 2.0 * std::numbers::pi, true, false},
    {"e", std::numbers::e, true, true},
    {"phi", std::numbers::phi, false, false},
    {"ln2", std::numbers::ln2, false, false},
    {"ln10", std::numbers::ln10, false, false},
    {"log2e", std::numbers::log2e, false, false},
    {"log10e", std::numbers::log10e, false, false},
    {"inf", kInfinity, true, true},
    {"nan", kNotANumber, true, true},
    {"Volume.CLOSEST", 0.0, false, false, true},
    {"Volume.LINEAR", 1.0, false, false, true},
}};

}  // namespace

const NumberInfo& Info(NumberName name) { return kNumbers[static_cast<size_t>(name)]; }

bool IsIn(NumberSource source, NumberName name) {
  switch (source) {
    case NumberSource::kWarp:
      return true;
    case NumberSource::kWarpUpper:
      return !Info(name).is_integer;
    case NumberSource::kMath:
      return Info(name).in_math;
    case NumberSource::kNumpy:
      return Info(name).in_numpy;
  }
  return false;
}

}  // namespace warploom::lang

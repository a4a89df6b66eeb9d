#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

// Named constants of Warp (warp/_src/constants.py), some of which Python's math and NumPy have too,
// and the integers that select how a volume is sampled (types.py: Volume).
enum class NumberName : uint8_t {
  kPi,
  kHalfPi,
  kTau,
  kE,
  kPhi,
  kLn2,
  kLn10,
  kLog2E,
  kLog10E,
  kInf,
  kNan,
  kVolumeClosest,
  kVolumeLinear,
};
inline constexpr int kNumberNameCount = 13;

// The module that the constant comes from: wp.pi, wp.PI, math.pi, np.pi.
enum class NumberSource : uint8_t { kWarp, kWarpUpper, kMath, kNumpy };

struct NumberInfo {
  std::string_view name;  // In Warp, which has it in upper case as well.
  double value;
  bool in_math;
  bool in_numpy;
  bool is_integer = false;
};

const NumberInfo& Info(NumberName name);

// True if the module has the constant.
bool IsIn(NumberSource source, NumberName name);

}  // namespace warploom::lang

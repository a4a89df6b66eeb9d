#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

// Numbers that have a name in Warp (warp/_src/constants.py), some also in Python's math and in
// NumPy; and the integers that say how a volume is sampled (types.py: Volume).
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

// Where the author takes the name from: wp.pi, wp.PI, math.pi, np.pi.
enum class NumberSource : uint8_t { kWarp, kWarpUpper, kMath, kNumpy };

struct NumberInfo {
  std::string_view name;  // In Warp; its upper case is another name for the same.
  double value;
  bool in_math;
  bool in_numpy;
  bool is_integer = false;
};

const NumberInfo& Info(NumberName name);

// True when the name is to be had there.
bool IsIn(NumberSource source, NumberName name);

}  // namespace warploom::lang

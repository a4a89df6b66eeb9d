#include "lang/scalar.h"

#include <array>
#include <limits>

namespace warploom::lang {
namespace {

constexpr int64_t kMax64 = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin64 = std::numeric_limits<int64_t>::min();

constexpr std::array<ScalarInfo, kScalarCount> kScalars = {{
    {"bool", "", 8, false, false, 0, 1},
    {"int8", "b", 8, false, true, -128, 127},
    {"uint8", "ub", 8, false, false, 0, 255},
    {"int16", "s", 16, false, true, -32768, 32767},
    {"uint16", "us", 16, false, false, 0, 65535},
    {"int32", "i", 32, false, true, -2147483648LL, 2147483647},
    {"uint32", "ui", 32, false, false, 0, 4294967295LL},
    {"int64", "l", 64, false, true, kMin64, kMax64},
    {"uint64", "ul", 64, false, false, 0, kMax64},
    {"float16", "h", 16, true, true, -2048, 2048},
    {"bfloat16", "", 16, true, true, -256, 256},
    {"float32", "f", 32, true, true, -16777216, 16777216},
    {"float64", "d", 64, true, true, -(1LL << 53U), 1LL << 53U},
}};

}  // namespace

const ScalarInfo& Info(Scalar scalar) { return kScalars[static_cast<size_t>(scalar)]; }

std::optional<Scalar> ScalarFromName(std::string_view name) {
  for (size_t i = 0; i < kScalars.size(); ++i) {
    if (kScalars[i].name == name) {
      return static_cast<Scalar>(i);
    }
  }
  return std::nullopt;
}

}  // namespace warploom::lang

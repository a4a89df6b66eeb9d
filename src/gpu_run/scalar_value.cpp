#include "gpu_run/scalar_value.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/check.h"

namespace warploom::gpu_run {
namespace {

using bundle::ScalarType;

template <typename T>
T BitsOf(std::string_view bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

// IEEE 754 binary16.
double FloatOfHalf(uint16_t bits) {
  const int exponent = (bits >> 10U) & 0x1F;
  const double fraction = (bits & 0x3FF) / 1024.0;
  const double sign = (bits & 0x8000) != 0 ? -1.0 : 1.0;
  if (exponent == 0x1F) {
    return fraction == 0 ? sign * INFINITY : NAN;
  }
  return exponent == 0 ? sign * std::ldexp(fraction, -14)
                       : sign * std::ldexp(1.0 + fraction, exponent - 15);
}

// The upper half of a float32.
double FloatOfBfloat16(uint16_t bits) {
  return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16U);
}

// Calls `use` with the integer in the bytes, in its own type.
template <typename Use>
auto WithInteger(ScalarType type, std::string_view bytes, const Use& use) {
  switch (type) {
    case ScalarType::kInt8:
      return use(static_cast<int>(BitsOf<int8_t>(bytes)));
    case ScalarType::kInt16:
      return use(BitsOf<int16_t>(bytes));
    case ScalarType::kInt32:
      return use(BitsOf<int32_t>(bytes));
    case ScalarType::kInt64:
      return use(BitsOf<int64_t>(bytes));
    case ScalarType::kUint16:
      return use(BitsOf<uint16_t>(bytes));
    case ScalarType::kUint32:
      return use(BitsOf<uint32_t>(bytes));
    case ScalarType::kUint64:
      return use(BitsOf<uint64_t>(bytes));
    case ScalarType::kBool:
    case ScalarType::kUint8:
      return use(static_cast<unsigned>(BitsOf<uint8_t>(bytes)));
    case ScalarType::kFloat16:
    case ScalarType::kBfloat16:
    case ScalarType::kFloat32:
    case ScalarType::kFloat64:
      break;
  }
  CheckFailed(__FILE__, __LINE__, "IsInteger(type)", "a float is no integer");
}

}  // namespace

double FloatOf(ScalarType type, std::string_view bytes) {
  switch (type) {
    case ScalarType::kFloat16:
      return FloatOfHalf(BitsOf<uint16_t>(bytes));
    case ScalarType::kBfloat16:
      return FloatOfBfloat16(BitsOf<uint16_t>(bytes));
    case ScalarType::kFloat32:
      return BitsOf<float>(bytes);
    case ScalarType::kFloat64:
      return BitsOf<double>(bytes);
    case ScalarType::kBool:
    case ScalarType::kInt8:
    case ScalarType::kInt16:
    case ScalarType::kInt32:
    case ScalarType::kInt64:
    case ScalarType::kUint8:
    case ScalarType::kUint16:
    case ScalarType::kUint32:
    case ScalarType::kUint64:
      break;
  }
  return WithInteger(type, bytes, [](auto value) { return static_cast<double>(value); });
}

std::string TextOf(ScalarType type, std::string_view bytes) {
  if (type == ScalarType::kFloat64) {
    return fmt::format("{}", BitsOf<double>(bytes));
  }
  if (bundle::IsFloat(type)) {
    return fmt::format("{}", static_cast<float>(FloatOf(type, bytes)));
  }
  if (type == ScalarType::kBool) {
    return bytes[0] != 0 ? "true" : "false";
  }
  return WithInteger(type, bytes, [](auto value) { return fmt::format("{}", value); });
}

}  // namespace warploom::gpu_run

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace warploom::lang {

// Warp's scalar types (warp/_src/types.py: scalar_types plus bool).
enum class Scalar : uint8_t {
  kBool,
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat16,
  kBfloat16,
  kFloat32,
  kFloat64,
};
inline constexpr int kScalarCount = 13;

// The properties of a scalar type. `suffix` is what Warp appends to vec3, mat33, quat and so on
// (empty if Warp has no such name).
struct ScalarInfo {
  std::string_view name;  // "float32": the name in wp.float32 and in the builtin table.
  std::string_view suffix;
  int bits;
  bool is_float;
  bool is_signed;
  int64_t min_int;  // The range of an integer type (uint64: that of int64), or of the integers that
  int64_t max_int;  // a float type represents exactly.
};

const ScalarInfo& Info(Scalar scalar);
std::optional<Scalar> ScalarFromName(std::string_view name);

inline bool IsFloat(Scalar s) { return Info(s).is_float; }
inline bool IsInt(Scalar s) { return s != Scalar::kBool && !Info(s).is_float; }

}  // namespace warploom::lang

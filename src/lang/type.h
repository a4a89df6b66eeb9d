#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lang/scalar.h"

namespace warploom::lang {

// The kinds of Warp types. Switch over them without a default, so that a missing case does not
// compile.
enum class TypeKind : uint8_t {
  kVoid,
  kScalar,
  kVec,        // vec_t<rows, scalar>
  kMat,        // mat_t<rows, cols, scalar>
  kQuat,       // quat_t<scalar>
  kTransform,  // transform_t<scalar>
  kStruct,     // The struct with index `id` in its module.
  kString,
  kTuple,     // The tuple type with index `id` in its module.
  kFunction,  // A function as a value.
  kOpaque,    // A type such as mesh_query_t or Texture2D; see OpaqueId.
  kTile,      // A block's tile of scalars (rows 0), vecs (cols 0) or mats; `id` is its shape.
};

// How an array finds its elements. Switch over it without a default, as above.
enum class ArrayKind : uint8_t {
  kRegular,        // wp.array
  kIndexed,        // wp.indexedarray: lists of indices into an array
  kFabric,         // wp.fabricarray: buckets of elements; with two dimensions, of arrays
  kIndexedFabric,  // wp.indexedfabricarray: a list of indices into those
};

inline constexpr std::array kArrayKinds = {ArrayKind::kRegular, ArrayKind::kIndexed,
                                           ArrayKind::kFabric, ArrayKind::kIndexedFabric};

// A Warp type as an 8-byte value. If `ndim` > 0, it is an array of 1 to 4 dimensions, and the other
// members describe its elements.
struct Type {
  TypeKind kind = TypeKind::kVoid;
  Scalar scalar = Scalar::kFloat32;
  uint8_t rows = 0;
  uint8_t cols = 0;
  uint8_t ndim = 0;
  ArrayKind array_kind = ArrayKind::kRegular;
  uint16_t id = 0;

  friend constexpr bool operator==(Type, Type) = default;

  constexpr bool is_array() const { return ndim > 0; }
  constexpr bool is_regular_array() const { return ndim > 0 && array_kind == ArrayKind::kRegular; }
  constexpr bool is_void() const { return kind == TypeKind::kVoid; }
  constexpr bool is_scalar() const { return kind == TypeKind::kScalar && ndim == 0; }
  constexpr bool is_bool() const { return is_scalar() && scalar == Scalar::kBool; }
  constexpr bool is_vec() const { return kind == TypeKind::kVec && ndim == 0; }
  constexpr bool is_mat() const { return kind == TypeKind::kMat && ndim == 0; }
  constexpr bool is_quat() const { return kind == TypeKind::kQuat && ndim == 0; }
  constexpr bool is_transform() const { return kind == TypeKind::kTransform && ndim == 0; }
  constexpr bool is_tuple() const { return kind == TypeKind::kTuple; }
  constexpr bool is_struct() const { return kind == TypeKind::kStruct && ndim == 0; }
  constexpr bool is_tile() const { return kind == TypeKind::kTile; }
  bool is_float() const { return is_scalar() && IsFloat(scalar); }
  bool is_int() const { return is_scalar() && IsInt(scalar); }

  // The number of scalars in a vec, mat, quat or transform; 1 for a scalar, 0 for any other type.
  int components() const;

  // The element type of an array; any other type itself.
  constexpr Type element() const {
    Type t = *this;
    t.ndim = 0;
    t.array_kind = ArrayKind::kRegular;
    return t;
  }

  // All fields in one integer, for hashing and table keys.
  constexpr uint64_t bits() const {
    return static_cast<uint64_t>(kind) | static_cast<uint64_t>(scalar) << 8U |
           static_cast<uint64_t>(rows) << 16U | static_cast<uint64_t>(cols) << 24U |
           static_cast<uint64_t>(ndim) << 32U | static_cast<uint64_t>(id) << 40U |
           static_cast<uint64_t>(array_kind) << 56U;
  }
};
static_assert(sizeof(Type) == 8);

constexpr Type VoidType() { return {}; }
constexpr Type ScalarType(Scalar s) { return {.kind = TypeKind::kScalar, .scalar = s}; }
constexpr Type VecType(int n, Scalar s) {
  return {.kind = TypeKind::kVec, .scalar = s, .rows = static_cast<uint8_t>(n)};
}
constexpr Type MatType(int rows, int cols, Scalar s) {
  return {.kind = TypeKind::kMat,
          .scalar = s,
          .rows = static_cast<uint8_t>(rows),
          .cols = static_cast<uint8_t>(cols)};
}
constexpr Type QuatType(Scalar s) { return {.kind = TypeKind::kQuat, .scalar = s}; }
constexpr Type TransformType(Scalar s) { return {.kind = TypeKind::kTransform, .scalar = s}; }
constexpr Type StructType(uint16_t id) { return {.kind = TypeKind::kStruct, .id = id}; }
constexpr Type TupleType(uint16_t id) { return {.kind = TypeKind::kTuple, .id = id}; }
constexpr Type ArrayOf(Type element, int ndim, ArrayKind kind = ArrayKind::kRegular) {
  element.ndim = static_cast<uint8_t>(ndim);
  element.array_kind = kind;
  return element;
}

constexpr Type FunctionType() { return {.kind = TypeKind::kFunction}; }

// The possible extents of a tile in each of its 1 to 4 dimensions. A tile type stores an index into
// this table in 4 bits per dimension; 0 ends the shape.
inline constexpr std::array<int, 16> kTileExtents = {0,  1,  2,  3,  4,   6,   8,   12,
                                                     16, 24, 32, 64, 128, 256, 512, 1024};

// A tile of `element`: a scalar, vec or mat. CHECK-fails for an extent that is not in kTileExtents.
Type TileOf(Type element, std::span<const int> shape);
// A tile type without its shape, as in the builtin table; any other type itself.
constexpr Type AnyShape(Type type) {
  type.id = type.is_tile() ? uint16_t{0} : type.id;
  return type;
}
// The tile type `element_of` with the shape of the tile type `shape_of`.
constexpr Type WithShapeOf(Type element_of, Type shape_of) {
  element_of.id = shape_of.id;
  return element_of;
}
struct TileShape {
  std::array<int, 4> extents = {};
  int rank = 0;
  std::span<const int> span() const { return std::span(extents).first(static_cast<size_t>(rank)); }
  int operator[](int k) const { return extents[static_cast<size_t>(k)]; }
  int size() const;
};
TileShape ShapeOf(Type tile);
Type ElementOf(Type tile);

constexpr Type StringType() { return {.kind = TypeKind::kString}; }

inline constexpr Type kBool = ScalarType(Scalar::kBool);
inline constexpr Type kInt = ScalarType(Scalar::kInt32);
inline constexpr Type kUint = ScalarType(Scalar::kUint32);
inline constexpr Type kInt64 = ScalarType(Scalar::kInt64);
inline constexpr Type kUint64 = ScalarType(Scalar::kUint64);
inline constexpr Type kFloat = ScalarType(Scalar::kFloat32);
inline constexpr Type kDouble = ScalarType(Scalar::kFloat64);
inline constexpr Type kHalf = ScalarType(Scalar::kFloat16);
inline constexpr Type kVec2 = VecType(2, Scalar::kFloat32);
inline constexpr Type kVec3 = VecType(3, Scalar::kFloat32);
inline constexpr Type kVec4 = VecType(4, Scalar::kFloat32);
inline constexpr Type kSpatialVec = VecType(6, Scalar::kFloat32);
inline constexpr Type kMat22 = MatType(2, 2, Scalar::kFloat32);
inline constexpr Type kMat33 = MatType(3, 3, Scalar::kFloat32);
inline constexpr Type kMat44 = MatType(4, 4, Scalar::kFloat32);
inline constexpr Type kQuat = QuatType(Scalar::kFloat32);
inline constexpr Type kTransform = TransformType(Scalar::kFloat32);

// True for a vec or mat for which Warp has no name, such as a vec of five: the module defines an
// alias for it.
bool NeedsAlias(Type type);

// The type as text in the builtin table and in dumps: "float32", "vec3<float32>",
// "mat2x3<float64>", "quat<float32>", "transform<float32>", "array2<vec3<float32>>",
// "indexedarray1<float32>", "void", "string", "opaque<mesh_query_point_t>", "struct#0",
// "tile<float32>" for any shape, in dumps also "tile16x16<float32>". The text is complete and
// unambiguous; TypeFromText parses it.
std::string ToText(Type type);
// The name of Warp's class: "array", "indexedarray", "fabricarray", "indexedfabricarray".
std::string_view Name(ArrayKind kind);
std::optional<Type> TypeFromText(std::string_view text);

// Opaque types by name, numbered in the order of first use. The numbers are only valid within the
// process and never become part of a dataset.
uint16_t OpaqueId(std::string_view name);
std::string_view OpaqueName(uint16_t id);

}  // namespace warploom::lang

template <>
struct std::hash<warploom::lang::Type> {
  size_t operator()(warploom::lang::Type t) const noexcept {
    return static_cast<size_t>((t.bits() + 1) * 0x9e3779b97f4a7c15ULL);
  }
};

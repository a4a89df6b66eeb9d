#include "lang/type.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/check.h"

namespace warploom::lang {
namespace {

std::vector<std::string>& Opaques() {
  static std::vector<std::string> names;
  return names;
}

std::string ElementText(Type type) {
  const std::string_view scalar = Info(type.scalar).name;
  switch (type.kind) {
    case TypeKind::kVoid:
      return "void";
    case TypeKind::kScalar:
      return std::string(scalar);
    case TypeKind::kVec:
      return fmt::format("vec{}<{}>", type.rows, scalar);
    case TypeKind::kMat:
      return fmt::format("mat{}x{}<{}>", type.rows, type.cols, scalar);
    case TypeKind::kQuat:
      return fmt::format("quat<{}>", scalar);
    case TypeKind::kTransform:
      return fmt::format("transform<{}>", scalar);
    case TypeKind::kStruct:
      return fmt::format("struct#{}", type.id);
    case TypeKind::kString:
      return "string";
    case TypeKind::kTuple:
      return fmt::format("tuple#{}", type.id);
    case TypeKind::kFunction:
      return fmt::format("function#{}", type.id);
    case TypeKind::kOpaque:
      return fmt::format("opaque<{}>", OpaqueName(type.id));
    case TypeKind::kTile: {
      const TileShape shape = ShapeOf(type);
      return fmt::format("tile{}<{}>", fmt::join(shape.span(), "x"), ElementText(ElementOf(type)));
    }
  }
  WARPLOOM_CHECK(false, "unknown type kind");
}

// Reads a number at the front of `text` and removes it; -1 when there is none.
int TakeNumber(std::string_view& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc()) {
    text.remove_prefix(static_cast<size_t>(end - text.data()));
  }
  return value;
}

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

// The text between "<" and the final ">"; empty when it is not of that form.
std::string_view Inside(std::string_view text) {
  return text.size() > 2 && text.front() == '<' && text.back() == '>'
             ? text.substr(1, text.size() - 2)
             : std::string_view();
}

bool FitsByte(int n) { return n >= 1 && n <= 255; }

// "vec3<float32>", "mat2x3<float32>", "quat<float32>", "transform<float32>".
std::optional<Type> ScalarsFromText(std::string_view rest) {
  Type type;
  if (TakePrefix(rest, "vec")) {
    const int n = TakeNumber(rest);
    type = FitsByte(n) ? VecType(n, Scalar::kFloat32) : VoidType();
  } else if (TakePrefix(rest, "mat")) {
    const int rows = TakeNumber(rest);
    const int cols = TakePrefix(rest, "x") ? TakeNumber(rest) : -1;
    type = FitsByte(rows) && FitsByte(cols) ? MatType(rows, cols, Scalar::kFloat32) : VoidType();
  } else if (TakePrefix(rest, "quat")) {
    type = QuatType(Scalar::kFloat32);
  } else if (TakePrefix(rest, "transform")) {
    type = TransformType(Scalar::kFloat32);
  }
  const auto scalar = ScalarFromName(Inside(rest));
  if (type.is_void() || !scalar) {
    return std::nullopt;
  }
  type.scalar = *scalar;
  return type;
}

std::optional<Type> CompositeFromText(std::string_view text) {
  std::string_view rest = text;
  for (const ArrayKind array : kArrayKinds) {
    if (TakePrefix(rest, Name(array))) {
      const int ndim = TakeNumber(rest);
      const auto element = TypeFromText(Inside(rest));
      return element && ndim >= 1 && ndim <= 4 ? std::optional(ArrayOf(*element, ndim, array))
                                               : std::nullopt;
    }
  }
  if (TakePrefix(rest, "opaque")) {
    const auto name = Inside(rest);
    Type type{.kind = TypeKind::kOpaque};
    type.id = name.empty() ? uint16_t{0} : OpaqueId(name);
    return name.empty() ? std::nullopt : std::optional(type);
  }
  if (TakePrefix(rest, "struct#")) {
    const int id = TakeNumber(rest);
    return id >= 0 && rest.empty() ? std::optional(StructType(static_cast<uint16_t>(id)))
                                   : std::nullopt;
  }
  if (TakePrefix(rest, "tile")) {
    const auto element = TypeFromText(Inside(rest));
    const bool can = element && (element->is_scalar() || element->is_vec() || element->is_mat());
    return can ? std::optional(TileOf(*element, {})) : std::nullopt;
  }
  return ScalarsFromText(rest);
}

}  // namespace

int Type::components() const {
  switch (kind) {
    case TypeKind::kScalar:
      return 1;
    case TypeKind::kVec:
      return rows;
    case TypeKind::kMat:
      return rows * cols;
    case TypeKind::kQuat:
      return 4;
    case TypeKind::kTransform:
      return 7;
    case TypeKind::kVoid:
    case TypeKind::kStruct:
    case TypeKind::kString:
    case TypeKind::kTuple:
    case TypeKind::kFunction:
    case TypeKind::kOpaque:
    case TypeKind::kTile:
      return 0;
  }
  return 0;
}

Type TileOf(Type element, std::span<const int> shape) {
  WARPLOOM_CHECK(element.is_scalar() || element.is_vec() || element.is_mat(),
                 "no tile of " + ToText(element));
  Type type = element;
  type.kind = TypeKind::kTile;
  type.id = 0;
  for (size_t k = 0; k < shape.size(); ++k) {
    const auto* place = std::ranges::find(kTileExtents, shape[k]);
    WARPLOOM_CHECK(place != kTileExtents.end(), "no tile measures that much");
    type.id = static_cast<uint16_t>(type.id | (place - kTileExtents.begin()) << (4 * k));
  }
  return type;
}

int TileShape::size() const {
  int size = 1;
  for (const int extent : span()) {
    size *= extent;
  }
  return size;
}

TileShape ShapeOf(Type tile) {
  TileShape shape;
  for (unsigned bits = tile.id; bits != 0; bits >>= 4U) {
    shape.extents[static_cast<size_t>(shape.rank++)] = kTileExtents[bits & 15U];
  }
  return shape;
}

Type ElementOf(Type tile) {
  return tile.rows == 0   ? ScalarType(tile.scalar)
         : tile.cols == 0 ? VecType(tile.rows, tile.scalar)
                          : MatType(tile.rows, tile.cols, tile.scalar);
}

bool NeedsAlias(Type type) {
  const bool floating = type.scalar == Scalar::kFloat16 || type.scalar == Scalar::kFloat32 ||
                        type.scalar == Scalar::kFloat64;
  if (type.kind == TypeKind::kVec) {
    return !(type.rows >= 2 && type.rows <= 4 && !Info(type.scalar).suffix.empty()) &&
           !(type.rows == 6 && floating);
  }
  if (type.kind == TypeKind::kMat) {
    const bool named =
        type.rows == type.cols && (type.rows <= 4 || type.rows == 6) && type.rows >= 2;
    return !(named && floating);
  }
  return (type.kind == TypeKind::kQuat || type.kind == TypeKind::kTransform) && !floating;
}

std::string_view Name(ArrayKind kind) {
  switch (kind) {
    case ArrayKind::kRegular:
      return "array";
    case ArrayKind::kIndexed:
      return "indexedarray";
    case ArrayKind::kFabric:
      return "fabricarray";
    case ArrayKind::kIndexedFabric:
      return "indexedfabricarray";
  }
  WARPLOOM_CHECK(false, "unknown kind of array");
}

std::string ToText(Type type) {
  return type.is_array() ? fmt::format("{}{}<{}>", Name(type.array_kind), type.ndim,
                                       ElementText(type.element()))
                         : ElementText(type);
}

std::optional<Type> TypeFromText(std::string_view text) {
  if (text == "void") {
    return VoidType();
  }
  if (text == "string") {
    return StringType();
  }
  if (const auto scalar = ScalarFromName(text)) {
    return ScalarType(*scalar);
  }
  return CompositeFromText(text);
}

uint16_t OpaqueId(std::string_view name) {
  auto& names = Opaques();
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) {
      return static_cast<uint16_t>(i);
    }
  }
  names.emplace_back(name);
  return static_cast<uint16_t>(names.size() - 1);
}

std::string_view OpaqueName(uint16_t id) { return Opaques()[id]; }

}  // namespace warploom::lang

#include "print/type_printer.h"

#include <fmt/format.h>

#include <iterator>

namespace warploom::print {
namespace {

using lang::Module;
using lang::Scalar;
using lang::Type;
using lang::TypeKind;

std::string_view Suffix(const Module& module, Scalar scalar) {
  if (scalar == Scalar::kFloat32) {
    return module.style.suffixed_names ? "f" : "";
  }
  return Info(scalar).suffix;
}

void AppendScalar(std::string& out, const Module& module, Scalar scalar) {
  if (!module.style.long_scalar_names) {
    switch (scalar) {
      case Scalar::kFloat32:
        out += "float";
        return;
      case Scalar::kInt32:
        out += "int";
        return;
      case Scalar::kBool:
        out += "bool";
        return;
      default:
        break;
    }
  }
  out += "wp.";
  out += Info(scalar).name;
}

std::string ShapeName(Type type) {
  switch (type.kind) {
    case TypeKind::kVec:
      return fmt::format("vec{}", type.rows);
    case TypeKind::kMat:
      return fmt::format("mat{}{}", type.rows, type.cols);
    case TypeKind::kQuat:
      return "quat";
    default:
      return "transform";
  }
}

// Our own name of a type for which Warp has none: vec5d, vec3bf, and bvec3 as shading languages
// say.
std::string AliasName(Type type) {
  std::string name = ShapeName(type);
  switch (type.scalar) {
    case Scalar::kBool:
      return "b" + name;
    case Scalar::kBfloat16:
      return name + "bf";
    case Scalar::kFloat32:
      return name;
    default:
      return name + std::string(Info(type.scalar).suffix);
  }
}

// Warp's own name, behind "wp.".
std::string NameOf(const Module& module, Type type) {
  const std::string_view suffix = Suffix(module, type.scalar);
  const bool spatial = type.rows == 6;
  if (type.kind == TypeKind::kVec && spatial) {
    return fmt::format("spatial_vector{}", suffix);
  }
  if (type.kind == TypeKind::kMat && spatial) {
    return fmt::format("spatial_matrix{}", suffix);
  }
  return fmt::format("{}{}", ShapeName(type), suffix);
}

void AppendElement(std::string& out, const Module& module, Type type);

// wp.tile[float, 16, 16]
void AppendTile(std::string& out, const Module& module, Type type) {
  out += "wp.tile[";
  AppendElement(out, module, ElementOf(type));
  for (const int extent : ShapeOf(type).span()) {
    fmt::format_to(std::back_inserter(out), ", {}", extent);
  }
  out += ']';
}

void AppendElement(std::string& out, const Module& module, Type type) {
  switch (type.kind) {
    case TypeKind::kScalar:
      AppendScalar(out, module, type.scalar);
      return;
    case TypeKind::kVec:
    case TypeKind::kMat:
    case TypeKind::kQuat:
    case TypeKind::kTransform:
      out += NeedsAlias(type) ? AliasName(type) : "wp." + NameOf(module, type);
      return;
    case TypeKind::kStruct:
      out += module.struct_of(type).name;
      return;
    case TypeKind::kString:
      out += "str";
      return;
    case TypeKind::kTuple: {
      const auto& items = module.tuple_of(type);
      for (size_t i = 0; i < items.size(); ++i) {
        out += i == 0 ? "tuple[" : ", ";
        AppendElement(out, module, items[i]);
      }
      out += ']';
      return;
    }
    case TypeKind::kFunction:
      out += "wp.Function";
      return;
    case TypeKind::kOpaque:
      out += "wp.";
      out += lang::OpaqueName(type.id);
      return;
    case TypeKind::kTile:
      AppendTile(out, module, type);
      return;
    case TypeKind::kVoid:
      out += "None";
      return;
  }
}

}  // namespace

std::string AliasOf(const Module& module, Type type) {
  std::string scalar;
  AppendScalar(scalar, module, type.scalar);
  const std::string name = AliasName(type);
  switch (type.kind) {
    case TypeKind::kVec:
      return fmt::format("{} = wp.types.vector(length={}, dtype={})", name, type.rows, scalar);
    case TypeKind::kMat:
      return fmt::format("{} = wp.types.matrix(shape=({}, {}), dtype={})", name, type.rows,
                         type.cols, scalar);
    case TypeKind::kQuat:
      return fmt::format("{} = wp.types.quaternion(dtype={})", name, scalar);
    default:
      return fmt::format("{} = wp.types.transformation(dtype={})", name, scalar);
  }
}

namespace {

// wp.indexedarray2d(dtype=float), wp.fabricarrayarray(dtype=float), wp.fabricarray[float]. Neither
// takes the number of dimensions in brackets but as Literal[2].
template <typename AppendElementOf>
void AppendOtherArray(std::string& out, const Module& module, Type type,
                      AppendElementOf&& element) {
  const bool is_indexed = type.array_kind == lang::ArrayKind::kIndexed;
  const bool by_name = type.ndim > 1 && (module.style.array_nd_names || !is_indexed);
  const bool bracketed = module.style.array_form == lang::ArrayForm::kBracket && type.ndim == 1;
  out += fmt::format("wp.{}{}", lang::Name(type.array_kind),
                     !by_name     ? ""
                     : is_indexed ? fmt::format("{}d", type.ndim)
                                  : "array");
  out += bracketed ? "[" : "(dtype=";
  element();
  if (type.ndim > 1 && !by_name) {
    out += fmt::format(", ndim={}", type.ndim);
  }
  out += bracketed ? ']' : ')';
}

template <typename AppendElementOf>
void AppendTypeWith(std::string& out, const Module& module, Type type, AppendElementOf&& element) {
  if (!type.is_array()) {
    element();
    return;
  }
  if (!type.is_regular_array()) {
    AppendOtherArray(out, module, type, element);
    return;
  }
  const bool by_name = type.ndim > 1 && module.style.array_nd_names;
  out += "wp.array";
  if (by_name || (type.ndim > 1 && module.style.array_form == lang::ArrayForm::kBracket)) {
    out += static_cast<char>('0' + type.ndim);
    out += 'd';
  }
  if (module.style.array_form == lang::ArrayForm::kBracket) {
    out += '[';
    element();
    out += ']';
    return;
  }
  out += "(dtype=";
  element();
  if (type.ndim > 1 && !by_name) {
    out += ", ndim=";
    out += static_cast<char>('0' + type.ndim);
  }
  out += ')';
}

}  // namespace

void AppendType(std::string& out, const Module& module, Type type) {
  AppendTypeWith(out, module, type, [&] { AppendElement(out, module, type); });
}

void AppendGenericType(std::string& out, const Module& module, Type type) {
  AppendTypeWith(out, module, type, [&] { out += "Any"; });
}

}  // namespace warploom::print

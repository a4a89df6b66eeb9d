#include "print/type_printer.h"

#include <fmt/format.h>

namespace warploom::print {
namespace {

using lang::Kernel;
using lang::Scalar;
using lang::Type;
using lang::TypeKind;

std::string_view Suffix(const Kernel& kernel, Scalar scalar) {
  if (scalar == Scalar::kFloat32) {
    return kernel.style.suffixed_names ? "f" : "";
  }
  return Info(scalar).suffix;
}

void AppendScalar(std::string& out, const Kernel& kernel, Scalar scalar) {
  if (!kernel.style.long_scalar_names) {
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

// The name of a vector or matrix type behind "wp.", or our own alias.
std::string ShapeName(const Kernel& kernel, Type type) {
  const auto suffix = NeedsAlias(type) && type.scalar == Scalar::kFloat32
                          ? std::string_view()
                          : Suffix(kernel, type.scalar);
  if (type.kind == TypeKind::kVec) {
    if (type.rows == 6 && !NeedsAlias(type)) {
      return fmt::format("spatial_vector{}", suffix);
    }
    return fmt::format("vec{}{}", type.rows, suffix);
  }
  if (type.rows == 6 && !NeedsAlias(type)) {
    return fmt::format("spatial_matrix{}", suffix);
  }
  return fmt::format("mat{}{}{}", type.rows, type.cols, suffix);
}

void AppendElement(std::string& out, const Kernel& kernel, Type type) {
  switch (type.kind) {
    case TypeKind::kScalar:
      AppendScalar(out, kernel, type.scalar);
      return;
    case TypeKind::kVec:
    case TypeKind::kMat:
      out += NeedsAlias(type) ? "" : "wp.";
      out += ShapeName(kernel, type);
      return;
    case TypeKind::kQuat:
      out += "wp.quat";
      out += Suffix(kernel, type.scalar);
      return;
    case TypeKind::kTransform:
      out += "wp.transform";
      out += Suffix(kernel, type.scalar);
      return;
    case TypeKind::kStruct:
      out += kernel.struct_of(type).name;
      return;
    case TypeKind::kString:
      out += "str";
      return;
    case TypeKind::kTuple:
    case TypeKind::kFunction:
    case TypeKind::kOpaque:
      out += "wp.";
      out += lang::OpaqueName(type.id);
      return;
    case TypeKind::kVoid:
      out += "None";
      return;
  }
}

}  // namespace

std::string AliasOf(const Kernel& kernel, Type type) {
  std::string scalar;
  AppendScalar(scalar, kernel, type.scalar);
  const std::string name = ShapeName(kernel, type);
  return type.kind == TypeKind::kVec
             ? fmt::format("{} = wp.types.vector(length={}, dtype={})", name, type.rows, scalar)
             : fmt::format("{} = wp.types.matrix(shape=({}, {}), dtype={})", name, type.rows,
                           type.cols, scalar);
}

void AppendType(std::string& out, const Kernel& kernel, Type type) {
  if (!type.is_array()) {
    AppendElement(out, kernel, type);
    return;
  }
  const bool by_name = type.ndim > 1 && kernel.style.array_nd_names;
  out += "wp.array";
  if (by_name || (type.ndim > 1 && kernel.style.array_form == 1)) {
    out += static_cast<char>('0' + type.ndim);
    out += 'd';
  }
  if (kernel.style.array_form == 1) {
    out += '[';
    AppendElement(out, kernel, type);
    out += ']';
    return;
  }
  out += "(dtype=";
  AppendElement(out, kernel, type);
  if (type.ndim > 1 && !by_name) {
    out += ", ndim=";
    out += static_cast<char>('0' + type.ndim);
  }
  out += ')';
}

}  // namespace warploom::print

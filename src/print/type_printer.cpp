#include "print/type_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>

#include "base/check.h"

namespace warploom::print {
namespace {

using lang::Module;
using lang::Scalar;
using lang::Type;
using lang::TypeKind;

// Python's own name of a scalar type; "" where it has none.
std::string_view PythonName(Scalar scalar) {
  switch (scalar) {
    case Scalar::kFloat32:
      return "float";
    case Scalar::kInt32:
      return "int";
    case Scalar::kBool:
      return "bool";
    case Scalar::kInt8:
    case Scalar::kUint8:
    case Scalar::kInt16:
    case Scalar::kUint16:
    case Scalar::kUint32:
    case Scalar::kInt64:
    case Scalar::kUint64:
    case Scalar::kFloat16:
    case Scalar::kBfloat16:
    case Scalar::kFloat64:
      return "";
  }
  WARPLOOM_CHECK(false, "an unknown scalar type");
}

void AppendScalar(Document& out, const Module& module, Scalar scalar) {
  const std::string_view python = module.style.long_scalar_names ? "" : PythonName(scalar);
  if (python.empty()) {
    out.Append("wp.", Info(scalar).name);
  } else {
    out.Append(python);
  }
}

// The names of the kinds of type that have components: in short names (vec3), and of the function
// in wp.types that makes such a type (vector).
struct CompositeNames {
  TypeKind kind;
  std::string_view short_name;
  std::string_view factory;
};
constexpr std::array kComposites = {
    CompositeNames{TypeKind::kVec, "vec", "vector"},
    CompositeNames{TypeKind::kMat, "mat", "matrix"},
    CompositeNames{TypeKind::kQuat, "quat", "quaternion"},
    CompositeNames{TypeKind::kTransform, "transform", "transformation"},
};

const CompositeNames& NamesOf(TypeKind kind) {
  const auto* const found = std::ranges::find(kComposites, kind, &CompositeNames::kind);
  WARPLOOM_CHECK(found != kComposites.end(), "only types with components have such a name");
  return *found;
}

// The name without its scalar: "vec3", "mat33".
void AppendShapeName(std::string& out, Type type) {
  out += NamesOf(type.kind).short_name;
  if (type.kind == TypeKind::kVec) {
    fmt::format_to(std::back_inserter(out), "{}", type.rows);
  } else if (type.kind == TypeKind::kMat) {
    fmt::format_to(std::back_inserter(out), "{}{}", type.rows, type.cols);
  }
}

// The alias for a type for which Warp has no name: vec5d, vec3bf, and bvec3 as in GLSL.
void AppendAliasName(std::string& out, Type type) {
  const bool is_bool = type.scalar == Scalar::kBool;
  out += is_bool ? "b" : "";
  AppendShapeName(out, type);
  if (type.scalar == Scalar::kBfloat16) {
    out += "bf";
  } else if (!is_bool && type.scalar != Scalar::kFloat32) {
    out += Info(type.scalar).suffix;
  }
}

// Warp's own name: wp.vec3, wp.mat33d, wp.spatial_vector.
void AppendWarpName(std::string& out, const Module& module, Type type) {
  const bool is_spatial = type.rows == 6;
  out += "wp.";
  if (type.kind == TypeKind::kVec && is_spatial) {
    out += "spatial_vector";
  } else if (type.kind == TypeKind::kMat && is_spatial) {
    out += "spatial_matrix";
  } else {
    AppendShapeName(out, type);
  }
  if (type.scalar != Scalar::kFloat32) {
    out += Info(type.scalar).suffix;
  } else {
    out += module.style.suffixed_names ? "f" : "";
  }
}

void AppendElement(Document& out, const Module& module, Type type);

// wp.tile[float, 16, 16]
void AppendTile(Document& out, const Module& module, Type type) {
  out.Append("wp.tile");
  out.OpenBracket('[');
  AppendElement(out, module, ElementOf(type));
  for (const int extent : ShapeOf(type).span()) {
    out.Comma();
    fmt::format_to(std::back_inserter(out.text()), "{}", extent);
  }
  out.CloseBracket(']');
}

void AppendTuple(Document& out, const Module& module, Type type) {
  out.Append("tuple");
  out.OpenBracket('[');
  const auto& items = module.tuple_of(type);
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      out.Comma();
    }
    AppendElement(out, module, items[i]);
  }
  out.CloseBracket(']', items.size() > 1 ? TrailingComma::kIfBroken : TrailingComma::kNever);
}

// Any type except arrays.
void AppendElement(Document& out, const Module& module, Type type) {
  switch (type.kind) {
    case TypeKind::kScalar:
      AppendScalar(out, module, type.scalar);
      return;
    case TypeKind::kVec:
    case TypeKind::kMat:
    case TypeKind::kQuat:
    case TypeKind::kTransform:
      if (NeedsAlias(type)) {
        AppendAliasName(out.text(), type);
      } else {
        AppendWarpName(out.text(), module, type);
      }
      return;
    case TypeKind::kStruct:
      out.Append(module.struct_of(type).name);
      return;
    case TypeKind::kString:
      out.Append("str");
      return;
    case TypeKind::kTuple:
      AppendTuple(out, module, type);
      return;
    case TypeKind::kFunction:
      out.Append("wp.Function");
      return;
    case TypeKind::kOpaque:
      out.Append("wp.", lang::OpaqueName(type.id));
      return;
    case TypeKind::kTile:
      AppendTile(out, module, type);
      return;
    case TypeKind::kVoid:
      out.Append("None");
      return;
  }
}

// wp.array2d(dtype=float), wp.array(dtype=float, ndim=2), wp.array2d[float];
// wp.indexedarray2d(dtype=float), wp.fabricarrayarray(dtype=float), wp.fabricarray[float].
//
// Only wp.array has a bracket form with names for several dimensions. In brackets, the other kinds
// take the number of dimensions only as Literal[2], which nobody writes.
template <typename AppendItem>
void AppendArray(Document& out, const Module& module, Type type, AppendItem&& append_item) {
  const bool is_regular = type.is_regular_array();
  const bool is_fabric = !is_regular && type.array_kind != lang::ArrayKind::kIndexed;
  const bool is_several = type.ndim > 1;
  const bool is_bracketed =
      module.style.array_form == lang::ArrayForm::kBracket && (is_regular || !is_several);
  const bool is_by_name = is_several && (module.style.array_nd_names || is_fabric || is_bracketed);
  out.Append("wp.", Name(type.array_kind));
  if (is_by_name && is_fabric) {
    out.Append("array");
  } else if (is_by_name) {
    fmt::format_to(std::back_inserter(out.text()), "{}d", type.ndim);
  }
  out.OpenBracket(is_bracketed ? '[' : '(');
  out.Append(is_bracketed ? "" : "dtype=");
  append_item();
  if (is_several && !is_by_name) {
    out.Comma();
    fmt::format_to(std::back_inserter(out.text()), "ndim={}", type.ndim);
  }
  out.CloseBracket(is_bracketed ? ']' : ')',
                   is_bracketed ? TrailingComma::kNever : TrailingComma::kIfBroken);
}

}  // namespace

void AppendAlias(Document& out, const Module& module, Type type) {
  AppendAliasName(out.text(), type);
  out.Append(" = ");
  out.BeginValue();
  out.Append("wp.types.", NamesOf(type.kind).factory);
  out.OpenBracket('(');
  if (type.kind == TypeKind::kVec) {
    fmt::format_to(std::back_inserter(out.text()), "length={}", type.rows);
    out.Comma();
  } else if (type.kind == TypeKind::kMat) {
    fmt::format_to(std::back_inserter(out.text()), "shape=({}, {})", type.rows, type.cols);
    out.Comma();
  }
  out.Append("dtype=");
  AppendScalar(out, module, type.scalar);
  out.CloseBracket(')');
  out.EndValue();
}

void AppendType(Document& out, const Module& module, Type type) {
  if (type.is_array()) {
    AppendArray(out, module, type, [&] { AppendElement(out, module, type); });
  } else {
    AppendElement(out, module, type);
  }
}

void AppendGenericType(Document& out, const Module& module, Type type) {
  if (type.is_array()) {
    AppendArray(out, module, type, [&] { out.Append("Any"); });
  } else {
    out.Append("Any");
  }
}

}  // namespace warploom::print

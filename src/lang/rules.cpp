#include "lang/rules.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lang/kind_of.h"

namespace warploom::lang {
namespace {

bool AllAre(std::span<const Type> types, Type wanted) {
  return std::all_of(types.begin(), types.end(), [&](Type t) { return t == wanted; });
}

// Warp's 16-bit floats do not convert to bool: accepted by codegen, refused by the compilers.
bool IsShortFloat(Type type) {
  return type.scalar == Scalar::kFloat16 || type.scalar == Scalar::kBfloat16;
}

std::string_view ConstructorName(Type type) {
  switch (type.kind) {
    case TypeKind::kScalar:
      return Info(type.scalar).name;
    case TypeKind::kVec:
      return "vector";
    case TypeKind::kMat:
      return "matrix";
    case TypeKind::kQuat:
      return "quaternion";
    case TypeKind::kTransform:
      return "transformation";
    case TypeKind::kVoid:
    case TypeKind::kStruct:
    case TypeKind::kString:
    case TypeKind::kTuple:
    case TypeKind::kFunction:
    case TypeKind::kOpaque:
    case TypeKind::kTile:
      return "";
  }
  return "";
}

// See IsInRow.
struct ArgumentInRow {
  Type type;

  bool operator()(const Keyword& e) const { return Info(e.name).in_row; }
  bool operator()(const KindOf<TypeName, Callee> auto&) const { return false; }
  bool operator()(
      const KindOf<std::monostate, Literal, String, VarRef, ConstRef, NamedNumber, Member, Static,
                   Tuple, Unary, Binary, Compare, BoolOp, Ternary, BuiltinCall, UserCall, Construct,
                   Subscript, Slice, Field, Component, Shape, LocalArray, Adjoint> auto&) const {
    return !type.is_tuple();
  }
};

// Operator names looked up once per table.
struct OperatorNames {
  const BuiltinTable* table = nullptr;
  std::array<BuiltinNameId, 13> binary;
  std::array<BuiltinNameId, 4> unary;
};

// order: independent, because it keeps what the table says.
const OperatorNames& NamesOf(const BuiltinTable& table) {
  thread_local OperatorNames names;
  if (names.table != &table) {
    for (size_t i = 0; i < names.binary.size(); ++i) {
      names.binary[i] = table.Name(Info(static_cast<BinaryOp>(i)).builtin);
    }
    for (size_t i = 0; i < names.unary.size(); ++i) {
      names.unary[i] = table.Name(Info(static_cast<UnaryOp>(i)).builtin);
    }
    names.table = &table;
  }
  return names;
}

// What is left of an array behind its first subscripts (builtins.py: the value functions of view,
// native/array.h and fabric.h for what compiles).
Type TypeOfArrayPart(Type base, int ndim, int slices) {
  switch (base.array_kind) {
    case ArrayKind::kRegular:
      return ArrayOf(base.element(), ndim);
    case ArrayKind::kIndexed:
      return slices > 0 ? VoidType()
             : ndim > 0 ? ArrayOf(base.element(), ndim, base.array_kind)
                        : base.element();
    case ArrayKind::kFabric:
    case ArrayKind::kIndexedFabric:
      return slices > 0 || base.ndim > 2 ? VoidType() : ArrayOf(base.element(), ndim);
  }
  return VoidType();
}

}  // namespace

std::optional<CallId> FindUnary(const BuiltinTable& table, UnaryOp op, Type operand) {
  const Type type = AnyShape(operand);
  const Call* call =
      table.Resolve(NamesOf(table).unary[static_cast<size_t>(op)], std::span(&type, 1));
  return call == nullptr ? std::nullopt : std::optional(call->id);
}

std::optional<CallId> FindBinary(const BuiltinTable& table, BinaryOp op, Type left, Type right) {
  if (left.is_tile() && right.is_tile() && left.id != right.id) {
    return std::nullopt;
  }
  const std::array<Type, 2> types = {AnyShape(left), AnyShape(right)};
  const Call* call = table.Resolve(NamesOf(table).binary[static_cast<size_t>(op)], types);
  return call == nullptr ? std::nullopt : std::optional(call->id);
}

Type ResultOfOperator(const Call& call, Type left, Type right) {
  return call.result.is_tile() ? WithShapeOf(call.result, left.is_tile() ? left : right)
                               : call.result;
}

bool IsInRow(const Module& module, ExprId argument) {
  const Expr& expr = module[argument];
  return std::visit(ArgumentInRow{expr.type}, expr.node);
}

bool CanCompare(CompareOp op, Type left, Type right) {
  if (left != right) {
    return false;
  }
  if (left.is_scalar()) {
    return !left.is_bool() || op == CompareOp::kEq || op == CompareOp::kNe;
  }
  return op == CompareOp::kEq &&
         (left.is_vec() || left.is_mat() || left.is_quat() || left.is_transform());
}

bool CanBeCondition(Type type) {
  return type.is_regular_array() || (type.is_scalar() && !IsShortFloat(type));
}

Type TypeOfItem(const std::vector<Type>& items, std::optional<int64_t> index) {
  const bool is_uniform = std::ranges::all_of(items, [&](Type t) { return t == items.front(); });
  if (!index) {
    return is_uniform && !items.empty() ? items.front() : VoidType();
  }
  const bool is_inside = *index >= 0 && *index < static_cast<int64_t>(items.size());
  return is_inside ? items[static_cast<size_t>(*index)] : VoidType();
}

MathSource SourceOf(const Module& module, const BuiltinTable& builtins, const BuiltinCall& call) {
  const Call& row = builtins.call(call.call);
  const bool is_there = row.result.is_scalar() && IsIn(module.style.math, builtins.name(row.name));
  return is_there ? module.style.math : MathSource::kWarp;
}

namespace {

// The variable that the part is component `index` of; none if it is not.
VarId VariableOfPart(const Module& module, ExprId part, uint8_t index) {
  const auto* component = std::get_if<Component>(&module[part].node);
  if (component == nullptr || component->index != index) {
    return {};
  }
  const auto* variable = std::get_if<VarRef>(&module[component->base].node);
  const bool is_vector = module[component->base].type.is_vec();
  return variable != nullptr && is_vector ? variable->var : VarId{};
}

}  // namespace

int PartsOfOneVariable(const Module& module, std::span<const ExprId> parts) {
  const VarId variable = parts.empty() ? VarId{} : VariableOfPart(module, parts[0], 0);
  if (!variable.is_valid()) {
    return 0;
  }
  const auto count = static_cast<size_t>(module[variable].type.components());
  for (size_t i = 1; i < count; ++i) {
    if (i >= parts.size() ||
        VariableOfPart(module, parts[i], static_cast<uint8_t>(i)) != variable) {
      return 0;
    }
  }
  return static_cast<int>(count);
}

bool CanBeField(Type type) {
  return type.is_array() || type.is_scalar() || type.scalar != Scalar::kBool;
}

bool CanFormat(Type type) { return type.is_scalar() && !IsShortFloat(type); }

bool CanConstruct(Type type, std::span<const Type> parts) {
  const Type scalar = ScalarType(type.scalar);
  const auto count = static_cast<int>(parts.size());
  switch (type.kind) {
    case TypeKind::kScalar:
      return count == 1 && parts[0].is_scalar() && !(type.is_bool() && IsShortFloat(parts[0]));
    case TypeKind::kVec:
      // wp.spatial_vector is a function of its own: no fill, no copy (builtins.py), but two halves.
      if (type == kSpatialVec && count == 1) {
        return false;
      }
      return count == 0 || ((count == 1 || count == type.rows) && AllAre(parts, scalar)) ||
             (count == 1 && parts[0].is_vec() && parts[0].rows == type.rows) ||
             (type == kSpatialVec && count == 2 && AllAre(parts, kVec3));
    case TypeKind::kMat:
      return count == 0 || ((count == 1 || count == type.components()) && AllAre(parts, scalar)) ||
             (count == 1 && parts[0].is_mat() && parts[0].rows == type.rows &&
              parts[0].cols == type.cols);
    case TypeKind::kQuat:
      return count == 0 || (count == 1 && parts[0] == type) ||
             (count == 4 && AllAre(parts, scalar)) ||
             (count == 2 && parts[0] == VecType(3, type.scalar) && parts[1] == scalar);
    case TypeKind::kTransform:
      return count == 0 || (count == 2 && parts[0] == VecType(3, type.scalar) &&
                            parts[1] == QuatType(type.scalar));
    case TypeKind::kStruct:
      return count == 0;
    case TypeKind::kVoid:
    case TypeKind::kString:
    case TypeKind::kTuple:
    case TypeKind::kFunction:
    case TypeKind::kOpaque:
    case TypeKind::kTile:
      return false;
  }
  return false;
}

bool CanConstruct(const StructDef& definition, std::span<const Type> parts) {
  return parts.empty() || std::ranges::equal(parts, definition.fields, {}, {}, &StructField::type);
}

std::optional<CallId> FindConstructor(const BuiltinTable& table, Type type,
                                      std::span<const Type> parts) {
  const auto name = table.FindName(ConstructorName(type));
  if (!name) {
    return std::nullopt;
  }
  for (const CallId id : table.Named(*name)) {
    const Call& call = table.call(id);
    if (call.result == type && std::ranges::equal(call.args, parts)) {
      return id;
    }
  }
  return std::nullopt;
}

Type TypeOfSubscript(Type base, int indices, int slices) {
  if (indices < 1) {
    return VoidType();
  }
  if (base.is_array()) {
    if (indices > base.ndim) {
      return VoidType();
    }
    return TypeOfArrayPart(base, base.ndim - indices + slices, slices);
  }
  if (slices > 0) {
    return VoidType();
  }
  if (base.is_tile()) {
    // The subscripts of an element may follow those of the tile (builtins.py: tile_extract).
    const Type element = ElementOf(base);
    const int inner = indices - ShapeOf(base).rank;
    return inner == 0 ? element : inner > 0 ? TypeOfSubscript(element, inner, 0) : VoidType();
  }
  const Type scalar = ScalarType(base.scalar);
  switch (base.kind) {
    case TypeKind::kVec:
    case TypeKind::kQuat:
    case TypeKind::kTransform:
      return indices == 1 ? scalar : VoidType();
    case TypeKind::kMat:
      return indices == 1 ? VecType(base.cols, base.scalar) : indices == 2 ? scalar : VoidType();
    case TypeKind::kVoid:
    case TypeKind::kScalar:
    case TypeKind::kStruct:
    case TypeKind::kString:
    case TypeKind::kTuple:
    case TypeKind::kFunction:
    case TypeKind::kOpaque:
    case TypeKind::kTile:
      return VoidType();
  }
  return VoidType();
}

bool HasShape(Type type) {
  return type.is_regular_array() || (type.is_array() && type.array_kind == ArrayKind::kIndexed);
}

Type TypeOfComponent(Type base, int index) {
  if (base.is_transform()) {
    return index == 0 ? VecType(3, base.scalar) : index == 1 ? QuatType(base.scalar) : VoidType();
  }
  if (base.kind == TypeKind::kOpaque) {
    const auto fields = FieldsOfObject(base);
    const auto place = static_cast<size_t>(index);
    return place < fields.size() ? fields[place].type : VoidType();
  }
  const int count = base.is_quat() ? 4 : base.is_vec() ? base.rows : 0;
  return index < 4 && index < count ? ScalarType(base.scalar) : VoidType();
}

bool IsIterable(Type type) {
  if (type.kind != TypeKind::kOpaque) {
    return false;
  }
  const std::string_view name = OpaqueName(type.id);
  return name.find("HashGridQuery") != std::string_view::npos || name == "MeshQuery" ||
         name == "MeshQueryAABB" || name == "_MeshQuerySphere";
}

bool CanPass(Type argument, Type parameter) {
  if (argument == parameter) {
    return true;
  }
  if (argument.kind != TypeKind::kOpaque || parameter.kind != TypeKind::kOpaque) {
    return false;
  }
  const std::string_view from = OpaqueName(argument.id);
  const std::string_view to = OpaqueName(parameter.id);
  return (to == "BvhQuery" && from.starts_with("_BvhQuery")) ||
         (to == "MeshQuery" && (from == "MeshQueryAABB" || from == "_MeshQuerySphere"));
}

}  // namespace warploom::lang

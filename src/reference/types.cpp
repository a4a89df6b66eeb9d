#include "reference/types.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "reference/unsupported.h"

namespace warploom::reference {
namespace {

using lang::ArrayKind;
using lang::Module;
using lang::Type;
using lang::TypeKind;

std::string ScalarName(lang::Scalar scalar) {
  return scalar == lang::Scalar::kBool ? "bool" : fmt::format("wp::{}", Info(scalar).name);
}

// The names of such types in Warp's headers (types.py, texture.py: _wp_native_name_).
std::string NativeType(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kNames = {{
      {"BvhQuery", "bvh_query_t"},
      {"_BvhQueryAabb", "bvh_query_t"},
      {"_BvhQueryCapsule", "bvh_query_t"},
      {"_BvhQueryRay", "bvh_query_t"},
      {"_BvhQuerySphere", "bvh_query_t"},
      {"HashGridQuery", "hash_grid_query_f"},
      {"_HashGridQueryD", "hash_grid_query_d"},
      {"_HashGridQueryH", "hash_grid_query_h"},
      {"Mesh", "Mesh"},
      {"MeshQuery", "mesh_query_aabb_t"},
      {"MeshQueryAABB", "mesh_query_aabb_t"},
      {"_MeshQuerySphere", "mesh_query_aabb_t"},
      {"MeshQueryPoint", "mesh_query_point_t"},
      {"mesh_query_point_t", "mesh_query_point_t"},
      {"MeshQueryRay", "mesh_query_ray_t"},
      {"Texture1D", "texture1d_t"},
      {"Texture2D", "texture2d_t"},
      {"Texture3D", "texture3d_t"},
  }};
  for (const auto& [python, native] : kNames) {
    if (python == name) {
      return fmt::format("wp::{}", native);
    }
  }
  throw Unsupported{fmt::format("the type {}", name)};
}

std::string OpaqueType(const Module& module, std::string_view name) {
  static constexpr std::string_view kStack = "tile_stack<";
  if (name == "BvhQueryTiled") {
    return "wl::BvhBlockQuery";
  }
  if (name == "MeshQueryAABBTiled") {
    return "wl::MeshBlockQuery";
  }
  if (!name.starts_with(kStack)) {
    return NativeType(name);
  }
  const auto element =
      lang::TypeFromText(name.substr(kStack.size(), name.size() - kStack.size() - 1));
  WARPLOOM_CHECK(element.has_value(), "the name of a stack's type has its element's type");
  return fmt::format("wl::Stack<{}>", CppType(module, *element));
}

std::string ElementType(const Module& module, Type type) {
  const auto scalar = [&] { return ScalarName(type.scalar); };
  switch (type.kind) {
    case TypeKind::kVoid:
      return "void";
    case TypeKind::kScalar:
      return scalar();
    case TypeKind::kVec:
      return fmt::format("wp::vec_t<{}, {}>", type.rows, scalar());
    case TypeKind::kMat:
      return fmt::format("wp::mat_t<{}, {}, {}>", type.rows, type.cols, scalar());
    case TypeKind::kQuat:
      return fmt::format("wp::quat_t<{}>", scalar());
    case TypeKind::kTransform:
      return fmt::format("wp::transform_t<{}>", scalar());
    case TypeKind::kStruct:
      return StructName(module, type);
    case TypeKind::kTuple:
      return PackType(module, module.tuple_of(type));
    case TypeKind::kOpaque:
      return OpaqueType(module, lang::OpaqueName(type.id));
    case TypeKind::kString:
      throw Unsupported{"strings as values"};
    case TypeKind::kFunction:
      throw Unsupported{"functions as values"};
    case TypeKind::kTile:
      return fmt::format("wl::Tile<{}>", CppType(module, lang::ElementOf(type)));
  }
  WARPLOOM_CHECK(false, "an unknown kind of type");
}

std::string_view ArrayTemplate(ArrayKind kind) {
  switch (kind) {
    case ArrayKind::kRegular:
      return "wp::array_t";
    case ArrayKind::kIndexed:
      return "wp::indexedarray_t";
    case ArrayKind::kFabric:
      return "wp::fabricarray_t";
    case ArrayKind::kIndexedFabric:
      return "wp::indexedfabricarray_t";
  }
  WARPLOOM_CHECK(false, "an unknown kind of array");
}

}  // namespace

std::string CppType(const Module& module, Type type) {
  if (!type.is_array()) {
    return ElementType(module, type);
  }
  return fmt::format("{}<{}>", ArrayTemplate(type.array_kind), ElementType(module, type.element()));
}

std::string PackType(const Module& module, const std::vector<Type>& types) {
  std::string list;
  for (const Type type : types) {
    list += (list.empty() ? "" : ", ") + CppType(module, type);
  }
  return fmt::format("wl::Pack<{}>", list);
}

std::string StructName(const Module& module, Type type) {
  return "s_" + module.struct_of(type).name;
}

std::string FieldName(const lang::StructField& field) { return "f_" + field.name; }

}  // namespace warploom::reference

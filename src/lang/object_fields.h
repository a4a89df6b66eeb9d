#pragma once

#include <span>
#include <string_view>

#include "lang/type.h"

namespace warploom::lang {

// The fields of Warp's own structures that a kernel can read: results of mesh queries, meshes and
// textures. Empty for an opaque type without fields.
struct ObjectField {
  std::string_view name;
  Type type;
};
std::span<const ObjectField> FieldsOfObject(Type opaque);

}  // namespace warploom::lang

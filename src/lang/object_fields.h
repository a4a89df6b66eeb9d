#pragma once

#include <span>
#include <string_view>

#include "lang/type.h"

namespace warploom::lang {

// What a kernel reads by name from Warp's own structures: the answers of a mesh's queries, a mesh
// itself, a texture. Empty for an opaque type without such names.
struct ObjectField {
  std::string_view name;
  Type type;
};
std::span<const ObjectField> FieldsOfObject(Type opaque);

}  // namespace warploom::lang

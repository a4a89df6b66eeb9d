#pragma once

#include <cstdint>
#include <string_view>

#include "lang/expr.h"
#include "lang/module.h"
#include "lang/stmt.h"

// Numbers for node kinds, operators and types that depend only on their names: reordering the .def
// files or the enumerators does not change the tags or the hashes made from them.
namespace warploom::lang {

// FNV-1a of the name.
constexpr uint64_t TagOfName(std::string_view name) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

// "expr.Literal", "stmt.If". Only defined for nodes.
template <typename Node>
struct KindName;
#define WARPLOOM_EXPR_KIND(Name)                              \
  template <>                                                 \
  struct KindName<Name> {                                     \
    static constexpr std::string_view kValue = "expr." #Name; \
  };
#include "lang/expr_kind.def"
#define WARPLOOM_STMT_KIND(Name)                              \
  template <>                                                 \
  struct KindName<Name> {                                     \
    static constexpr std::string_view kValue = "stmt." #Name; \
  };
#include "lang/stmt_kind.def"

template <typename Node>
inline constexpr uint64_t kKindTag = TagOfName(KindName<Node>::kValue);

uint64_t TagOf(BinaryOp op);
uint64_t TagOf(UnaryOp op);
uint64_t TagOf(CompareOp op);
uint64_t TagOf(TypeKind kind);

// The tag of a whole type: a tuple by its items, a struct by its index in the module.
uint64_t TagOf(const Module& module, Type type);

}  // namespace warploom::lang

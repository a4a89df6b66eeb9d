#pragma once

#include <array>
#include <string_view>

#include "lang/builtin_table.h"
#include "lang/operators.h"
#include "lang/type.h"

namespace warploom::lang {

// The overloads that syntax compiles to for every element type: a[i] is address and load.
struct SyntaxRows {
  using ByArray = std::array<OverloadId, kArrayKinds.size()>;  // In the order of kArrayKinds.

  const BuiltinTable* table = nullptr;
  ByArray address;
  OverloadId load;
  OverloadId store;
  OverloadId copy;
  ByArray view;
  OverloadId slice;
  OverloadId extent;
  OverloadId item;
  OverloadId tuple;
  OverloadId print;
  OverloadId printf;
  OverloadId zeros;
  OverloadId zeros_1d;
  OverloadId array;

  static OverloadId Of(const ByArray& rows, Type array) {
    return rows[static_cast<size_t>(array.array_kind)];
  }
};

// Looked up once per table and thread.
const SyntaxRows& SyntaxRowsOf(const BuiltinTable& table);

// The builtins that augmented assignments become on array elements and on components (codegen.py:
// emit_AugAssign). Both are empty for an operator without such builtins.
struct InPlaceNames {
  std::string_view on_element;
  std::string_view on_component;
};
InPlaceNames InPlaceNamesOf(BinaryOp op);

// False for types that are too small for Warp's atomics, to which `a[i] += x` compiles otherwise
// (types.py: non_atomic_types).
bool IsAtomic(Type element);

}  // namespace warploom::lang

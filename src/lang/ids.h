#pragma once

#include "base/typed_id.h"

namespace warploom::lang {

// Indices into the containers of one Module.
using ExprId = TypedId<struct ExprTag>;
using StmtId = TypedId<struct StmtTag>;
using VarId = TypedId<struct VarTag>;
using FuncId = TypedId<struct FuncTag>;
using StructId = TypedId<struct StructTag>;
using ConstId = TypedId<struct ConstTag>;
using TextId = TypedId<struct TextTag>;

// A contiguous range of ids in one of the Module's pools.
template <typename Id>
struct IdList {
  uint32_t begin = 0;
  uint32_t count = 0;
};
using ExprList = IdList<ExprId>;
using StmtList = IdList<StmtId>;
using VarList = IdList<VarId>;

}  // namespace warploom::lang

#pragma once

#include <string_view>
#include <vector>

#include "lang/verify.h"

namespace warploom::lang {

// The state of the verifier as it walks a module in program order.
struct VerifyState {
  const Module& module;
  const BuiltinTable& builtins;
  std::vector<Violation> violations = {};

  const Function* function = nullptr;
  uint32_t function_index = 0;
  std::vector<bool> assigned = {};        // By variable: on every path to this point.
  std::vector<bool> known_counters = {};  // By variable: a counter of an open constant-range loop.
  int open_loops = 0;

  void Require(VerifyRule rule, bool holds, std::string_view detail = "") {
    if (!holds) {
      violations.push_back({rule, function == nullptr ? "" : function->name, std::string(detail)});
    }
  }

  Type TypeOf(ExprId id) const { return module[id].type; }
  std::vector<Type> TypesOf(ExprList list) const {
    std::vector<Type> types;
    for (const ExprId id : module[list]) {
      types.push_back(TypeOf(id));
    }
    return types;
  }
};

// The kind of the first id that is out of range; empty if there is none, which the rest of the
// verifier relies on.
std::string_view FirstIdOutOfRange(const Module& module, const BuiltinTable& builtins);

// Checks an expression and its subexpressions.
void VerifyExpr(VerifyState& state, ExprId id);

// Checks statements in order. Variables that are first assigned in the block count as unassigned
// after it.
void VerifyBlock(VerifyState& state, StmtList block);

}  // namespace warploom::lang

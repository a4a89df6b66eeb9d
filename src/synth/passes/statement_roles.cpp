#include "synth/passes/statement_roles.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

// Whether the value is wp.tid() or an element of an array.
bool IsRead(const Module& module, const BuiltinTable& builtins, ExprId value) {
  if (const auto* call = std::get_if<BuiltinCall>(&module[value].node)) {
    return builtins.name(builtins.call(call->call).name) == "tid";
  }
  return ArrayOf(module, value).is_valid();
}

bool Leaves(const Module& module, const If& branch) {
  if (branch.then.count != 1 || branch.otherwise.count > 0) {
    return false;
  }
  const StmtNode& node = module[module[branch.then][0]].node;
  return std::holds_alternative<Return>(node) || std::holds_alternative<Continue>(node);
}

}  // namespace

VarId ArrayOf(const Module& module, ExprId element) {
  const auto* subscript = std::get_if<Subscript>(&module[element].node);
  const auto* ref =
      subscript == nullptr ? nullptr : std::get_if<VarRef>(&module[subscript->base].node);
  return ref != nullptr && module[ref->var].type.is_array() ? ref->var : VarId{};
}

StatementRole RoleOf(const Module& module, const BuiltinTable& builtins, const Stmt& stmt) {
  if (const auto* assign = std::get_if<Assign>(&stmt.node)) {
    return IsRead(module, builtins, assign->value) ? StatementRole::kRead : StatementRole::kCompute;
  }
  if (const auto* branch = std::get_if<If>(&stmt.node)) {
    return Leaves(module, *branch) ? StatementRole::kGuard : StatementRole::kBlock;
  }
  if (std::holds_alternative<ForRange>(stmt.node) || std::holds_alternative<While>(stmt.node)) {
    return StatementRole::kBlock;
  }
  if (const auto* store = std::get_if<Store>(&stmt.node)) {
    return ArrayOf(module, store->target).is_valid() ? StatementRole::kStore
                                                     : StatementRole::kCompute;
  }
  if (const auto* augment = std::get_if<Augment>(&stmt.node)) {
    return ArrayOf(module, augment->target).is_valid() ? StatementRole::kAtomic
                                                       : StatementRole::kCompute;
  }
  if (std::holds_alternative<Evaluate>(stmt.node)) {
    return StatementRole::kAtomic;
  }
  return std::holds_alternative<Unpack>(stmt.node) ? StatementRole::kRead : StatementRole::kOther;
}

}  // namespace warploom::synth::passes

#include "synth/passes/uses.h"

#include "lang/param_bits.h"
#include "lang/walk.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

class UseCounter {
 public:
  explicit UseCounter(const Module& module) : module_(module) {
    uses_.vars.assign(module.vars.size(), 0);
    uses_.constants.assign(module.constants.size(), 0);
    uses_.classes.assign(module.classes.size(), 0);
    uses_.functions.assign(module.functions.size(), false);
  }

  Uses Run() && {
    for (const Function& function : module_.functions) {
      CountBlock(function.body);
      CountHead(function);
    }
    CountRelatives();
    // Constants refer to earlier constants only, so backwards, all uses of one are known.
    for (size_t i = module_.constants.size(); i-- > 0;) {
      if (uses_.constants[i] > 0) {
        CountTree(module_.constants[i].value);
      }
    }
    return std::move(uses_);
  }

 private:
  void CountHead(const Function& function) {
    for (const ExprId value : function.defaults) {
      CountTree(value);
    }
    // What is written to a parameter by reference reaches the caller.
    const auto params = module_[function.params];
    for (size_t i = 0; i < params.size(); ++i) {
      uses_.vars[params[i].value] += NamesParam(function.ref_params, i) ? 1 : 0;
    }
  }

  // An instance keeps the generic function alive whose text it shares. A gradient or replay
  // function is alive exactly if its function is.
  void CountRelatives() {
    for (size_t i = module_.functions.size(); i-- > 0;) {
      const Function& function = module_.functions[i];
      if (function.role == Function::Role::kInstance && uses_.functions[i]) {
        uses_.functions[function.of.value] = true;
      }
    }
    for (size_t i = 0; i < module_.functions.size(); ++i) {
      const Function::Role role = module_.functions[i].role;
      if (role == Function::Role::kGrad || role == Function::Role::kReplay) {
        uses_.functions[i] = uses_.functions[module_.functions[i].of.value];
      }
    }
  }

  void CountBlock(StmtList list) {
    for (const StmtId id : module_[list]) {
      ForEachPart(
          module_, module_[id],
          [&](ExprId top, bool is_target) {
            if (!is_target || !IsUpdateOfLocal(module_[id], top)) {
              CountTree(top);
            }
          },
          [&](StmtList block) { CountBlock(block); });
    }
  }

  void CountTree(ExprId top) {
    ForEachExpr(module_, top, [&](ExprId id) { CountExpr(id); });
  }

  void CountExpr(ExprId id) {
    const ExprNode& node = module_[id].node;
    if (const auto* ref = std::get_if<VarRef>(&node)) {
      ++uses_.vars[ref->var.value];
    } else if (const auto* constant = std::get_if<ConstRef>(&node)) {
      ++uses_.constants[constant->constant.value];
    } else if (const auto* member = std::get_if<Member>(&node)) {
      ++uses_.classes[member->owner];
    } else if (const auto* call = std::get_if<UserCall>(&node)) {
      uses_.functions[call->function.value] = true;
    } else if (const auto* callee = std::get_if<Callee>(&node);
               callee != nullptr && callee->function.is_valid()) {
      uses_.functions[callee->function.value] = true;
    }
  }

  // The target of x += y.
  bool IsUpdateOfLocal(const Stmt& stmt, ExprId target) const {
    return std::holds_alternative<Augment>(stmt.node) &&
           std::holds_alternative<VarRef>(module_[target].node);
  }

  const Module& module_;
  Uses uses_;
};

}  // namespace

Uses CountUses(const Module& module) { return UseCounter(module).Run(); }

}  // namespace warploom::synth::passes

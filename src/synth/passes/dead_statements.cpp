#include "synth/passes/dead_statements.h"

#include <algorithm>

#include "lang/rules.h"
#include "lang/walk.h"
#include "synth/passes/uses.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The passes name many node kinds.

class DeadStatements {
 public:
  DeadStatements(Module& module, const BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {}

  void Remove() {
    do {
      uses_ = CountUses(module_);
      changed_ = false;
      for (Function& function : module_.functions) {
        function.body = Filter(function.body);
      }
    } while (changed_);
  }

 private:
  bool IsDead(const Stmt& stmt) const {
    if (const auto* assign = std::get_if<Assign>(&stmt.node)) {
      return uses_.vars[assign->target.value] == 0;
    }
    if (const auto* unpack = std::get_if<Unpack>(&stmt.node)) {
      const auto targets = module_[unpack->targets];
      return std::all_of(targets.begin(), targets.end(),
                         [&](VarId var) { return uses_.vars[var.value] == 0; });
    }
    if (const auto* augment = std::get_if<Augment>(&stmt.node)) {
      const auto* ref = std::get_if<VarRef>(&module_[augment->target].node);
      return ref != nullptr && uses_.vars[ref->var.value] == 0;
    }
    if (const auto* branch = std::get_if<If>(&stmt.node)) {
      return !HasCode(branch->then) && !HasCode(branch->otherwise);
    }
    if (const auto* loop = std::get_if<ForRange>(&stmt.node)) {
      return !HasEffect(loop->body);
    }
    if (const auto* loop = std::get_if<While>(&stmt.node)) {
      return !HasCode(loop->body);
    }
    return false;
  }

  bool HasCode(StmtList list) const {
    const auto stmts = module_[list];
    return std::any_of(stmts.begin(), stmts.end(), [&](StmtId id) {
      return !std::holds_alternative<Comment>(module_[id].node) &&
             !std::holds_alternative<BlankLine>(module_[id].node) &&
             !std::holds_alternative<Pass>(module_[id].node);
    });
  }

  bool HasPass(StmtList list) const {
    const auto stmts = module_[list];
    return std::any_of(stmts.begin(), stmts.end(),
                       [&](StmtId id) { return std::holds_alternative<Pass>(module_[id].node); });
  }

  // A loop that contains nothing but jumps has no effect.
  bool HasEffect(StmtList list) const {
    bool effect = false;
    ForEachStmt(module_, list, [&](const Stmt& s) {
      effect = effect || std::holds_alternative<Assign>(s.node) ||
               std::holds_alternative<Unpack>(s.node) || std::holds_alternative<Store>(s.node) ||
               std::holds_alternative<Augment>(s.node) ||
               std::holds_alternative<Evaluate>(s.node) || std::holds_alternative<Print>(s.node) ||
               std::holds_alternative<Assert>(s.node) || std::holds_alternative<Return>(s.node);
    });
    return effect;
  }

  // Compacts the list within its pool; returns the remaining list.
  StmtList Filter(StmtList list) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list.count; ++i) {
      const StmtId id = module_.stmt_pool[list.begin + i];
      FilterNested(module_.stmts[id.value]);
      if (IsDead(module_[id])) {
        changed_ = true;
        continue;
      }
      module_.stmt_pool[list.begin + kept++] = id;
    }
    list.count = kept;
    return list;
  }

  void FilterNested(Stmt& stmt) {
    if (auto* branch = std::get_if<If>(&stmt.node)) {
      branch->then = Filter(branch->then);
      branch->otherwise = Filter(branch->otherwise);
      if (!HasCode(branch->otherwise)) {
        branch->otherwise.count = 0;
      }
      if (!HasCode(branch->then) && !HasPass(branch->then) && HasCode(branch->otherwise)) {
        InvertBranch(*branch);
      }
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = Filter(loop->body);
    } else if (auto* loop2 = std::get_if<While>(&stmt.node)) {
      loop2->body = Filter(loop2->body);
    }
  }

  // Turns `if c: (nothing) else: body` into `if not c: body`.
  void InvertBranch(If& branch) {
    const Type type = module_[branch.condition].type;
    const auto call = FindUnary(builtins_, UnaryOp::kNot, type);
    if (!call) {
      return;  // Warp has no `not` of a float.
    }
    module_.exprs.push_back({Unary{UnaryOp::kNot, branch.condition, *call}, kBool});
    branch.condition = {static_cast<uint32_t>(module_.exprs.size() - 1)};
    branch.then = branch.otherwise;
    branch.otherwise.count = 0;
  }

  Module& module_;
  const BuiltinTable& builtins_;
  Uses uses_;
  bool changed_ = false;
};

class StrandedLines {
 public:
  explicit StrandedLines(Module& module) : module_(module) {}

  // The list without stranded lines, compacted within its pool.
  StmtList Removed(StmtList list) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list.count; ++i) {
      const StmtId id = module_.stmt_pool[list.begin + i];
      RemoveNested(module_.stmts[id.value]);
      const bool blank = std::holds_alternative<BlankLine>(module_[id].node);
      while (blank && kept > 0 && Is<Comment>(list.begin + kept - 1)) {
        --kept;
      }
      if (blank && (kept == 0 || Is<BlankLine>(list.begin + kept - 1))) {
        continue;
      }
      module_.stmt_pool[list.begin + kept++] = id;
    }
    while (kept > 0 &&
           (Is<Comment>(list.begin + kept - 1) || Is<BlankLine>(list.begin + kept - 1))) {
      --kept;
    }
    list.count = kept;
    return list;
  }

 private:
  template <typename Kind>
  bool Is(uint32_t place) const {
    return std::holds_alternative<Kind>(module_[module_.stmt_pool[place]].node);
  }

  void RemoveNested(Stmt& stmt) {
    if (auto* branch = std::get_if<If>(&stmt.node)) {
      branch->then = Removed(branch->then);
      branch->otherwise = Removed(branch->otherwise);
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = Removed(loop->body);
    } else if (auto* while_loop = std::get_if<While>(&stmt.node)) {
      while_loop->body = Removed(while_loop->body);
    }
  }

  Module& module_;
};

}  // namespace

void RemoveDeadStatements(Module& module, const BuiltinTable& builtins) {
  DeadStatements(module, builtins).Remove();
}

void RemoveStrandedLines(Module& module) {
  StrandedLines lines(module);
  for (Function& function : module.functions) {
    function.body = lines.Removed(function.body);
  }
}

}  // namespace warploom::synth::passes

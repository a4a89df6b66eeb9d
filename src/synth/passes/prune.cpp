#include "synth/passes/prune.h"

#include <algorithm>

#include "lang/param_bits.h"
#include "lang/rules.h"
#include "lang/walk.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

class Pruner {
 public:
  Pruner(Module& module, const BuiltinTable& builtins) : module_(module), builtins_(builtins) {}

  void Run() {
    do {
      CountReads();
      changed_ = false;
      for (Function& function : module_.functions) {
        function.body = Filter(function.body);
      }
    } while (changed_);
    for (Function& function : module_.functions) {
      function.body = Tidy(function.body);
    }
    DropUnusedHelpers();
    CountReads();
    DropUnusedParams();
    DropUnusedConstants();
    DropUnusedClasses();
  }

 private:
  void CountReads() {
    reads_.assign(module_.vars.size(), 0);
    const_reads_.assign(module_.constants.size(), 0);
    class_reads_.assign(module_.classes.size(), 0);
    called_.assign(module_.functions.size(), false);
    for (const Function& function : module_.functions) {
      CountBlock(function.body);
      CountHead(function);
    }
    CountRelatives();
    // A constant may be made from those before it.
    for (size_t i = module_.constants.size(); i-- > 0;) {
      if (const_reads_[i] > 0) {
        ForEachExpr(module_, module_.constants[i].value, [&](ExprId x) { CountExpr(x); });
      }
    }
  }

  void CountHead(const Function& function) {
    for (const ExprId value : function.defaults) {
      ForEachExpr(module_, value, [&](ExprId x) { CountExpr(x); });
    }
    // What is written to such a parameter reaches the caller.
    const auto params = module_[function.params];
    for (size_t i = 0; i < params.size(); ++i) {
      reads_[params[i].value] += NamesParam(function.ref_params, i) ? 1 : 0;
    }
  }

  // The text of an instance is that of another function; a gradient lives as long as its function.
  void CountRelatives() {
    for (size_t i = module_.functions.size(); i-- > 0;) {
      const Function& function = module_.functions[i];
      if (function.role == Function::Role::kInstance && called_[i]) {
        called_[function.of.value] = true;
      }
    }
    for (size_t i = 0; i < module_.functions.size(); ++i) {
      const Function::Role role = module_.functions[i].role;
      if (role == Function::Role::kGrad || role == Function::Role::kReplay) {
        called_[i] = called_[module_.functions[i].of.value];
      }
    }
  }

  void CountBlock(StmtList list) {
    for (const StmtId id : module_[list]) {
      ForEachPart(
          module_, module_[id],
          [&](ExprId e, bool is_target) {
            // Writing a part of a local does not use the local; writing to an array does.
            if (!is_target || !IsOwnUpdate(module_[id], e)) {
              ForEachExpr(module_, e, [&](ExprId x) { CountExpr(x); });
            }
          },
          [&](StmtList block) { CountBlock(block); });
    }
  }

  void CountExpr(ExprId id) {
    const ExprNode& node = module_[id].node;
    if (const auto* ref = std::get_if<VarRef>(&node)) {
      ++reads_[ref->var.value];
    } else if (const auto* constant = std::get_if<ConstRef>(&node)) {
      ++const_reads_[constant->constant.value];
    } else if (const auto* member = std::get_if<Member>(&node)) {
      ++class_reads_[member->owner];
    } else if (const auto* call = std::get_if<UserCall>(&node)) {
      called_[call->function.value] = true;
    } else if (const auto* callee = std::get_if<Callee>(&node);
               callee != nullptr && callee->function.is_valid()) {
      called_[callee->function.value] = true;
    }
  }

  // x += y alone does not make x used.
  bool IsOwnUpdate(const Stmt& stmt, ExprId target) const {
    return std::holds_alternative<Augment>(stmt.node) &&
           std::holds_alternative<VarRef>(module_[target].node);
  }

  bool IsDead(const Stmt& stmt) const {
    if (const auto* assign = std::get_if<Assign>(&stmt.node)) {
      return reads_[assign->target.value] == 0;
    }
    if (const auto* unpack = std::get_if<Unpack>(&stmt.node)) {
      const auto targets = module_[unpack->targets];
      return std::all_of(targets.begin(), targets.end(),
                         [&](VarId var) { return reads_[var.value] == 0; });
    }
    if (const auto* augment = std::get_if<Augment>(&stmt.node)) {
      const auto* ref = std::get_if<VarRef>(&module_[augment->target].node);
      return ref != nullptr && reads_[ref->var.value] == 0;
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

  // An author's own "nothing to do here".
  bool Passes(StmtList list) const {
    const auto stmts = module_[list];
    return std::any_of(stmts.begin(), stmts.end(),
                       [&](StmtId id) { return std::holds_alternative<Pass>(module_[id].node); });
  }

  // A loop that only jumps does nothing.
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

  // Compacts the list in its pool and returns what is left of it.
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
      if (!HasCode(branch->then) && !Passes(branch->then) && HasCode(branch->otherwise)) {
        InvertBranch(*branch);
      }
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = Filter(loop->body);
    } else if (auto* loop2 = std::get_if<While>(&stmt.node)) {
      loop2->body = Filter(loop2->body);
    }
  }

  // if c: (nothing) else: body   becomes   if not c: body
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

  // Takes out comments that have lost what they speak of, and empty lines beside nothing.
  StmtList Tidy(StmtList list) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list.count; ++i) {
      const StmtId id = module_.stmt_pool[list.begin + i];
      TidyNested(module_.stmts[id.value]);
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

  template <typename Kind>
  bool Is(uint32_t place) const {
    return std::holds_alternative<Kind>(module_[module_.stmt_pool[place]].node);
  }

  void TidyNested(Stmt& stmt) {
    if (auto* branch = std::get_if<If>(&stmt.node)) {
      branch->then = Tidy(branch->then);
      branch->otherwise = Tidy(branch->otherwise);
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = Tidy(loop->body);
    } else if (auto* while_loop = std::get_if<While>(&stmt.node)) {
      while_loop->body = Tidy(while_loop->body);
    }
  }

  void DropUnusedHelpers() {
    for (size_t i = module_.functions.size() - 1; i-- > 0;) {
      CountReads();
      if (!called_[i]) {
        EraseFunction(static_cast<uint32_t>(i));
      }
    }
  }

  void EraseFunction(uint32_t index) {
    module_.functions.erase(module_.functions.begin() + index);
    for (Expr& expr : module_.exprs) {
      if (auto* call = std::get_if<UserCall>(&expr.node);
          call != nullptr && call->function.value > index) {
        --call->function.value;
      } else if (auto* callee = std::get_if<Callee>(&expr.node); callee != nullptr &&
                                                                 callee->function.is_valid() &&
                                                                 callee->function.value > index) {
        --callee->function.value;
      }
    }
    for (Function& function : module_.functions) {
      if (function.of.is_valid() && function.of.value > index) {
        --function.of.value;
      }
    }
  }

  void DropUnusedParams() {
    Function& function = module_.functions.back();
    VarList& params = function.params;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < params.count; ++i) {
      const VarId var = module_.var_pool[params.begin + i];
      if (reads_[var.value] > 0) {
        module_.var_pool[params.begin + kept] = var;
        if (kept != i) {
          module_.launch.args[kept] = std::move(module_.launch.args[i]);
        }
        ++kept;
      }
    }
    params.count = kept;
    module_.launch.args.resize(kept);
  }

  void DropUnusedConstants() {
    std::vector<uint32_t> renumbered(module_.constants.size(), 0);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < module_.constants.size(); ++i) {
      renumbered[i] = kept;
      if (const_reads_[i] > 0) {
        if (kept != i) {
          module_.constants[kept] = std::move(module_.constants[i]);
        }
        ++kept;
      }
    }
    if (kept == module_.constants.size()) {
      return;
    }
    module_.constants.resize(kept);
    for (Expr& expr : module_.exprs) {
      if (auto* ref = std::get_if<ConstRef>(&expr.node)) {
        ref->constant.value = renumbered[ref->constant.value];
      }
    }
  }

  void DropUnusedClasses() {
    std::vector<uint16_t> renumbered(module_.classes.size(), 0);
    uint16_t kept = 0;
    for (size_t i = 0; i < module_.classes.size(); ++i) {
      renumbered[i] = kept;
      if (class_reads_[i] > 0) {
        if (kept != i) {
          module_.classes[kept] = std::move(module_.classes[i]);
        }
        ++kept;
      }
    }
    if (kept == module_.classes.size()) {
      return;
    }
    module_.classes.resize(kept);
    for (Expr& expr : module_.exprs) {
      if (auto* member = std::get_if<Member>(&expr.node)) {
        member->owner = renumbered[member->owner];
      }
    }
  }

  Module& module_;
  const BuiltinTable& builtins_;
  std::vector<int> class_reads_;
  std::vector<int> reads_;
  std::vector<int> const_reads_;
  std::vector<bool> called_;
  bool changed_ = false;
};

}  // namespace

void Prune(Module& module, const BuiltinTable& builtins) { Pruner(module, builtins).Run(); }

}  // namespace warploom::synth::passes

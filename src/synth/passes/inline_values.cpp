#include "synth/passes/inline_values.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "lang/kind_of.h"
#include "lang/walk.h"
#include "synth/passes/dead_statements.h"
#include "synth/passes/effects.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

// A longer expression would not be written in one line by people.
constexpr int kMaxValueNodes = 12;
constexpr int kMaxNodes = 22;

// How often each variable is assigned, and how often it is mentioned in an expression.
struct Mentions {
  explicit Mentions(const Module& module)
      : assigned(module.vars.size(), 0), mentioned(module.vars.size(), 0) {
    for (const Function& function : module.functions) {
      for (const VarId param : module[function.params]) {
        ++assigned[param.value];
      }
      ForEachStmt(module, function.body, [&](const Stmt& stmt) {
        CountTargets(module, stmt);
        CountLineMentions(module, stmt);
      });
      ForEachExprIn(module, function.body, [&](ExprId id) { CountMention(module, id); });
    }
  }

  void CountMention(const Module& module, ExprId id) {
    if (const auto* ref = std::get_if<VarRef>(&module[id].node)) {
      ++mentioned[ref->var.value];
    }
  }

  // Assertions, which must stay in one line, tuples and the targets of += keep their names. Counted
  // twice, a name is not one that is used once.
  void CountLineMentions(const Module& module, const Stmt& stmt) {
    const auto count = [&](ExprId top) {
      ForEachExpr(module, top, [&](ExprId id) { CountMention(module, id); });
    };
    if (const auto* check = std::get_if<Assert>(&stmt.node)) {
      count(check->condition);
    } else if (const auto* unpack = std::get_if<Unpack>(&stmt.node)) {
      count(unpack->value);
    } else if (const auto* augment = std::get_if<Augment>(&stmt.node)) {
      count(augment->target);
    }
  }

  void CountTargets(const Module& module, const Stmt& stmt) {
    if (const auto* assign = std::get_if<Assign>(&stmt.node)) {
      ++assigned[assign->target.value];
    } else if (const auto* loop = std::get_if<ForRange>(&stmt.node)) {
      ++assigned[loop->variable.value];
    } else if (const auto* unpack = std::get_if<Unpack>(&stmt.node)) {
      for (const VarId target : module[unpack->targets]) {
        ++assigned[target.value];
      }
    }
  }

  std::vector<int> assigned;
  std::vector<int> mentioned;
};

class ValueInliner {
 public:
  ValueInliner(Module& module, const BuiltinTable& builtins, double chance, Rng& rng)
      : module_(module),
        mentions_(module),
        effects_(module, builtins),
        chance_(chance),
        rng_(rng) {}

  void Run() {
    for (Function& function : module_.functions) {
      if (function.role != Function::Role::kGrad && function.role != Function::Role::kReplay) {
        function.body = WithoutInlined(function.body);
      }
    }
  }

 private:
  // Compacts the list within its pool; returns the remaining list.
  StmtList WithoutInlined(StmtList list) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list.count; ++i) {
      const StmtId id = module_.stmt_pool[list.begin + i];
      const StmtList rest = {list.begin + i + 1, list.count - i - 1};
      if (TryInline(module_[id], rest)) {
        continue;
      }
      InlineNested(module_.stmts[id.value]);
      module_.stmt_pool[list.begin + kept++] = id;
    }
    list.count = kept;
    return list;
  }

  void InlineNested(Stmt& stmt) {
    if (auto* branch = std::get_if<If>(&stmt.node)) {
      branch->then = WithoutInlined(branch->then);
      branch->otherwise = WithoutInlined(branch->otherwise);
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = WithoutInlined(loop->body);
    } else if (auto* while_loop = std::get_if<While>(&stmt.node)) {
      while_loop->body = WithoutInlined(while_loop->body);
    }
  }

  // Moves the value of an assignment to its use in the statements behind it, by chance.
  bool TryInline(const Stmt& stmt, StmtList rest) {
    const auto* assign = std::get_if<Assign>(&stmt.node);
    if (assign == nullptr || mentions_.assigned[assign->target.value] != 1 ||
        mentions_.mentioned[assign->target.value] != 1 || !CanMove(assign->value)) {
      return false;
    }
    const std::optional<ExprId> place = FindPlace(*assign, rest);
    if (!place || !rng_.Chance(chance_)) {
      return false;
    }
    const Expr value = module_[assign->value];
    module_.exprs[place->value] = value;
    return true;
  }

  bool CanMove(ExprId value) const {
    return IsPlainValue(module_[value].type) && Nodes(value) <= kMaxValueNodes &&
           !std::holds_alternative<Literal>(module_[value].node) && effects_.IsPure(value);
  }

  // The read of the assigned variable, if the value may be computed there.
  std::optional<ExprId> FindPlace(const Assign& assign, StmtList rest) const {
    for (const StmtId id : module_[rest]) {
      const Stmt& stmt = module_[id];
      if (std::holds_alternative<Comment>(stmt.node) ||
          std::holds_alternative<BlankLine>(stmt.node)) {
        continue;
      }
      if (Reads(stmt, assign.target)) {
        return PlaceIn(stmt, assign);
      }
      if (const auto* branch = std::get_if<If>(&stmt.node)) {
        return PlaceInBranches(*branch, assign);
      }
      const auto* other = std::get_if<Assign>(&stmt.node);
      if (other == nullptr || !effects_.IsPure(other->value) ||
          effects_.Reads(assign.value, other->target)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  // Whether an expression of the statement itself, not of its blocks, reads the variable.
  bool Reads(const Stmt& stmt, VarId var) const {
    bool reads = false;
    ForEachPart(
        module_, stmt, [&](ExprId top, bool) { reads = reads || effects_.Reads(top, var); },
        [](StmtList) {});
    return reads;
  }

  // A value that only one branch needs may be computed there.
  std::optional<ExprId> PlaceInBranches(const If& branch, const Assign& assign) const {
    if (!effects_.IsPure(branch.condition)) {
      return std::nullopt;
    }
    if (const auto place = FindPlace(assign, branch.then)) {
      return place;
    }
    return FindPlace(assign, branch.otherwise);
  }

  std::optional<ExprId> PlaceIn(const Stmt& stmt, const Assign& assign) const {
    if (std::holds_alternative<While>(stmt.node)) {
      return std::nullopt;  // Its condition is computed again and again.
    }
    std::optional<ExprId> place;
    bool pure = true;
    ForEachPart(
        module_, stmt,
        [&](ExprId top, bool is_target) {
          if (!is_target) {
            pure = pure && effects_.IsPure(top);
          }
          if (effects_.Reads(top, assign.target) && Nodes(top) + Nodes(assign.value) <= kMaxNodes &&
              (!is_target || !IsRoot(top, assign.target))) {
            place = PlaceBelow(top, assign.target);
          }
        },
        [](StmtList) {});
    const bool is_call = std::holds_alternative<Evaluate>(stmt.node);
    return pure || is_call || !effects_.ReadsMemory(assign.value) ? place : std::nullopt;
  }

  // Whether the target of a store is a part of the variable.
  bool IsRoot(ExprId target, VarId var) const {
    const ExprNode& node = module_[target].node;
    if (const auto* ref = std::get_if<VarRef>(&node)) {
      return ref->var.value == var.value;
    }
    if (const auto* part = std::get_if<Subscript>(&node)) {
      return IsRoot(part->base, var);
    }
    if (const auto* field = std::get_if<Field>(&node)) {
      return IsRoot(field->base, var);
    }
    if (const auto* component = std::get_if<Component>(&node)) {
      return IsRoot(component->base, var);
    }
    return false;
  }

  // The read below `top`, if what it is part of takes any expression there.
  std::optional<ExprId> PlaceBelow(ExprId top, VarId var) const {
    if (const auto* ref = std::get_if<VarRef>(&module_[top].node)) {
      return ref->var.value == var.value ? std::optional(top) : std::nullopt;
    }
    if (!std::visit([](const auto& e) { return TakesAnyValue(e); }, module_[top].node) ||
        TakesReferences(top)) {
      return std::nullopt;
    }
    std::optional<ExprId> place;
    ForEachOperand(module_, top, [&](ExprId operand) {
      if (!place) {
        place = PlaceBelow(operand, var);
      }
    });
    return place;
  }

  bool TakesReferences(ExprId id) const {
    const auto* call = std::get_if<UserCall>(&module_[id].node);
    return call != nullptr &&
           (module_[call->function].ref_params != 0 || call->form != UserCall::Form::kCall);
  }
  // Warp refuses a chain that ends at an element of an array (codegen.py: add_comp).
  static bool TakesAnyValue(const Compare& e) { return e.operands.count == 2; }
  static bool TakesAnyValue(const Construct& e) { return e.spelling == Construct::Spelling::kName; }
  static bool TakesAnyValue(const KindOf<Unary, Binary, BoolOp, Ternary, BuiltinCall, UserCall,
                                         Subscript, Slice, Field, Component> auto&) {
    return true;
  }
  static bool TakesAnyValue(
      const KindOf<std::monostate, Literal, String, VarRef, ConstRef, NamedNumber, Member, Static,
                   Tuple, Shape, Callee, LocalArray, Adjoint, Keyword, TypeName> auto&) {
    return false;
  }

  int Nodes(ExprId top) const {
    int count = 0;
    ForEachExpr(module_, top, [&](ExprId) { ++count; });
    return count;
  }

  Module& module_;
  Mentions mentions_;
  Effects effects_;
  double chance_;
  Rng& rng_;
};

}  // namespace

void InlineValues(Module& module, const BuiltinTable& builtins, const profile::Profile& profile,
                  Rng& rng) {
  // Some authors name every step, others few.
  const double chance = profile.style_inlined_values * 2.0 * rng.Unit();
  ValueInliner(module, builtins, std::min(chance, 1.0), rng).Run();
  RemoveStrandedLines(module);
}

}  // namespace warploom::synth::passes

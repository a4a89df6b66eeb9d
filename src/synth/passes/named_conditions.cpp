#include "synth/passes/named_conditions.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lang/walk.h"
#include "synth/passes/effects.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

constexpr std::array<std::string_view, 12> kNames = {
    "inside", "hit",     "is_valid",   "accept", "should_update", "keep",
    "cond",   "touches", "in_contact", "ready",  "is_candidate",  "active_now"};

class ConditionNamer {
 public:
  ConditionNamer(Module& module, const BuiltinTable& builtins, double chance, Rng& rng)
      : module_(module), effects_(module, builtins), chance_(chance), rng_(rng) {}

  void Run() {
    for (Function& function : module_.functions) {
      if (function.role != Function::Role::kGrad && function.role != Function::Role::kReplay) {
        function.body = WithNames(function.body);
      }
    }
  }

 private:
  // The list, with an assignment before each branch whose condition gets a name.
  StmtList WithNames(StmtList list) {
    std::vector<StmtId> statements;
    bool added = false;
    for (uint32_t i = 0; i < list.count; ++i) {
      const StmtId id = module_.stmt_pool[list.begin + i];
      NameNested(id);
      if (CanName(id) && rng_.Chance(chance_)) {
        statements.push_back(NameOf(id));
        added = true;
      }
      statements.push_back(id);
    }
    if (!added) {
      return list;
    }
    const auto begin = static_cast<uint32_t>(module_.stmt_pool.size());
    module_.stmt_pool.insert(module_.stmt_pool.end(), statements.begin(), statements.end());
    return {begin, static_cast<uint32_t>(statements.size())};
  }

  void NameNested(StmtId id) {
    // Copies of the lists, since naming adds statements and moves them all.
    StmtNode node = module_[id].node;
    if (auto* branch = std::get_if<If>(&node)) {
      branch->then = WithNames(branch->then);
      // A lone branch in an else is an elif, whose condition stays where it is.
      if (branch->otherwise.count > 1) {
        branch->otherwise = WithNames(branch->otherwise);
      } else if (branch->otherwise.count == 1) {
        NameNested(module_[branch->otherwise][0]);
      }
    } else if (auto* loop = std::get_if<ForRange>(&node)) {
      loop->body = WithNames(loop->body);
    } else if (auto* while_loop = std::get_if<While>(&node)) {
      while_loop->body = WithNames(while_loop->body);
    }
    module_.stmts[id.value].node = node;
  }

  bool CanName(StmtId id) const {
    const auto* branch = std::get_if<If>(&module_[id].node);
    if (branch == nullptr || module_[branch->condition].type != kBool) {
      return false;
    }
    const ExprNode& condition = module_[branch->condition].node;
    const bool is_operation =
        std::holds_alternative<Compare>(condition) || std::holds_alternative<BoolOp>(condition);
    return is_operation && effects_.IsPure(branch->condition) && HasPlainOperands(condition);
  }

  // `array and array[i] > 0` has a value only as a condition.
  bool HasPlainOperands(const ExprNode& condition) const {
    const auto* all = std::get_if<BoolOp>(&condition);
    return all == nullptr || std::ranges::all_of(module_[all->operands], [&](ExprId id) {
             return module_[id].type == kBool && HasPlainOperands(module_[id].node);
           });
  }

  StmtId NameOf(StmtId id) {
    const VarId var = {static_cast<uint32_t>(module_.vars.size())};
    module_.vars.push_back({FreeName(), kBool});
    auto& branch = std::get<If>(module_.stmts[id.value].node);
    const ExprId condition = branch.condition;
    branch.condition = {static_cast<uint32_t>(module_.exprs.size())};
    module_.exprs.push_back({VarRef{var}, kBool});
    const StmtId named = {static_cast<uint32_t>(module_.stmts.size())};
    module_.stmts.push_back({Assign{var, condition}});
    return named;
  }

  std::string FreeName() {
    const std::string base(rng_.Choose(kNames));
    std::string name = base;
    for (int i = 2; IsTaken(name); ++i) {
      name = base + "_" + std::to_string(i);
    }
    return name;
  }

  bool IsTaken(std::string_view name) const {
    return std::ranges::any_of(module_.vars,
                               [&](const Variable& var) { return var.name == name; }) ||
           std::ranges::any_of(module_.functions,
                               [&](const Function& function) { return function.name == name; });
  }

  Module& module_;
  Effects effects_;
  double chance_;
  Rng& rng_;
};

}  // namespace

void NameConditions(Module& module, const BuiltinTable& builtins, const profile::Profile& profile,
                    Rng& rng) {
  // Some authors name many conditions, most of them none.
  const double unit = rng.Unit();
  ConditionNamer(module, builtins, 3.0 * profile.style_named_conditions * unit * unit, rng).Run();
}

}  // namespace warploom::synth::passes

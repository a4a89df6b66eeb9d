#include "synth/passes/nested_guards.h"

#include <algorithm>
#include <vector>

#include "lang/builder.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

CompareOp Opposite(CompareOp op) {
  switch (op) {
    case CompareOp::kLt:
      return CompareOp::kGe;
    case CompareOp::kLe:
      return CompareOp::kGt;
    case CompareOp::kGt:
      return CompareOp::kLe;
    case CompareOp::kGe:
      return CompareOp::kLt;
    case CompareOp::kEq:
      return CompareOp::kNe;
    case CompareOp::kNe:
      break;
  }
  return CompareOp::kEq;
}

class GuardNester {
 public:
  GuardNester(Module& module, const BuiltinTable& builtins, double chance, Rng& rng)
      : module_(module), builder_(module, builtins), chance_(chance), rng_(rng) {}

  void Run() {
    Function& kernel = module_.functions.back();
    kernel.body = Nested<Return>(kernel.body);
  }

 private:
  // The list up to the first guard that leaves by `Exit`, which then has the rest as its branch.
  template <typename Exit>
  StmtList Nested(StmtList list) {
    for (uint32_t i = 0; i < list.count; ++i) {
      const StmtId id = module_.stmt_pool[list.begin + i];
      NestInLoop(id);
      const StmtList rest = WithoutBlanks({list.begin + i + 1, list.count - i - 1});
      if (rest.count > 0 && IsGuard<Exit>(id) && rng_.Chance(chance_)) {
        const ExprId condition = std::get<If>(module_[id].node).condition;
        const StmtList inner = Nested<Exit>(rest);
        module_.stmts[id.value].node = If{Negated(condition), inner, {}};
        return {list.begin, i + 1};
      }
    }
    return list;
  }

  // A block does not begin with an empty line.
  StmtList WithoutBlanks(StmtList list) const {
    while (list.count > 0 && std::holds_alternative<BlankLine>(module_[module_[list][0]].node)) {
      list = {list.begin + 1, list.count - 1};
    }
    return list;
  }

  void NestInLoop(StmtId id) {
    // A copy, since nesting adds expressions.
    StmtNode node = module_[id].node;
    if (auto* loop = std::get_if<ForRange>(&node)) {
      loop->body = Nested<Continue>(loop->body);
    } else if (auto* while_loop = std::get_if<While>(&node)) {
      while_loop->body = Nested<Continue>(while_loop->body);
    }
    module_.stmts[id.value].node = node;
  }

  // if condition: return
  template <typename Exit>
  bool IsGuard(StmtId id) const {
    const auto* branch = std::get_if<If>(&module_[id].node);
    return branch != nullptr && branch->otherwise.count == 0 && branch->then.count == 1 &&
           std::holds_alternative<Exit>(module_[module_[branch->then][0]].node) &&
           CanNegate(branch->condition);
  }

  bool CanNegate(ExprId id) const {
    const ExprNode& node = module_[id].node;
    if (const auto* compare = std::get_if<Compare>(&node)) {
      return compare->operands.count == 2;
    }
    if (const auto* all = std::get_if<BoolOp>(&node)) {
      return std::ranges::all_of(module_[all->operands],
                                 [&](ExprId operand) { return CanNegate(operand); });
    }
    return module_[id].type == kBool;
  }

  // The opposite, as people write it: i < n for i >= n, and by De Morgan's laws.
  ExprId Negated(ExprId id) {
    const ExprNode node = module_[id].node;
    if (const auto* compare = std::get_if<Compare>(&node)) {
      const auto operands = module_[compare->operands];
      return builder_.Compare(Opposite(compare->ops[0]), operands[0], operands[1]);
    }
    if (const auto* all = std::get_if<BoolOp>(&node)) {
      const std::vector<ExprId> operands(module_[all->operands].begin(),
                                         module_[all->operands].end());
      std::vector<ExprId> negated;
      for (const ExprId operand : operands) {
        negated.push_back(Negated(operand));
      }
      return all->is_and ? builder_.Or(negated) : builder_.And(negated);
    }
    const auto* unary = std::get_if<Unary>(&node);
    return unary != nullptr && unary->op == UnaryOp::kNot ? unary->operand
                                                          : builder_.Unary(UnaryOp::kNot, id);
  }

  Module& module_;
  Builder builder_;
  double chance_;
  Rng& rng_;
};

}  // namespace

void NestGuards(Module& module, const BuiltinTable& builtins, const profile::Profile& profile,
                Rng& rng) {
  // Some authors nest nearly all of them, most of them none.
  const double chance = rng.Chance(profile.style_nested_guards) ? 0.9 : 0.0;
  if (module.launch.block_dim == 0) {  // The threads of a block must stay together.
    GuardNester(module, builtins, chance, rng).Run();
  }
}

}  // namespace warploom::synth::passes

#include "synth/passes/operand_order.h"

#include <utility>
#include <vector>

#include "lang/walk.h"
#include "synth/passes/effects.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

// Whether a op b is b op a for operands of this type.
bool Commutes(BinaryOp op, Type type) {
  switch (op) {
    case BinaryOp::kAdd:
      return type.is_scalar() || type.is_vec() || type.is_mat();
    case BinaryOp::kMul:
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
      return type.is_scalar();
    case BinaryOp::kMatMul:
    case BinaryOp::kSub:
    case BinaryOp::kDiv:
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
    case BinaryOp::kPow:
    case BinaryOp::kShl:
    case BinaryOp::kShr:
      break;
  }
  return false;
}

// b op a is a Swapped(op) b.
CompareOp Swapped(CompareOp op) {
  switch (op) {
    case CompareOp::kLt:
      return CompareOp::kGt;
    case CompareOp::kLe:
      return CompareOp::kGe;
    case CompareOp::kGt:
      return CompareOp::kLt;
    case CompareOp::kGe:
      return CompareOp::kLe;
    case CompareOp::kEq:
    case CompareOp::kNe:
      break;
  }
  return op;
}

class OperandOrder {
 public:
  OperandOrder(Module& module, const BuiltinTable& builtins, double chance, Rng& rng)
      : module_(module), effects_(module, builtins), chance_(chance), rng_(rng) {}

  void Run() {
    std::vector<bool> seen(module_.exprs.size(), false);
    for (const Function& function : module_.functions) {
      ForEachExprIn(module_, function.body, [&](ExprId id) {
        if (!seen[id.value]) {
          seen[id.value] = true;
          Swap(id);
        }
      });
    }
  }

 private:
  void Swap(ExprId id) {
    ExprNode& node = module_.exprs[id.value].node;
    if (auto* binary = std::get_if<Binary>(&node)) {
      const Type type = module_[binary->left].type;
      if (type == module_[binary->right].type && Commutes(binary->op, type) &&
          rng_.Chance(chance_) && ArePure(binary->left, binary->right)) {
        std::swap(binary->left, binary->right);
      }
    } else if (auto* compare = std::get_if<Compare>(&node);
               compare && compare->operands.count == 2) {
      ExprId& left = module_.expr_pool[compare->operands.begin];
      ExprId& right = module_.expr_pool[compare->operands.begin + 1];
      if (rng_.Chance(chance_) && ArePure(left, right)) {
        std::swap(left, right);
        compare->ops[0] = Swapped(compare->ops[0]);
      }
    }
  }

  bool ArePure(ExprId a, ExprId b) const { return effects_.IsPure(a) && effects_.IsPure(b); }

  Module& module_;
  Effects effects_;
  double chance_;
  Rng& rng_;
};

}  // namespace

void DrawOperandOrder(Module& module, const BuiltinTable& builtins, const profile::Profile& profile,
                      Rng& rng) {
  // Some authors do, most do not.
  const double unit = rng.Unit();
  OperandOrder(module, builtins, 3.0 * profile.style_swapped_operands * unit * unit, rng).Run();
}

}  // namespace warploom::synth::passes

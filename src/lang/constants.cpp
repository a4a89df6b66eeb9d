#include "lang/constants.h"

#include <variant>

namespace warploom::lang {
namespace {

std::optional<int64_t> Combined(BinaryOp op, int64_t left, int64_t right) {
  switch (op) {
    case BinaryOp::kAdd:
      return left + right;
    case BinaryOp::kSub:
      return left - right;
    case BinaryOp::kMul:
      return left * right;
    case BinaryOp::kFloorDiv:
      return right > 0 && left >= 0 ? std::optional(left / right) : std::nullopt;
    default:
      return std::nullopt;
  }
}

// As Python computes it inside wp.static.
std::optional<int64_t> PythonInteger(const Module& module, ExprId id) {
  if (const auto* binary = std::get_if<Binary>(&module[id].node)) {
    const auto left = PythonInteger(module, binary->left);
    const auto right = PythonInteger(module, binary->right);
    return left && right ? Combined(binary->op, *left, *right) : std::nullopt;
  }
  return ConstantInteger(module, id);
}

}  // namespace

std::optional<int64_t> LiteralInteger(const Module& module, ExprId id) {
  const auto* literal = std::get_if<Literal>(&module[id].node);
  return literal != nullptr && module[id].type.is_int() ? std::optional(literal->integer)
                                                        : std::nullopt;
}

std::optional<int64_t> ConstantInteger(const Module& module, ExprId id) {
  const ExprNode& node = module[id].node;
  if (const auto* ref = std::get_if<ConstRef>(&node)) {
    return ConstantInteger(module, module[ref->constant].value);
  }
  if (const auto* member = std::get_if<Member>(&node)) {
    return ConstantInteger(module, module[*member].value);
  }
  if (const auto* value = std::get_if<Static>(&node)) {
    return PythonInteger(module, value->value);
  }
  return LiteralInteger(module, id);
}

bool IsBareConstant(const Module& module, ExprId id) {
  const ExprNode& node = module[id].node;
  if (const auto* unary = std::get_if<Unary>(&node)) {
    return unary->op == UnaryOp::kNeg && IsBareConstant(module, unary->operand);
  }
  return std::holds_alternative<Literal>(node) || std::holds_alternative<NamedNumber>(node) ||
         std::holds_alternative<Member>(node) || std::holds_alternative<Static>(node);
}

}  // namespace warploom::lang

#include "lang/constants.h"

#include <variant>

#include "lang/kind_of.h"

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
    case BinaryOp::kMatMul:
    case BinaryOp::kDiv:
    case BinaryOp::kMod:
    case BinaryOp::kPow:
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
    case BinaryOp::kShl:
    case BinaryOp::kShr:
      return std::nullopt;
  }
  return std::nullopt;
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

struct KnownInteger {
  const Module& module;
  Type type;

  std::optional<int64_t> operator()(const Literal& e) const {
    return type.is_int() ? std::optional(e.integer) : std::nullopt;
  }
  std::optional<int64_t> operator()(const ConstRef& e) const {
    return ConstantInteger(module, module[e.constant].value);
  }
  std::optional<int64_t> operator()(const Member& e) const {
    return ConstantInteger(module, module[e].value);
  }
  std::optional<int64_t> operator()(const Static& e) const {
    return PythonInteger(module, e.value);
  }
  // Warp knows wp.Volume.CLOSEST too, but no range or size is made of it.
  std::optional<int64_t> operator()(
      const KindOf<std::monostate, String, VarRef, NamedNumber, Tuple, Unary, Binary, Compare,
                   BoolOp, Ternary, BuiltinCall, UserCall, Construct, Subscript, Slice, Field,
                   Component, Shape, Keyword, TypeName, Callee, LocalArray, Adjoint> auto&) const {
    return std::nullopt;
  }
};

struct BareConstant {
  const Module& module;

  bool operator()(const Unary& e) const {
    return e.op == UnaryOp::kNeg && IsBareConstant(module, e.operand);
  }
  bool operator()(const KindOf<Literal, NamedNumber, Member, Static> auto&) const { return true; }
  bool operator()(
      const KindOf<std::monostate, String, VarRef, ConstRef, Tuple, Binary, Compare, BoolOp,
                   Ternary, BuiltinCall, UserCall, Construct, Subscript, Slice, Field, Component,
                   Shape, Keyword, TypeName, Callee, LocalArray, Adjoint> auto&) const {
    return false;
  }
};

}  // namespace

std::optional<int64_t> LiteralInteger(const Module& module, ExprId id) {
  const auto* literal = std::get_if<Literal>(&module[id].node);
  return literal != nullptr && module[id].type.is_int() ? std::optional(literal->integer)
                                                        : std::nullopt;
}

std::optional<int64_t> ConstantInteger(const Module& module, ExprId id) {
  return std::visit(KnownInteger{module, module[id].type}, module[id].node);
}

bool IsBareConstant(const Module& module, ExprId id) {
  return std::visit(BareConstant{module}, module[id].node);
}

}  // namespace warploom::lang

#include <algorithm>
#include <array>
#include <string>
#include <variant>

#include "base/check.h"
#include "print/expr_visitor.h"
#include "print/literals.h"

namespace warploom::print {

using lang::BinaryOp;
using lang::ExprId;
using lang::kAtomPrecedence;
using lang::OperatorInfo;
using lang::Type;
using lang::UnaryOp;

namespace {

bool IsBitwiseOperator(BinaryOp op) {
  const lang::OperatorGroup group = Info(op).group;
  return group == lang::OperatorGroup::kBitwise || group == lang::OperatorGroup::kShift;
}

}  // namespace

bool ExprVisitor::IsBitwise(ExprId id) const {
  const auto* binary = std::get_if<lang::Binary>(&module_[id].node);
  return binary != nullptr && IsBitwiseOperator(binary->op);
}

bool ExprVisitor::IsPower(ExprId id) const {
  const auto* binary = std::get_if<lang::Binary>(&module_[id].node);
  return binary != nullptr && binary->op == BinaryOp::kPow;
}

// x ^ (x >> 3) gets parentheses: few people rely on the precedence of bitwise operators.
bool ExprVisitor::MixesBitwise(BinaryOp op, ExprId operand) const {
  const auto* binary = std::get_if<lang::Binary>(&module_[operand].node);
  return binary != nullptr && binary->op != op &&
         (IsBitwiseOperator(op) || IsBitwiseOperator(binary->op));
}

bool ExprVisitor::IsNameOrNumber(ExprId id) const {
  const lang::Expr& expr = module_[id];
  const bool is_number =
      std::holds_alternative<lang::Literal>(expr.node) && IsPlainNumber(expr.type);
  return is_number || std::holds_alternative<lang::VarRef>(expr.node) ||
         std::holds_alternative<lang::ConstRef>(expr.node);
}

// Formatters write x**2 and body.mass**2, but f(x) ** 2.
bool ExprVisitor::IsSimplePowerOperand(ExprId id) const {
  const lang::ExprNode& node = module_[id].node;
  if (const auto* field = std::get_if<lang::Field>(&node)) {
    return IsSimplePowerOperand(field->base);
  }
  if (const auto* component = std::get_if<lang::Component>(&node)) {
    return IsSimplePowerOperand(component->base);
  }
  if (const auto* member = std::get_if<lang::Member>(&node)) {
    return member->form != lang::Member::Form::kCast;
  }
  return std::holds_alternative<lang::NamedNumber>(node) || IsNameOrNumber(id);
}

void ExprVisitor::Visit(const lang::Unary& e, Type, Place place) {
  const OperatorInfo& op = Info(e.op);
  Parenthesized(op.precedence, place, [&] {
    out_.Append(op.spelling);
    // Formatters also write -(x**2).
    const bool wants_parentheses =
        e.op == UnaryOp::kNot ? IsBitwise(e.operand) : IsPower(e.operand);
    Print(e.operand, wants_parentheses ? kAtom : Place{.precedence = op.precedence});
  });
}

void ExprVisitor::Visit(const lang::Binary& e, Type, Place place) {
  if (e.op == BinaryOp::kPow) {
    PrintPower(e, place);
    return;
  }
  const OperatorInfo& op = Info(e.op);
  const auto operand = [&](ExprId id, Place in_chain) {
    Print(id, MixesBitwise(e.op, id) ? kAtom : in_chain);
  };
  Chain(op.precedence, place, [&](int chain) {
    operand(e.left, {op.precedence, chain});
    out_.Operator(op.spelling, chain);
    operand(e.right, {op.precedence + 1, chain});
  });
}

// The only right-associative operator.
void ExprVisitor::PrintPower(const lang::Binary& e, Place place) {
  const OperatorInfo& op = Info(e.op);
  Chain(op.precedence, place, [&](int chain) {
    Print(e.left, MixesBitwise(e.op, e.left) ? kAtom : Place{op.precedence + 1, chain});
    if (IsSimplePowerOperand(e.left) && IsSimplePowerOperand(e.right)) {
      out_.Append(op.spelling);
    } else {
      out_.Operator(op.spelling, chain);
    }
    Print(e.right, MixesBitwise(e.op, e.right) ? kAtom : Place{op.precedence, chain});
  });
}

void ExprVisitor::Visit(const lang::Compare& e, Type, Place place) {
  Chain(lang::kComparePrecedence, place, [&](int chain) {
    const auto operands = module_[e.operands];
    for (size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) {
        out_.Operator(Info(e.ops[i - 1]).spelling, chain);
      }
      Print(operands[i],
            IsBitwise(operands[i]) ? kAtom : Place{lang::kComparePrecedence + 1, chain});
    }
  });
}

void ExprVisitor::Visit(const lang::BoolOp& e, Type, Place place) {
  const int precedence = e.is_and ? lang::kAndPrecedence : lang::kOrPrecedence;
  Chain(precedence, place, [&](int chain) {
    const auto operands = module_[e.operands];
    for (size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) {
        out_.Operator(e.is_and ? "and" : "or", chain);
      }
      Print(operands[i], IsBitwise(operands[i]) ? kAtom : Place{precedence + 1, chain});
    }
  });
}

void ExprVisitor::Visit(const lang::Ternary& e, Type, Place place) {
  Chain(lang::kTernaryPrecedence, place, [&](int chain) {
    Print(e.then, {lang::kTernaryPrecedence + 1, chain});
    out_.Operator("if", chain);
    Print(e.condition, {lang::kTernaryPrecedence + 1, chain});
    out_.Operator("else", chain);
    Print(e.otherwise, {lang::kTernaryPrecedence, chain});
  });
}

// The operator that a helper named "add", "sub", "mul" or "div" overloads.
const OperatorInfo& ExprVisitor::OperatorOf(const lang::UserCall& e) const {
  const std::string& name = module_[e.function].name;
  for (const BinaryOp op : {BinaryOp::kAdd, BinaryOp::kSub, BinaryOp::kMul, BinaryOp::kDiv}) {
    if (Info(op).builtin == name) {
      return Info(op);
    }
  }
  WARPLOOM_CHECK(false, "no operator is called " + name);
}

void ExprVisitor::PrintInfix(const OperatorInfo& op, ExprId left, ExprId right, Place place) {
  Chain(op.precedence, place, [&](int chain) {
    Print(left, {op.precedence, chain});
    out_.Operator(op.spelling, chain);
    Print(right, {op.precedence + 1, chain});
  });
}

}  // namespace warploom::print

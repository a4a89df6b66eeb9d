#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/check.h"
#include "lang/rules.h"
#include "reference/expressions.h"
#include "reference/types.h"
#include "reference/unsupported.h"

// Operators. docs/verification.md has the rule for each.
namespace warploom::reference {

using lang::BinaryOp;
using lang::ExprId;
using lang::Scalar;
using lang::Type;
using lang::UnaryOp;

namespace {

// Numbers that C++ computes with as they are. Those of 16 bits have functions of Warp's alone.
bool IsPlainFloat(Type type) { return type == lang::kFloat || type == lang::kDouble; }

// Integer arithmetic wraps around (two's complement), on CPU and GPU.
std::string_view WrappingFunction(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd:
      return "wl::add";
    case BinaryOp::kSub:
      return "wl::sub";
    case BinaryOp::kMul:
      return "wl::mul";
    case BinaryOp::kDiv:
      return "wl::div";  // Cuts towards zero.
    case BinaryOp::kFloorDiv:
      return "wl::floor_div";
    case BinaryOp::kMod:
      return "wl::mod";  // The remainder of div: it has the sign of the left operand.
    case BinaryOp::kBitAnd:
      return "wl::bit_and";
    case BinaryOp::kBitOr:
      return "wl::bit_or";
    case BinaryOp::kBitXor:
      return "wl::bit_xor";
    case BinaryOp::kShl:
      return "wl::shl";
    case BinaryOp::kShr:
      return "wl::shr";  // Of a signed number arithmetic.
    case BinaryOp::kPow:
    case BinaryOp::kMatMul:
      return "";
  }
  WARPLOOM_CHECK(false, "an unknown operator");
}

std::string_view FloatOperator(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd:
      return "+";
    case BinaryOp::kSub:
      return "-";
    case BinaryOp::kMul:
      return "*";
    case BinaryOp::kDiv:
      return "/";
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
    case BinaryOp::kPow:
    case BinaryOp::kMatMul:
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
    case BinaryOp::kShl:
    case BinaryOp::kShr:
      return "";
  }
  WARPLOOM_CHECK(false, "an unknown operator");
}

}  // namespace

std::string ExprWriter::Binary(BinaryOp op, std::string_view left, Type left_type,
                               std::string_view right, Type right_type, Type result) {
  if (left_type.is_tile() || right_type.is_tile()) {
    const Type element = lang::ElementOf(result);
    const auto of = [](Type type) { return type.is_tile() ? lang::ElementOf(type) : type; };
    return fmt::format("wl::each<{}>([](auto a, auto b) {{ return {}; }}, {}, {})",
                       CppType(module_, element),
                       Binary(op, "a", of(left_type), "b", of(right_type), element), left, right);
  }
  const bool is_scalar = left_type.is_scalar() && right_type == left_type;
  if (is_scalar && IsPlainFloat(left_type) && !FloatOperator(op).empty()) {
    return fmt::format("({} {} {})", left, FloatOperator(op), right);
  }
  if (is_scalar && left_type.is_int() && !WrappingFunction(op).empty()) {
    return fmt::format("{}<{}>({}, {})", WrappingFunction(op), CppType(module_, result), left,
                       right);
  }
  return fmt::format("wp::{}({}, {})", Info(op).builtin, left, right);
}

std::string ExprWriter::Visit(const lang::Binary& e, Type type) {
  const std::string left = Write(e.left);
  return Binary(e.op, left, module_[e.left].type, Write(e.right), module_[e.right].type, type);
}

std::string ExprWriter::Visit(const lang::Unary& e, Type type) {
  if (type.is_tile()) {
    return fmt::format("wl::each<{}>([](auto a) {{ return wp::{}(a); }}, {})",
                       CppType(module_, lang::ElementOf(type)), Info(e.op).builtin,
                       Write(e.operand));
  }
  switch (e.op) {
    case UnaryOp::kNot:
      return fmt::format("(!{})", Condition(e.operand));
    case UnaryOp::kPos:
      return Write(e.operand);
    case UnaryOp::kNeg:
      // Warp's neg subtracts from zero, so that -0.0 is never made of 0.0 (docs/verification.md).
      if (type.is_int()) {
        return fmt::format("wl::neg<{}>({})", CppType(module_, type), Write(e.operand));
      }
      // Of a literal Python computes it (codegen.py: emit_UnaryOp).
      if (type == lang::kFloat && std::holds_alternative<lang::Literal>(module_[e.operand].node)) {
        return fmt::format("(-{})", Write(e.operand));
      }
      return fmt::format("wp::neg({})", Write(e.operand));
    case UnaryOp::kInvert:
      if (type.is_int()) {
        return fmt::format("{}(~{})", CppType(module_, type), Write(e.operand));
      }
      return fmt::format("wp::invert({})", Write(e.operand));
  }
  WARPLOOM_CHECK(false, "an unknown operator");
}

// a < b < c computes b once, and c only if a < b.
std::string ExprWriter::Visit(const lang::Compare& e, Type) {
  const auto operands = module_[e.operands];
  const auto pair = [&](std::string_view a, size_t op, std::string_view b) {
    return fmt::format("({} {} {})", a, Info(e.ops[op]).spelling, b);
  };
  if (operands.size() == 2) {
    const std::string left = Write(operands[0]);
    return pair(left, 0, Write(operands[1]));
  }
  const std::string left = Write(operands[0]);
  const std::string middle = Write(operands[1]);
  return fmt::format("({{ auto wl_a = {}; auto wl_b = {}; {} && {}; }})", left, middle,
                     pair("wl_a", 0, "wl_b"), pair("wl_b", 1, Write(operands[2])));
}

std::string ExprWriter::Visit(const lang::BoolOp& e, Type) {
  std::string text;
  for (const ExprId id : module_[e.operands]) {
    text += (text.empty() ? "" : e.is_and ? " && " : " || ") + Condition(id);
  }
  return fmt::format("({})", text);
}

std::string ExprWriter::Visit(const lang::Ternary& e, Type type) {
  const std::string condition = Condition(e.condition);
  const std::string then = Write(e.then);
  const std::string target = CppType(module_, type);
  return fmt::format("({} ? {}({}) : {}({}))", condition, target, then, target, Write(e.otherwise));
}

std::string ExprWriter::Condition(ExprId id) {
  const Type type = module_[id].type;
  std::string value = Write(id);
  if (type.is_bool()) {
    return value;
  }
  if (type.is_array()) {
    return fmt::format("wl::is_present({})", value);
  }
  return fmt::format("({} != 0)", value);
}

}  // namespace warploom::reference

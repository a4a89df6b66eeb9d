#include "reference/python_numbers.h"

#include <fmt/format.h>

#include <variant>

#include "lang/kind_of.h"
#include "reference/literals.h"
#include "reference/unsupported.h"

namespace warploom::reference {
namespace {

using lang::BinaryOp;
using lang::ExprId;
using lang::KindOf;
using lang::Module;

struct Writer {
  const Module& module;
  const std::function<std::string(lang::VarId)>& counter;
  lang::Type type;

  std::string Write(ExprId id) const {
    return std::visit(Writer{module, counter, module[id].type}, module[id].node);
  }

  std::string operator()(const lang::Literal& e) const {
    return type.is_float()         ? RealText(e.real)
           : type == lang::kUint64 ? fmt::format("{}ULL", static_cast<uint64_t>(e.integer))
                                   : fmt::format("{}LL", e.integer);
  }
  std::string operator()(const lang::NamedNumber& e) const { return NamedText(e.name); }
  std::string operator()(const lang::VarRef& e) const { return counter(e.var); }
  std::string operator()(const lang::ConstRef& e) const { return Write(module[e.constant].value); }
  std::string operator()(const lang::Member& e) const { return Write(module[e].value); }
  std::string operator()(const lang::Static& e) const { return Write(e.value); }
  std::string operator()(const lang::Unary& e) const {
    if (e.op != lang::UnaryOp::kNeg) {
      throw Unsupported{"an operator in wp.static"};
    }
    return fmt::format("(-{})", Write(e.operand));
  }
  std::string operator()(const lang::Binary& e) const {
    const std::string left = Write(e.left);
    const std::string right = Write(e.right);
    switch (e.op) {
      case BinaryOp::kAdd:
      case BinaryOp::kSub:
      case BinaryOp::kMul:
      case BinaryOp::kBitAnd:
      case BinaryOp::kBitOr:
      case BinaryOp::kBitXor:
      case BinaryOp::kShl:
      case BinaryOp::kShr:
        return fmt::format("({} {} {})", left, Info(e.op).spelling, right);
      case BinaryOp::kDiv:
        return fmt::format("(double({}) / double({}))", left, right);
      case BinaryOp::kFloorDiv:
        return fmt::format("wl::floor_div({}, {})", left, right);
      case BinaryOp::kMod:
        return fmt::format("wl::python_mod({}, {})", left, right);
      case BinaryOp::kPow:
      case BinaryOp::kMatMul:
        break;
    }
    throw Unsupported{"an operator in wp.static"};
  }
  // float(n) and int(x) of Python.
  std::string operator()(const lang::Construct& e) const {
    if (e.args.count != 1 || (type != lang::kFloat && type != lang::kInt)) {
      throw Unsupported{"a conversion in wp.static"};
    }
    return fmt::format("{}({})", type == lang::kFloat ? "double" : "wp::int64",
                       Write(module[e.args][0]));
  }
  std::string operator()(const lang::Compare& e) const {
    std::string text;
    for (size_t i = 0; i + 1 < e.operands.count; ++i) {
      text += fmt::format("{}{} {} {}", i == 0 ? "" : " && ", Write(module[e.operands][i]),
                          Info(e.ops[i]).spelling, Write(module[e.operands][i + 1]));
    }
    return fmt::format("({})", text);
  }
  // An item of a table, or a field of a struct that is a constant.
  std::string operator()(const lang::Subscript& e) const {
    const auto* table = std::get_if<lang::ConstRef>(&module[e.base].node);
    const auto* items = table == nullptr
                            ? nullptr
                            : std::get_if<lang::Tuple>(&module[module[table->constant].value].node);
    if (items == nullptr || e.indices.count != 1) {
      throw Unsupported{"a subscript in wp.static"};
    }
    std::string list;
    for (const ExprId item : module[items->items]) {
      list += (list.empty() ? "" : ", ") + Write(item);
    }
    return fmt::format("wl::item_of({}, {})", Write(module[e.indices][0]), list);
  }
  std::string operator()(const lang::Field& e) const {
    const auto* constant = std::get_if<lang::ConstRef>(&module[e.base].node);
    const auto* fields =
        constant == nullptr
            ? nullptr
            : std::get_if<lang::Construct>(&module[module[constant->constant].value].node);
    if (fields == nullptr || e.field >= fields->args.count) {
      throw Unsupported{"a field in wp.static"};
    }
    return Write(module[fields->args][e.field]);
  }
  std::string operator()(const KindOf<std::monostate, lang::String, lang::Tuple, lang::BoolOp,
                                      lang::Ternary, lang::BuiltinCall, lang::UserCall, lang::Slice,
                                      lang::Component, lang::Shape, lang::Callee, lang::LocalArray,
                                      lang::Adjoint, lang::Keyword, lang::TypeName> auto&) const {
    throw Unsupported{"an expression in wp.static"};
  }
};

}  // namespace

std::string PythonNumber(const Module& module, ExprId id,
                         const std::function<std::string(lang::VarId)>& counter) {
  return Writer{module, counter, {}}.Write(id);
}

}  // namespace warploom::reference

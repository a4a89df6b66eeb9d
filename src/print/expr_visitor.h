#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "lang/operators.h"
#include "print/document.h"

namespace warploom::print {

// The context of an expression.
struct Place {
  // Operators of lower precedence get parentheses; 0: none do.
  int precedence = 0;
  // The precedence of the operator chain that the expression is an operand of; 0: none. An operand
  // of the same precedence continues the chain.
  int chain = 0;
};

// The context of an expression that is followed by a dot or a bracket.
inline constexpr Place kAtom = {.precedence = lang::kAtomPrecedence};

// Prints expressions. There is one Visit for each kind and none by default, so that a new kind does
// not compile until it is printed here. Defined in operator_printer.cpp, call_printer.cpp and
// expr_printer.cpp.
class ExprVisitor {
 public:
  ExprVisitor(Document& out, const lang::Module& module, const lang::BuiltinTable& builtins)
      : out_(out), module_(module), builtins_(builtins) {}

  void Print(lang::ExprId id, Place place = {});

 private:
  // Operators.
  void Visit(const lang::Unary& e, lang::Type type, Place place);
  void Visit(const lang::Binary& e, lang::Type type, Place place);
  void Visit(const lang::Compare& e, lang::Type type, Place place);
  void Visit(const lang::BoolOp& e, lang::Type type, Place place);
  void Visit(const lang::Ternary& e, lang::Type type, Place place);
  void PrintInfix(const lang::OperatorInfo& op, lang::ExprId left, lang::ExprId right, Place place);
  void PrintPower(const lang::Binary& e, Place place);
  const lang::OperatorInfo& OperatorOf(const lang::UserCall& e) const;
  bool IsNameOrNumber(lang::ExprId id) const;
  bool IsSimplePowerOperand(lang::ExprId id) const;
  bool IsPower(lang::ExprId id) const;
  bool IsBitwise(lang::ExprId id) const;
  bool MixesBitwise(lang::BinaryOp op, lang::ExprId operand) const;

  // Calls.
  void Visit(const lang::BuiltinCall& e, lang::Type type, Place place);
  void Visit(const lang::UserCall& e, lang::Type type, Place place);
  void Visit(const lang::Construct& e, lang::Type type, Place place);
  void Visit(const lang::LocalArray& e, lang::Type type, Place place);
  void Visit(const lang::Callee& e, lang::Type type, Place place);
  void Visit(const lang::Keyword& e, lang::Type type, Place place);
  void PrintDtypeCall(const lang::BuiltinCall& e, std::string_view name, lang::Type type);
  void PrintUserArguments(const lang::UserCall& e);
  void PrintStarred(std::span<const lang::ExprId> parts, size_t starred);
  bool HasDtypeArgument(const lang::BuiltinCall& e) const;
  std::string_view NameOf(lang::FuncId function) const;
  template <typename NameOfParameter>
  void PrintArguments(lang::ExprList args, size_t by_position, NameOfParameter&& name_of);

  // Everything else.
  void Visit(const std::monostate& e, lang::Type type, Place place);
  void Visit(const lang::Literal& e, lang::Type type, Place place);
  void Visit(const lang::String& e, lang::Type type, Place place);
  void Visit(const lang::VarRef& e, lang::Type type, Place place);
  void Visit(const lang::ConstRef& e, lang::Type type, Place place);
  void Visit(const lang::NamedNumber& e, lang::Type type, Place place);
  void Visit(const lang::Member& e, lang::Type type, Place place);
  void Visit(const lang::Static& e, lang::Type type, Place place);
  void Visit(const lang::Tuple& e, lang::Type type, Place place);
  void Visit(const lang::Subscript& e, lang::Type type, Place place);
  void Visit(const lang::Slice& e, lang::Type type, Place place);
  void Visit(const lang::Field& e, lang::Type type, Place place);
  void Visit(const lang::Component& e, lang::Type type, Place place);
  void Visit(const lang::Shape& e, lang::Type type, Place place);
  void Visit(const lang::Adjoint& e, lang::Type type, Place place);
  void Visit(const lang::TypeName& e, lang::Type type, Place place);

  // a, b, c
  void PrintItems(std::span<const lang::ExprId> items);
  void PrintTuple(lang::ExprList items);

  // Writes an operator expression of this precedence, in parentheses if its context requires them.
  template <typename Write>
  void Parenthesized(int precedence, Place place, Write&& write) {
    if (precedence >= place.precedence) {
      write();
      return;
    }
    out_.OpenBracket('(', Items::kEach);
    write();
    out_.CloseBracket(')', TrailingComma::kNever);
  }

  // The same for infix operators. `write` gets the precedence of the chain that its operands belong
  // to.
  template <typename Write>
  void Chain(int precedence, Place place, Write&& write) {
    // Formatters break `and` and `or` alike.
    const int chain = precedence == lang::kAndPrecedence ? lang::kOrPrecedence : precedence;
    Parenthesized(precedence, place, [&] {
      const bool continues = precedence >= place.precedence && chain == place.chain;
      if (continues) {
        write(chain);
        return;
      }
      out_.BeginChain();
      write(chain);
      out_.EndChain();
    });
  }

  Document& out_;
  const lang::Module& module_;
  const lang::BuiltinTable& builtins_;
};

}  // namespace warploom::print

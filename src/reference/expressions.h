#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "lang/stmt.h"

namespace warploom::reference {

// The C++ names of one function's variables. Python knows a variable by its name, so two of the
// module's that share name and type are one.
class Names {
 public:
  explicit Names(const lang::Module& module) : module_(module) {}
  std::string Of(lang::VarId var);

 private:
  const lang::Module& module_;
  std::map<std::string, lang::Type> types_;
};

// Writes expressions: one Visit a kind, and none by default, so that a new kind does not compile
// until its reference is written here. Each is C++ that may stand anywhere: names, calls, or in
// parentheses. What may be stored to is an lvalue. Throws Unsupported.
class ExprWriter {
 public:
  ExprWriter(const lang::Module& module, const lang::BuiltinTable& builtins, Names& names)
      : module_(module), builtins_(builtins), names_(names) {}

  std::string Write(lang::ExprId id);
  // The expression as what if, while, and, or and not ask: a number is true unless it is zero, an
  // array unless it is absent.
  std::string Condition(lang::ExprId id);
  // left op right, for operands of these types that are C++ already.
  std::string Binary(lang::BinaryOp op, std::string_view left, lang::Type left_type,
                     std::string_view right, lang::Type right_type, lang::Type result);
  std::string List(lang::ExprList list);
  const lang::Call& CallOf(const lang::BuiltinCall& e) const { return builtins_.call(e.call); }
  std::string_view NameOf(const lang::BuiltinCall& e) const {
    return builtins_.name(CallOf(e).name);
  }
  // True for m[i] of a matrix and for slices of vectors, matrices, quaternions and transforms,
  // which have no memory of their own as C++ sees it: `Cut` reads them, `StoreCut` writes them.
  bool IsCut(lang::ExprId id) const;
  std::string Cut(const lang::Subscript& e, lang::Type result);
  std::string StoreCut(const lang::Subscript& e, std::string_view value);
  // left op= right on a tile, whose elements change.
  std::string AugmentTile(const lang::Augment& s);
  // The storage of an array of the thread's own.
  static std::string StorageName(lang::ExprId id);

 private:
  std::string Visit(const std::monostate& e, lang::Type type);
  std::string Visit(const lang::Literal& e, lang::Type type);
  std::string Visit(const lang::String& e, lang::Type type);
  std::string Visit(const lang::VarRef& e, lang::Type type);
  std::string Visit(const lang::ConstRef& e, lang::Type type);
  std::string Visit(const lang::NamedNumber& e, lang::Type type);
  std::string Visit(const lang::Member& e, lang::Type type);
  std::string Visit(const lang::Static& e, lang::Type type);
  std::string Visit(const lang::Tuple& e, lang::Type type);
  std::string Visit(const lang::Unary& e, lang::Type type);
  std::string Visit(const lang::Binary& e, lang::Type type);
  std::string Visit(const lang::Compare& e, lang::Type type);
  std::string Visit(const lang::BoolOp& e, lang::Type type);
  std::string Visit(const lang::Ternary& e, lang::Type type);
  std::string Visit(const lang::BuiltinCall& e, lang::Type type);
  std::string Visit(const lang::UserCall& e, lang::Type type);
  std::string Visit(const lang::Construct& e, lang::Type type);
  std::string Visit(const lang::Subscript& e, lang::Type type);
  std::string Visit(const lang::Slice& e, lang::Type type);
  std::string Visit(const lang::Field& e, lang::Type type);
  std::string Visit(const lang::Component& e, lang::Type type);
  std::string Visit(const lang::Shape& e, lang::Type type);
  std::string Visit(const lang::Callee& e, lang::Type type);
  std::string Visit(const lang::LocalArray& e, lang::Type type);
  std::string Visit(const lang::Adjoint& e, lang::Type type);
  std::string Visit(const lang::Keyword& e, lang::Type type);
  std::string Visit(const lang::TypeName& e, lang::Type type);

  std::string Parts(const lang::Subscript& e);
  std::string SubscriptOfArray(const lang::Subscript& e, lang::Type base);
  std::string SubscriptOfVec(const lang::Subscript& e, lang::Type base);
  std::string ItemOfTuple(const lang::Subscript& e, lang::Type base);
  std::string SubscriptOfTile(const lang::Subscript& e, lang::Type base);
  std::string Constructed(lang::Type type, lang::ExprList list);
  std::string Atomic(const lang::BuiltinCall& e, std::string_view name);
  std::string SeveralResults(const lang::Call& call, std::string_view native_name,
                             std::string_view args) const;
  bool IsOfTiles(const lang::BuiltinCall& e) const;
  std::string TileCall(const lang::BuiltinCall& e, std::string_view name, lang::Type result);
  std::string TileArgument(lang::ExprId id);
  std::string TileOptions(std::span<const lang::ExprId> args);
  std::string Extents(lang::ExprId id);
  std::string Lambda(const lang::Callee& callee) const;

  const lang::Module& module_;
  const lang::BuiltinTable& builtins_;
  Names& names_;
  lang::ExprId at_;  // The expression that is being written.
};

// The C++ name of a function of the module.
std::string FunctionName(const lang::Module& module, lang::FuncId function);

}  // namespace warploom::reference

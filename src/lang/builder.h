#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

// Makes the nodes of one Module, bottom up and well-typed: every function CHECKs its operands'
// types against Warp's rules, so that a motif cannot build what Warp would refuse. UnaryCall,
// BinaryCall and rules.h tell beforehand whether something is legal.
//
// Statements are appended to the innermost open block. OpenBlock() ... CloseBlock() returns the
// list that an If, a loop or a function takes as its body.
class Builder {
 public:
  Builder(Module& module, const BuiltinTable& builtins);

  Module& module() { return module_; }
  const BuiltinTable& builtins() const { return builtins_; }
  Type type_of(ExprId id) const { return module_[id].type; }

  // Declarations.
  VarId AddVar(std::string name, Type type);
  ConstId AddConstant(std::string name, ExprId value, bool wrapped);
  Type AddStruct(StructDef definition);
  uint16_t AddClass(ConstantClass definition);
  // The tuple type of these items.
  Type TupleOf(std::span<const Type> items);
  TextId AddText(std::string text);
  // Takes the open block as the body. Helpers must be added before the functions that call them.
  FuncId AddFunction(std::string name, std::span<const VarId> params, std::vector<Type> results);

  // Literals.
  ExprId Int(int64_t value, Type type = kInt);
  ExprId Real(double value, Type type = kFloat);
  ExprId Bool(bool value);
  ExprId String(std::string text);

  // Expressions.
  ExprId Var(VarId var);
  ExprId Const(ConstId constant);
  ExprId Named(NumberName name, NumberSource source);
  ExprId Member(lang::Member member);
  ExprId Static(ExprId value);
  ExprId Tuple(std::span<const ExprId> items);
  ExprId Unary(UnaryOp op, ExprId operand);
  ExprId Binary(BinaryOp op, ExprId left, ExprId right);
  ExprId Compare(CompareOp op, ExprId left, ExprId right);
  ExprId CompareChain(ExprId low, CompareOp first, ExprId middle, CompareOp second, ExprId high);
  ExprId And(std::span<const ExprId> operands) { return Logic(true, operands); }
  ExprId Or(std::span<const ExprId> operands) { return Logic(false, operands); }
  ExprId Ternary(ExprId condition, ExprId then, ExprId otherwise);
  ExprId Call(std::string_view name, std::initializer_list<ExprId> args);
  ExprId Call(const lang::Call& call, std::span<const ExprId> args);
  // The call of a row that leaves the shape of its resulting tile open.
  ExprId Call(const lang::Call& call, std::span<const ExprId> args, Type result);
  ExprId Keyword(KeywordName name, ExprId value, bool is_bare = false);
  ExprId TypeName(Type type);
  ExprId Callee(BuiltinNameId builtin);
  ExprId UserCall(FuncId function, std::span<const ExprId> args);
  // A call with all its options: another callee, an operator, arguments by name. `type` is that of
  // the only result, or a tuple of all results.
  ExprId UserCall(lang::UserCall call, std::span<const ExprId> args, Type type);
  ExprId Callee(FuncId function);
  ExprId Construct(Type type, std::span<const ExprId> args);
  ExprId Construct(Type type, std::initializer_list<ExprId> args);
  // An element, a view or a component, depending on the indices.
  ExprId Subscript(ExprId base, std::span<const ExprId> indices);
  ExprId Subscript(ExprId base, std::initializer_list<ExprId> indices);
  ExprId Slice(ExprId start, ExprId stop, ExprId step = {});
  ExprId Field(ExprId base, uint16_t field);
  ExprId Component(ExprId base, int index);
  ExprId Shape(ExprId array, int dimension);
  ExprId LocalArray(Type element, std::span<const ExprId> shape, ExprId source = {});
  ExprId Adjoint(ExprId of);

  // What Warp resolves the operator to; nullopt if it refuses the operands.
  std::optional<CallId> UnaryCall(UnaryOp op, Type operand) const;
  std::optional<CallId> BinaryCall(BinaryOp op, Type left, Type right) const;

  // Statements, appended to the open block.
  void Assign(VarId target, ExprId value);
  void Unpack(std::span<const VarId> targets, ExprId value);
  void Store(ExprId target, ExprId value);
  void Augment(ExprId target, BinaryOp op, ExprId value);
  void If(ExprId condition, StmtList then, StmtList otherwise = {});
  void ForRange(VarId variable, ExprId start, ExprId stop, ExprId step, StmtList body,
                bool reversed = false);
  void While(ExprId condition, StmtList body);
  void Break();
  void Continue();
  void Return(std::span<const ExprId> values = {});
  void Evaluate(ExprId value);
  void Print(ExprId text);
  void Printf(ExprId text, std::span<const ExprId> values);
  void Assert(ExprId condition, TextId message = {});
  void Pass();
  void Comment(std::string text);
  void BlankLine();

  void OpenBlock();
  StmtList CloseBlock();
  size_t open_block_size() const { return blocks_.back().size(); }

  VarList Vars(std::span<const VarId> vars);

 private:
  ExprId Add(ExprNode node, Type type);
  void Append(StmtNode node);
  ExprList Exprs(std::span<const ExprId> ids);
  ExprId Logic(bool is_and, std::span<const ExprId> operands);

  Module& module_;
  const BuiltinTable& builtins_;
  std::vector<std::vector<StmtId>> blocks_;
  std::vector<std::vector<StmtId>> spare_blocks_;  // Kept for their memory.
};

}  // namespace warploom::lang

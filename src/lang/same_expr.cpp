#include "lang/same_expr.h"

#include <algorithm>
#include <vector>

#include "lang/walk.h"

namespace warploom::lang {
namespace {

// Whether two nodes of one kind agree in what is not an operand.
struct SameNode {
  const ExprNode& other;

  template <typename Node>
  const Node& Other() const {
    return std::get<Node>(other);
  }

  bool operator()(const Literal& e) const {
    return e.integer == Other<Literal>().integer && e.real == Other<Literal>().real;
  }
  bool operator()(const VarRef& e) const { return e.var == Other<VarRef>().var; }
  bool operator()(const ConstRef& e) const { return e.constant == Other<ConstRef>().constant; }
  bool operator()(const Unary& e) const { return e.op == Other<Unary>().op; }
  bool operator()(const Binary& e) const { return e.op == Other<Binary>().op; }
  bool operator()(const Compare& e) const { return e.ops == Other<Compare>().ops; }
  bool operator()(const BoolOp& e) const { return e.is_and == Other<BoolOp>().is_and; }
  bool operator()(const BuiltinCall& e) const { return e.call == Other<BuiltinCall>().call; }
  bool operator()(const UserCall& e) const {
    return e.function == Other<UserCall>().function && e.form == Other<UserCall>().form;
  }
  bool operator()(const Callee& e) const {
    return e.builtin == Other<Callee>().builtin && e.function == Other<Callee>().function;
  }
  bool operator()(const Field& e) const { return e.field == Other<Field>().field; }
  bool operator()(const Component& e) const { return e.index == Other<Component>().index; }
  bool operator()(const Shape& e) const { return e.dimension == Other<Shape>().dimension; }
  bool operator()(const Keyword& e) const { return e.name == Other<Keyword>().name; }
  template <typename Node>
  bool operator()(const Node&) const {
    return true;
  }
};

std::vector<ExprId> Operands(const Module& module, ExprId id) {
  std::vector<ExprId> operands;
  ForEachOperand(module, id, [&](ExprId operand) { operands.push_back(operand); });
  return operands;
}

}  // namespace

bool SameExpr(const Module& module, ExprId a, ExprId b) {
  if (a == b) {
    return true;
  }
  const Expr& x = module[a];
  const Expr& y = module[b];
  if (x.type != y.type || x.node.index() != y.node.index() ||
      !std::visit(SameNode{y.node}, x.node)) {
    return false;
  }
  return std::ranges::equal(Operands(module, a), Operands(module, b),
                            [&](ExprId p, ExprId q) { return SameExpr(module, p, q); });
}

}  // namespace warploom::lang

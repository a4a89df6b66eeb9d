#include "lang/same_expr.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "lang/kind_of.h"
#include "lang/walk.h"

namespace warploom::lang {
namespace {

// Whether two nodes of one kind and type agree in what is not an operand, and have the same
// operands where some may be missing.
struct SameNode {
  const Module& module;
  const ExprNode& other;

  template <typename Node>
  const Node& Other(const Node&) const {
    return std::get<Node>(other);
  }

  // By its bits: nan is the same as itself, -0.0 is not 0.0.
  bool operator()(const Literal& e) const {
    return e.integer == Other(e).integer &&
           std::bit_cast<uint64_t>(e.real) == std::bit_cast<uint64_t>(Other(e).real);
  }
  bool operator()(const String& e) const { return module[e.text] == module[Other(e).text]; }
  bool operator()(const VarRef& e) const { return e.var == Other(e).var; }
  bool operator()(const ConstRef& e) const { return e.constant == Other(e).constant; }
  bool operator()(const NamedNumber& e) const { return e.name == Other(e).name; }
  bool operator()(const Member& e) const {
    return e.owner == Other(e).owner && e.index == Other(e).index;
  }
  bool operator()(const Unary& e) const { return e.op == Other(e).op; }
  bool operator()(const Binary& e) const { return e.op == Other(e).op; }
  bool operator()(const Compare& e) const { return e.ops == Other(e).ops; }
  bool operator()(const BoolOp& e) const { return e.is_and == Other(e).is_and; }
  bool operator()(const BuiltinCall& e) const { return e.call == Other(e).call; }
  bool operator()(const UserCall& e) const {
    return e.function == Other(e).function && e.form == Other(e).form &&
           e.callee.is_valid() == Other(e).callee.is_valid();
  }
  bool operator()(const Construct& e) const {
    return e.like.is_valid() == Other(e).like.is_valid();
  }
  bool operator()(const Slice& e) const {
    return e.start.is_valid() == Other(e).start.is_valid() &&
           e.stop.is_valid() == Other(e).stop.is_valid() &&
           e.step.is_valid() == Other(e).step.is_valid();
  }
  bool operator()(const Callee& e) const {
    return e.builtin == Other(e).builtin && e.function == Other(e).function;
  }
  bool operator()(const Field& e) const { return e.field == Other(e).field; }
  bool operator()(const Component& e) const { return e.index == Other(e).index; }
  bool operator()(const Shape& e) const { return e.dimension == Other(e).dimension; }
  bool operator()(const LocalArray& e) const {
    return e.source.is_valid() == Other(e).source.is_valid();
  }
  bool operator()(const Keyword& e) const { return e.name == Other(e).name; }
  // Their operands and their type say all.
  bool operator()(const KindOf<std::monostate, Static, Tuple, Ternary, Subscript, Adjoint,
                               TypeName> auto&) const {
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
      !std::visit(SameNode{module, y.node}, x.node)) {
    return false;
  }
  return std::ranges::equal(Operands(module, a), Operands(module, b),
                            [&](ExprId p, ExprId q) { return SameExpr(module, p, q); });
}

}  // namespace warploom::lang

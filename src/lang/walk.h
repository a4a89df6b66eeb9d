#pragma once

#include "lang/module.h"

// Generic traversal of the tree. This is the only place that knows the children of each node kind.
namespace warploom::lang {

namespace walk_detail {

template <typename F>
void Children(const Module& module, ExprList list, F&& f) {
  for (const ExprId id : module[list]) {
    f(id);
  }
}

template <typename F>
struct ExprChildren {
  const Module& module;
  F& f;
  void Each(ExprId id) const {
    if (id.is_valid()) {
      f(id);
    }
  }
  void operator()(const std::monostate&) const {}
  void operator()(const Literal&) const {}
  void operator()(const String&) const {}
  void operator()(const VarRef&) const {}
  void operator()(const ConstRef&) const {}
  void operator()(const NamedNumber&) const {}
  void operator()(const Member&) const {}
  void operator()(const Static& e) const { Each(e.value); }
  void operator()(const Tuple& e) const { Children(module, e.items, f); }
  void operator()(const Unary& e) const { Each(e.operand); }
  void operator()(const Binary& e) const {
    Each(e.left);
    Each(e.right);
  }
  void operator()(const Compare& e) const { Children(module, e.operands, f); }
  void operator()(const BoolOp& e) const { Children(module, e.operands, f); }
  void operator()(const Ternary& e) const {
    Each(e.condition);
    Each(e.then);
    Each(e.otherwise);
  }
  void operator()(const BuiltinCall& e) const { Children(module, e.args, f); }
  void operator()(const UserCall& e) const {
    Each(e.callee);
    Children(module, e.args, f);
  }
  void operator()(const Construct& e) const {
    Each(e.like);
    Children(module, e.args, f);
  }
  void operator()(const Subscript& e) const {
    Each(e.base);
    Children(module, e.indices, f);
  }
  void operator()(const Slice& e) const {
    Each(e.start);
    Each(e.stop);
    Each(e.step);
  }
  void operator()(const Field& e) const { Each(e.base); }
  void operator()(const Component& e) const { Each(e.base); }
  void operator()(const Shape& e) const { Each(e.array); }
  void operator()(const Callee&) const {}
  void operator()(const LocalArray& e) const {
    Children(module, e.shape, f);
    Each(e.source);
  }
  void operator()(const Adjoint& e) const { Each(e.of); }
  void operator()(const Keyword& e) const { Each(e.value); }
  void operator()(const TypeName&) const {}
};

}  // namespace walk_detail

// f(ExprId) for each direct operand of an expression.
template <typename F>
void ForEachOperand(const Module& module, ExprId id, F&& f) {
  std::visit(walk_detail::ExprChildren<F>{module, f}, module[id].node);
}

// f(ExprId) for the expression and all its subexpressions.
template <typename F>
void ForEachExpr(const Module& module, ExprId id, F&& f) {
  f(id);
  ForEachOperand(module, id, [&](ExprId child) { ForEachExpr(module, child, f); });
}

// on_expr(ExprId, is_target) for each top-level expression of a statement, but not of its nested
// blocks; is_target marks the target of a store. on_block(StmtList) for each nested block.
template <typename OnExpr, typename OnBlock>
void ForEachPart(const Module& module, const Stmt& stmt, OnExpr&& on_expr, OnBlock&& on_block) {
  struct Visitor {
    const Module& module;
    OnExpr& on_expr;
    OnBlock& on_block;
    void operator()(const std::monostate&) const {}
    void operator()(const Assign& s) const { on_expr(s.value, false); }
    void operator()(const Unpack& s) const { on_expr(s.value, false); }
    void operator()(const Store& s) const {
      on_expr(s.target, true);
      on_expr(s.value, false);
    }
    void operator()(const Augment& s) const {
      on_expr(s.target, true);
      on_expr(s.value, false);
    }
    void operator()(const If& s) const {
      on_expr(s.condition, false);
      on_block(s.then);
      on_block(s.otherwise);
    }
    void operator()(const ForRange& s) const {
      for (const ExprId id : {s.start, s.stop, s.step}) {
        if (id.is_valid()) {
          on_expr(id, false);
        }
      }
      on_block(s.body);
    }
    void operator()(const While& s) const {
      on_expr(s.condition, false);
      on_block(s.body);
    }
    void operator()(const Break&) const {}
    void operator()(const Continue&) const {}
    void operator()(const Return& s) const {
      for (const ExprId id : module[s.values]) {
        on_expr(id, false);
      }
    }
    void operator()(const Evaluate& s) const { on_expr(s.value, false); }
    void operator()(const Print& s) const {
      on_expr(s.text, false);
      for (const ExprId id : module[s.values]) {
        on_expr(id, false);
      }
    }
    void operator()(const Assert& s) const { on_expr(s.condition, false); }
    void operator()(const Pass&) const {}
    void operator()(const Comment&) const {}
    void operator()(const BlankLine&) const {}
  };
  std::visit(Visitor{module, on_expr, on_block}, stmt.node);
}

// f(const Stmt&) for every statement of the list in preorder.
template <typename F>
void ForEachStmt(const Module& module, StmtList list, F&& f) {
  for (const StmtId id : module[list]) {
    f(module[id]);
    ForEachPart(
        module, module[id], [](ExprId, bool) {},
        [&](StmtList block) { ForEachStmt(module, block, f); });
  }
}

// f(ExprId) for every expression of the statements, including nested ones.
template <typename F>
void ForEachExprIn(const Module& module, StmtList list, F&& f) {
  ForEachStmt(module, list, [&](const Stmt& stmt) {
    ForEachPart(
        module, stmt, [&](ExprId top, bool) { ForEachExpr(module, top, f); }, [](StmtList) {});
  });
}

}  // namespace warploom::lang

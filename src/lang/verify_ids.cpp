#include <algorithm>
#include <vector>

#include "lang/verify_state.h"

namespace warploom::lang {
namespace {

// Walks over what the declarations refer to. Nodes that nothing refers to any more may be left in
// the module, with ids of what was removed.
class IdChecker {
 public:
  IdChecker(const Module& module, const BuiltinTable& builtins)
      : module_(module),
        builtins_(builtins),
        seen_exprs_(module.exprs.size(), false),
        seen_stmts_(module.stmts.size(), false) {}

  std::string_view Run() {
    std::ranges::for_each(module_.vars, [&](const Variable& v) { See(v.type); });
    std::ranges::for_each(module_.functions, [&](const Function& f) { Visit(f); });
    VisitDeclarations();
    return wrong_;
  }

 private:
  bool Require(bool holds, std::string_view what) {
    if (!holds && wrong_.empty()) {
      wrong_ = what;
    }
    return holds;
  }
  template <typename Id, typename Container>
  bool In(Id id, const Container& container, std::string_view what) {
    return Require(id.value < container.size(), what);
  }
  template <typename Id>
  void IfThere(Id id) {
    if (id.is_valid()) {
      See(id);
    }
  }

  void See(ExprId id) {
    if (In(id, module_.exprs, "expression") && !seen_exprs_[id.value]) {
      seen_exprs_[id.value] = true;
      See(module_[id].type);
      std::visit([&](const auto& e) { Visit(e); }, module_[id].node);
    }
  }
  void See(StmtId id) {
    if (In(id, module_.stmts, "statement") && !seen_stmts_[id.value]) {
      seen_stmts_[id.value] = true;
      std::visit([&](const auto& s) { Visit(s); }, module_[id].node);
    }
  }
  void See(VarId id) { In(id, module_.vars, "variable"); }
  void See(FuncId id) { In(id, module_.functions, "function"); }
  void See(ConstId id) { In(id, module_.constants, "constant"); }
  void See(TextId id) { In(id, module_.texts, "text"); }
  void See(CallId id) { In(id, builtins_.calls(), "call"); }
  void See(BuiltinNameId id) { In(id, builtins_.names(), "builtin"); }
  void See(ExprList list) { SeeAll(list, module_.expr_pool); }
  void See(StmtList list) { SeeAll(list, module_.stmt_pool); }
  void See(VarList list) { SeeAll(list, module_.var_pool); }
  template <typename Id>
  void SeeAll(IdList<Id> list, const std::vector<Id>& pool) {
    if (Require(size_t{list.begin} + list.count <= pool.size(), "list")) {
      std::ranges::for_each(module_[list], [&](Id id) { See(id); });
    }
  }
  void See(Type type) {
    Require(type.kind != TypeKind::kStruct || type.id < module_.structs.size(), "struct");
    Require(type.kind != TypeKind::kTuple || type.id < module_.tuples.size(), "tuple type");
  }

  void VisitDeclarations() {
    for (const StructDef& definition : module_.structs) {
      std::ranges::for_each(definition.fields, [&](const StructField& f) { See(f.type); });
    }
    std::ranges::for_each(module_.constants, [&](const Constant& c) { Visit(c); });
    for (const ConstantClass& definition : module_.classes) {
      std::ranges::for_each(definition.members, [&](const Constant& c) { Visit(c); });
    }
    for (const std::vector<Type>& items : module_.tuples) {
      std::ranges::for_each(items, [&](Type type) { See(type); });
    }
    std::ranges::for_each(module_.factory.numbers, [&](ConstId id) { See(id); });
    IfThere(module_.factory.function);
    IfThere(module_.module_comment);
  }
  void Visit(const Constant& constant) {
    See(constant.type);
    See(constant.value);
  }
  void Visit(const Function& f) {
    See(f.params);
    See(f.body);
    IfThere(f.docstring);
    IfThere(f.of);
    IfThere(f.native.snippet);
    IfThere(f.native.adjoint);
    IfThere(f.native.replay);
    std::ranges::for_each(f.results, [&](Type type) { See(type); });
    std::ranges::for_each(f.defaults, [&](ExprId id) { See(id); });
  }

  void Visit(const std::monostate&) {}
  void Visit(const Literal&) {}
  void Visit(const String& e) { See(e.text); }
  void Visit(const VarRef& e) { See(e.var); }
  void Visit(const ConstRef& e) { See(e.constant); }
  void Visit(const NamedNumber&) {}
  void Visit(const Member&) {}  // VerifyRule::kMemberExists
  void Visit(const Static& e) { See(e.value); }
  void Visit(const Tuple& e) { See(e.items); }
  void Visit(const Unary& e) {
    See(e.operand);
    See(e.call);
  }
  void Visit(const Binary& e) {
    See(e.left);
    See(e.right);
    See(e.call);
  }
  void Visit(const Compare& e) { See(e.operands); }
  void Visit(const BoolOp& e) { See(e.operands); }
  void Visit(const Ternary& e) {
    See(e.condition);
    See(e.then);
    See(e.otherwise);
  }
  void Visit(const BuiltinCall& e) {
    See(e.call);
    See(e.args);
  }
  void Visit(const UserCall& e) {
    See(e.function);
    See(e.args);
    IfThere(e.callee);
  }
  void Visit(const Construct& e) {
    See(e.args);
    IfThere(e.like);
  }
  void Visit(const Subscript& e) {
    See(e.base);
    See(e.indices);
  }
  void Visit(const Slice& e) {
    IfThere(e.start);
    IfThere(e.stop);
    IfThere(e.step);
  }
  void Visit(const Field& e) { See(e.base); }
  void Visit(const Component& e) { See(e.base); }
  void Visit(const Shape& e) { See(e.array); }
  void Visit(const Keyword& e) { See(e.value); }
  void Visit(const TypeName&) {}
  void Visit(const Callee& e) { e.builtin.is_valid() ? See(e.builtin) : See(e.function); }
  void Visit(const LocalArray& e) {
    See(e.shape);
    IfThere(e.source);
  }
  void Visit(const Adjoint& e) { See(e.of); }

  void Visit(const Assign& s) {
    See(s.target);
    See(s.value);
  }
  void Visit(const Unpack& s) {
    See(s.targets);
    See(s.value);
  }
  void Visit(const Store& s) {
    See(s.target);
    See(s.value);
  }
  void Visit(const Augment& s) {
    See(s.target);
    See(s.value);
  }
  void Visit(const If& s) {
    See(s.condition);
    See(s.then);
    See(s.otherwise);
  }
  void Visit(const ForRange& s) {
    See(s.variable);
    IfThere(s.start);
    See(s.stop);
    IfThere(s.step);
    See(s.body);
  }
  void Visit(const While& s) {
    See(s.condition);
    See(s.body);
  }
  void Visit(const Break&) {}
  void Visit(const Continue&) {}
  void Visit(const Return& s) { See(s.values); }
  void Visit(const Evaluate& s) { See(s.value); }
  void Visit(const Print& s) {
    See(s.text);
    See(s.values);
  }
  void Visit(const Assert& s) {
    See(s.condition);
    IfThere(s.message);
  }
  void Visit(const Pass&) {}
  void Visit(const Comment& s) { See(s.text); }
  void Visit(const BlankLine&) {}

  const Module& module_;
  const BuiltinTable& builtins_;
  std::vector<bool> seen_exprs_;
  std::vector<bool> seen_stmts_;
  std::string_view wrong_;
};

}  // namespace

std::string_view FirstIdOutOfRange(const Module& module, const BuiltinTable& builtins) {
  return IdChecker(module, builtins).Run();
}

}  // namespace warploom::lang

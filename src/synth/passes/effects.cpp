#include "synth/passes/effects.h"

#include <algorithm>

#include "lang/kind_of.h"
#include "lang/walk.h"

namespace warploom::synth::passes {

using namespace lang;  // The file names many node kinds.

bool IsPlainValue(Type type) {
  return type.is_scalar() || type.is_vec() || type.is_mat() || type.is_quat() ||
         type.is_transform();
}

bool Effects::IsPure(ExprId top) const {
  bool pure = true;
  ForEachExpr(module_, top, [&](ExprId id) { pure = pure && IsPureNode(id); });
  return pure;
}

bool Effects::ReadsMemory(ExprId top) const {
  bool reads = false;
  ForEachExpr(module_, top, [&](ExprId id) {
    const auto* part = std::get_if<Subscript>(&module_[id].node);
    reads = reads || (part != nullptr && module_[part->base].type.is_array());
  });
  return reads;
}

bool Effects::Reads(ExprId top, VarId var) const {
  bool reads = false;
  ForEachExpr(module_, top, [&](ExprId id) {
    const auto* ref = std::get_if<VarRef>(&module_[id].node);
    reads = reads || (ref != nullptr && ref->var.value == var.value);
  });
  return reads;
}

bool Effects::HavePlainValues(ExprList args) const {
  return std::ranges::all_of(module_[args],
                             [&](ExprId id) { return IsPlainValue(module_[id].type); });
}

struct Effects::Purity {
  const Effects& effects;
  bool operator()(const BuiltinCall& e) const {
    const Call& call = effects.builtins_.call(e.call);
    // Random numbers advance their state, which they take by reference.
    return effects.builtins_.overload(call.overload).group != "Random" &&
           call.results.size() == 1 && effects.HavePlainValues(e.args);
  }
  bool operator()(const UserCall& e) const {
    const Function& function = effects.module_[e.function];
    return e.form == UserCall::Form::kCall && !e.callee.is_valid() && function.ref_params == 0 &&
           !function.native.snippet.is_valid() && effects.HavePlainValues(e.args);
  }
  bool operator()(
      const KindOf<Literal, VarRef, ConstRef, NamedNumber, Member, Unary, Binary, Compare, BoolOp,
                   Ternary, Construct, Subscript, Field, Component, Shape> auto&) const {
    return true;
  }
  bool operator()(const KindOf<std::monostate, String, Static, Tuple, Slice, Callee, LocalArray,
                               Adjoint, Keyword, TypeName> auto&) const {
    return false;
  }
};

bool Effects::IsPureNode(ExprId id) const { return std::visit(Purity{*this}, module_[id].node); }

}  // namespace warploom::synth::passes

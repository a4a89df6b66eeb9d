#include "synth/passes/array_kinds.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "lang/walk.h"

namespace warploom::synth::passes {
namespace {

using lang::ArrayKind;
using lang::ExprId;
using lang::Module;
using lang::Type;
using lang::TypeKind;
using lang::VarId;

// Whether Fabric has attributes of the array's element type (fabric.py: fabric_to_warp_dtype).
bool IsOfFabric(Type array) {
  const Type element = array.element();
  return array.ndim <= 2 && element.scalar != lang::Scalar::kBfloat16 &&
         (element.is_scalar() || element.is_vec() || element.is_quat() ||
          (element.is_mat() && element.rows == element.cols));
}

// Warp rejects t[i].p = x for indexed arrays of transforms, and generates different code for
// structs.
bool CanBeIndexed(Type array) {
  return array.kind != TypeKind::kStruct && array.kind != TypeKind::kTransform;
}

// Counts for each variable how often it is read, and how often only to access an element.
class ElementReads {
 public:
  explicit ElementReads(const Module& module)
      : module_(module), named_(module.vars.size()), read_(module.vars.size()) {
    for (const lang::Function& function : module.functions) {
      ForEachExprIn(module, function.body, [&](ExprId id) { Count(id); });
    }
  }

  bool AreAll(VarId var) const {
    return named_[var.value] > 0 && named_[var.value] == read_[var.value];
  }

 private:
  void Count(ExprId id) {
    if (const auto* ref = std::get_if<lang::VarRef>(&module_[id].node)) {
      ++named_[ref->var.value];
    } else if (const auto* part = std::get_if<lang::Subscript>(&module_[id].node)) {
      const auto* base = std::get_if<lang::VarRef>(&module_[part->base].node);
      if (base != nullptr && !module_[id].type.is_array()) {
        ++read_[base->var.value];
      }
    }
  }

  const Module& module_;
  std::vector<int> named_;
  std::vector<int> read_;
};

void Retype(Module& module, VarId var, ArrayKind kind) {
  module.vars[var.value].type.array_kind = kind;
  for (lang::Expr& expr : module.exprs) {
    const auto* ref = std::get_if<lang::VarRef>(&expr.node);
    if (ref != nullptr && ref->var == var) {
      expr.type = module[var].type;
    }
  }
}

}  // namespace

void DrawArrayKinds(Module& module, const Profile& profile, Rng& rng) {
  const double place = rng.Unit();
  const bool is_fabric = place < profile.arrays_fabric;
  // A generic kernel is written for wp.array.
  if (place >= profile.arrays_fabric + profile.arrays_indexed ||
      module.kernel_function().any_params != 0) {
    return;
  }
  std::vector<VarId> fitting;
  const ElementReads reads(module);
  for (const VarId var : module[module.kernel_function().params]) {
    const Type type = module[var].type;
    if (type.is_array() && (is_fabric ? IsOfFabric(type) : CanBeIndexed(type)) &&
        reads.AreAll(var)) {
      fitting.push_back(var);
    }
  }
  if (fitting.empty()) {
    return;
  }
  const size_t first = rng.Below(fitting.size());
  for (size_t i = 0; i < fitting.size(); ++i) {
    const bool indexed = !is_fabric || rng.Chance(0.3);
    if (i == first || rng.Chance(0.4)) {
      Retype(module, fitting[i],
             !is_fabric ? ArrayKind::kIndexed
             : indexed  ? ArrayKind::kIndexedFabric
                        : ArrayKind::kFabric);
    }
  }
}

}  // namespace warploom::synth::passes

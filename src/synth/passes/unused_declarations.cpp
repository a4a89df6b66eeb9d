#include "synth/passes/unused_declarations.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "synth/passes/uses.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

// Moves the elements that are used to the front, in order, and removes the others. Returns the new
// index of each.
template <typename T>
std::vector<uint16_t> KeepUsed(std::vector<T>& elements, const std::vector<int>& uses) {
  std::vector<uint16_t> renumbered(elements.size(), 0);
  uint16_t kept = 0;
  for (size_t i = 0; i < elements.size(); ++i) {
    renumbered[i] = kept;
    if (uses[i] > 0) {
      if (kept != i) {
        elements[kept] = std::move(elements[i]);
      }
      ++kept;
    }
  }
  elements.resize(kept);
  return renumbered;
}

// Expressions that are no longer part of the module may still name what an earlier pass removed.
template <typename Index>
void Renumber(Index& index, const std::vector<uint16_t>& renumbered) {
  if (index < renumbered.size()) {
    index = renumbered[index];
  }
}

void EraseFunction(Module& module, uint32_t index) {
  const auto renumber = [&](FuncId& id) {
    if (id.is_valid() && id.value > index) {
      --id.value;
    }
  };
  module.functions.erase(module.functions.begin() + index);
  for (Expr& expr : module.exprs) {
    if (auto* call = std::get_if<UserCall>(&expr.node)) {
      renumber(call->function);
    } else if (auto* callee = std::get_if<Callee>(&expr.node)) {
      renumber(callee->function);
    }
  }
  for (Function& function : module.functions) {
    renumber(function.of);
  }
}

// From the last to the first, because a helper is called by later functions only.
void RemoveUnusedHelpers(Module& module) {
  for (size_t i = module.functions.size() - 1; i-- > 0;) {
    if (!CountUses(module).functions[i]) {
      EraseFunction(module, static_cast<uint32_t>(i));
    }
  }
}

void RemoveUnusedParams(Module& module, const Uses& uses) {
  VarList& params = module.functions.back().params;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < params.count; ++i) {
    const VarId var = module.var_pool[params.begin + i];
    if (uses.vars[var.value] > 0) {
      module.var_pool[params.begin + kept] = var;
      if (kept != i) {
        module.launch.args[kept] = std::move(module.launch.args[i]);
      }
      ++kept;
    }
  }
  params.count = kept;
  module.launch.args.resize(kept);
}

void RemoveUnusedConstants(Module& module, const Uses& uses) {
  const auto renumbered = KeepUsed(module.constants, uses.constants);
  for (Expr& expr : module.exprs) {
    if (auto* ref = std::get_if<ConstRef>(&expr.node)) {
      Renumber(ref->constant.value, renumbered);
    }
  }
}

void RemoveUnusedClasses(Module& module, const Uses& uses) {
  const auto renumbered = KeepUsed(module.classes, uses.classes);
  for (Expr& expr : module.exprs) {
    if (auto* member = std::get_if<Member>(&expr.node)) {
      Renumber(member->owner, renumbered);
    }
  }
}

}  // namespace

void RemoveUnusedDeclarations(Module& module) {
  RemoveUnusedHelpers(module);
  const Uses uses = CountUses(module);
  RemoveUnusedParams(module, uses);
  RemoveUnusedConstants(module, uses);
  RemoveUnusedClasses(module, uses);
}

}  // namespace warploom::synth::passes

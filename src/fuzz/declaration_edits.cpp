#include <algorithm>

#include "fuzz/declarations.h"
#include "fuzz/edits.h"
#include "fuzz/rewrite.h"
#include "lang/walk.h"
#include "synth/passes/prune.h"
#include "synth/passes/unused_declarations.h"

namespace warploom::fuzz {
namespace {

using namespace lang;  // The file names many node kinds.

void PlainStyle(Module& module) {
  module.style = {};
  module.module_comment = {};
  Replacements without;
  for (const StmtId id : StatementsOf(module)) {
    const StmtNode& node = module[id].node;
    if (std::holds_alternative<Comment>(node) || std::holds_alternative<BlankLine>(node)) {
      without[id] = {};
    }
  }
  Rewrite(module, without);
  for (Function& function : module.functions) {
    function.docstring = {};
    function.annotate_results = false;
  }
}

void NoOptions(Module& module) {
  module.kernel_options.clear();
  module.module_options.clear();
  module.config_options.clear();
}

void NoFactory(Module& module) { module.factory = {}; }

void NoGenericKernel(Module& module) { module.functions.back().any_params = 0; }

bool IsRead(const Module& module, VarId var) {
  bool is_read = false;
  for (const Function& function : module.functions) {
    ForEachExprIn(module, function.body, [&](ExprId id) {
      const auto* ref = std::get_if<VarRef>(&module[id].node);
      is_read = is_read || (ref != nullptr && ref->var == var);
    });
  }
  return is_read;
}

// Helper `index` without parameter `at`, in its definition and in every call.
// An edit before this one may have removed the helper.
void DropParameter(Module& module, uint32_t index, uint32_t at) {
  if (index + 1 >= module.functions.size()) {
    return;
  }
  Function& function = module.functions[index];
  const uint32_t count = function.params.count;
  if (at >= count) {
    return;
  }
  std::vector<VarId> kept(module[function.params].begin(), module[function.params].end());
  kept.erase(kept.begin() + at);
  function.params = {static_cast<uint32_t>(module.var_pool.size()), count - 1};
  module.var_pool.insert(module.var_pool.end(), kept.begin(), kept.end());
  const auto without = [&](uint32_t bits) {
    const uint32_t low = (1U << at) - 1U;
    return (bits & low) | ((bits >> 1U) & ~low);
  };
  function.any_params = without(function.any_params);
  function.ref_params = without(function.ref_params);
  function.defaults.clear();
  for (Expr& expr : module.exprs) {
    auto* call = std::get_if<UserCall>(&expr.node);
    if (call == nullptr || call->function.value != index || call->args.count != count) {
      continue;
    }
    std::vector<ExprId> args(module[call->args].begin(), module[call->args].end());
    args.erase(args.begin() + at);
    call->args = {static_cast<uint32_t>(module.expr_pool.size()), count - 1};
    call->by_position = kAllByPosition;
    module.expr_pool.insert(module.expr_pool.end(), args.begin(), args.end());
  }
}

void AddParameterEdits(const Module& module, std::vector<Edit>& edits) {
  for (uint32_t index = 0; index + 1 < module.functions.size(); ++index) {
    const auto params = module[module.functions[index].params];
    for (uint32_t at = 0; at < params.size(); ++at) {
      if (!IsRead(module, params[at])) {
        edits.emplace_back([index, at](Module& other) { DropParameter(other, index, at); });
      }
    }
  }
}

}  // namespace

std::vector<Edit> PlainForms() {
  return {
      [](Module& module) {
        PlainStyle(module);
        NoOptions(module);
        NoFactory(module);
        NoGenericKernel(module);
      },
      PlainStyle,
      NoOptions,
      NoFactory,
      NoGenericKernel,
  };
}

std::vector<Edit> DeclarationEdits(const Module& module, const BuiltinTable& builtins) {
  std::vector<Edit> edits = {
      [&builtins](Module& other) {
        synth::passes::Prune(other, builtins);
        RemoveUnusedStructs(other);
      },
      [](Module& other) {
        synth::passes::RemoveUnusedDeclarations(other);
        RemoveUnusedStructs(other);
      },
      synth::passes::RemoveUnusedDeclarations,
      RemoveUnusedStructs,
  };
  AddParameterEdits(module, edits);
  for (size_t id = 0; id < module.structs.size(); ++id) {
    for (size_t field = 0; field < module.structs[id].fields.size(); ++field) {
      edits.emplace_back([id, field](Module& other) {
        RemoveField(other, static_cast<uint16_t>(id), static_cast<uint16_t>(field));
      });
    }
  }
  return edits;
}

}  // namespace warploom::fuzz

#include "synth/sketch/results.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "lang/walk.h"

namespace warploom::synth {
namespace {

// True when the statement does nothing but set variables that are not live.
bool OnlySets(const lang::Module& module, const lang::Stmt& stmt, const std::vector<bool>& live) {
  if (const auto* assign = std::get_if<lang::Assign>(&stmt.node)) {
    return !live[assign->target.value];
  }
  if (const auto* unpack = std::get_if<lang::Unpack>(&stmt.node)) {
    const auto targets = module[unpack->targets];
    return std::none_of(targets.begin(), targets.end(),
                        [&](lang::VarId var) { return live[var.value]; });
  }
  if (const auto* augment = std::get_if<lang::Augment>(&stmt.node)) {
    const auto* ref = std::get_if<lang::VarRef>(&module[augment->target].node);
    return ref != nullptr && !live[ref->var.value];
  }
  return false;
}

// For each variable, whether an effect of the statements so far depends on it.
std::vector<bool> LiveVariables(const lang::Module& module) {
  std::vector<bool> live(module.vars.size(), false);
  bool changed = true;
  const auto mark = [&](lang::ExprId top) {
    lang::ForEachExpr(module, top, [&](lang::ExprId id) {
      const auto* ref = std::get_if<lang::VarRef>(&module[id].node);
      if (ref != nullptr && !live[ref->var.value]) {
        live[ref->var.value] = true;
        changed = true;
      }
    });
  };
  // Backwards, because what is read was set above; repeated for what loops carry around.
  while (changed) {
    changed = false;
    for (const lang::Stmt& stmt : module.stmts | std::views::reverse) {
      if (!OnlySets(module, stmt, live)) {
        lang::ForEachPart(
            module, stmt, [&](lang::ExprId top, bool) { mark(top); }, [](lang::StmtList) {});
      }
    }
  }
  return live;
}

}  // namespace

Results::Results(Draft& draft, const Parts& parts)
    : draft_(draft),
      style_(parts.style),
      values_(parts.values),
      control_flow_(parts.control_flow),
      variables_(parts.variables),
      arrays_(parts.arrays),
      elements_(parts.elements),
      expressions_(parts.expressions) {}

void Results::Output(const Val& value, const Name& words) {
  const std::string_view name = words.Choose(draft_.rng);
  const bool may_wait = name.empty() && draft_.frame().block_depth == 0 && value.range.from_input;
  if (may_wait && draft_.rng.Chance(draft_.profile.size_wait)) {
    Keep(value, {});
    return;
  }
  StoreResult(value, name);
}

void Results::Keep(const Val& value, const Name& name) {
  WARPLOOM_CHECK(draft_.frame().block_depth == 0 && value.range.from_input,
                 "only a result outside of blocks that depends on an input can be kept");
  const Val kept = variables_.Let(value, name);
  pending_.push_back(draft_.VariableOf(kept));
}

void Results::StoreResult(const Val& value, std::string_view name) {
  Val result = value;
  if (!value.range.from_input) {
    const Val input = expressions_.DrawInput(value.type);
    result = values_.Can(lang::BinaryOp::kAdd, value, input)
                 ? value + input
                 : values_.Select(expressions_.DrawCondition(1), value, input);
  }
  ArraySpec spec;
  spec.element = value.type;
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  spec.name = name;
  const int array = arrays_.NewArray(spec);
  if (!draft_.rng.Chance(draft_.profile.style_if_statements) || !StoreByBranch(array, result)) {
    elements_.StoreThreadElement(array, result);
  }
}

// if condition: array[tid] = then, else: array[tid] = otherwise. False if the value is no ternary.
bool Results::StoreByBranch(int array, const Val& value) {
  const std::optional<ControlFlow::Branches> parts = control_flow_.BranchesOf(value);
  if (!parts) {
    return false;
  }
  control_flow_.If(
      parts->condition, [&] { elements_.StoreThreadElement(array, parts->then); },
      [&] { elements_.StoreThreadElement(array, parts->otherwise); });
  return true;
}

void Results::StorePending() {
  const std::vector<bool> live = LiveVariables(draft_.module);
  for (const lang::VarId var : pending_) {
    const ScopeEntry* entry = draft_.scope().Find(var);
    if (entry != nullptr && !live[var.value]) {
      StoreResult(entry->value, "");
    }
  }
  const bool has_effect = std::ranges::any_of(
      arrays_.infos(), [](const ArrayInfo& array) { return array.access != Access::kInput; });
  if (!has_effect) {
    const Val result = pending_.empty() ? expressions_.Draw(style_.real(), expressions_.DrawDepth())
                                        : draft_.scope().Find(pending_.back())->value;
    StoreResult(result, "");
  }
}

}  // namespace warploom::synth

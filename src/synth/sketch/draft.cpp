#include "synth/sketch/draft.h"

namespace warploom::synth {

Draft::Draft(Sketch& owner, const Profile& weights, const Mask& families, Rng& stream,
             const lang::BuiltinTable& builtins)
    : sketch(&owner),
      profile(weights),
      mask(families),
      rng(stream),
      builder(module, builtins),
      frames(1) {
  module.exprs.reserve(256);
}

Val Draft::ValOf(lang::VarId var, const ValueRange& value_range) {
  return {sketch, builder.Var(var), module[var].type, value_range};
}

lang::VarId Draft::VariableOf(const Val& value) const {
  const auto* ref = std::get_if<lang::VarRef>(&module[value.id].node);
  return ref == nullptr ? lang::VarId{} : ref->var;
}

ScopeEntry* Draft::EntryOf(const Val& variable) {
  const lang::VarId var = VariableOf(variable);
  return var.is_valid() ? scope().Find(var) : nullptr;
}

ScopeEntry& Draft::AddToScope(const Val& value, lang::VarId var) {
  ScopeEntry entry;
  entry.value = value;
  entry.var = var;
  entry.block_depth = frame().block_depth;
  entry.loop_depth = frame().loop_depth;
  return scope().Add(entry);
}

}  // namespace warploom::synth

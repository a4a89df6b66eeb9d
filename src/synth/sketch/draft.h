#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/rng.h"
#include "lang/builder.h"
#include "synth/profile/profile.h"
#include "synth/sketch/scope.h"
#include "synth/sketch/val.h"

namespace warploom::synth {

using profile::KernelKind;
using profile::Mask;
using profile::Profile;

// One function under construction: its variables in scope and the names it has used.
struct Frame {
  Scope scope;
  std::vector<std::string> names;
  std::vector<std::string> past_counters;  // Counters of finished loops; may be used again.
  std::vector<lang::VarId> past_locals;    // Likewise, variables first set in finished loops.
  int loop_depth = 0;
  int block_depth = 0;
  int branch_depth = 0;  // Enclosing blocks that are not loop bodies.
};

// What all parts of a Sketch work on: the module, the random stream, and the functions under
// construction.
struct Draft {
  Draft(Sketch& owner, const Profile& weights, const Mask& families, Rng& stream,
        const lang::BuiltinTable& builtins);

  Frame& frame() { return frames.back(); }
  Scope& scope() { return frames.back().scope; }
  // False while a helper function is defined.
  bool in_kernel() const { return frames.size() == 1; }
  std::span<const int> dims() const { return module.launch.dims; }
  int ndim() const { return static_cast<int>(module.launch.dims.size()); }
  bool is_tiled() const { return module.launch.block_dim > 0; }
  Val ValOf(lang::VarId var, const ValueRange& value_range);
  // The variable that `value` names; an invalid id for any other expression.
  lang::VarId VariableOf(const Val& value) const;
  // The scope's entry of the variable; nullptr for any other expression, or when out of scope.
  ScopeEntry* EntryOf(const Val& variable);
  // Adds a value of the innermost block to the scope; `var` is invalid when it is not a variable.
  ScopeEntry& AddToScope(const Val& value, lang::VarId var);

  Sketch* sketch;  // What each Val refers to for its operators.
  const Profile& profile;
  const Mask& mask;
  Rng& rng;
  lang::Module module;
  lang::Builder builder;
  KernelKind kind = KernelKind::kMotifs;
  std::vector<Frame> frames;  // The kernel's, then that of the helper being defined.
};

}  // namespace warploom::synth

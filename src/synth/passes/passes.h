#pragma once

#include <span>
#include <string_view>

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::KernelKind;
using profile::Profile;

// What passes read besides the module.
struct PassContext {
  const lang::BuiltinTable& builtins;
  const Profile& profile;
  KernelKind kind;
  Rng& rng;
};

// A pass takes a module for which lang::Verify holds, and leaves one for which it holds.
struct Pass {
  std::string_view name;
  void (*run)(lang::Module& module, const PassContext& context);
};

// The passes in the order in which every kernel goes through them.
std::span<const Pass> Passes();

void RunPasses(lang::Module& module, const PassContext& context);

}  // namespace warploom::synth::passes

#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::passes {

// Removes dead code: assignments to variables that are never read, empty blocks, and arguments,
// constants and helper functions that are never used.
void Prune(lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth::passes

#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::passes {

// Removes what nothing depends on: assignments to variables that are never read, blocks left
// empty, arguments, constants and helper functions that are never used. The kernel then has no
// dead code.
void Prune(lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth::passes

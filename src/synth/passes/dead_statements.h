#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::passes {

// Removes assignments to variables that are never read, and branches and loops without any effect,
// until none is left. A branch with code in its else block only is inverted.
void RemoveDeadStatements(lang::Module& module, const lang::BuiltinTable& builtins);

// Removes comments that no statement follows, and empty lines at the start or end of a block or
// next to each other.
void RemoveStrandedLines(lang::Module& module);

}  // namespace warploom::synth::passes

#pragma once

#include "lang/module.h"

namespace warploom::synth::passes {

// Removes helper functions, kernel arguments, constants and classes of constants that are never
// used, and renumbers the references to the others.
void RemoveUnusedDeclarations(lang::Module& module);

}  // namespace warploom::synth::passes

#pragma once

#include <string>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::features {

// The language features that the kernel uses, sorted: its syntax (syntax_features.def), scalar
// types other than int32 and float32, array dimensions, the groups of the builtins it calls
// ("builtin:vector-math"), and each overload that Warp generates code with ("call:dot#0", see
// lang/overloads_used.h).
std::vector<std::string> FeaturesOf(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth::features

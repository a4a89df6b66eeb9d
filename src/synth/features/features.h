#pragma once

#include <string>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::features {

// What the kernel uses of the language, sorted: its constructs (constructs.def), scalar types
// beside int32 and float32, array dimensions, the groups of the builtins it calls
// ("builtin:vector-math"), and each overload that it is generated with ("call:dot#0", see
// lang/overloads_used.h).
std::vector<std::string> FeaturesOf(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth::features

#pragma once

#include <vector>

#include "lang/module.h"

namespace warploom::synth::passes {

// How often each entity of a module is read, indexed by its id. A write to a local variable or to a
// part of it is no read, and neither is the read in x += y.
struct Uses {
  std::vector<int> vars;
  std::vector<int> constants;
  std::vector<int> classes;
  std::vector<bool> functions;  // Called, passed as a value, or kept alive by another function.
};

Uses CountUses(const lang::Module& module);

}  // namespace warploom::synth::passes

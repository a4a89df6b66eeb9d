#include "synth/sketch/scope.h"

#include <algorithm>

namespace warploom::synth {

ScopeEntry* Scope::Find(lang::VarId var) {
  const auto found = std::find_if(entries_.rbegin(), entries_.rend(),
                                  [&](const ScopeEntry& entry) { return entry.var == var; });
  return found == entries_.rend() ? nullptr : &*found;
}

void Scope::LeaveBlock(int block_depth) {
  while (!entries_.empty() && entries_.back().block_depth >= block_depth) {
    entries_.pop_back();
  }
}

}  // namespace warploom::synth

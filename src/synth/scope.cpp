#include "synth/scope.h"

namespace warploom::synth {

ScopeEntry* Scope::Find(lang::VarId var) {
  for (auto it = entries_.rbegin(); it != entries_.rend(); ++it) {
    if (it->var == var) {
      return &*it;
    }
  }
  return nullptr;
}

void Scope::LeaveBlock(int block_depth) {
  while (!entries_.empty() && entries_.back().block_depth >= block_depth) {
    entries_.pop_back();
  }
}

}  // namespace warploom::synth

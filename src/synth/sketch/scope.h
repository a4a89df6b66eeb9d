#pragma once

#include <vector>

#include "synth/sketch/val.h"

namespace warploom::synth {

// A value that drawing may use as a leaf: a variable, or a part of one.
struct ScopeEntry {
  Val value;
  lang::VarId var;      // The variable behind it.
  int uses = 0;         // How often drawing has read it.
  int block_depth = 0;  // It goes out of scope at the end of this block.
  int loop_depth = 0;
  bool is_mutable = false;  // May be set anywhere; its value range does not change.
  bool is_hidden = false;   // Not a leaf for now: an accumulator inside its loop.
  int own_of = -1;          // The input array whose own element for this thread it names.
};

// The values in scope, innermost last.
class Scope {
 public:
  ScopeEntry& Add(const ScopeEntry& entry) { return entries_.emplace_back(entry); }
  std::vector<ScopeEntry>& entries() { return entries_; }
  // The innermost entry of the variable; nullptr when it is out of scope.
  ScopeEntry* Find(lang::VarId var);
  // Drops the entries of blocks at this depth and deeper.
  void LeaveBlock(int block_depth);

 private:
  std::vector<ScopeEntry> entries_;
};

}  // namespace warploom::synth

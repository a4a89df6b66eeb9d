#pragma once

#include <vector>

#include "synth/sketch/val.h"

namespace warploom::synth {

// A value that drawing may use as a leaf: a variable, or a part of one.
struct ScopeEntry {
  Val value;
  lang::VarId var;      // The variable behind it.
  int uses = 0;         // How often it has been read.
  int block_depth = 0;  // Entries of a block vanish at its end.
  int loop_depth = 0;
  bool is_mutable = false;  // Facts are fixed; may be set anywhere.
  bool is_hidden = false;   // Not to be drawn from (an accumulator inside its loop).
  int own_of = -1;          // The input array whose own element it names.
};

// The values in sight, innermost last.
class Scope {
 public:
  void Add(ScopeEntry entry) { entries_.push_back(entry); }
  std::vector<ScopeEntry>& entries() { return entries_; }
  ScopeEntry* Find(lang::VarId var);
  void LeaveBlock(int block_depth);

 private:
  std::vector<ScopeEntry> entries_;
};

}  // namespace warploom::synth

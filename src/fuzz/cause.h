#pragma once

#include <span>
#include <string>
#include <vector>

#include "fuzz/finding.h"
#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::fuzz {

// What of the language a kernel needs to show a fault, sorted: "if", "for", "while" and the like,
// or, where it has no control flow, the builtins and operators that it calls. Reads, stores, and
// whatever every kernel has are left out.
std::vector<std::string> ConstructsOf(const lang::Module& module,
                                      const lang::BuiltinTable& builtins);

// Findings that seem to have one cause.
struct Group {
  Fault fault;                          // That of the first member.
  std::vector<std::string> constructs;  // Which all reduced members share.
  std::vector<const Finding*> members;  // Smallest first; those not reduced are the last.

  // "MISMATCH on reference: if", for people.
  std::string Title() const;
};

// By stage, verdict and device, and by the message or, where results differ, by the constructs: a
// kernel that needs what another needs and more belongs to the other. Unreduced findings are with
// the first group of their stage, verdict, device and message. The largest groups come first.
std::vector<Group> GroupFindings(std::span<const Finding> findings);

}  // namespace warploom::fuzz

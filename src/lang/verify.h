#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

// What Verify checks, from verify_rule.def.
enum class VerifyRule : uint8_t {
#define WARPLOOM_VERIFY_RULE(Name, text) k##Name,
#include "lang/verify_rule.def"
};
std::string_view Name(VerifyRule rule);
std::string_view Text(VerifyRule rule);  // What is said of a module that breaks it.

struct Violation {
  VerifyRule rule;
  std::string function;  // Where; empty for the module as a whole.
  std::string detail;    // Which variable, builtin..., or empty.
};

// Everything that breaks a rule, in the order of the module; a module with an id out of range is
// not read further.
std::vector<Violation> FindViolations(const Module& module, const BuiltinTable& builtins);

// Checks a finished module as data: every id is in range; every expression has the type that its
// operands give it by Warp's rules; a variable is assigned on every path before it is read; break
// and continue stand in a loop; helpers return what they declare, kernels nothing; the launch plan
// has one entry per parameter; and the rest of verify_rule.def. Tests run it on everything that is
// drawn. kInternal with the first violation.
Status Verify(const Module& module, const BuiltinTable& builtins);

}  // namespace warploom::lang

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
std::string_view Text(VerifyRule rule);  // The message for a module that breaks the rule.

struct Violation {
  VerifyRule rule;
  std::string function;  // The name of the function; empty for the module as a whole.
  std::string detail;    // The variable, builtin and so on; may be empty.
};

// All violations, in the order of the module. A module with an id out of range is not checked
// further.
std::vector<Violation> FindViolations(const Module& module, const BuiltinTable& builtins);

// Checks the rules of verify_rule.def on a finished module: among others, every id is in range,
// every expression has the type that Warp derives from its operands, every variable is assigned on
// all paths before it is read, helpers return what they declare, and the launch plan has one entry
// per parameter. Tests run it on every drawn kernel. Fails with kInternal and the first violation.
Status Verify(const Module& module, const BuiltinTable& builtins);

}  // namespace warploom::lang

#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::print {

// The imports of a module other than Warp.
struct Imports {
  bool math = false;
  bool numpy = false;
  bool int_enum = false;
  bool int_flag = false;
  bool any = false;

  bool any_of_python() const { return math || int_enum || int_flag || any; }
};

Imports ImportsOf(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::print

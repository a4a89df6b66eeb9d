#pragma once

#include <cstdint>
#include <string_view>

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "print/line_writer.h"

namespace warploom::print {

enum class ParameterLines : uint8_t {
  kFill,  // All on the line of `def` if they fit.
  kEach,  // One per line.
};

// def f(x: float, n: int = 3) -> float:
//
// `rest` follows the colon.
void PrintSignature(LineWriter& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                    const lang::Function& function, int depth, ParameterLines lines,
                    std::string_view rest = "");

}  // namespace warploom::print

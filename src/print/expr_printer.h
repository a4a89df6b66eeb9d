#pragma once

#include <string>
#include <string_view>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::print {

// Appends the expression as Python, with the parentheses that precedence asks for when it stands
// where an operand of `precedence` is wanted (0: anywhere).
void AppendExpr(std::string& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                lang::ExprId id, int precedence = 0);

// A text in quotes, with its line ends as \n.
void AppendText(std::string& out, std::string_view text);

// A float as people and Python write it: the shortest text that reads back as the same double.
void AppendReal(std::string& out, double value);

}  // namespace warploom::print

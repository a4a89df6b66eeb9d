#pragma once

#include <string>
#include <string_view>

#include "lang/expr.h"
#include "lang/module.h"
#include "print/document.h"

namespace warploom::print {

// A float in Python's notation: the shortest text that parses as the same double.
void AppendReal(std::string& out, double value);

// A string literal, with line ends as \n.
void AppendQuoted(std::string& out, std::string_view text);

// True, -1, 0xFF, 0.5, or with its type, wp.float64(0.5), if the literal alone has another type.
void AppendLiteral(Document& out, const lang::Module& module, const lang::Literal& literal,
                   lang::Type type);

// Whether a literal of the type is printed without the type.
bool IsPlainNumber(lang::Type type);

}  // namespace warploom::print

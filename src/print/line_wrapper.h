#pragma once

#include <string>
#include <string_view>

namespace warploom::print {

// Breaks the lines of a module that are longer than `limit` as ruff and black do: inside brackets
// first, one item a line where they do not fit on one, operators at the start of a line, brackets
// around what has none. Comments and docstrings stay as they are.
std::string WrapLongLines(std::string module, int limit);

// The same for one statement without its newline; `line` has its indentation.
std::string WrapLine(std::string_view line, int limit);

}  // namespace warploom::print

#pragma once

#include <string>

#include "print/document.h"

namespace warploom::print {

inline constexpr int kIndentWidth = 4;

// Appends a recorded line that is too long, in the layout of ruff and black: it is broken inside
// its brackets, or its value is put into parentheses and broken before its operators, so that no
// line is longer than `limit` columns if possible.
void AppendLayout(std::string& out, const Document& document, int limit, int indent);

}  // namespace warploom::print

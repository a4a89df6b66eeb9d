#pragma once

#include <string>

#include "print/document.h"

namespace warploom::print {

inline constexpr int kIndentWidth = 4;

// Appends a recorded line, indented by `indent` columns, as ruff and black lay it out: no line is
// longer than `limit` where that can be had. A line that is too long is broken inside its brackets,
// or its value gets parentheses and is broken before its operators.
void AppendLayout(std::string& out, const Document& document, int limit, int indent);

}  // namespace warploom::print

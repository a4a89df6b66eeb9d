#pragma once

#include <string>

#include "print/document.h"

namespace warploom::print {

inline constexpr int kIndentWidth = 4;

// Appends a recorded line that is too long for its indentation, laid out as ruff and black do: it
// is broken inside its brackets, or its value gets parentheses and is broken before its operators,
// so that no line is longer than `limit` columns if that is possible.
void AppendLayout(std::string& out, const Document& document, int limit, int indent);

}  // namespace warploom::print

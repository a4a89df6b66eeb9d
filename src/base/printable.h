#pragma once

#include <string>
#include <string_view>

namespace warploom {

// The text as it may go to a terminal: control characters, marks that turn the writing direction
// around, and bytes that are not UTF-8 are written as escapes, "\n" and "\x1b" say. For names and
// texts that are not ours, which could otherwise recolor, overwrite or forge what is shown.
std::string Printable(std::string_view text);

// The same, but newlines and tabs stay: for texts of several lines.
std::string PrintableLines(std::string_view text);

}  // namespace warploom

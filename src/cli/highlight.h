#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warploom::cli {

// What a byte of source belongs to.
enum class Token : unsigned char {
  kPlain,
  kKeyword,
  kNumber,
  kString,
  kComment,
  kWarp,  // A name from Warp: wp.dot, wp::dot.
};

enum class Language { kPython, kCpp };

// A line of source with one token kind per byte.
struct SourceLine {
  std::string text;
  std::vector<Token> tokens;
};

// Splits source into lines and finds keywords, numbers, strings and comments, well enough for
// display. Tabs become spaces.
std::vector<SourceLine> Highlight(std::string_view source, Language language);

// Bytes [begin, end) of the line with ANSI colours.
std::string Colored(const SourceLine& line, size_t begin, size_t end, bool color);

}  // namespace warploom::cli

#pragma once

#include <string>
#include <vector>

#include "cli/highlight.h"

namespace warploom::cli {

// A line or a part of one that fits its column, coloured, and how many columns it takes.
struct Cell {
  std::string text;
  int width = 0;
};

// Wraps lines to `width` columns; what goes on in the next row is indented a little more than its
// line, so that it reads as one.
std::vector<Cell> WrapLines(const std::vector<SourceLine>& lines, int width, bool color);

// Two lists of cells beside each other, `left_width` columns for the left one.
std::string SideBySide(const std::vector<Cell>& left, const std::vector<Cell>& right,
                       int left_width, bool color);

}  // namespace warploom::cli

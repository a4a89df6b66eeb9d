#pragma once

#include <string>
#include <vector>

#include "cli/highlight.h"

namespace warploom::cli {

// A line, or a part of one, that fits its column, in colour; `width` is the columns it takes.
struct Cell {
  std::string text;
  int width = 0;
};

// Wraps lines to `width` columns; continuation rows are indented a little more than their line.
std::vector<Cell> WrapLines(const std::vector<SourceLine>& lines, int width, bool color);

// Two lists of cells side by side, with `left_width` columns for the left one.
std::string SideBySide(const std::vector<Cell>& left, const std::vector<Cell>& right,
                       int left_width, bool color);

}  // namespace warploom::cli

#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace warploom::cli {

// What a standard stream can display.
struct Terminal {
  bool is_terminal = false;
  bool has_color = false;  // A terminal, and neither NO_COLOR nor TERM=dumb is set.
  int width = 80;          // In columns.
};

Terminal LookAt(std::FILE* stream);

// The text in an ANSI style such as "1;32", or unchanged if `on` is false.
std::string Styled(std::string_view text, std::string_view style, bool on);

// "4.2 GB", "310 MB"; in powers of 1000, as for disk sizes.
std::string BytesText(double bytes);

// "0:07", "12:34", "3:05:00"
std::string DurationText(double seconds);

}  // namespace warploom::cli

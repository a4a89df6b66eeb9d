#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace warploom::cli {
namespace {

constexpr int kLeastWidth = 40, kMostWidth = 400;

std::string_view Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

int WidthOf(int fd) {
  winsize size{};
  const bool known = ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? std::clamp<int>(size.ws_col, kLeastWidth, kMostWidth) : 80;
}

}  // namespace

Terminal LookAt(std::FILE* stream) {
  const int fd = ::fileno(stream);
  if (::isatty(fd) == 0) {
    return {};
  }
  const bool color = Variable("NO_COLOR").empty() && Variable("TERM") != "dumb";
  return {.is_terminal = true, .has_color = color, .width = WidthOf(fd)};
}

std::string Styled(std::string_view text, std::string_view style, bool on) {
  return on ? fmt::format("\033[{}m{}\033[0m", style, text) : std::string(text);
}

std::string BytesText(double bytes) {
  static constexpr std::array<std::string_view, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  size_t unit = 0;
  while (bytes >= 1000.0 && unit + 1 < kUnits.size()) {
    bytes /= 1000.0;
    ++unit;
  }
  return bytes < 10.0 && unit > 0 ? fmt::format("{:.1f} {}", bytes, kUnits[unit])
                                  : fmt::format("{:.0f} {}", bytes, kUnits[unit]);
}

std::string DurationText(double seconds) {
  const auto whole = static_cast<long>(std::lround(std::clamp(seconds, 0.0, 3.6e6)));
  return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                       : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace warploom::cli

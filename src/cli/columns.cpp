#include "cli/columns.h"

#include <algorithm>

#include "cli/terminal.h"

namespace warploom::cli {
namespace {

constexpr int kHanging = 4;  // The extra indentation of continuation rows.

// In UTF-8, every byte that is not a continuation byte begins a character, which takes one column.
bool BeginsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

int ColumnsOf(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(text, BeginsCharacter));
}

// Where the row that begins at `begin` ends: after at most `room` columns, at a space or comma in
// its second half if there is one.
size_t EndOfRow(std::string_view text, size_t begin, int room) {
  size_t end = begin;
  for (int columns = 0; end < text.size(); ++end) {
    columns += BeginsCharacter(text[end]) ? 1 : 0;
    if (columns > room) {
      break;
    }
  }
  if (end == text.size()) {
    return end;
  }
  for (size_t at = end; at > begin + static_cast<size_t>(room) / 2; --at) {
    if (text[at - 1] == ' ' || text[at - 1] == ',') {
      return at;
    }
  }
  return end;
}

// Warp puts line numbers far to the right ("// x = y      <L 12>"). Shortens the last long gap of a
// line that is too wide, down to two spaces.
SourceLine Squeezed(SourceLine line, int width) {
  const int excess = ColumnsOf(line.text) - width;
  const size_t gap = line.text.rfind("   ");
  if (excess <= 0 || gap == std::string::npos) {
    return line;
  }
  const size_t gap_end = gap + 3;
  const size_t before = line.text.find_last_not_of(' ', gap_end - 1);
  if (before == std::string::npos) {
    return line;  // The indentation.
  }
  const size_t cut = std::min(gap_end - before - 3, static_cast<size_t>(excess));
  line.text.erase(gap_end - cut, cut);
  const auto at = line.tokens.begin() + static_cast<std::ptrdiff_t>(gap_end - cut);
  line.tokens.erase(at, at + static_cast<std::ptrdiff_t>(cut));
  return line;
}

void WrapLine(const SourceLine& whole, int width, bool color, std::vector<Cell>& cells) {
  const SourceLine line = Squeezed(whole, width);
  const size_t indent = std::min(line.text.find_first_not_of(' '), line.text.size());
  const int hanging = std::min(static_cast<int>(indent) + kHanging, width / 2);
  size_t begin = 0;
  do {
    const int shift = begin == 0 ? 0 : hanging;
    const size_t end = EndOfRow(line.text, begin, width - shift);
    const std::string_view part = std::string_view(line.text).substr(begin, end - begin);
    cells.push_back(
        {std::string(static_cast<size_t>(shift), ' ') + Colored(line, begin, end, color),
         shift + ColumnsOf(part)});
    begin = end;
  } while (begin < line.text.size());
}

}  // namespace

std::vector<Cell> WrapLines(const std::vector<SourceLine>& lines, int width, bool color) {
  std::vector<Cell> cells;
  for (const SourceLine& line : lines) {
    WrapLine(line, width, color, cells);
  }
  return cells;
}

std::string SideBySide(const std::vector<Cell>& left, const std::vector<Cell>& right,
                       int left_width, bool color) {
  const std::string bar = Styled(" | ", "2", color);
  std::string out;
  for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const Cell cell = i < left.size() ? left[i] : Cell();
    out += cell.text;
    out.append(static_cast<size_t>(std::max(left_width - cell.width, 0)), ' ');
    out += bar;
    out += i < right.size() ? right[i].text : "";
    out += '\n';
  }
  return out;
}

}  // namespace warploom::cli

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "print/document.h"
#include "print/layout.h"

namespace warploom::print {

// Collects the lines of a module and breaks those that are too long. A depth is a level of
// indentation.
class LineWriter {
 public:
  explicit LineWriter(int limit) : limit_(limit) { out_.reserve(4096); }

  // Writes one logical line. `write` appends its code to the given document, and runs a second time
  // if the line is too long.
  template <typename Write>
  void Line(int depth, Write&& write) {
    const int indent = depth * kIndentWidth;
    line_.Start(false);
    write(line_);
    if (static_cast<int>(line_.text().size()) + indent <= limit_) {
      out_.append(static_cast<size_t>(indent), ' ');
      out_ += line_.text();
    } else {
      line_.Start(true);
      write(line_);
      AppendLayout(out_, line_, limit_, indent);
    }
    out_ += '\n';
  }

  // The same for a line that must not be broken.
  template <typename Write>
  void UnbrokenLine(int depth, Write&& write) {
    line_.Start(false);
    write(line_);
    Text(depth, line_.text());
  }

  // A line of plain text: a keyword, a comment, part of a docstring.
  template <typename... Parts>
  void Text(int depth, const Parts&... parts) {
    out_.append(static_cast<size_t>(depth) * kIndentWidth, ' ');
    Raw(parts..., "\n");
  }

  // Raw text.
  template <typename... Parts>
  void Raw(const Parts&... parts) {
    (out_.append(std::string_view(parts)), ...);
  }

  std::string Take() && { return std::move(out_); }

 private:
  int limit_;
  std::string out_;
  Document line_;
};

}  // namespace warploom::print

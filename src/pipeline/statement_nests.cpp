#include "pipeline/statement_nests.h"

#include <algorithm>
#include <array>
#include <vector>

namespace warploom::pipeline {
namespace {

// Splits a module into logical lines, which brackets and strings can extend over several.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }

  std::string_view Next() {
    const size_t begin = at_;
    int depth = 0;
    while (at_ < text_.size() && (text_[at_] != '\n' || depth > 0)) {
      const char c = text_[at_];
      depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
      depth -= c == ')' || c == ']' || c == '}' ? 1 : 0;
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        SkipString(c);
      } else {
        ++at_;
      }
    }
    return text_.substr(begin, at_++ - begin);
  }

 private:
  void SkipString(char quote) {
    const std::string triple(3, quote);
    const bool is_long = text_.substr(at_).starts_with(triple);
    const std::string_view end = is_long ? std::string_view(triple) : text_.substr(at_, 1);
    at_ += end.size();
    while (at_ < text_.size() && !text_.substr(at_).starts_with(end)) {
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    at_ = std::min(at_ + end.size(), text_.size());
  }

  std::string_view text_;
  size_t at_ = 0;
};

// The compound statement that the line begins; "" if it begins none that counts for nests.
std::string_view StatementOf(std::string_view code) {
  constexpr std::array<std::string_view, 3> kStatements = {"for", "while", "if"};
  if (code.starts_with("elif ") || code.starts_with("else:")) {
    return "if";
  }
  for (const std::string_view word : kStatements) {
    if (code.starts_with(word) && !code.substr(word.size()).empty() &&
        std::string_view(" (").find(code[word.size()]) != std::string_view::npos) {
      return word;
    }
  }
  return "";
}

struct Open {
  size_t indent;
  std::string nest;
};

}  // namespace

std::set<std::string> StatementNests(std::string_view python_code) {
  std::set<std::string> nests;
  std::vector<Open> open;
  for (Lines lines(python_code); !lines.done();) {
    const std::string_view line = lines.Next();
    const size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos || line[indent] == '#') {
      continue;
    }
    while (!open.empty() && open.back().indent >= indent) {
      open.pop_back();
    }
    const std::string_view statement = StatementOf(line.substr(indent));
    if (!statement.empty()) {
      std::string nest = open.empty() ? "" : open.back().nest + " ";
      nest += statement;
      nests.insert(nest);
      open.push_back({indent, std::move(nest)});
    }
  }
  return nests;
}

int DepthOf(std::string_view nest) {
  return nest.empty() ? 0 : 1 + static_cast<int>(std::ranges::count(nest, ' '));
}

}  // namespace warploom::pipeline

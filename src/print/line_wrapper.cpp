#include "print/line_wrapper.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ranges>
#include <vector>

namespace warploom::print {
namespace {

constexpr int kIndentWidth = 4;

// A layout document after Wadler's "A prettier printer": a group is written on one line if it fits
// and else with its own breaks as newlines; each group inside it is then asked anew.
struct Doc {
  enum class Kind { kText, kConcat, kGroup, kIndent, kSoftBreak, kSpaceBreak, kCommaIfBroken };
  Kind kind = Kind::kConcat;
  std::string_view text;
  std::vector<Doc> parts;
};

using Kind = Doc::Kind;

Doc Text(std::string_view text) { return {Kind::kText, text, {}}; }
Doc BreakAt(Kind kind) { return {kind, {}, {}}; }
Doc Of(Kind kind, std::vector<Doc> parts) { return {kind, {}, std::move(parts)}; }

int WidthOf(const Doc& doc) {
  int width = doc.kind == Kind::kSpaceBreak ? 1 : static_cast<int>(doc.text.size());
  for (const Doc& part : doc.parts) {
    width += WidthOf(part);
  }
  return width;
}

// A word, number, string, bracket or operator of the line.
struct Token {
  std::string_view text;
  int match = -1;      // Of a bracket: the number of its partner.
  int priority = 0;    // Of an operator that a line can be broken before: higher binds less.
  bool space = false;  // Stands behind a space.
};

bool IsOpen(const Token& t) { return t.text == "(" || t.text == "[" || t.text == "{"; }
bool IsClose(const Token& t) { return t.text == ")" || t.text == "]" || t.text == "}"; }
bool IsWordStart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

int PriorityOf(std::string_view op) {
  constexpr int kTernary = 16, kLogic = 14, kCompare = 10, kBitOr = 9, kBitXor = 8, kBitAnd = 7,
                kShift = 6, kAdd = 5, kMultiply = 4, kPower = 2;
  struct Row {
    std::string_view op;
    int priority;
  };
  static constexpr std::array<Row, 23> kRows = {{
      {"if", kTernary}, {"else", kTernary}, {"and", kLogic},  {"or", kLogic},   {"<", kCompare},
      {"<=", kCompare}, {">", kCompare},    {">=", kCompare}, {"==", kCompare}, {"!=", kCompare},
      {"|", kBitOr},    {"^", kBitXor},     {"&", kBitAnd},   {"<<", kShift},   {">>", kShift},
      {"+", kAdd},      {"-", kAdd},        {"*", kMultiply}, {"/", kMultiply}, {"//", kMultiply},
      {"%", kMultiply}, {"@", kMultiply},   {"**", kPower},
  }};
  const auto* row = std::ranges::find(kRows, op, &Row::op);
  return row == kRows.end() ? 0 : row->priority;
}

// True when an operator behind this token has a left operand.
bool EndsOperand(const Token& t) {
  static constexpr std::array<std::string_view, 7> kWords = {"return", "if", "elif", "else",
                                                             "and",    "or", "not"};
  return IsClose(t) || (std::ranges::find(kWords, t.text) == kWords.end() &&
                        (IsWordStart(t.text.front()) || t.text.front() == '"'));
}

size_t EndOfToken(std::string_view line, size_t at) {
  if (line[at] == '"') {
    return std::min(line.find('"', at + 1), line.size() - 1) + 1;
  }
  if (IsWordStart(line[at])) {
    // A name with its dots, or a number with point and exponent ("1e-06").
    const bool number = std::isdigit(static_cast<unsigned char>(line[at])) != 0;
    size_t end = at;
    while (end < line.size() &&
           (IsWordStart(line[end]) || line[end] == '.' ||
            (number && (line[end] == '-' || line[end] == '+') && line[end - 1] == 'e'))) {
      ++end;
    }
    return end;
  }
  static constexpr std::string_view kOperators = "+-*/%@&|^<>=!";
  size_t end = at + 1;
  // "a - -b" has a space between the two; "-(-b)" is not written.
  while (kOperators.find(line[at]) != std::string_view::npos && end < line.size() &&
         kOperators.find(line[end]) != std::string_view::npos) {
    ++end;
  }
  return end;
}

std::vector<Token> TokensOf(std::string_view line) {
  std::vector<Token> tokens;
  std::vector<int> open;
  for (size_t at = 0; at < line.size();) {
    const bool space = line[at] == ' ';
    at = std::min(line.find_first_not_of(' ', at), line.size());
    if (at == line.size()) {
      break;
    }
    const size_t end = EndOfToken(line, at);
    Token token{.text = line.substr(at, end - at), .space = space};
    const bool infix = !tokens.empty() && EndsOperand(tokens.back());
    token.priority = infix ? PriorityOf(token.text) : 0;
    const int number = static_cast<int>(tokens.size());
    if (IsOpen(token)) {
      open.push_back(number);
    } else if (IsClose(token) && !open.empty()) {
      token.match = open.back();
      tokens[static_cast<size_t>(open.back())].match = number;
      open.pop_back();
    }
    tokens.push_back(token);
    at = end;
  }
  return tokens;
}

using Tokens = std::vector<Token>;

// Makes documents of token ranges [begin, end).
class DocMaker {
 public:
  explicit DocMaker(const Tokens& tokens) : tokens_(tokens) {}

  // The lowest-binding operators outside of brackets, in order.
  std::vector<int> Splits(int begin, int end) const {
    int most = 0;
    std::vector<int> splits;
    for (int i = begin; i < end; i = Next(i)) {
      const int priority = At(i).priority;
      if (priority > most) {
        most = priority;
        splits.clear();
      }
      if (priority == most && most > 0) {
        splits.push_back(i);
      }
    }
    return splits;
  }

  // An expression; its operators may begin new lines when `can_break`.
  Doc Expression(int begin, int end, bool can_break) const {
    const std::vector<int> splits = Splits(begin, end);
    if (splits.empty()) {
      return Atoms(begin, end);
    }
    std::vector<Doc> parts = {Expression(begin, splits[0], can_break)};
    for (size_t i = 0; i < splits.size(); ++i) {
      const int stop = i + 1 < splits.size() ? splits[i + 1] : end;
      const Token& op = At(splits[i]);
      if (op.space) {
        parts.push_back(can_break ? BreakAt(Kind::kSpaceBreak) : Text(" "));
      }
      parts.push_back(Text(op.text));
      parts.push_back(Text(At(splits[i] + 1).space ? " " : ""));
      parts.push_back(Expression(splits[i] + 1, stop, can_break));
    }
    return Of(Kind::kGroup, std::move(parts));
  }

 private:
  const Token& At(int i) const { return tokens_[static_cast<size_t>(i)]; }
  // The token behind this one, a bracket with all that is in it.
  int Next(int i) const { return (IsOpen(At(i)) ? At(i).match : i) + 1; }

  Doc Atoms(int begin, int end) const {
    std::vector<Doc> parts;
    for (int i = begin; i < end; i = Next(i)) {
      if (i > begin && At(i).space) {
        parts.push_back(Text(" "));
      }
      parts.push_back(IsOpen(At(i)) ? Bracket(i) : Text(At(i).text));
    }
    return Of(Kind::kConcat, std::move(parts));
  }

  Doc Bracket(int open) const {
    const int close = At(open).match;
    if (close == open + 1) {
      return Of(Kind::kConcat, {Text(At(open).text), Text(At(close).text)});
    }
    const bool is_call = open > 0 && EndsOperand(At(open - 1)) && At(open).text == "(";
    std::vector<Doc> items;
    int begin = open + 1;
    bool has_comma = false;
    // That of a tuple of one has no space behind it.
    const bool ends_in_comma = At(close - 1).text == ",";
    for (int i = begin; i < close + (ends_in_comma ? 0 : 1); i = Next(i)) {
      const bool comma = i < close && At(i).text == ",";
      has_comma = has_comma || comma;
      if (comma || i == close) {
        items.push_back(Expression(begin, i, true));
        items.push_back(comma ? Text(",") : Text(""));
        if (comma && i + 1 < close) {
          items.push_back(BreakAt(Kind::kSpaceBreak));
        }
        begin = i + 1;
      }
    }
    if ((is_call || has_comma) && !ends_in_comma) {
      items.push_back(BreakAt(Kind::kCommaIfBroken));
    }
    // A lone parameter gets its comma as soon as it has a line of its own.
    const bool is_lone = At(0).text == "def" && open == 2 && !has_comma;
    return Of(Kind::kGroup,
              {Text(At(open).text),
               Of(Kind::kIndent, {BreakAt(Kind::kSoftBreak),
                                  Of(is_lone ? Kind::kConcat : Kind::kGroup, std::move(items))}),
               BreakAt(Kind::kSoftBreak), Text(At(close).text)});
  }

  const Tokens& tokens_;
};

// Writes a document to lines of at most `limit` columns.
class DocPrinter {
 public:
  DocPrinter(int limit, int indent) : limit_(limit), indent_(indent) {}

  std::string Print(const Doc& doc) && {
    stack_.push_back({&doc, indent_, true});
    while (!stack_.empty()) {
      const Entry entry = stack_.back();
      stack_.pop_back();
      Step(entry);
    }
    return std::move(out_);
  }

 private:
  struct Entry {
    const Doc* doc;
    int indent;
    bool broken;
  };

  int Column() const {
    const size_t newline = out_.rfind('\n');
    return static_cast<int>(newline == std::string::npos ? out_.size() : out_.size() - newline - 1);
  }

  void Step(const Entry& entry) {
    const Doc& doc = *entry.doc;
    switch (doc.kind) {
      case Kind::kText:
        out_ += doc.text;
        return;
      case Kind::kSoftBreak:
      case Kind::kSpaceBreak:
        if (entry.broken) {
          out_ += '\n';
          out_.append(static_cast<size_t>(entry.indent), ' ');
        } else {
          out_ += doc.kind == Kind::kSpaceBreak ? " " : "";
        }
        return;
      case Kind::kCommaIfBroken:
        out_ += entry.broken ? "," : "";
        return;
      case Kind::kConcat:
        Push(doc, entry.indent, entry.broken);
        return;
      case Kind::kIndent:
        Push(doc, entry.indent + kIndentWidth, entry.broken);
        return;
      case Kind::kGroup:
        Push(doc, entry.indent, entry.broken && !Fits(doc));
        return;
    }
  }

  void Push(const Doc& doc, int indent, bool broken) {
    for (const Doc& part : doc.parts | std::views::reverse) {
      stack_.push_back({&part, indent, broken});
    }
  }

  // True when the group fits on this line together with what follows up to the next place where
  // the line can be broken.
  bool Fits(const Doc& doc) const {
    int room = limit_ - Column() - WidthOf(doc);
    for (auto entry = stack_.rbegin(); entry != stack_.rend() && room >= 0; ++entry) {
      if (!Follow(*entry->doc, entry->broken, room)) {
        break;
      }
    }
    return room >= 0;
  }

  // Takes the width of a document from `room` up to its first break; false when it has one.
  static bool Follow(const Doc& doc, bool broken, int& room) {
    switch (doc.kind) {
      case Kind::kSoftBreak:
      case Kind::kSpaceBreak:
        room -= !broken && doc.kind == Kind::kSpaceBreak ? 1 : 0;
        return !broken;
      case Kind::kCommaIfBroken:
        room -= broken ? 1 : 0;
        return true;
      default:
        break;
    }
    room -= static_cast<int>(doc.text.size());
    // A group that follows can break at its own first place.
    return std::ranges::all_of(doc.parts,
                               [&](const Doc& part) { return Follow(part, broken, room); });
  }

  int limit_;
  int indent_;
  std::string out_;
  std::vector<Entry> stack_;
};

// The number of the token at which the value of an assignment, a condition or a result begins:
// what may get brackets of its own. 0 when the statement has none.
int BeginOfValue(const Tokens& tokens) {
  static constexpr std::array<std::string_view, 4> kKeywords = {"return", "if", "elif", "while"};
  if (std::ranges::find(kKeywords, tokens[0].text) != kKeywords.end()) {
    return 1;
  }
  int behind = 0;
  int depth = 0;
  for (const Token& token : tokens) {
    ++behind;
    depth += IsOpen(token) ? 1 : IsClose(token) ? -1 : 0;
    if (depth == 0 && token.text.ends_with('=') && PriorityOf(token.text) == 0) {
      return behind;
    }
  }
  return 0;
}

// One statement that is too long: its head ("x = "), value and tail (":").
class Statement {
 public:
  Statement(std::string_view line, int limit)
      : line_(line), limit_(limit), tokens_(TokensOf(line)), begin_(BeginOfValue(tokens_)) {
    end_ = static_cast<int>(tokens_.size());
    if (tokens_[0].text == "def") {
      end_ = tokens_[2].match + 1;  // What a function gives back stays in one piece.
    } else if (tokens_.back().text == ":") {
      --end_;
    }
    head_ = line.substr(0, ColumnOf(begin_));
    tail_ =
        line.substr(end_ < static_cast<int>(tokens_.size()) ? ColumnBehind(end_ - 1) : line.size());
  }

  std::string Wrap() const {
    const std::vector<int> splits = DocMaker(tokens_).Splits(begin_, end_);
    if (begin_ == 0 || (splits.empty() && (HasBracket() || !HasRoom()))) {
      return Print(Value(false));
    }
    // ruff breaks brackets that are there rather than make new ones around a single operator.
    if (splits.size() == 1 && HasBracketAtAnEnd()) {
      std::string text = Print(Value(false));
      if (text.find('\n') <= static_cast<size_t>(limit_)) {
        return text;
      }
    }
    return Print(
        Of(Kind::kGroup, {Text("("), Of(Kind::kIndent, {BreakAt(Kind::kSoftBreak), Value(true)}),
                          BreakAt(Kind::kSoftBreak), Text(")")}));
  }

 private:
  bool HasBracket() const {
    return std::any_of(tokens_.begin() + begin_, tokens_.begin() + end_, IsOpen);
  }
  // Whether the line can at least begin: `areas[i, j] = (`.
  bool HasRoom() const { return static_cast<int>(head_.size()) < limit_; }

  bool HasBracketAtAnEnd() const {
    const Token& last = tokens_[static_cast<size_t>(end_) - 1];
    const bool has_more = last.match >= 0 && last.match < end_ - 2;
    return (last.text == ")" && has_more) || tokens_[static_cast<size_t>(begin_)].text == "(";
  }

  size_t ColumnOf(int token) const {
    return static_cast<size_t>(tokens_[static_cast<size_t>(token)].text.data() - line_.data());
  }
  size_t ColumnBehind(int token) const {
    return ColumnOf(token) + tokens_[static_cast<size_t>(token)].text.size();
  }

  Doc Value(bool can_break) const { return DocMaker(tokens_).Expression(begin_, end_, can_break); }

  std::string Print(Doc value) const {
    const int indent = static_cast<int>(line_.find_first_not_of(' '));
    return DocPrinter(limit_, indent)
        .Print(Of(Kind::kConcat, {Text(head_), std::move(value), Text(tail_)}));
  }

  std::string_view line_;
  int limit_;
  Tokens tokens_;
  int begin_;
  int end_;
  std::string_view head_;
  std::string_view tail_;
};

constexpr std::string_view kQuotes = "\"\"\"";

}  // namespace

std::string WrapLine(std::string_view line, int limit) { return Statement(line, limit).Wrap(); }

std::string WrapLongLines(std::string module, int limit) {
  std::string out;
  bool in_docstring = false;
  size_t kept = 0;  // How much of the module is in `out`.
  for (size_t begin = 0; begin < module.size();) {
    const size_t end = module.find('\n', begin);
    const std::string_view line = std::string_view(module).substr(begin, end - begin);
    const size_t first = line.find_first_not_of(' ');
    const bool quotes = line.find(kQuotes) != std::string_view::npos;
    const bool closes =
        quotes && line.find(kQuotes, line.find(kQuotes) + 1) != std::string_view::npos;
    const std::string_view code = line.substr(std::min(first, line.size()));
    // Warp puts the text of an assertion into C++, where it must be one line (emit_Assert).
    const bool is_whole = code.starts_with('#') || code.starts_with("assert ");
    const bool is_text = in_docstring || quotes || is_whole;
    in_docstring = in_docstring != (quotes && !closes);
    if (static_cast<int>(line.size()) > limit && !is_text) {
      out.append(module, kept, begin - kept);
      out += WrapLine(line, limit);
      kept = end;
    }
    begin = end + 1;
  }
  if (kept == 0) {
    return module;
  }
  return out.append(module, kept);
}

}  // namespace warploom::print

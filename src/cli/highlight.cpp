#include "cli/highlight.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "cli/terminal.h"

namespace warploom::cli {
namespace {

// The keywords that Warp kernels and generated code use, not those of the whole languages.
constexpr std::array<std::string_view, 20> kPythonWords = {
    "False", "None", "True", "and",    "as", "break", "class", "continue", "def",    "elif",
    "else",  "for",  "from", "import", "if", "in",    "not",   "or",       "return", "while"};
constexpr std::array<std::string_view, 21> kCppWords = {
    "bool",   "break",  "const",    "continue", "else",     "extern", "false",
    "for",    "goto",   "if",       "inline",   "return",   "size_t", "static",
    "struct", "switch", "template", "true",     "typename", "void",   "while"};

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool IsKeyword(std::string_view word, Language language) {
  return language == Language::kPython ? std::ranges::find(kPythonWords, word) != kPythonWords.end()
                                       : std::ranges::find(kCppWords, word) != kCppWords.end();
}

size_t EndOfNumber(std::string_view text, size_t at) {
  while (at < text.size() && (IsWord(text[at]) || text[at] == '.')) {
    const bool exponent =
        text[at] == 'e' && at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    at += exponent ? 2 : 1;
  }
  return at;
}

size_t EndOfString(std::string_view text, size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) {
    at += text[at] == '\\' ? 2 : 1;
  }
  return std::min(at + 1, text.size());
}

bool StartsComment(std::string_view text, size_t at, Language language) {
  return language == Language::kPython ? text[at] == '#' : text.substr(at, 2) == "//";
}

constexpr std::string_view kQuotes = "\"\"\"";

bool IsQuotes(std::string_view text, size_t at) { return text.substr(at).starts_with(kQuotes); }

// The end of the "wp.name" or "wp::name" that begins at `at`; `at` itself if none does.
size_t EndOfWarpName(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  const size_t prefix = rest.starts_with("wp.") ? 3 : rest.starts_with("wp::") ? 4 : 0;
  size_t end = at + prefix;
  while (prefix > 0 && end < text.size() && IsWord(text[end])) {
    ++end;
  }
  return end == at + prefix ? at : end;
}

// The token at `at` and where it ends.
std::pair<Token, size_t> Next(std::string_view text, size_t at, Language language) {
  if (StartsComment(text, at, language)) {
    return {Token::kComment, text.size()};
  }
  if (text[at] == '"' || text[at] == '\'') {
    return {Token::kString, EndOfString(text, at)};
  }
  if (IsDigit(text[at])) {
    return {Token::kNumber, EndOfNumber(text, at)};
  }
  if (const size_t end = EndOfWarpName(text, at); end > at) {
    return {Token::kWarp, end};
  }
  size_t end = at + 1;
  while (IsWord(text[at]) && end < text.size() && IsWord(text[end])) {
    ++end;
  }
  return {IsKeyword(text.substr(at, end - at), language) ? Token::kKeyword : Token::kPlain, end};
}

// `in_docstring` tells whether the line begins inside one, and is set for the next line.
std::vector<Token> TokensOf(std::string_view text, Language language, bool& in_docstring) {
  std::vector<Token> tokens(text.size());
  for (size_t at = 0; at < text.size();) {
    const bool opens = !in_docstring && language == Language::kPython && IsQuotes(text, at);
    auto [token, end] = Next(text, at, language);
    if (in_docstring || opens) {
      const size_t close = text.find(kQuotes, opens ? at + kQuotes.size() : at);
      in_docstring = close == std::string_view::npos;
      token = Token::kString;
      end = in_docstring ? text.size() : close + kQuotes.size();
    }
    std::fill(tokens.begin() + static_cast<std::ptrdiff_t>(at),
              tokens.begin() + static_cast<std::ptrdiff_t>(end), token);
    at = end;
  }
  return tokens;
}

std::string WithoutTabs(std::string_view text) {
  std::string out;
  for (const char c : text) {
    c == '\t' ? out.append(4, ' ') : out.append(1, c);
  }
  return out;
}

std::string_view StyleOf(Token token) {
  switch (token) {
    case Token::kPlain:
      return "";
    case Token::kKeyword:
      return "35";
    case Token::kNumber:
      return "33";
    case Token::kString:
      return "32";
    case Token::kComment:
      return "2;37";
    case Token::kWarp:
      return "36";
  }
  return "";
}

}  // namespace

std::vector<SourceLine> Highlight(std::string_view source, Language language) {
  std::vector<SourceLine> lines;
  bool in_docstring = false;
  while (!source.empty()) {
    const size_t end = std::min(source.find('\n'), source.size());
    std::string text = WithoutTabs(source.substr(0, end));
    std::vector<Token> tokens = TokensOf(text, language, in_docstring);
    lines.push_back({std::move(text), std::move(tokens)});
    source.remove_prefix(std::min(end + 1, source.size()));
  }
  return lines;
}

std::string Colored(const SourceLine& line, size_t begin, size_t end, bool color) {
  std::string out;
  while (begin < end) {
    size_t stop = begin;
    while (stop < end && line.tokens[stop] == line.tokens[begin]) {
      ++stop;
    }
    const std::string_view style = StyleOf(line.tokens[begin]);
    out += Styled(std::string_view(line.text).substr(begin, stop - begin), style,
                  color && !style.empty());
    begin = stop;
  }
  return out;
}

}  // namespace warploom::cli

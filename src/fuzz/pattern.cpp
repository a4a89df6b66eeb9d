#include "fuzz/pattern.h"

#include "base/check.h"

namespace warploom::fuzz {

Pattern::Pattern(const char* expression) {
  WARPLOOM_CHECK(::regcomp(&compiled_, expression, REG_EXTENDED) == 0,
                 "a regular expression of our own must be well-formed");
}

Pattern::~Pattern() { ::regfree(&compiled_); }

std::optional<std::vector<regmatch_t>> Pattern::MatchFrom(const std::string& text,
                                                          size_t start) const {
  std::vector<regmatch_t> groups(compiled_.re_nsub + 1);
  // With REG_STARTEND, ^ and \b see what precedes `start`.
  groups[0] = {.rm_so = static_cast<regoff_t>(start), .rm_eo = static_cast<regoff_t>(text.size())};
  if (::regexec(&compiled_, text.c_str(), groups.size(), groups.data(), REG_STARTEND) != 0) {
    return std::nullopt;
  }
  return groups;
}

std::optional<std::vector<std::string>> Pattern::Search(const std::string& text) const {
  const auto groups = MatchFrom(text, 0);
  if (!groups) {
    return std::nullopt;
  }
  std::vector<std::string> found;
  for (const regmatch_t& group : *groups) {
    found.push_back(group.rm_so < 0 ? std::string()
                                    : text.substr(static_cast<size_t>(group.rm_so),
                                                  static_cast<size_t>(group.rm_eo - group.rm_so)));
  }
  return found;
}

std::string Pattern::Replace(const std::string& text, const std::string& replacement) const {
  std::string result;
  size_t position = 0;
  while (const auto groups = MatchFrom(text, position)) {
    const auto begin = static_cast<size_t>((*groups)[0].rm_so);
    const auto end = static_cast<size_t>((*groups)[0].rm_eo);
    WARPLOOM_CHECK(end > begin, "a pattern to replace must not match the empty text");
    result.append(text, position, begin - position).append(replacement);
    position = end;
  }
  return result.append(text, position);
}

}  // namespace warploom::fuzz

#pragma once

#include <regex.h>

#include <optional>
#include <string>
#include <vector>

namespace warploom::fuzz {

// A POSIX extended regular expression, with glibc's \b and \w. The one of libc: instantiating
// std::regex costs a translation unit seconds. A text must not contain NUL bytes; what follows one
// is not looked at.
class Pattern {
 public:
  explicit Pattern(const char* expression);  // CHECK-fails on a malformed one.
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // The leftmost match, the longest of those: the whole and its groups, empty where one took no
  // part.
  std::optional<std::vector<std::string>> Search(const std::string& text) const;

  // The text with `replacement`, taken literally, for each match.
  std::string Replace(const std::string& text, const std::string& replacement) const;

 private:
  std::optional<std::vector<regmatch_t>> MatchFrom(const std::string& text, size_t start) const;

  regex_t compiled_;
};

}  // namespace warploom::fuzz

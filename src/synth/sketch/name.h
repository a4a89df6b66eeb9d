#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/rng.h"

namespace warploom::synth {

// A name, or words of which whoever takes it chooses one. It is passed beside values that draw:
// since the taker draws the word after the value stands, the order of the draws is certain,
// whatever order the compiler evaluates arguments in. It refers to the caller's text: pass it on,
// do not keep it.
class Name {
 public:
  Name() = default;
  Name(std::string_view name) : name_(name) {}
  Name(const char* name) : name_(name) {}
  Name(const std::string& name) : name_(name) {}
  Name(std::initializer_list<std::string_view> words) : words_(words.begin(), words.size()) {}
  Name(std::span<const std::string_view> words) : words_(words) {}

  std::string_view Choose(Rng& rng) const { return words_.empty() ? name_ : rng.Choose(words_); }

 private:
  std::string_view name_;
  std::span<const std::string_view> words_;
};

}  // namespace warploom::synth

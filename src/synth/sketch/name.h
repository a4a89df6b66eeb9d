#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/rng.h"

namespace warploom::synth {

// A name, or several of which the callee chooses one. As an argument it does not draw by itself:
// the callee draws after all arguments have been evaluated, so the order of the draws does not
// depend on the compiler. It refers to the caller's text, so do not store it.
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

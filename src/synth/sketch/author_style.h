#pragma once

#include <span>
#include <string_view>

#include "synth/names/names.h"
#include "synth/sketch/draft.h"

namespace warploom::synth {

using names::Role;
using names::Theme;

// The style of a kernel's imagined author: the theme that names come from, the float type, the
// layout, and how the author writes what can be written in several ways.
class AuthorStyle {
 public:
  explicit AuthorStyle(Draft& draft);

  const Theme& theme() const { return *theme_; }
  std::span<const std::string_view> words(Role role) const { return theme_->of(role); }
  // The float type most of this kernel computes with.
  lang::Type real() const { return real_; }

  // Changes to the theme of this name, if there is one.
  void Prefer(std::string_view theme);
  void ComputeIn(lang::Type real) { real_ = real; }

  // A style choice of the author: the same answer for the same key. Draws nothing from the random
  // stream.
  bool StyleChoice(std::string_view key, double chance) const;
  // A choice for one value, made from the key, the value's type and its range. It draws nothing
  // either, so operands may be built in any order.
  bool ValueChoice(std::string_view key, const Val& value, double chance) const;

 private:
  static void DrawLayout(Draft& draft);

  const Theme* theme_;
  uint64_t seed_;  // What StyleChoice and ValueChoice decide by.
  lang::Type real_;
};

}  // namespace warploom::synth

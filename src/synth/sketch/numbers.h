#pragma once

#include "synth/sketch/author_style.h"
#include "synth/sketch/constants.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/values.h"

namespace warploom::synth {

// Draws numbers that people would write.
class Numbers {
 public:
  Numbers(Draft& draft, const AuthorStyle& style, Values& values, Constants& constants)
      : draft_(draft), style_(style), values_(values), constants_(constants) {}

  // A literal of the type with few digits, in [low, high].
  Val DrawLiteral(lang::Type type, double low, double high);
  // The same; by chance a constant of the module, with a name of the theme's.
  Val DrawNumber(lang::Type type, double low, double high);
  // A number that the value may well be below and above.
  Val DrawThreshold(const Val& value);

 private:
  Draft& draft_;
  const AuthorStyle& style_;
  Values& values_;
  Constants& constants_;
};

}  // namespace warploom::synth

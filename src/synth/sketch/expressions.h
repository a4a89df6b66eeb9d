#pragma once

#include <vector>

#include "synth/sketch/arguments.h"
#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/helpers.h"
#include "synth/sketch/numbers.h"
#include "synth/sketch/thread_elements.h"
#include "synth/sketch/values.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// Draws expressions by type. The legal choices are collected first and one of them is drawn, so it
// never fails or retries; what is missing becomes a new argument or is built from parts.
class Expressions {
 public:
  struct Parts {
    const AuthorStyle& style;
    Values& values;
    Numbers& numbers;
    Arguments& arguments;
    Variables& variables;
    Arrays& arrays;
    ThreadElements& elements;
    Helpers& helpers;
  };

  Expressions(Draft& draft, const Parts& parts);

  // An expression of the type, at most `depth` operations deep. Depth 0 gives a leaf.
  Val Draw(lang::Type type, int depth);
  // A leaf that reads an input, or a variable that depends on one.
  Val DrawInput(lang::Type type);
  // A bool that depends on the thread or an input.
  Val DrawCondition(int depth);
  // A depth for one expression, from the profile.
  int DrawDepth();

 private:
  // expressions.cpp
  Val DrawSelect(lang::Type type, int depth);
  Val DrawConstruction(lang::Type type, int depth);
  Val DrawIntegerCondition(const Val& left);
  // A number that does not change: a literal or a module constant.
  bool IsLiteral(const Val& value) const;
  // Whether both are written the same: nobody writes x - x or a * b / (a * b).
  bool AreSame(const Val& a, const Val& b) const;
  // Whether comparing the two may give either result.
  bool IsOpen(const Val& left, const Val& right) const;
  // leaves.cpp
  Val DrawLeaf(lang::Type type);
  Val DrawComponent(const Val& vec);
  Val NewLeaf(lang::Type type);
  Val NewInput(lang::Type type);
  // operations.cpp
  Val DrawOperation(lang::Type type, int depth);
  // calls.cpp
  Val DrawBuiltin(lang::Type type, int depth);
  bool HasOperand(lang::Type type, lang::Type result);
  const WeightedCall* PickBuiltin(lang::Type type);
  std::vector<Val> DrawArguments(const WeightedCall& choice, lang::Type type, int depth);
  // A value of the same type that is not the same variable.
  Val DrawOther(const Val& value);
  // The scalar, times a number if rounding would leave only one or two different values.
  Val Widened(const Val& value);
  Val DrawHelperCall(lang::Type type, int depth);

  Draft& draft_;
  const AuthorStyle& style_;
  Values& values_;
  Numbers& numbers_;
  Arguments& arguments_;
  Variables& variables_;
  Arrays& arrays_;
  ThreadElements& elements_;
  Helpers& helpers_;
};

}  // namespace warploom::synth

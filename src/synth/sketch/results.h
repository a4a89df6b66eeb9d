#pragma once

#include <string_view>
#include <vector>

#include "synth/sketch/arrays.h"
#include "synth/sketch/author_style.h"
#include "synth/sketch/control_flow.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/expressions.h"
#include "synth/sketch/name.h"
#include "synth/sketch/thread_elements.h"
#include "synth/sketch/values.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// What the kernel computes: values stored to output arrays, at once or at the end.
class Results {
 public:
  struct Parts {
    const AuthorStyle& style;
    Values& values;
    ControlFlow& control_flow;
    Variables& variables;
    Arrays& arrays;
    ThreadElements& elements;
    Expressions& expressions;
  };

  Results(Draft& draft, const Parts& parts);

  // Stores the value in the thread's own element of a new output array. A value that does not
  // depend on an input yet is combined with one first. Outside of blocks an unnamed result may be
  // kept (see Keep) instead.
  void Output(const Val& value, const Name& words);
  // Names a value for later motifs to read; it is stored at the end if no statement uses it. Only
  // outside of blocks, and for values that depend on an input.
  void Keep(const Val& value, const Name& name);
  // Stores what was kept and has had no effect, and makes sure that the kernel has a result.
  void StorePending();

 private:
  void StoreResult(const Val& value, std::string_view name);
  bool StoreByBranch(int array, const Val& value);

  Draft& draft_;
  const AuthorStyle& style_;
  Values& values_;
  ControlFlow& control_flow_;
  Variables& variables_;
  Arrays& arrays_;
  ThreadElements& elements_;
  Expressions& expressions_;
  std::vector<lang::VarId> pending_;  // Kept results.
};

}  // namespace warploom::synth

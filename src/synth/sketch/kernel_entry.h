#pragma once

#include "synth/sketch/arguments.h"
#include "synth/sketch/arrays.h"
#include "synth/sketch/constants.h"
#include "synth/sketch/control_flow.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/thread_elements.h"
#include "synth/sketch/threads.h"
#include "synth/sketch/values.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// How the kernels of real code bases begin: threads without work return at once; others look up the
// body, particle or cell that they work on.
class KernelEntry {
 public:
  struct Parts {
    Values& values;
    Constants& constants;
    Arguments& arguments;
    ControlFlow& control_flow;
    Variables& variables;
    Threads& threads;
    Arrays& arrays;
    ThreadElements& elements;
  };

  KernelEntry(Draft& draft, const Parts& parts);

  // if tid >= n: return, for a launch that is rounded up.
  void DrawGuard();
  // if active[tid] == 0: return; body = shape_body[tid]; and the like.
  void DrawLookups();

 private:
  Val DrawIdleCondition();
  void SkipBeyondCount();
  Val LookUpEntity();
  void LookUpGroup(const Val& entity);
  void SkipIdleEntity(const Val& entity);

  Draft& draft_;
  Values& values_;
  Constants& constants_;
  Arguments& arguments_;
  ControlFlow& control_flow_;
  Variables& variables_;
  Threads& threads_;
  Arrays& arrays_;
  ThreadElements& elements_;
};

}  // namespace warploom::synth

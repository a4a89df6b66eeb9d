#pragma once

#include <vector>

#include "synth/sketch/arguments.h"
#include "synth/sketch/arrays.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/threads.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// The elements that are a thread's own: array[tid], or array[body] where the thread works on a body
// that it looked up, or array[ids[tid]].
class ThreadElements {
 public:
  ThreadElements(Draft& draft, const Arguments& arguments, Variables& variables, Threads& threads,
                 Arrays& arrays)
      : draft_(draft),
        arguments_(arguments),
        variables_(variables),
        threads_(threads),
        arrays_(arrays) {}

  // An input array of this element type in the launch's shape; a new one if there is none, or by
  // chance.
  int InputArray(lang::Type element);
  // The thread's own element of an array in the launch's shape. An input's element that has a name
  // already is that variable.
  Val ThreadElement(int array);
  void StoreThreadElement(int array, const Val& value);

  // The index of what the thread works on, with `all` for nearly all inputs, else for some.
  void WorkOn(const Val& entity, bool all);
  // By chance, lets a thread's own element of this new input be that of its entity, or one that the
  // thread looks up: values[ids[tid]].
  void ReadByIndex(int array);

 private:
  ArraySpec DrawInputSpec(lang::Type element);
  Val DrawIndex();

  Draft& draft_;
  const Arguments& arguments_;
  Variables& variables_;
  Threads& threads_;
  Arrays& arrays_;
  Val entity_;
  bool all_by_entity_ = false;
  std::vector<Val> indices_;  // That elements were looked up by.
};

}  // namespace warploom::synth

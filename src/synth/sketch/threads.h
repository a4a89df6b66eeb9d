#pragma once

#include <span>
#include <vector>

#include "synth/sketch/arguments.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/values.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// The launch and its threads: the dimensions, and the variables that hold a thread's index.
class Threads {
 public:
  Threads(Draft& draft, FreshNames& names, Values& values, Arguments& arguments,
          Variables& variables)
      : draft_(draft),
        names_(names),
        values_(values),
        arguments_(arguments),
        variables_(variables) {}

  // Draws the launch dimensions, between these bounds.
  void Plan(int min_dims, int max_dims);
  // Takes these launch dimensions.
  void PlanFor(std::span<const int> dims);
  // The same for wp.launch_tiled: the dimensions count blocks whose threads work together. With
  // `with_lane` the kernel certainly has a Lane, else if the author likes.
  void PlanTiles(int min_dims, int max_dims, bool with_lane);
  // i, j = wp.tid()
  void DrawIndices();

  int Count() const;
  // The thread's index in each dimension: indices()[k] is in [0, dims[k]).
  std::span<const Val> indices() const { return indices_; }
  // The thread's number within its block; invalid if the kernel does not ask for it.
  const Val& lane() const { return lane_; }
  // wp.tid() once more, in a launch of one dimension.
  Val Call();
  // The thread's number over all dimensions: the index itself, or i * width + j under a name.
  Val FlatThread();

 private:
  // wp.tid() with that many results.
  lang::ExprId TidCall(int results);

  Draft& draft_;
  FreshNames& names_;
  Values& values_;
  Arguments& arguments_;
  Variables& variables_;
  std::vector<Val> indices_;
  Val lane_;
  bool needs_lane_ = false;
};

}  // namespace warploom::synth

#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "synth/sketch/arguments.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/name.h"
#include "synth/sketch/values.h"

namespace warploom::synth {

// Statements with bodies, and those that leave one. What a body declares goes out of scope at its
// end; a statement whose body stays empty is not written.
class ControlFlow {
 public:
  using Body = std::function<void()>;
  using LoopBody = std::function<void(Val)>;

  ControlFlow(Draft& draft, FreshNames& names, Values& values, Arguments& arguments)
      : draft_(draft), names_(names), values_(values), arguments_(arguments) {}

  void If(const Val& condition, const Body& then, const Body& otherwise);
  // if a: ... elif b: ... else: ...  `conditions` are built before any branch.
  void IfChain(std::span<const Val> conditions, const std::function<void(int)>& branch,
               bool has_else);
  // for name in range(start, stop[, step]); the body gets the loop variable with its range. An
  // invalid `start` means 0, a `step` of 0 that none is written.
  void For(const Name& words, const Val& start, const Val& stop, int step, const LoopBody& body);
  // for name in query: `numbers` is the range of what the query yields.
  void ForEach(const Name& words, const Val& query, const ValueRange& numbers,
               const LoopBody& body);
  // for name in reversed(range(stop)), or with `start` in reversed(range(start, stop)).
  void ForReversed(const Name& words, const Val& start, const Val& stop, const LoopBody& body);
  // Sets the counter of a finished loop, which then is a variable within `bound`. No other loop
  // takes its name but ForAgain.
  Val SetCounter(lang::VarId counter, const Val& value, const ValueRange& bound);
  // for counter in range(start, stop): one more loop with the counter of a finished one.
  void ForAgain(lang::VarId counter, const Val& start, const Val& stop, const LoopBody& body);
  void While(const Val& condition, const Body& body);
  void Break() { draft_.builder.Break(); }
  void Continue() { draft_.builder.Continue(); }
  // if condition: return. For kernels only.
  void ReturnIf(const Val& condition);
  // The same in a helper. The ranges of the helper's final results must hold for these, too.
  void ReturnIf(const Val& condition, std::initializer_list<Val> results);

  struct Branches {
    Val condition;
    Val then;
    Val otherwise;
  };
  // The parts of a ternary, which may be written as an if statement instead.
  std::optional<Branches> BranchesOf(const Val& value) const;

 private:
  void Block(const Body& body, bool is_loop = false);
  void Loop(std::string_view name, const ValueRange& counter_range, const Val& start,
            const Val& stop, lang::ExprId step, bool reversed, const LoopBody& body);
  void Loop(lang::VarId var, const ValueRange& counter_range, const Val& start, const Val& stop,
            lang::ExprId step, bool reversed, const LoopBody& body);
  void BoundByArgument(lang::ForRange& loop);

  Draft& draft_;
  FreshNames& names_;
  Values& values_;
  Arguments& arguments_;
};

}  // namespace warploom::synth

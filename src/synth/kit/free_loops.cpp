// Loops of at most a few rounds: over ranges, by conditions, and with a counter set again.
#include <cstddef>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::BinaryOp;
using lang::kInt;

lang::VarId VariableIn(Sketch& s, const Val& value) {
  return std::get<lang::VarRef>(s.module()[value.id].node).var;
}

}  // namespace

// At most 8: a number, an argument, an element, or the lesser of two.
Val FreeCode::LoopStop() {
  if (loops_ == 0 && s_.rng().Chance(0.1)) {
    const Val count =
        s_.ThreadElement(InputNamed(s_, kInt, {"counts", "row_lengths", "degrees"}, {0.0, 6.0}));
    return s_.rng().Chance(0.5) ? s_.Int(2) * count : count * s_.Int(2);
  }
  switch (s_.rng().Below(7)) {
    case 0:
      return s_.Int(s_.rng().Integer(2, 8));
    case 5:
      return s_.Int(3);
    case 6:
      return s_.Call("min", {Integer(1), s_.Int(8)});
    case 1:
      return Given(kInt, {"num_items", "steps", "num_neighbors", "count"},
                   {1.0, 8.0, lang::Fill::kUniform});
    case 2: {
      const Val value = Integer(1);
      return s_.Call("min", {value, s_.Int(s_.rng().Integer(3, 8))});
    }
    case 3:
      if (const Val local = Local(kInt); local.is_valid() && local.range.high <= 8.0) {
        return s_.rng().Chance(0.5) ? local : local + s_.Int(1);
      }
      [[fallthrough]];
    default:
      return s_.ThreadElement(
          InputNamed(s_, kInt, {"counts", "row_lengths", "degrees"}, {0.0, 6.0}));
  }
}

void FreeCode::LoopBody(int depth) {
  if (s_.rng().Chance(0.3)) {
    Leave();
  }
  Body(depth);
}

void FreeCode::LoopBodyWith(const Val& counter, int depth) {
  locals_.push_back(counter);
  LoopBody(depth);
  locals_.pop_back();
}

void FreeCode::CountedLoop(int depth) {
  const Val stop = LoopStop();
  const Val start = s_.rng().Chance(0.2) ? s_.Int(s_.rng().Integer(0, 1)) : Val{};
  ++loops_;
  s_.For({"k", "j", "n", "c", "item"}, start, stop, 0,
         [&](const Val& counter) { LoopBodyWith(counter, depth); });
  --loops_;
}

// while k < n and ...: with a counter, so that it ends.
void FreeCode::ConditionalLoop(int depth) {
  const int most = static_cast<int>(s_.rng().Integer(2, 8));
  Val k = s_.Mutable(s_.Int(0), {"it", "k", "step", "tries"}, Between(0.0, most));
  const bool breaks = s_.rng().Chance(0.25);  // while f(x): k += 1; if k >= 4: break
  Val condition = k < s_.Int(most);
  if (breaks) {
    condition = s_.rng().Chance(0.5) ? CallCondition() : Predicate(1);
  } else if (s_.rng().Chance(0.6)) {
    const Val other = Condition(1);
    condition = condition && other;
  }
  ++loops_;
  s_.While(condition, [&] {
    const Val one = s_.Int(1);
    s_.Update(k, BinaryOp::kAdd, one);
    if (breaks) {
      s_.If(k >= s_.Int(most), [&] { s_.Break(); });
    }
    LoopBody(depth);
  });
  --loops_;
}

// j = k; while j >= 0: j -= 1, ...
void FreeCode::WalkDown(int depth) {
  const Val start = SmallInteger();
  Val j = s_.Mutable(start, {"j", "node", "a", "member", "lo"}, Between(-1.0, 8.0));
  s_.Hide(j);
  const bool by_sign = s_.rng().Chance(0.6);
  const Val none = s_.Int(-1);
  Val condition = by_sign ? (s_.rng().Chance(0.5) ? j >= s_.Int(0) : j > none) : j != none;
  if (s_.rng().Chance(0.4)) {
    const Val other = Condition(1);
    condition = condition && other;
  }
  ++loops_;
  s_.While(condition, [&] {
    const bool is_last = s_.rng().Chance(0.3);
    if (!is_last) {
      s_.Update(j, BinaryOp::kSub, s_.Int(1));
    }
    locals_.push_back(is_last ? Known(j, 0.0, 8.0) : Known(j, -1.0, 7.0));
    const size_t known = locals_.size();
    is_last ? SimpleStatement() : LoopBody(depth);  // A `continue` must not skip the step.
    locals_.resize(known - 1);
    if (is_last) {
      s_.Set(j, j - s_.Int(1));
    }
  });
  --loops_;
}

// while k <= cells[i][2]: ..., k += 1
void FreeCode::WalkUp(int depth) {
  Val k =
      s_.Mutable(s_.Int(s_.rng().Integer(0, 2)), {"k", "row", "hi", "z", "at"}, Between(0.0, 16.0));
  s_.Hide(k);
  const Val end = s_.rng().Chance(0.3) ? PartOf(Cell()) : SmallInteger();
  const bool fits = end.range.high <= 12.0;
  const Val stop = fits ? end : s_.Int(s_.rng().Integer(2, 8));
  const Val condition = s_.rng().Chance(0.5) ? k <= stop : k < stop;
  ++loops_;
  s_.While(condition, [&] {
    s_.Update(k, BinaryOp::kAdd, s_.Int(1));
    LoopBodyWith(k, depth);
  });
  --loops_;
}

// for j in range(n): ...; then j = first[i], and perhaps for j in range(m) once more.
void FreeCode::CounterAgain(int depth) {
  has_counter_again_ = true;
  lang::VarId variable;
  const Val stop = LoopStop();
  ++loops_;
  s_.For({"j", "row", "dof", "t"}, Val{}, stop, 0, [&](const Val& counter) {
    variable = VariableIn(s_, counter);
    LoopBodyWith(counter, depth);
  });
  --loops_;
  if (s_.rng().Chance(0.75)) {
    const size_t known = locals_.size();
    const auto set = [&] {
      const Val value = SmallInteger();
      const bool is_constant = value.range.low == value.range.high;  // Loops may not change one.
      return s_.SetCounter(variable, is_constant ? s_.Make(kInt, {value}) : value,
                           Between(0.0, 8.0));
    };
    locals_.push_back(set());
    SimpleStatement();
    if (s_.rng().Chance(0.5)) {
      const Val condition = Condition(1);
      s_.If(condition, [&] {
        set();
        Body(depth);
      });
    }
    Statements(depth - 1, s_.rng().Integer(1, 2));
    locals_.resize(known);
  }
  const Val again = LoopStop();
  Val start = s_.rng().Chance(0.4) ? SmallInteger() : Val{};
  if (start.is_valid() && start.range.low >= again.range.high) {
    start = {};  // The range would be empty.
  }
  const auto loop = [&] {
    ++loops_;
    s_.ForAgain(variable, start, again, [&](const Val& counter) { LoopBodyWith(counter, depth); });
    --loops_;
  };
  if (s_.rng().Chance(0.5)) {
    const Val condition = Condition(1);
    return s_.If(condition, loop);
  }
  loop();
}

}  // namespace warploom::synth::kit

#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::BinaryOp;
using lang::kInt;

void FreeCode::UpdateTotal() {
  changes_total_ = true;
  switch (s_.rng().Below(8)) {
    case 7: {
      const Val value = PositiveReal();
      return s_.Update(total_, BinaryOp::kDiv, value);
    }
    case 0: {
      const Val value = Real(2);
      return s_.Set(total_, value);
    }
    case 6: {
      const Val local = Local(real_);
      const Val value = local.is_valid() && s_.rng().Chance(0.4) ? local : Real(1);
      const bool is_small = value.range.from_input && value.range.IsWithin(-2.0, 2.0);
      const Val factor = s_.DrawNumber(real_, 0.2, 0.8);
      return s_.Update(total_, BinaryOp::kMul, is_small ? value : factor);
    }
    case 1: {
      const Val value = Real(1);
      return s_.Set(total_, s_.Call(s_.rng().Chance(0.5) ? "max" : "min", {total_, value}));
    }
    case 2:
      return s_.Update(total_, BinaryOp::kMul, s_.DrawNumber(real_, 0.1, 0.9));
    case 3: {
      const Val value = Real(2);
      return s_.Update(total_, BinaryOp::kSub, value);
    }
    case 4:
      return s_.Update(total_, BinaryOp::kDiv, s_.DrawNumber(real_, 1.5, 4.0));
    default: {
      const Val value = Real(2);
      return s_.Update(total_, BinaryOp::kAdd, value);
    }
  }
}

// A bool that starts false, or true, and is changed at once behind a condition.
void FreeCode::StartFlag() {
  flag_is_variable_ = s_.rng().Chance(0.4);
  const Val start = s_.Bool(s_.rng().Chance(0.2));
  const auto name = OneOf(s_, {"found", "active", "done", "is_hit", "any_left", "converged"});
  flag_ = flag_is_variable_ ? s_.Mutable(start, name) : s_.Let(start, name);
  s_.Hide(flag_);
  const Val condition = IntegerComparison(1);
  s_.If(condition, [&] { s_.Set(flag_, s_.Bool(true)); });
}

void FreeCode::UpdateFlag() {
  if (!flag_.is_valid() || (loops_ > 0 && !flag_is_variable_)) {
    return UpdateCount();
  }
  if (s_.rng().Chance(0.6)) {
    const Val constant = s_.Bool(s_.rng().Chance(0.6));
    // A later loop must not change a constant.
    return s_.Set(flag_, flag_is_variable_ ? s_.Make(lang::kBool, {constant}) : constant);
  }
  const Val value = s_.rng().Chance(0.5) ? IntegerComparison(1) : RealComparison(1);
  s_.Set(flag_, value);
}

// Loops are short enough that the counter stays within its range.
void FreeCode::UpdateCount() {
  if (bits_.is_valid() && s_.rng().Chance(0.3)) {
    return UpdateBits();
  }
  if (s_.rng().Chance(0.1)) {
    return s_.Update(count_, BinaryOp::kBitOr, s_.Int(int64_t{1} << s_.rng().Below(8)));
  }
  if (s_.rng().Chance(0.5)) {
    return s_.Update(count_, BinaryOp::kAdd, s_.Int(1));
  }
  const Val value = Integer(1);
  s_.Set(count_, value);
}

// state[i] *= x
void FreeCode::UpdateState() {
  if (state_ < 0) {
    state_ = InPlace(s_, real_, {}, OneOf(s_, {"state", "buffer", "grid_values", "residual"}));
  }
  const Val element = s_.ThreadElement(state_);
  const BinaryOp op =
      s_.rng().Choose(std::array{BinaryOp::kMul, BinaryOp::kAdd, BinaryOp::kSub, BinaryOp::kDiv});
  const Val factor = s_.DrawNumber(real_, 0.5, 1.5);
  s_.UpdatePart(element, op, op == BinaryOp::kAdd || op == BinaryOp::kSub ? Real(1) : factor);
}

void FreeCode::Store() {
  if (s_.rng().Chance(0.2)) {
    return UpdateState();
  }
  if (s_.rng().Chance(0.2)) {
    return StoreSlot();
  }
  if (has_entries_ && s_.rng().Chance(0.3)) {
    return UpdateEntry();
  }
  if (own_ < 0) {
    own_ = OutputArray(s_, real_, {}, OneOf(s_, {"out", "result", "output", "dst", "values_out"}));
  }
  const Val value = Real(2);
  s_.StoreThreadElement(own_, value);
}

// An array sees one kind of atomic alone, so that the order of threads does not matter.
void FreeCode::UpdateExtreme(int extent) {
  if (extremes_ < 0) {
    extreme_ = OneOf(s_, {"atomic_max", "atomic_min"});
    extremes_ = Totals(s_, kInt, {extent}, OneOf(s_, {"levels_seen", "first_hit", "bounds"}));
  }
  const Val index = TargetIndex(extent);
  const Val value = Integer(0);
  s_.Do(s_.Call(extreme_, {s_.ArrayRef(extremes_), index, value}));
}

// A call for its effect.
void FreeCode::Scatter() {
  if (effect_.is_valid() && s_.rng().Chance(0.4)) {
    return CallForEffect();
  }
  const int extent = TableSize(s_);
  if (s_.rng().Chance(0.2)) {
    return UpdateExtreme(extent);
  }
  const bool counts = s_.rng().Chance(0.5);
  int& array = counts ? shared_counts_ : shared_;
  if (array < 0) {
    array = Totals(s_, counts ? kInt : real_, {extent},
                   counts ? OneOf(s_, {"counters", "num_hits", "bin_counts"})
                          : OneOf(s_, {"sums", "totals", "accum", "residuals"}));
  }
  const Val index = TargetIndex(extent);
  const Val value = counts ? s_.Int(1) : Real(1);
  kit::Scatter(s_, array, index, value);
}

// What a local is set to: in a loop never a bare constant, which a loop in it must not set again.
Val FreeCode::Settable(const Val& value) {
  const bool is_constant = value.range.low == value.range.high && !value.range.from_input;
  const bool has_name = value.type == kInt || value.type == lang::kFloat;
  return loops_ > 0 && is_constant && has_name ? s_.Make(value.type, {value}) : value;
}

void FreeCode::NameValue() {
  Val named;
  switch (s_.rng().Below(8)) {
    case 5:
      return NameTuple();
    case 6:
      return NameEntry();
    case 7: {
      const Val value = VecElement();
      named = s_.Let(value, {"v", "p", "point", "normal", "diff"});
      break;
    }
    case 4:
      named = in_kernel_ ? s_.Let(Cell(), {"cell", "coord", "neighbor_cell"}) : s_.Let(Real(1));
      break;
    case 0: {
      const Val value = Settable(Integer(1));
      named = s_.Let(value, {"k", "slot", "kind", "code", "row", "base", "j0"});
      break;
    }
    case 1: {
      const Val value = Predicate(2);
      named = s_.Let(value, {"inside", "is_new", "changed", "ok", "hit", "valid_pair"});
      break;
    }
    default: {
      const Val value = Settable(Real(2));
      named = s_.Let(value, {"d", "w", "dist", "delta", "q", "s0", "err"});
      break;
    }
  }
  locals_.push_back(named);
}

void FreeCode::NameValues() {
  const auto count = s_.rng().Chance(0.6) ? s_.rng().Integer(1, 3) : 0;
  for (int64_t i = 0; i < count; ++i) {
    NamePair();
  }
}

// slot, w = locate(x, k)
void FreeCode::NamePair() {
  if (!pair_.is_valid() || s_.rng().Chance(0.5)) {
    return NameValue();
  }
  const Val x = RealElement();
  const Val k = IntegerElement();
  const std::array<std::string_view, 2> names = {OneOf(s_, {"slot", "cell", "which"}),
                                                 OneOf(s_, {"frac", "rest", "t0"})};
  for (const Val& value : s_.CallHelperAll(pair_, std::array{x, k}, names)) {
    locals_.push_back(value);
  }
}

void FreeCode::SimpleStatement() {
  switch (s_.rng().Below(14)) {
    case 12:
      return s_.rng().Chance(0.3)   ? Check()
             : s_.rng().Chance(0.3) ? RaiseFlag()
             : s_.rng().Chance(0.5) ? ChangePart()
                                    : NameValue();
    case 13:
      return NameValue();
    case 0:
    case 1:
    case 2:
      return UpdateTotal();
    case 3:
    case 4:
      return UpdateCount();
    case 5:
    case 6:
      return Store();
    case 7:
      return NameValue();
    case 8:
      return NamePair();
    case 9:
      return UpdateFlag();
    default:
      return Scatter();
  }
}

void FreeCode::Body(int depth) {
  const size_t known = locals_.size();
  const auto count = s_.rng().Integer(1, 2);
  if (depth > 1 && s_.rng().Chance(0.25)) {
    Statement(depth - 1);
  } else {
    SimpleStatement();
  }
  if (s_.rng().Chance(0.5)) {
    Statements(depth - 1, count);
  }
  UpdateTotal();
  locals_.resize(known);
}

void FreeCode::Branches(int depth) {
  const auto count = s_.rng().Chance(0.6) ? 1 : s_.rng().Integer(2, 3);
  const std::vector<Val> conditions = Conditions(count, 2);
  const bool has_else = s_.rng().Chance(0.4);
  const auto branch = [&](int) {
    Body(depth);
    // Nothing follows in the block, so even a constant may be set.
    if (flag_.is_valid() && flag_is_variable_ && s_.rng().Chance(0.15)) {
      s_.Set(flag_, s_.Bool(s_.rng().Chance(0.6)));
    }
  };
  s_.IfChain(conditions, branch, has_else);
}

// break, continue or return, behind a condition.
void FreeCode::Leave() {
  const auto kind = s_.rng().Below(loops_ > 0 ? 4 : 1);
  Val condition = kind == 0 && s_.rng().Chance(0.5) ? RealComparison(1) : Condition(1);
  if (kind == 0) {  // Where all threads returned, the kernel would have no effect.
    const Val other = IntegerComparison(1);
    condition = condition && other;
  }
  const auto statement = [&] {
    const size_t known = locals_.size();
    SimpleStatement();
    locals_.resize(known);
  };
  const auto leave = [&] {
    if (s_.rng().Chance(0.5)) {
      statement();
    }
    kind == 0 ? s_.builder().Return() : kind == 1 ? s_.Break() : s_.Continue();
  };
  if (s_.rng().Chance(0.15)) {
    return s_.If(condition, statement, leave);
  }
  s_.If(condition, leave);
}

void FreeCode::Statement(int depth) {
  if (depth <= 0 || s_.rng().Chance(0.35)) {
    return SimpleStatement();
  }
  if (loops_ == 0 && in_kernel_ && !has_counter_again_ && s_.rng().Chance(0.12)) {
    return CounterAgain(depth);
  }
  switch (s_.rng().Below(loops_ < 3 ? 9 : 5)) {
    case 8:
      return s_.rng().Chance(0.5) ? WalkDown(depth) : WalkUp(depth);
    case 0:
      return Leave();
    case 5:
    case 6:
      return CountedLoop(depth);
    case 7:
      return ConditionalLoop(depth);
    default:
      return Branches(depth);
  }
}

void FreeCode::Statements(int depth, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    Statement(depth);
  }
}

void FreeCode::Finish() {
  if (flag_.is_valid()) {
    s_.Hide(flag_, false);
    s_.If(s_.rng().Chance(0.5) ? flag_ : !flag_, [&] { UpdateTotal(); });
  }
  s_.Hide(total_, false);
  s_.Hide(count_, false);
  if (bits_.is_valid()) {
    s_.Hide(bits_, false);
    s_.Output(bits_);
  }
  if (!changes_total_) {
    const Val value = RealElement();
    s_.Update(total_, BinaryOp::kAdd, value);
  }
  s_.Output(total_);
  if (s_.rng().Chance(0.7)) {
    s_.Output(count_);
  }
}

}  // namespace warploom::synth::kit

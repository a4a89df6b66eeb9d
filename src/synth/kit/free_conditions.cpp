#include <algorithm>
#include <array>
#include <vector>

#include "lang/same_expr.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::CompareOp;
using lang::kBool;
using lang::kInt;

constexpr Range kTruth = {0.0, 1.0, lang::Fill::kUniform};
constexpr Range kBits = {0.0, 15.0, lang::Fill::kUniform};

// Whether comparing the two may give either result, by their ranges.
bool IsOpenComparison(const Sketch& s, const Val& left, const Val& right) {
  return !lang::SameExpr(s.module(), left.id, right.id) && left.range.low < right.range.high &&
         right.range.low < left.range.high;
}

// Whether a number in the value's range divides it.
bool HasThreshold(const Val& value) {
  return value.range.from_input && value.range.high - value.range.low >= 1.0;
}

}  // namespace

// What is true or false by itself: a flag, an element of a mask, a number that is not zero.
Val FreeCode::Truth() {
  if (const Val local = Local(kBool); local.is_valid() && s_.rng().Chance(0.6)) {
    return local;
  }
  if (flag_.is_valid() && s_.rng().Chance(0.4)) {
    return flag_;
  }
  Val truth;
  switch (s_.rng().Below(7)) {
    case 6: {
      const Val number = IntegerElement();
      return s_.Convert(number, kBool);
    }
    case 5:
      truth = EntryField(kBool).value_or(Val{});
      break;
    case 0:
      truth = Element(kBool, {"mask", "active", "enabled", "selected", "is_fixed"}, kTruth);
      break;
    case 1:
      truth = Element(kInt, {"flags", "visited", "is_active", "valid", "dirty"}, kTruth);
      break;
    case 2:
      truth = in_kernel_
                  ? Arg(s_, kBool, {"reset_all", "use_gravity", "invert", "clamp_result"}, kTruth)
                  : Local(kBool);
      break;
    case 3:
      truth = RecordField(kInt).value_or(Val{});
      break;
    default:
      break;
  }
  return truth.is_valid() ? truth
                          : Given(kInt, {"use_flags", "has_mask", "enable", "flip"}, kTruth);
}

Val FreeCode::IntegerComparison(int depth) {
  const bool is_local = s_.rng().Chance(0.25);
  Val left = is_local ? Local(kInt) : Integer(depth);
  if (!left.is_valid() || (!is_local && !HasThreshold(left))) {
    left = IntegerElement();
  }
  if (left.range.low <= -1.0 && s_.rng().Chance(0.3)) {
    constexpr std::array kOps = {CompareOp::kNe, CompareOp::kEq, CompareOp::kGt, CompareOp::kGe};
    return s_.Compare(s_.rng().Choose(kOps), left, s_.Int(-1));
  }
  if (const Val cell = Local(lang::VecType(3, lang::Scalar::kInt32));
      cell.is_valid() && s_.rng().Chance(0.25)) {
    left = PartOf(cell);
  }
  Val right = s_.rng().Chance(0.15) ? Local(kInt) : Val{};
  if (!right.is_valid()) {
    right = s_.rng().Chance(0.45) ? s_.Int(s_.rng().Integer(0, 5)) : Integer(depth);
  }
  const CompareOp op =
      s_.rng().Choose(std::array{CompareOp::kEq, CompareOp::kNe, CompareOp::kEq, CompareOp::kNe,
                                 CompareOp::kLt, CompareOp::kLe, CompareOp::kGt, CompareOp::kGe});
  if (!IsOpenComparison(s_, left, right)) {
    const auto least = static_cast<int64_t>(std::max(left.range.low, -4.0));
    const auto most =
        static_cast<int64_t>(std::min(left.range.high, static_cast<double>(least + 8)));
    right = s_.Int(s_.rng().Integer(least, std::max(least, most)));
  }
  // Warp refuses a chain that ends at an element of an array (codegen.py: add_comp).
  const bool ends_at_element =
      std::holds_alternative<lang::Subscript>(s_.module()[right.id].node) ||
      std::holds_alternative<lang::Field>(s_.module()[right.id].node);
  if (depth > 0 && s_.rng().Chance(0.08) && right.range.low >= 0.0 && !ends_at_element) {
    return s_.InRange(s_.Int(0), left, right, s_.rng().Chance(0.4));
  }
  if (s_.rng().Chance(0.07)) {
    return s_.Compare(op, right, left);
  }
  return s_.Compare(op, left, right);
}

Val FreeCode::RealComparison(int depth) {
  Val left = Real(depth);
  if (!HasThreshold(left)) {
    left = RealElement();
  }
  // Nearly no float is zero: a helper that asks for it would stop every thread, or none.
  if (in_kernel_ && s_.rng().Chance(0.2)) {
    const CompareOp op = s_.rng().Chance(0.5) ? CompareOp::kNe : CompareOp::kEq;
    return s_.Compare(op, left, s_.Real(0.0));
  }
  Val right = s_.rng().Chance(0.4) ? s_.DrawThreshold(left) : Real(depth);
  if (!IsOpenComparison(s_, left, right)) {
    right = s_.DrawThreshold(left);
  }
  const CompareOp op =
      s_.rng().Choose(std::array{CompareOp::kLt, CompareOp::kGt, CompareOp::kLe, CompareOp::kGe});
  return s_.Compare(op, left, right);
}

// (flags & 4) != 0, flags & MASK == MASK, or the bits themselves.
Val FreeCode::BitTest() {
  Val word = s_.rng().Chance(0.5) ? Element(kInt, {"flags", "bits", "status_bits"}, kBits)
                                  : Given(kInt, {"flags", "option_bits", "channel_mask"}, kBits);
  if (!word.is_valid()) {
    word = Given(kInt, {"flags"}, kBits);
  }
  Val bit;
  switch (s_.rng().Below(3)) {
    case 0:
      bit = Constant();
      break;
    case 1: {
      const Val local = Local(kInt);
      const bool is_shift = local.is_valid() && local.range.IsWithin(0.0, 12.0);
      bit = s_.Int(1) << (is_shift ? local : Integer(0) & s_.Int(3));
      break;
    }
    default:
      bit = s_.Int(int64_t{1} << s_.rng().Below(4));
      break;
  }
  const Val bits = (s_.rng().Chance(0.15) ? ~word : word) & bit;
  switch (s_.rng().Below(4)) {
    case 0:
      return bits;
    case 1:
      return bits == bit;
    case 2:
      return bits == s_.Int(0);
    default:
      return bits != s_.Int(0);
  }
}

// A call that tells, or a number that a call gives, compared.
Val FreeCode::CallCondition() {
  if (const Val call = CallHelper(kBool); call.is_valid()) {
    return s_.rng().Chance(0.7) ? call : !call;
  }
  if (in_kernel_ && s_.rng().Chance(0.08)) {
    const Val extent = Extent();
    return s_.rng().Chance(0.5) ? extent == s_.Int(1) : SmallInteger() < extent;
  }
  switch (s_.rng().Below(4)) {
    case 0: {
      const Val value = s_.rng().Chance(0.3) ? VecElement() : Real(1);
      const Val is_finite = s_.Call("isfinite", {value});
      return s_.rng().Chance(0.5) ? is_finite : !is_finite;
    }
    case 1: {
      const Val value = Real(0);
      const Val is_nan = s_.Call(OneOf(s_, {"isnan", "isinf"}), {value});
      return s_.rng().Chance(0.5) ? is_nan : !is_nan;
    }
    case 2: {
      const Val value = VecElement();
      return s_.Call("length_sq", {value}) > s_.DrawNumber(real_, 0.1, 2.0);
    }
    default: {
      const Val value = Real(1);
      const Val tolerance = s_.DrawNumber(real_, 0.05, 0.8);
      return s_.Call("abs", {value}) <= tolerance;
    }
  }
}

// An array that is true unless it is absent, before its element is read.
Val FreeCode::Presence() {
  const int mask = InputNamed(s_, kInt, {"mask", "world_mask", "flags", "active_ids"}, kTruth);
  const Val array = s_.ArrayRef(mask);
  const Val element = s_.ThreadElement(mask);
  switch (s_.rng().Below(4)) {
    case 0:
      return array;
    case 1:
      return array && !element;
    case 2:
      return !array || element;
    default:
      return array && element != s_.Int(0);
  }
}

Val FreeCode::Joined(int depth) {
  const auto count = s_.rng().Chance(0.7) ? 2 : s_.rng().Integer(3, 4);
  const std::vector<Val> parts = Conditions(count, depth - 1);
  return s_.rng().Chance(0.55) ? AllOf(parts) : AnyOf(parts);
}

Val FreeCode::Condition(int depth) {
  if (depth > 0 && s_.rng().Chance(0.35)) {
    return Joined(depth);
  }
  if (in_kernel_ && s_.rng().Chance(0.06)) {
    return Presence();
  }
  switch (s_.rng().Below(15)) {
    case 12:
      return CallCondition();
    case 13:
      return s_.rng().Chance(0.5) ? WideComparison() : TurnComparison();
    case 14:
      return RealComparison(depth + 1);
    case 0:
    case 1:
      return Truth();
    case 2: {
      const Val truth = Truth();
      return !truth;
    }
    case 3:
      return BitTest();
    case 4:
      return CallCondition();
    case 5:
    case 6:
    case 7:
      return RealComparison(depth);
    default:
      return IntegerComparison(depth);
  }
}

std::vector<Val> FreeCode::Conditions(int64_t count, int depth) {
  std::vector<Val> conditions;
  for (int64_t i = 0; i < count; ++i) {
    conditions.push_back(Condition(depth));
  }
  return conditions;
}

Val FreeCode::Predicate(int depth) {
  const Val condition = depth > 1 && s_.rng().Chance(0.4) ? Joined(depth) : Condition(depth);
  const lang::Type type = s_.builder().type_of(condition.id);
  return type.is_bool()    ? condition
         : type.is_array() ? IntegerComparison(1)
                           : condition != s_.Int(0);
}

}  // namespace warploom::synth::kit

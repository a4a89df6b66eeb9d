// Statements by what they set: elements at computed places, bits, fields, counters set again.
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

constexpr Range kFewIntegers = {0.0, 7.0, lang::Fill::kUniform};

}  // namespace

// An index that no other thread has: every thread shares the arguments in it.
Val FreeCode::NewSlotIndex() {
  const Val thread = s_.Thread(0);
  switch (s_.rng().Below(6)) {
    case 0: {
      const Val begin =
          Arg(s_, kInt, {"end", "out_begin", "last"}, {8.0, 15.0, lang::Fill::kUniform});
      const Val first = Arg(s_, kInt, {"first", "begin"}, kFewIntegers);
      return begin + thread - first;
    }
    case 1: {
      const Val offset = Arg(s_, kInt, {"first", "begin", "offset"}, kFewIntegers);
      return offset + thread + s_.Int(1);
    }
    case 2:
      return s_.rng().Chance(0.5) ? s_.Int(2) * thread : thread * s_.Int(2) + s_.Int(1);
    case 3:
      return thread + Constant();
    case 4: {
      const Val offset = Arg(s_, kInt, {"first", "begin", "offset"}, kFewIntegers);
      return s_.Int(2) * (offset + thread);
    }
    default: {
      const Val count = s_.SizeArg(s_.dims()[0], {"num_slots", "dim", "num_rows"});
      return count - thread - s_.Int(1);
    }
  }
}

// out[begin + tid - first] = x, or an update of it.
void FreeCode::StoreSlot() {
  if (s_.ndim() != 1 || s_.is_tiled()) {
    return UpdateTotal();
  }
  if (slots_ < 0) {
    Val index = NewSlotIndex();
    if (index.range.low < 0.0) {  // count - thread - 1
      index = Known(index, 0.0, s_.dims()[0] - 1.0);
    }
    slots_ = InPlace(s_, real_, {static_cast<int>(index.range.high) + 1},
                     OneOf(s_, {"slots", "packed", "rhs", "rows_out", "compact"}), 0.5, 1.5);
    slot_ = index;
  }
  const std::array at = {slot_};
  const Val element = s_.At(slots_, at);
  switch (s_.rng().Below(4)) {
    case 0: {
      const Val value = Real(1);
      return s_.UpdatePart(element, s_.rng().Chance(0.5) ? BinaryOp::kAdd : BinaryOp::kSub, value);
    }
    case 1: {
      const Val factor = s_.DrawNumber(real_, 0.5, 1.5);
      return s_.UpdatePart(element, BinaryOp::kMul, factor);
    }
    default: {
      const Val value = Real(2);
      return s_.StoreAt(slots_, at, value);
    }
  }
}

// overflow[SOME_INDEX] = 1: whichever thread sets it, it is the same number.
void FreeCode::RaiseFlag() {
  if (raised_ < 0) {
    raised_ = OutputArray(s_, kInt, {16}, OneOf(s_, {"overflow_flags", "status", "raised"}));
  }
  const std::array at = {s_.rng().Chance(0.6) ? Constant() : SmallInteger()};
  s_.StoreAt(raised_, at, s_.Int(1));
}

// bits |= 1 << k
void FreeCode::UpdateBits() {
  const Val local = LocalWithin(0.0, 11.0);
  const Val shift = local.is_valid() ? local : SmallInteger();
  const Val bit = s_.Int(1) << shift;
  switch (s_.rng().Below(4)) {
    case 0:
      return s_.Update(bits_, BinaryOp::kBitOr, s_.Int(int64_t{1} << s_.rng().Below(8)));
    case 1:
      return s_.Set(bits_, Known(bits_ & ~bit, 0.0, 4095.0));
    default:
      return s_.Update(bits_, BinaryOp::kBitOr, bit);
  }
}

// v.z += x, v[1] = x of a vector of the thread's own
void FreeCode::ChangePart() {
  const Val start = VecElement();
  const Val v = s_.Mutable(start, {"u", "vel", "shifted", "moved"});
  s_.Hide(v);
  const auto change = [&] {
    const Val part = PartOf(v);
    const Val value = Real(1);
    s_.rng().Chance(0.3)
        ? s_.SetPart(part, value)
        : s_.UpdatePart(part, s_.rng().Chance(0.6) ? BinaryOp::kAdd : BinaryOp::kSub, value);
  };
  if (s_.rng().Chance(0.4)) {
    const Val condition = Condition(1);
    s_.If(condition, change);
  } else {
    change();
  }
  const Val sum = s_.Call("dot", {v, v});
  s_.Update(total_, BinaryOp::kAdd, sum);
}

// record(counts, k, x > 0.5)
void FreeCode::CallForEffect() {
  if (!effect_.is_valid()) {
    return Scatter();
  }
  if (effects_ < 0) {
    effects_ = Totals(s_, kInt, {16}, OneOf(s_, {"tallies", "hit_counts", "pair_counts"}));
  }
  const Val at = TargetIndex(16);
  const Val on = s_.rng().Chance(0.3) ? s_.Bool(s_.rng().Chance(0.7)) : Predicate(1);
  s_.Do(s_.CallHelper(effect_, std::array{s_.ArrayRef(effects_), at, on}));
}

// entry = entries[i]
void FreeCode::NameEntry() {
  const Val entry = Entry();
  if (!entry.is_valid()) {
    const Val value = Settable(Integer(1));
    locals_.push_back(s_.Let(value, {"k", "slot", "kind", "code"}));
    return;
  }
  locals_.push_back(s_.Let(entry, {"entry", "item", "c", "contact"}));
}

// states[tid].weight = x
void FreeCode::UpdateEntry() {
  const Val read = Entry();
  if (own_entries_ < 0) {
    own_entries_ = RecordState(s_, entry_, {}, OneOf(s_, {"records", "state_out", "next_items"}));
  }
  const Val own = s_.ThreadElement(own_entries_);
  switch (s_.rng().Below(4)) {
    case 0: {
      const Val kind = SmallInteger();
      return s_.SetPart(s_.Field(own, 0), kind.range.high <= 7.0 ? kind : s_.Int(1));
    }
    case 1: {
      const Val value = s_.rng().Chance(0.5) ? s_.Field(read, 1) : s_.DrawNumber(real_, 0.1, 2.0);
      return s_.SetPart(s_.Field(own, 1), value);
    }
    case 2:
      return s_.UpdatePart(s_.Field(own, 1), BinaryOp::kMul, s_.DrawNumber(real_, 0.5, 0.9));
    default: {
      const Val value = PositiveReal();
      return s_.UpdatePart(s_.Field(own, 1), BinaryOp::kAdd, value);
    }
  }
}

// a, b = x[i], k + 1. Not in a loop, which may be unrolled: Warp refuses to set the names again.
void FreeCode::NameTuple() {
  if (loops_ > 0) {
    const Val value = Settable(Real(1));
    locals_.push_back(s_.Let(value, {"d", "w", "delta"}));
    return;
  }
  const bool reals = s_.rng().Chance(0.5);
  const Val first = reals ? Real(0) : Integer(0);
  const Val second = s_.rng().Chance(0.7) ? (reals ? Real(0) : Integer(0)) : Integer(0);
  const std::array items = {first.id, second.id};
  const lang::ExprId id = s_.builder().Tuple(items);
  const Val tuple = {&s_, id, s_.builder().type_of(id), {}};
  const std::array<std::string_view, 2> names = {OneOf(s_, {"lo", "a0", "beg", "left"}),
                                                 OneOf(s_, {"hi", "b0", "fin", "right"})};
  const std::array types = {first.type, second.type};
  const std::array ranges = {first.range, second.range};
  for (const Val& value : s_.Unpack(names, tuple, types, ranges)) {
    locals_.push_back(value);
  }
}

// assert k >= 0
// Of a value with a name: Warp wants an assertion in one line.
void FreeCode::Check() {
  const Val local = LocalWithin(0.0, 8.0);
  const int table = TableNamed(s_, kInt, {"ids", "kinds"}, TableSize(s_), kFewIntegers);
  const Val value = local.is_valid() ? local : s_.Thread(0);
  switch (local.is_valid() ? s_.rng().Below(4) : s_.rng().Below(2)) {
    case 0:
      return s_.Assert(value >= s_.Int(0), "");
    case 1: {
      const Val length = s_.Call("len", {s_.ArrayRef(table)});
      return s_.Assert(s_.Thread(0) < length, "");
    }
    case 2:
      return s_.Assert(value < s_.Int(s_.rng().Integer(16, 64)), "index out of range");
    default: {
      const Val length = ShapeOf(s_, table, 0);
      return s_.Assert(value == s_.Int(-1) || value < length, "");
    }
  }
}

}  // namespace warploom::synth::kit

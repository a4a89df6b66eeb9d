// Operands that are parts of something: fields of records, components, forms of subscripts.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::CompareOp;
using lang::kInt;
using lang::Type;

constexpr Range kLowIntegers = {0.0, 7.0, lang::Fill::kUniform};

Type DrawEntry(Sketch& s) {
  Fields fields = {{OneOf(s, {"kind", "group", "body"}), kInt, 0.0, 7.0},
                   {OneOf(s, {"weight", "depth", "mass"}), s.real(), 0.1, 2.0}};
  Maybe(s, fields, 0.6, {"active", lang::kBool, 0.0, 1.0});
  Maybe(s, fields, 0.5, {OneOf(s, {"slot", "first", "owner"}), kInt, 0.0, 7.0});
  Maybe(s, fields, 0.4, {OneOf(s, {"normal", "offset", "anchor"}), s.vec(3), -2.0, 2.0});
  return s.NewRecord(OneOf(s, {"Contact", "Entry", "Item", "Element", "Candidate"}), fields);
}

Val UIntOf(Sketch& s, int64_t value) {
  return s.Int(value, lang::ScalarType(lang::Scalar::kUint64));
}

}  // namespace

Val FreeCode::LocalWithin(double least, double most) {
  return OneWhere(s_, locals_, [&](const Val& local) {
    return local.type == kInt && local.range.IsWithin(least, most);
  });
}

Val FreeCode::SmallInteger() {
  if (const Val local = LocalWithin(0.0, 8.0); local.is_valid() && s_.rng().Chance(0.5)) {
    return local;
  }
  switch (s_.rng().Below(in_kernel_ ? 5 : 2)) {
    case 0:
      return Constant();
    case 1:
      return s_.Int(s_.rng().Integer(0, 6));
    case 2:
      return Arg(s_, kInt, {"first", "begin", "env", "axis"}, kLowIntegers);
    case 3:
      if (const auto field = EntryField(kInt)) {
        return *field;
      }
      [[fallthrough]];
    default:
      return s_.ThreadElement(
          InputNamed(s_, kInt, {"types", "labels", "flags", "groups", "levels"}, kLowIntegers));
  }
}

Val FreeCode::PositiveReal() {
  switch (s_.rng().Below(in_kernel_ ? 9 : 2)) {
    case 8: {
      const std::array at = {Index(TableSize(s_))};
      return s_.At(TableNamed(s_, real_, {"diagonals", "scales"}, TableSize(s_),
                              {0.5, 2.0, lang::Fill::kUniform}),
                   at);
    }
    case 0: {
      const Val value = RealElement();
      return s_.Call("sqrt", {value * value + s_.Real(0.5, real_)});
    }
    case 1:
      return s_.DrawNumber(real_, 1.5, 4.0);
    case 2:
      return s_.Convert(s_.Call("max", {SmallInteger(), s_.Int(1)}), real_);
    case 3:
      return s_.ThreadElement(
          InputNamed(s_, real_, {"masses", "radii", "lengths"}, {0.5, 2.0, lang::Fill::kUniform}));
    case 4:
      if (const auto field = EntryField(real_)) {
        return *field;
      }
      [[fallthrough]];
    case 5: {
      const Val value =
          Arg(s_, real_, {"step", "mass", "spacing"}, {0.5, 2.0, lang::Fill::kUniform});
      return s_.rng().Chance(0.5) ? value : value * s_.DrawNumber(real_, 1.0, 4.0);
    }
    default: {
      const Val element = s_.ThreadElement(
          InputNamed(s_, real_, {"masses", "radii", "lengths"}, {0.5, 2.0, lang::Fill::kUniform}));
      const Val named = s_.Let(element, {"h", "n", "mag", "scale_len"});
      return s_.rng().Chance(0.5) ? named : s_.Call("sqrt", {named});
    }
  }
}

Val FreeCode::SmallOperand() {
  if (!in_kernel_) {
    return SmallInteger();
  }
  switch (s_.rng().Below(8)) {
    case 0:
      return PartOf(Cell());
    case 1: {
      const std::array at = {Index(TableSize(s_))};
      return s_.At(TableNamed(s_, kInt, {"kinds", "starts", "remap"}, TableSize(s_), kLowIntegers),
                   at);
    }
    case 2:
      if (const auto field = RecordField(kInt)) {
        return *field;
      }
      return SmallInteger();
    case 3:
      return s_.rng().Chance(0.3) ? TypedNumber() : SmallInteger();
    case 4:
      return s_.Thread(static_cast<int>(s_.rng().Below(static_cast<uint64_t>(s_.ndim()))));
    default:
      return SmallInteger();
  }
}

// (k + 1) % 3, (n + size - 1) // size, (1 << k) - 1, wp.lower_bound(starts, k) - 1
Val FreeCode::UsualForm() {
  const Val one = s_.Int(1);
  switch (s_.rng().Below(in_kernel_ ? 5 : 4)) {
    case 0: {
      const Val counter = LocalWithin(0.0, 64.0);
      const Val k = counter.is_valid() ? counter : SmallInteger();
      const Val next = k + s_.Int(s_.rng().Integer(1, 2));
      return next % s_.Int(s_.rng().Integer(2, 4));
    }
    case 1: {
      const Val size = RightInteger(lang::BinaryOp::kFloorDiv, 1);
      const Val count = SmallOperand();
      return count.range.low < 0.0 || !size.range.IsPositive()
                 ? count
                 : FloorDiv(Known(count + size - one, 0.0, count.range.high + 8.0), size);
    }
    case 2: {
      const Val bits = one << SmallInteger();
      return bits - one;
    }
    case 3: {
      const Val word = SmallOperand();
      const Val part = word & s_.Int(s_.rng().Choose(std::array{1, 3, 7}));
      return part >> s_.Int(s_.rng().Integer(1, 2));
    }
    default: {
      const int starts =
          TableNamed(s_, kInt, {"starts", "row_starts"}, TableSize(s_), kLowIntegers);
      const Val k = SmallInteger();
      const Val found = s_.Call("lower_bound", {s_.ArrayRef(starts), k});
      return Known(found, 0.0, TableSize(s_)) - one;
    }
  }
}

Val FreeCode::IntegerForm(int depth) {
  if (s_.rng().Chance(0.12)) {
    return UsualForm();
  }
  using enum lang::BinaryOp;
  const bool left_first = s_.rng().Chance(0.6);
  const Val left = left_first && depth > 1 ? IntegerForm(depth - 1) : SmallOperand();
  constexpr std::array kOps = {kAdd, kAdd, kSub, kSub, kMul,    kMul,  kFloorDiv,
                               kMod, kMod, kShr, kShl, kBitAnd, kBitOr};
  const lang::BinaryOp op = s_.rng().Choose(kOps);
  const bool divides = op == kFloorDiv || op == kMod;
  Val right = divides                    ? RightInteger(op, 1)
              : depth > 1 && !left_first ? IntegerForm(depth - 1)
              : s_.rng().Chance(0.3)     ? s_.Int(s_.rng().Integer(1, 3))
                                         : SmallOperand();
  if (divides && !right.range.IsPositive()) {
    right = s_.Int(s_.rng().Integer(2, 6));
  }
  const bool is_odd = divides && left.range.low < 0.0;
  return is_odd || left.id == right.id || !s_.Can(op, left, right) ? left
                                                                   : s_.Binary(op, left, right);
}

// v[1], v.y or v[k]
Val FreeCode::PartOf(const Val& vec) {
  if (const Val local = LocalWithin(0.0, 2.0); local.is_valid() && s_.rng().Chance(0.5)) {
    return vec[local];
  }
  const auto index = static_cast<int>(s_.rng().Below(3));
  if (s_.rng().Chance(0.5)) {
    return vec[index];
  }
  return index == 0 ? vec.x() : index == 1 ? vec.y() : vec.z();
}

// A struct: a local one, or an element of an array of them.
Val FreeCode::Entry() {
  if (!has_entries_) {
    return {};
  }
  if (!entry_.is_struct()) {
    entry_ = DrawEntry(s_);
    entries_ = Records(s_, entry_, {}, OneOf(s_, {"entries", "contacts", "items", "candidates"}));
  }
  if (const Val local = Local(entry_); local.is_valid() && s_.rng().Chance(0.6)) {
    return local;
  }
  if (s_.ndim() == 1 && s_.rng().Chance(0.4)) {
    const std::array at = {Index(s_.dims()[0])};
    return s_.At(entries_, at);
  }
  return s_.ThreadElement(entries_);
}

std::optional<Val> FreeCode::EntryField(Type type) {
  const Val entry = Entry();
  if (!entry.is_valid()) {
    return std::nullopt;
  }
  std::vector<int> fitting;
  const lang::StructDef& definition = s_.module().struct_of(entry_);
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    if (definition.fields[i].type == type) {
      fitting.push_back(static_cast<int>(i));
    }
  }
  return fitting.empty() ? std::nullopt : std::optional(s_.Field(entry, s_.rng().Choose(fitting)));
}

// int(4), int(MAX_COUNT)
Val FreeCode::TypedNumber() {
  const Val number = s_.rng().Chance(0.5) ? Constant() : s_.Int(s_.rng().Integer(0, 6));
  Val typed = s_.Make(kInt, {number});
  typed.range = number.range;
  return typed;
}

// How often the thread has been here: wp.atomic_add(turns, tid, 1)
Val FreeCode::OwnTurn() {
  if (!in_kernel_ || s_.ndim() != 1) {
    return SmallInteger();
  }
  if (turns_ < 0) {
    turns_ = Totals(s_, kInt, {}, OneOf(s_, {"visits", "seen", "cursors", "slot_counts"}));
  }
  const Val old = s_.Call("atomic_add", {s_.ArrayRef(turns_), s_.Thread(0), s_.Int(1)});
  return Known(old, 0.0, 1e5);
}

// A call of the helper that reads the record, if it gives the type; else an invalid Val.
Val FreeCode::CallRule(Type type) {
  if (!in_kernel_ || !rule_.is_valid() || s_.module()[rule_].results[0] != type) {
    return {};
  }
  const Val k = s_.rng().Chance(0.5) ? IntegerElement() : Integer(1);
  return s_.CallHelper(rule_, std::array{record_arg_, k});
}

// wp.int64(k) == keys[i], keys[i] != wp.int64(5), masks[i] & (wp.uint64(1) << wp.uint64(k))
Val FreeCode::WideComparison() {
  if (!in_kernel_) {
    return IntegerComparison(0);
  }
  const CompareOp op = s_.rng().Choose(
      std::array{CompareOp::kEq, CompareOp::kNe, CompareOp::kLt, CompareOp::kGe, CompareOp::kGt});
  if (s_.rng().Chance(0.3)) {
    const Type type = lang::ScalarType(lang::Scalar::kUint64);
    const Val masks = s_.ThreadElement(
        InputNamed(s_, type, {"group_masks", "color_masks"}, {0.0, 255.0, lang::Fill::kUniform}));
    const Val shift = Arg(s_, kInt, {"group", "color", "bit_id"}, kLowIntegers);
    Val bit = UIntOf(s_, 1) << s_.Convert(shift, type);
    bit = s_.rng().Chance(0.5) ? s_.Let(bit, {"bit", "color_bit"}) : bit;
    return s_.Compare(op == CompareOp::kEq ? op : CompareOp::kNe, masks & bit, UIntOf(s_, 0));
  }
  const Type type = lang::ScalarType(lang::Scalar::kInt64);
  const Val key = s_.ThreadElement(InputNamed(s_, type, {"keys", "stamps", "ids64"}, kLowIntegers));
  switch (s_.rng().Below(3)) {
    case 0:
      return s_.Compare(op, key, s_.Int(s_.rng().Integer(0, 7), type));
    case 1: {
      const Val limit = Arg(s_, kInt, {"first", "begin", "env"}, kLowIntegers);
      return s_.Compare(op, key, s_.Convert(limit, type));
    }
    default: {
      const Val element = s_.ThreadElement(
          InputNamed(s_, kInt, {"types", "labels", "flags", "groups"}, kLowIntegers));
      return s_.Compare(op, s_.Convert(element, type), key);
    }
  }
}

// The thread's number or its turn, compared: wp.tid() == 0, wp.atomic_add(seen, tid, 1) == 0
Val FreeCode::TurnComparison() {
  if (!in_kernel_ || s_.ndim() != 1 || s_.is_tiled()) {
    return IntegerComparison(0);
  }
  const CompareOp op =
      s_.rng().Choose(std::array{CompareOp::kEq, CompareOp::kNe, CompareOp::kLt, CompareOp::kGe});
  if (s_.rng().Chance(0.5)) {
    const Val turn = OwnTurn();
    const bool is_first = s_.rng().Chance(0.6) && op != CompareOp::kLt && op != CompareOp::kGe;
    return s_.Compare(op, turn, is_first ? s_.Int(0) : SmallInteger());
  }
  const Val thread = s_.ThreadCall();
  return s_.Compare(op, thread, s_.rng().Chance(0.5) ? s_.Int(0) : Integer(1));
}

}  // namespace warploom::synth::kit

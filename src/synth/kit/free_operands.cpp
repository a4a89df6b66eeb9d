#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "lang/same_expr.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/free_helpers.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

constexpr double kMostInteger = 1000.0;
constexpr Range kSmallIntegers = {0.0, 7.0, lang::Fill::kUniform};
constexpr Range kSignedIntegers = {-1.0, 6.0, lang::Fill::kUniform};

bool IsSmall(const Val& value) { return value.range.IsWithin(-kMostInteger, kMostInteger); }

}  // namespace

FreeCode::FreeCode(Sketch& s) : s_(s), real_(s.real()) {
  if (s.rng().Chance(0.4)) {
    record_ = DrawFreeRecord(s);
    record_arg_ = s.NewRecordArg(record_, OneOf(s, {"params", "model", "cfg", "info", "desc"}));
    if (s.rng().Chance(0.5)) {
      rule_ = DefineRecordRule(s, s.rng().Choose(std::array{lang::kBool, kInt, real_}), record_);
    }
  }
  has_entries_ = s.rng().Chance(0.4);
  if (s.rng().Chance(0.4)) {
    const Type type = s.rng().Choose(std::array{lang::kBool, kInt, real_});
    helper_ = DefineSmallHelper(s, type);
  }
  if (s.rng().Chance(0.35)) {
    const Type element = s.rng().Chance(0.7) ? kInt : real_;
    lookup_ = DefineLookup(s, s.rng().Choose(std::array{lang::kBool, kInt, real_}), element);
  }
  if (s.rng().Chance(0.25)) {
    pair_ = DefinePair(s);
  }
  if (s.rng().Chance(0.1)) {
    effect_ = DefineEffect(s);
  }
  total_ = s.Mutable(s.Real(0.0), {"total", "value", "acc", "res", "val", "best"});
  count_ = s.Mutable(s.Int(0), {"count", "hits", "num", "state", "found", "idx"},
                     Between(-2048.0, 2048.0));
  s.Hide(total_);
  s.Hide(count_);
  if (s.rng().Chance(0.25)) {
    bits_ = s.Mutable(s.Int(0), {"case_index", "visited", "bits", "contact_mask", "cube_idx"},
                      Between(0.0, 4095.0));
    s.Hide(bits_);
  }
  if (s.rng().Chance(0.3)) {
    StartFlag();
  }
}

FreeCode::FreeCode(Sketch& s, std::vector<Val> parameters, std::vector<int> arrays,
                   std::vector<Val> constants, const Val& record)
    : s_(s),
      real_(s.real()),
      in_kernel_(false),
      arrays_(std::move(arrays)),
      record_(record.type),
      record_arg_(record),
      locals_(std::move(parameters)),
      constants_(std::move(constants)) {}

Val FreeCode::Local(Type type) {
  return OneWhere(s_, locals_, [&](const Val& local) { return local.type == type; });
}

std::optional<Val> FreeCode::RecordField(Type type) {
  if (!record_arg_.is_valid()) {
    return std::nullopt;
  }
  std::vector<Val> fitting;
  const lang::StructDef& definition = s_.module().struct_of(record_);
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    const Type field = definition.fields[i].type;
    if (field == type) {
      fitting.push_back(s_.Field(record_arg_, static_cast<int>(i)));
    } else if (field.is_struct() && (type == kInt || type == real_)) {
      fitting.push_back(s_.Field(s_.Field(record_arg_, static_cast<int>(i)), type == kInt ? 0 : 1));
    }
  }
  return fitting.empty() ? std::nullopt : std::optional(s_.rng().Choose(fitting));
}

int FreeCode::RecordArray(Type type) {
  if (!record_arg_.is_valid()) {
    return -1;
  }
  std::vector<std::string_view> fitting;
  for (const lang::StructField& field : s_.module().struct_of(record_).fields) {
    if (field.type == lang::ArrayOf(type, 1)) {
      fitting.push_back(field.name);
    }
  }
  return fitting.empty() ? -1 : s_.FieldArray(record_arg_, s_.rng().Choose(fitting));
}

// The length of an array.
Val FreeCode::Extent() {
  const int array = s_.rng().Chance(0.5) ? RecordArray(kInt) : -1;
  return ShapeOf(s_, array >= 0 ? array : TableNamed(s_, kInt, {"ids", "kinds"}, TableSize(s_)), 0);
}

// A call of the helper that looks up a table, if it gives the type; else an invalid Val.
Val FreeCode::CallLookup(Type type) {
  if (!lookup_.is_valid() || s_.module()[lookup_].results[0] != type) {
    return {};
  }
  const lang::VarId table = s_.module()[s_.module()[lookup_].params][0];
  const Type element = s_.module()[table].type.element();
  const int array = TableNamed(s_, element, {"lut", "remap", "offsets", "row_ids"}, kLookupSize,
                               {0.0, 7.0, lang::Fill::kUniform});
  const Val index = Index(kLookupSize);
  return s_.CallHelper(lookup_, std::array{s_.ArrayRef(array), index});
}

// A call of a helper that gives the type; an invalid Val if there is none.
Val FreeCode::CallHelper(Type type) {
  if (const Val call = s_.rng().Chance(0.5) ? CallLookup(type) : Val{}; call.is_valid()) {
    return call;
  }
  if (const Val call = s_.rng().Chance(0.5) ? CallRule(type) : Val{}; call.is_valid()) {
    return call;
  }
  if (!helper_.is_valid() || s_.module()[helper_].results[0] != type) {
    return {};
  }
  const Val x = s_.rng().Chance(0.5) ? RealElement() : Real(1);
  const Val k = s_.rng().Chance(0.5) ? IntegerElement() : Integer(1);
  return s_.CallHelper(helper_, std::array{x, k});
}

Val FreeCode::NewConstant(Sketch& s) {
  const Val number = s.Int(s.rng().Integer(1, 8));
  return s.NewConstant({"NUM_TYPES", "STRIDE", "MAX_COUNT", "ACTIVE", "CHUNK", "BLOCK", "TYPE_A",
                        "WIDTH", "INVALID", "MODE_FAST"},
                       number);
}

// One of at most three constants; a number in a helper that has none.
Val FreeCode::Constant() {
  if (in_kernel_ && (constants_.empty() || (constants_.size() < 3 && s_.rng().Chance(0.4)))) {
    constants_.push_back(NewConstant(s_));
  }
  return constants_.empty() ? s_.Int(s_.rng().Integer(1, 8)) : s_.rng().Choose(constants_);
}

Val FreeCode::ParameterElement(Type type) {
  std::vector<int> fitting;
  for (const int array : arrays_) {
    if (s_.arrays()[static_cast<size_t>(array)].element == type) {
      fitting.push_back(array);
    }
  }
  const Val index = Local(kInt);
  if (fitting.empty() || !index.is_valid()) {
    return {};
  }
  const int array = s_.rng().Choose(fitting);
  const int extent = s_.arrays()[static_cast<size_t>(array)].shape[0];
  const Val moved = s_.rng().Chance(0.3) ? index + s_.Int(1) : index;
  const std::array at = {s_.FitIndex(moved, extent)};
  return s_.At(array, at);
}

Val FreeCode::Given(Type type, Words names, Range range) {
  if (in_kernel_) {
    return Arg(s_, type, names, range);
  }
  if (const Val local = Local(type); local.is_valid()) {
    return local;
  }
  return type == kInt     ? s_.Int(s_.rng().Integer(0, 6))
         : type.is_bool() ? s_.Bool(s_.rng().Chance(0.5))
                          : s_.DrawNumber(type, 0.1, 2.0);
}

Val FreeCode::Element(Type type, Words names, Range range) {
  if (!in_kernel_) {
    return ParameterElement(type);
  }
  if (s_.rng().Chance(0.6)) {
    return s_.ThreadElement(InputNamed(s_, type, names, range));
  }
  const int extent = TableSize(s_);
  const int field = s_.rng().Chance(0.5) ? RecordArray(type) : -1;
  const int table = field >= 0 ? field : TableNamed(s_, type, names, extent, range);
  const std::array at = {Index(extent)};
  return s_.At(table, at);
}

Val FreeCode::IntegerElement() {
  const Range range = s_.rng().Chance(0.6) ? kSmallIntegers : kSignedIntegers;
  const Val element =
      s_.rng().Chance(0.6)
          ? Element(kInt, {"types", "labels", "flags", "groups", "world", "levels"}, range)
          : Element(kInt, {"kinds", "starts", "counts", "env_ids", "remap", "lengths"}, range);
  return element.is_valid() ? element : Given(kInt, {"kind"}, kSmallIntegers);
}

Val FreeCode::IntegerLeaf() {
  if (s_.rng().Chance(0.1)) {
    if (const Val call = CallHelper(kInt); call.is_valid()) {
      return call;
    }
  }
  switch (s_.rng().Below(14)) {
    case 0:
      return in_kernel_ && s_.rng().Chance(0.3) ? Extent() : s_.Int(s_.rng().Integer(-1, 6));
    case 1:
      return Constant();
    case 9:
      return TypedNumber();
    case 10:
      if (const auto field = EntryField(kInt)) {
        return *field;
      }
      return SmallInteger();
    case 11:
      return in_kernel_ ? PartOf(Cell()) : SmallInteger();
    case 12:
      return s_.rng().Chance(0.3) ? OwnTurn() : SmallInteger();
    case 13:
      if (const Val local = Local(kInt); local.is_valid()) {
        return local;
      }
      return Constant();
    case 2:
    case 3:
      return Given(kInt, {"mode", "offset", "level", "first", "kind", "shift", "limit"},
                   kSmallIntegers);
    case 4:
      if (const Val local = Local(kInt); local.is_valid()) {
        return local;
      }
      return IntegerElement();
    case 5:
      if (const auto field = RecordField(kInt)) {
        return *field;
      }
      return IntegerElement();
    case 6:
      if (in_kernel_ && s_.rng().Chance(0.3)) {
        return Cell()[static_cast<int>(s_.rng().Below(3))];
      }
      return in_kernel_
                 ? s_.Thread(static_cast<int>(s_.rng().Below(static_cast<uint64_t>(s_.ndim()))))
                 : IntegerElement();
    default:
      return IntegerElement();
  }
}

// The right operand of an integer operation.
Val FreeCode::RightInteger(BinaryOp op, int depth) {
  if (op == BinaryOp::kMod || op == BinaryOp::kFloorDiv) {
    if (s_.rng().Chance(0.3)) {
      return Given(kInt, {"stride", "block_size", "group_size"}, {1.0, 8.0, lang::Fill::kUniform});
    }
    return s_.rng().Chance(0.5) ? s_.Int(s_.rng().Integer(2, 8)) : Constant();
  }
  if (op == BinaryOp::kShl || op == BinaryOp::kShr) {
    return s_.rng().Chance(0.6) ? s_.Int(s_.rng().Integer(1, 4)) : IntegerLeaf();
  }
  return s_.rng().Chance(0.4) ? s_.Int(s_.rng().Integer(1, 4)) : Integer(depth - 1);
}

Val FreeCode::IntegerOperation(int depth) {
  Val left = Integer(depth - 1);
  if (!left.range.from_input) {
    left = IntegerElement();
  }
  if (s_.rng().Chance(0.08)) {
    return s_.rng().Chance(0.5) ? -left : left & ~SmallInteger();
  }
  if (s_.rng().Chance(0.06)) {
    const Val condition = Condition(0);
    const Val then = Integer(0);
    const Val otherwise = s_.rng().Chance(0.5) ? s_.Int(-1) : left;
    return condition.type.is_bool() ? s_.Select(condition, then, otherwise) : then;
  }
  if (s_.rng().Chance(0.12)) {
    const Val other = Integer(depth - 1);
    if (lang::SameExpr(s_.module(), left.id, other.id)) {
      return left;
    }
    return s_.Call(OneOf(s_, {"min", "max"}), {left, other});
  }
  constexpr std::array kOps = {BinaryOp::kAdd, BinaryOp::kSub,      BinaryOp::kMul,
                               BinaryOp::kMod, BinaryOp::kFloorDiv, BinaryOp::kBitAnd,
                               BinaryOp::kAdd, BinaryOp::kSub,      BinaryOp::kBitOr,
                               BinaryOp::kShl, BinaryOp::kShr};
  const BinaryOp op = s_.rng().Choose(kOps);
  if (op == BinaryOp::kMul && s_.rng().Chance(0.4)) {
    return s_.Int(s_.rng().Integer(2, 4)) * left;
  }
  const Val right = RightInteger(op, depth);
  const bool divides = op == BinaryOp::kMod || op == BinaryOp::kFloorDiv;
  if (divides && !right.range.IsPositive()) {
    return left;
  }
  const bool same = lang::SameExpr(s_.module(), left.id, right.id);
  if (same || (divides && left.range.low < 0.0) || !s_.Can(op, left, right)) {
    return left;
  }
  return s_.Binary(op, left, right);
}

Val FreeCode::Integer(int depth) {
  if (depth > 0 && s_.rng().Chance(0.35)) {
    if (const Val value = IntegerForm(s_.rng().Chance(0.5) ? 2 : 1); IsSmall(value)) {
      return value;
    }
  }
  if (depth > 0 && s_.rng().Chance(0.6)) {
    if (const Val value = IntegerOperation(depth); IsSmall(value)) {
      return value;
    }
  }
  const Val leaf = IntegerLeaf();
  return IsSmall(leaf) ? leaf : leaf % s_.Int(s_.rng().Integer(2, 64));
}

// A vector of integers, such as a cell of a grid, or one beside it.
Val FreeCode::Cell() {
  const lang::Type vec = lang::VecType(3, lang::Scalar::kInt32);
  const Val local = Local(vec);
  const Val cell = local.is_valid() && s_.rng().Chance(0.7) ? local
                   : s_.rng().Chance(0.3)
                       ? RowOf(vec, Between(0.0, 7.0))
                       : s_.ThreadElement(InputNamed(s_, vec, {"cells", "coords"}, kSmallIntegers));
  if (s_.rng().Chance(0.75)) {
    return cell;
  }
  std::vector<Val> parts;
  for (int i = 0; i < 3; ++i) {
    parts.push_back(s_.Int(s_.rng().Integer(-1, 1)));
  }
  return cell + s_.Make(vec, parts);
}

Val FreeCode::Expression(Type type, int depth) {
  return type == kInt ? Integer(depth) : type.is_bool() ? Predicate(depth) : Real(depth);
}

}  // namespace warploom::synth::kit

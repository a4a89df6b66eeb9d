// Subscripts: every form in which people write an index, fitted to the extent.
#include <algorithm>
#include <array>
#include <cmath>

#include "lang/walk.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::kInt;

constexpr int kMostTargetNodes = 7;
constexpr Range kHighIntegers = {8.0, 15.0, lang::Fill::kUniform};

}  // namespace

// row_start[i] + k + 1 or 2 * row_start[i] + k, which stays below the extent.
Val FreeCode::SummedIndex(int extent) {
  const double last = extent - 1.0;
  const bool is_scaled = s_.rng().Chance(0.3);
  const double most = std::floor(last / (is_scaled ? 4.0 : 2.0));
  const Val base = s_.ThreadElement(
      InputNamed(s_, kInt, {is_scaled ? "rows" : "row_start", is_scaled ? "blocks" : "bases"},
                 {0.0, most, lang::Fill::kUniform}));
  Val index = is_scaled ? base * s_.Int(2) : base;
  const Val local = Local(kInt);
  if (local.is_valid() && local.range.IsWithin(0.0, last - index.range.high)) {
    index = index + local;
  }
  const auto rest = static_cast<int64_t>(last - index.range.high);
  return rest < 1 ? index : index + s_.Int(s_.rng().Integer(1, std::min<int64_t>(rest, 3)));
}

// The index, fitted to the extent; another one if it certainly is outside.
Val FreeCode::Below(const Val& index, int extent) {
  const bool may_fit = index.range.low < extent && index.range.high >= 0.0;
  return s_.FitIndex(may_fit ? index : SmallInteger(), extent);
}

// An index for what stands left of an equals sign: a long one has a name.
Val FreeCode::TargetIndex(int extent) {
  const Val index = Index(extent);
  int nodes = 0;
  lang::ForEachExpr(s_.module(), index.id, [&](lang::ExprId) { ++nodes; });
  return nodes > kMostTargetNodes ? s_.Let(index, {"at", "slot", "place"}) : index;
}

// An index below the extent.
Val FreeCode::Index(int extent) {
  Val index;
  if (const Val local = LocalWithin(0.0, extent - 1.0); local.is_valid() && s_.rng().Chance(0.3)) {
    return local;
  }
  if (in_kernel_ && extent >= 4 && s_.rng().Chance(0.2)) {
    return SummedIndex(extent);
  }
  if (in_kernel_ && extent >= 16 && s_.rng().Chance(0.35)) {
    return Below(IndexForm(), extent);
  }
  switch (s_.rng().Below(5)) {
    case 0:
      index = in_kernel_ ? s_.Thread(0) : Local(kInt);
      break;
    case 1:
      index = in_kernel_ ? s_.ThreadElement(
                               InputNamed(s_, kInt, {"indices", "ids", "owner", "parent", "slots"},
                                          {0.0, extent - 1.0, lang::Fill::kUniform}))
                         : Local(kInt);
      break;
    case 2:
      index = Local(kInt);
      break;
    case 3:
      index = IntegerOperation(1);
      break;
    default:
      index = IntegerLeaf();
      break;
  }
  return Below(index.is_valid() ? index : IntegerLeaf(), extent);
}

// end - k, end - k - 1, end - 1, row + end - first: within [0, 15].
Val FreeCode::DifferenceIndex() {
  const Val end =
      s_.rng().Chance(0.5)
          ? Arg(s_, kInt, {"end", "num_rows", "last"}, kHighIntegers)
          : s_.ThreadElement(InputNamed(s_, kInt, {"ends", "row_ends", "last_ids"}, kHighIntegers));
  const Val small = SmallInteger();
  const Val one = s_.Int(s_.rng().Integer(1, 3));
  switch (s_.rng().Below(5)) {
    case 0:
      return end - one;
    case 1:
      return end - small;
    case 2:
      return Known(end, 8.0, 15.0) + one - small;
    case 3:
      return (small.range.high < 8.0 ? end - small : end) - s_.Int(1);
    default: {
      const Val offset = SmallInteger();
      return offset + end - small;
    }
  }
}

// k if k >= 0 else j
Val FreeCode::ChosenIndex() {
  const Val local = Local(kInt);
  const bool fits = local.is_valid() && local.range.low >= -8.0 && local.range.high <= 15.0 &&
                    local.range.high >= 1.0;
  const Val named = fits ? local : IntegerElement();
  const Val otherwise = SmallInteger();
  if (named.range.low >= 0.0) {
    return s_.Select(named > otherwise, named, otherwise);
  }
  return s_.Select(named >= s_.Int(0), Known(named, 0.0, named.range.high), otherwise);
}

// An index in one of the forms that people write; mostly within [0, 15].
Val FreeCode::IndexForm() {
  switch (s_.rng().Below(13)) {
    case 11:
      return s_.Int(s_.rng().Integer(0, 3));
    case 12: {
      const Val extent = Extent();
      return extent - s_.Int(s_.rng().Integer(1, 3));
    }
    case 9:
      return ChosenIndex();
    case 10:
      return IntegerForm(1);
    case 0:
    case 1:
      return DifferenceIndex();
    case 2:
      return ChosenIndex();
    case 3:
      return s_.Int(2) * SmallInteger();
    case 4: {
      const Val row = SmallInteger();
      const Val doubled = row * s_.Int(2);
      return doubled + s_.Int(1);
    }
    case 5: {
      const Val divisor = s_.Int(s_.rng().Integer(2, 4));
      return FloorDiv(SmallInteger(), divisor);
    }
    case 6:
      return Constant();
    case 7:
      return PartOf(Cell());
    default: {
      const Val sum = SmallInteger();
      return sum + SmallInteger();
    }
  }
}

}  // namespace warploom::synth::kit

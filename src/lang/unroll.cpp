#include "lang/unroll.h"

#include <algorithm>
#include <variant>

#include "lang/constants.h"
#include "lang/walk.h"

namespace warploom::lang {
namespace {

constexpr int64_t kMaxUnroll = 16;  // warp/config.py: max_unroll

bool Breaks(const Kernel& kernel, StmtList body) {
  return std::ranges::any_of(kernel[body], [&](StmtId id) {
    const StmtNode& node = kernel[id].node;
    const auto* branch = std::get_if<If>(&node);
    return std::holds_alternative<Break>(node) ||
           (branch != nullptr &&
            (Breaks(kernel, branch->then) || Breaks(kernel, branch->otherwise)));
  });
}

bool Reads(const Kernel& kernel, ExprId id, VarId variable) {
  bool found = false;
  ForEachExpr(kernel, id, [&](ExprId x) {
    const auto* ref = std::get_if<VarRef>(&kernel[x].node);
    found = found || (ref != nullptr && ref->var == variable);
  });
  return found;
}

// Whether a static expression in the loop waits for its counter.
bool HasStatic(const Kernel& kernel, const ForRange& loop) {
  bool found = false;
  ForEachExprIn(kernel, loop.body, [&](ExprId id) {
    const auto* value = std::get_if<Static>(&kernel[id].node);
    found = found || (value != nullptr && Reads(kernel, value->value, loop.variable));
  });
  return found;
}

int64_t ScalarsOf(const Kernel& kernel, ExprId top) {
  int64_t total = 0;
  ForEachExpr(kernel, top, [&](ExprId id) {
    const Type type = kernel[id].type;
    const bool is_leaf = type.is_array() || std::holds_alternative<VarRef>(kernel[id].node);
    total += is_leaf ? 1 : std::max(1, type.components());
  });
  return total;
}

}  // namespace

std::optional<int64_t> UnrolledTrips(const Kernel& kernel, const ForRange& loop) {
  const auto number = [&](ExprId id, int64_t otherwise) {
    return id.is_valid() ? ConstantInteger(kernel, id) : otherwise;
  };
  const std::optional<int64_t> start = number(loop.start, 0);
  const std::optional<int64_t> stop = number(loop.stop, 0);
  const std::optional<int64_t> step = number(loop.step, 1);
  if (loop.reversed || !start || !stop || !step || Breaks(kernel, loop.body)) {
    return std::nullopt;
  }
  const int64_t span = *step > 0 ? *stop - *start : *start - *stop;
  const int64_t stride = *step > 0 ? *step : -*step;
  const int64_t trips = std::max<int64_t>(0, (span + stride - 1) / stride);
  const Option* most = kernel.option(OptionName::kMaxUnroll);
  if (HasStatic(kernel, loop) || trips <= (most == nullptr ? kMaxUnroll : most->numbers[0])) {
    return trips;
  }
  return std::nullopt;
}

int64_t WrittenSize(const Kernel& kernel, StmtList list) {
  int64_t total = 0;
  for (const StmtId id : kernel[list]) {
    const auto* loop = std::get_if<ForRange>(&kernel[id].node);
    const int64_t times = loop == nullptr ? 1 : UnrolledTrips(kernel, *loop).value_or(1);
    ForEachPart(
        kernel, kernel[id], [&](ExprId top, bool) { total += ScalarsOf(kernel, top); },
        [&](StmtList block) { total += times * WrittenSize(kernel, block); });
  }
  return total;
}

}  // namespace warploom::lang

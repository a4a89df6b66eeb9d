#include "lang/unroll.h"

#include <algorithm>
#include <variant>

#include "lang/constants.h"
#include "lang/one_of.h"
#include "lang/walk.h"

namespace warploom::lang {
namespace {

constexpr int64_t kMaxUnroll = 16;  // warp/config.py: max_unroll

bool Breaks(const Module& module, StmtList body);

// Whether the statement holds a break that leaves the loop around it.
struct LeavesLoop {
  const Module& module;

  bool operator()(const Break&) const { return true; }
  bool operator()(const If& s) const {
    return Breaks(module, s.then) || Breaks(module, s.otherwise);
  }
  // A break inside leaves the inner loop.
  bool operator()(const OneOf<ForRange, While> auto&) const { return false; }
  bool operator()(const OneOf<std::monostate, Assign, Unpack, Store, Augment, Continue, Return,
                              Evaluate, Print, Assert, Pass, Comment, BlankLine> auto&) const {
    return false;
  }
};

bool Breaks(const Module& module, StmtList body) {
  return std::ranges::any_of(
      module[body], [&](StmtId id) { return std::visit(LeavesLoop{module}, module[id].node); });
}

bool Reads(const Module& module, ExprId id, VarId variable) {
  bool found = false;
  ForEachExpr(module, id, [&](ExprId x) {
    const auto* ref = std::get_if<VarRef>(&module[x].node);
    found = found || (ref != nullptr && ref->var == variable);
  });
  return found;
}

// Whether a static expression in the loop waits for its counter.
bool HasStatic(const Module& module, const ForRange& loop) {
  bool found = false;
  ForEachExprIn(module, loop.body, [&](ExprId id) {
    const auto* value = std::get_if<Static>(&module[id].node);
    found = found || (value != nullptr && Reads(module, value->value, loop.variable));
  });
  return found;
}

int64_t ScalarsOf(const Module& module, ExprId top) {
  int64_t total = 0;
  ForEachExpr(module, top, [&](ExprId id) {
    const Type type = module[id].type;
    const bool is_leaf = type.is_array() || std::holds_alternative<VarRef>(module[id].node);
    total += is_leaf ? 1 : std::max(1, type.components());
  });
  return total;
}

}  // namespace

std::optional<int64_t> UnrolledTrips(const Module& module, const ForRange& loop) {
  const auto number = [&](ExprId id, int64_t otherwise) {
    return id.is_valid() ? ConstantInteger(module, id) : otherwise;
  };
  const std::optional<int64_t> start = number(loop.start, 0);
  const std::optional<int64_t> stop = number(loop.stop, 0);
  const std::optional<int64_t> step = number(loop.step, 1);
  if (loop.reversed || !start || !stop || !step || Breaks(module, loop.body)) {
    return std::nullopt;
  }
  const int64_t span = *step > 0 ? *stop - *start : *start - *stop;
  const int64_t stride = *step > 0 ? *step : -*step;
  const int64_t trips = std::max<int64_t>(0, (span + stride - 1) / stride);
  const Option* most = module.option(OptionName::kMaxUnroll);
  if (HasStatic(module, loop) || trips <= (most == nullptr ? kMaxUnroll : most->numbers[0])) {
    return trips;
  }
  return std::nullopt;
}

int64_t WrittenSize(const Module& module, StmtList list) {
  int64_t total = 0;
  for (const StmtId id : module[list]) {
    const auto* loop = std::get_if<ForRange>(&module[id].node);
    const int64_t times = loop == nullptr ? 1 : UnrolledTrips(module, *loop).value_or(1);
    ForEachPart(
        module, module[id], [&](ExprId top, bool) { total += ScalarsOf(module, top); },
        [&](StmtList block) { total += times * WrittenSize(module, block); });
  }
  return total;
}

}  // namespace warploom::lang

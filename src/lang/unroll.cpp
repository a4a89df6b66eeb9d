#include "lang/unroll.h"

#include <algorithm>
#include <variant>

#include "lang/constants.h"
#include "lang/kind_of.h"
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
  bool operator()(const KindOf<ForRange, While> auto&) const { return false; }
  bool operator()(const KindOf<std::monostate, Assign, Unpack, Store, Augment, Continue, Return,
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

// How often the code that Warp writes for statements reads a counter, and converts it to 64 bits.
class CounterReads {
 public:
  CounterReads(const Module& module, const BuiltinTable& builtins, VarId counter)
      : module_(module), builtins_(builtins), counter_(counter) {}

  void Count(StmtList list, int64_t times) {
    for (const StmtId id : module_[list]) {
      const auto* loop = std::get_if<ForRange>(&module_[id].node);
      const int64_t copies = loop == nullptr ? 1 : UnrolledTrips(module_, *loop).value_or(1);
      ForEachPart(
          module_, module_[id], [&](ExprId top, bool) { Count(top, times, false); },
          [&](StmtList block) { Count(block, times * copies); });
    }
  }

  int64_t reads = 0;
  int64_t conversions = 0;

 private:
  // Python computes what is in wp.static(...) and changes no variable.
  void Count(ExprId id, int64_t times, bool in_static) {
    const ExprNode& node = module_[id].node;
    reads += IsCounter(id) ? times : 0;
    conversions += !in_static && IsConversion(id) ? times : 0;
    in_static = in_static || std::holds_alternative<Static>(node);
    ForEachOperand(module_, id, [&](ExprId operand) { Count(operand, times, in_static); });
  }

  bool IsCounter(ExprId id) const {
    const auto* ref = std::get_if<VarRef>(&module_[id].node);
    return ref != nullptr && ref->var == counter_;
  }

  bool IsConversion(ExprId id) const {
    const Type type = module_[id].type;
    if (type != kDouble && type != kInt64 && type != kUint64) {
      return false;
    }
    if (const auto* construct = std::get_if<Construct>(&module_[id].node)) {
      return construct->args.count == 1 && IsCounter(module_[construct->args][0]);
    }
    const auto* call = std::get_if<BuiltinCall>(&module_[id].node);
    return call != nullptr && call->args.count == 1 && IsCounter(module_[call->args][0]) &&
           builtins_.name(builtins_.call(call->call).name) == Info(type.scalar).name;
  }

  const Module& module_;
  const BuiltinTable& builtins_;
  VarId counter_;
};

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

bool ReadsConvertedCounter(const Module& module, const BuiltinTable& builtins,
                           const ForRange& loop) {
  if (UnrolledTrips(module, loop).value_or(0) == 0) {
    return false;
  }
  CounterReads counts(module, builtins, loop.variable);
  counts.Count(loop.body, 1);
  return counts.conversions > 0 && counts.reads > 1;
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

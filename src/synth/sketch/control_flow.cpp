#include "synth/sketch/control_flow.h"

#include <algorithm>
#include <array>

#include "lang/unroll.h"
#include "lang/walk.h"

namespace warploom::synth {
namespace {

using lang::ExprId;
using lang::StmtList;
using lang::VarId;

// Whether a body may have expressions for which Warp must know the counter when it generates code.
bool NeedsConstants(const lang::Module& module, StmtList body) {
  bool found = false;
  lang::ForEachExprIn(module, body, [&](ExprId id) {
    const lang::ExprNode& node = module[id].node;
    found = found || std::holds_alternative<lang::Static>(node) ||
            std::holds_alternative<lang::Slice>(node) ||
            std::holds_alternative<lang::Tuple>(node) ||
            std::holds_alternative<lang::LocalArray>(node);
  });
  return found;
}

}  // namespace

void ControlFlow::Block(const Body& body, bool is_loop) {
  draft_.frame().branch_depth += is_loop ? 0 : 1;
  const int depth = ++draft_.frame().block_depth;
  draft_.builder.OpenBlock();
  body();
  Frame& frame = draft_.frame();
  for (const ScopeEntry& entry : frame.scope.entries()) {
    const bool is_constant = entry.value.range.low == entry.value.range.high;
    if (is_loop && entry.var.is_valid() && entry.block_depth == depth && !is_constant) {
      frame.past_locals.push_back(entry.var);
    }
  }
  frame.scope.LeaveBlock(depth);
  --frame.block_depth;
  frame.branch_depth -= is_loop ? 0 : 1;
}

void ControlFlow::If(const Val& condition, const Body& then, const Body& otherwise) {
  Block(then);
  const StmtList then_list = draft_.builder.CloseBlock();
  StmtList else_list;
  if (otherwise) {
    Block(otherwise);
    else_list = draft_.builder.CloseBlock();
  }
  if (then_list.count > 0) {
    draft_.builder.If(condition.id, then_list, else_list);
  }
}

void ControlFlow::IfChain(std::span<const Val> conditions, const std::function<void(int)>& branch,
                          bool has_else) {
  const auto count = static_cast<int>(conditions.size());
  std::vector<StmtList> bodies;
  for (int i = 0; i < count + (has_else ? 1 : 0); ++i) {
    Block([&] { branch(i); });
    bodies.push_back(draft_.builder.CloseBlock());
    WARPLOOM_CHECK(bodies.back().count > 0, "every branch of an if chain needs a body");
  }
  StmtList rest = has_else ? bodies.back() : StmtList{};
  for (int i = count - 1; i > 0; --i) {
    draft_.builder.OpenBlock();
    draft_.builder.If(conditions[static_cast<size_t>(i)].id, bodies[static_cast<size_t>(i)], rest);
    rest = draft_.builder.CloseBlock();
  }
  draft_.builder.If(conditions[0].id, bodies[0], rest);
}

// Warp unrolls a loop over a constant range. Where that would be too long, the loop ends at an
// argument instead, as long loops in real code do.
void ControlFlow::BoundByArgument(lang::ForRange& loop) {
  const std::optional<int64_t> start =
      loop.start.is_valid() ? lang::LiteralInteger(draft_.module, loop.start) : 0;
  const std::optional<int64_t> stop = lang::LiteralInteger(draft_.module, loop.stop);
  const int64_t trips = lang::UnrolledTrips(draft_.module, loop).value_or(0);
  const bool is_short = static_cast<double>(trips * lang::WrittenSize(draft_.module, loop.body)) <=
                        draft_.profile.size_unrolled;
  if (is_short || !draft_.in_kernel() || draft_.is_tiled() || !start || !stop ||
      loop.step.is_valid() || NeedsConstants(draft_.module, loop.body)) {
    return;
  }
  const auto last = static_cast<int>(*stop - 1);
  if (*start == -last) {
    static constexpr std::array<std::string_view, 3> kNames = {"radius", "reach", "half_width"};
    const Val reach = arguments_.SizeArg(last, draft_.rng.Choose(kNames));
    loop.start = (-reach).id;
    loop.stop = (reach + 1).id;
  } else {
    static constexpr std::array<std::string_view, 4> kNames = {"num_steps", "num_samples", "steps",
                                                               "count"};
    loop.stop = arguments_.SizeArg(last + 1, draft_.rng.Choose(kNames)).id;
  }
}

void ControlFlow::Loop(VarId var, const ValueRange& counter_range, const Val& start,
                       const Val& stop, ExprId step, bool reversed, const LoopBody& body) {
  ++draft_.frame().loop_depth;
  Block(
      [&] {
        const Val counter = draft_.ValOf(var, counter_range);
        draft_.AddToScope(counter, var);
        body(counter);
      },
      true);
  --draft_.frame().loop_depth;
  draft_.frame().past_counters.push_back(draft_.module[var].name);
  std::erase(draft_.frame().past_locals, var);
  const StmtList list = draft_.builder.CloseBlock();
  if (list.count > 0) {
    lang::ForRange loop = {var, start.id, stop.id, step, list, reversed};
    BoundByArgument(loop);
    draft_.builder.ForRange(var, loop.start, loop.stop, step, list, reversed);
  }
}

void ControlFlow::Loop(std::string_view name, const ValueRange& counter_range, const Val& start,
                       const Val& stop, ExprId step, bool reversed, const LoopBody& body) {
  const VarId var = draft_.builder.AddVar(names_.CounterName(name), lang::kInt);
  Loop(var, counter_range, start, stop, step, reversed, body);
}

Val ControlFlow::SetCounter(VarId counter, const Val& value, const ValueRange& bound) {
  std::erase(draft_.frame().past_counters, draft_.module[counter].name);
  draft_.builder.Assign(counter, value.id);
  ValueRange value_range = bound;
  value_range.from_input = true;
  return draft_.ValOf(counter, value_range);
}

void ControlFlow::ForAgain(VarId counter, const Val& start, const Val& stop, const LoopBody& body) {
  std::erase(draft_.frame().past_counters, draft_.module[counter].name);
  const double first = start.is_valid() ? start.range.low : 0.0;
  Loop(counter, synth::Between(first, std::max(first, stop.range.high - 1.0)), start, stop, {},
       false, body);
}

void ControlFlow::For(const Name& words, const Val& start, const Val& stop, int step,
                      const LoopBody& body) {
  const std::string_view name = words.Choose(draft_.rng);
  const double first = start.is_valid() ? start.range.low : 0.0;
  const double last = std::max(first, stop.range.high - 1.0);
  const ValueRange value_range =
      step < 0
          ? synth::Between(stop.range.low + 1.0, std::max(start.range.high, stop.range.low + 1.0))
          : synth::Between(first, last);
  const Val from = !start.is_valid() && step != 0 ? values_.Int(0) : start;
  Loop(name, value_range, from, stop, step == 0 ? ExprId{} : values_.Int(step).id, false, body);
}

void ControlFlow::ForEach(const Name& words, const Val& query, const ValueRange& numbers,
                          const LoopBody& body) {
  Loop(words.Choose(draft_.rng), numbers, Val{}, query, {}, false, body);
}

void ControlFlow::ForReversed(const Name& words, const Val& start, const Val& stop,
                              const LoopBody& body) {
  const std::string_view name = words.Choose(draft_.rng);
  const double first = start.is_valid() ? start.range.low : 0.0;
  const ValueRange value_range = synth::Between(first, std::max(first, stop.range.high - 1.0));
  Loop(name, value_range, start, stop, {}, true, body);
}

void ControlFlow::While(const Val& condition, const Body& body) {
  ++draft_.frame().loop_depth;
  Block(body, true);
  --draft_.frame().loop_depth;
  const StmtList list = draft_.builder.CloseBlock();
  if (list.count > 0) {
    draft_.builder.While(condition.id, list);
  }
}

void ControlFlow::ReturnIf(const Val& condition) {
  WARPLOOM_CHECK(draft_.in_kernel(), "an early return without values is for kernels");
  draft_.builder.OpenBlock();
  draft_.builder.Return();
  draft_.builder.If(condition.id, draft_.builder.CloseBlock());
}

void ControlFlow::ReturnIf(const Val& condition, std::initializer_list<Val> results) {
  WARPLOOM_CHECK(!draft_.in_kernel(), "a kernel returns nothing");
  std::vector<ExprId> ids;
  for (const Val& result : results) {
    ids.push_back(result.id);
  }
  draft_.builder.OpenBlock();
  draft_.builder.Return(ids);
  draft_.builder.If(condition.id, draft_.builder.CloseBlock());
}

std::optional<ControlFlow::Branches> ControlFlow::BranchesOf(const Val& value) const {
  const auto* ternary = std::get_if<lang::Ternary>(&draft_.module[value.id].node);
  if (ternary == nullptr || draft_.kind == KernelKind::kAtlas) {  // The atlas shows the ternary.
    return std::nullopt;
  }
  const auto part = [&](ExprId id) {
    return Val{draft_.sketch, id, draft_.module[id].type, value.range};
  };
  return Branches{part(ternary->condition), part(ternary->then), part(ternary->otherwise)};
}

}  // namespace warploom::synth

// Sketch: statements, blocks and helper functions.
#include <algorithm>
#include <array>
#include <limits>

#include "lang/constants.h"
#include "lang/unroll.h"
#include "lang/walk.h"
#include "synth/profile/profile.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::ExprId;
using lang::StmtList;
using lang::Type;
using lang::VarId;

namespace {

// True for wp.float64(0.5): the type of such a literal is written, so it is a call and no constant.
bool IsTypedLiteral(const lang::Module& module, ExprId id) {
  if (const auto* unary = std::get_if<lang::Unary>(&module[id].node)) {
    return IsTypedLiteral(module, unary->operand);
  }
  const Type type = module[id].type;
  return std::holds_alternative<lang::Literal>(module[id].node) && type != lang::kInt &&
         type != lang::kFloat && type != lang::kBool;
}

}  // namespace

Val Sketch::VarVal(VarId var, const ValueRange& value_range) {
  return {this, builder_.Var(var), module_[var].type, value_range};
}

Val Sketch::Declare(const Val& value, std::string_view name, const ValueRange& value_range,
                    bool is_mutable) {
  const std::string unique = name.empty() ? DrawName(value.type) : LocalName(name, value.type);
  const VarId var = builder_.AddVar(unique, value.type);
  builder_.Assign(var, value.id);
  const Val result = VarVal(var, value_range);
  ScopeEntry entry;
  entry.value = result;
  entry.var = var;
  entry.block_depth = frames_.back().block_depth;
  entry.loop_depth = frames_.back().loop_depth;
  entry.is_mutable = is_mutable;
  entry.own_of = !is_mutable && value.id == last_own_.first ? last_own_.second : -1;
  scope().Add(entry);
  return result;
}

Val Sketch::Let(const Val& value, const Name& words) {
  if (std::holds_alternative<lang::VarRef>(module_[value.id].node)) {
    return value;  // It has a name already.
  }
  const std::string_view name = words.Choose(rng_);
  if (rng_.Chance(profile_.style_if_statements)) {
    if (const Val branched = LetByBranch(value, name); branched.is_valid()) {
      return branched;
    }
  }
  return Declare(value, name, value.range, false);
}

void Sketch::Hide(const Val& variable, bool hidden) {
  const auto* ref = std::get_if<lang::VarRef>(&module_[variable.id].node);
  ScopeEntry* entry = ref == nullptr ? nullptr : scope().Find(ref->var);
  WARPLOOM_CHECK(entry != nullptr, "only a variable in scope can be hidden");
  entry->is_hidden = hidden;
}

// A bare literal is a constant to Warp and may not change in a loop (codegen.py: add_assign);
// float(0.0) makes a variable of it.
Val Sketch::AsVariable(Val init) {
  if (init.type.is_scalar() && lang::IsBareConstant(module_, init.id) &&
      !IsTypedLiteral(module_, init.id)) {
    const std::array<ExprId, 1> ids = {init.id};
    init.id = builder_.Construct(init.type, ids);
  }
  return init;
}

Val Sketch::Mutable(const Val& init, const Name& name) {
  return Mutable(init, name, Unknown(init.type));
}

Val Sketch::Mutable(const Val& init, const Name& words, const ValueRange& bound) {
  const std::string_view name = words.Choose(rng_);
  const Val start = AsVariable(init);
  ValueRange value_range = bound;
  value_range.from_input = true;
  return Declare(start, name, value_range, true);
}

void Sketch::Set(Val& variable, const Val& value) {
  const auto* ref = std::get_if<lang::VarRef>(&module_[variable.id].node);
  WARPLOOM_CHECK(ref != nullptr, "only a variable can be set");
  ScopeEntry* entry = scope().Find(ref->var);
  WARPLOOM_CHECK(entry != nullptr, "the variable is not in scope");
  builder_.Assign(ref->var, value.id);
  entry->own_of = -1;
  if (entry->is_mutable) {
    return;
  }
  WARPLOOM_CHECK(entry->loop_depth == loop_depth(), "a variable changed in a loop must be Mutable");
  const bool same_block = entry->block_depth == frames_.back().block_depth;
  entry->value.range = same_block ? value.range : Join(entry->value.range, value.range);
  variable.range = entry->value.range;
}

void Sketch::Update(Val& variable, BinaryOp op, const Val& value) {
  const auto* ref = std::get_if<lang::VarRef>(&module_[variable.id].node);
  WARPLOOM_CHECK(ref != nullptr, "only a variable can be updated");
  ScopeEntry* entry = scope().Find(ref->var);
  WARPLOOM_CHECK(entry != nullptr && (entry->is_mutable || entry->loop_depth == loop_depth()),
                 "a variable changed in a loop must be Mutable");
  builder_.Augment(variable.id, op, value.id);
  entry->own_of = -1;
  if (!entry->is_mutable) {
    const ValueRange after = RangeOfBinary(op, variable.type, entry->value.range, value.type,
                                           value.range, variable.type);
    entry->value.range = Join(entry->value.range, after);
    variable.range = entry->value.range;
  }
}

void Sketch::SetPart(const Val& part, const Val& value) {
  if (const auto* field = std::get_if<lang::Field>(&module_[part.id].node)) {
    CheckField(builder_.type_of(field->base), field->field, value);
  }
  builder_.Store(part.id, value.id);
}

void Sketch::UpdatePart(const Val& part, BinaryOp op, const Val& value) {
  WARPLOOM_CHECK(lang::IsFloat(part.type.scalar), "an integer part is set, so that it is checked");
  builder_.Augment(part.id, op, value.id);
}

void Sketch::Block(const std::function<void()>& body, bool is_loop) {
  frames_.back().branch_depth += is_loop ? 0 : 1;
  const int depth = ++frames_.back().block_depth;
  builder_.OpenBlock();
  body();
  Frame& frame = frames_.back();
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

void Sketch::If(const Val& condition, const std::function<void()>& then,
                const std::function<void()>& otherwise) {
  Block(then);
  const StmtList then_list = builder_.CloseBlock();
  StmtList else_list;
  if (otherwise) {
    Block(otherwise);
    else_list = builder_.CloseBlock();
  }
  if (then_list.count > 0) {
    builder_.If(condition.id, then_list, else_list);
  }
}

void Sketch::IfChain(std::span<const Val> conditions, const std::function<void(int)>& branch,
                     bool has_else) {
  const auto count = static_cast<int>(conditions.size());
  std::vector<StmtList> bodies;
  for (int i = 0; i < count + (has_else ? 1 : 0); ++i) {
    Block([&] { branch(i); });
    bodies.push_back(builder_.CloseBlock());
    WARPLOOM_CHECK(bodies.back().count > 0, "every branch of an if chain needs a body");
  }
  StmtList rest = has_else ? bodies.back() : StmtList{};
  for (int i = count - 1; i > 0; --i) {
    builder_.OpenBlock();
    builder_.If(conditions[static_cast<size_t>(i)].id, bodies[static_cast<size_t>(i)], rest);
    rest = builder_.CloseBlock();
  }
  builder_.If(conditions[0].id, bodies[0], rest);
}

namespace {

// Whether a body may have what Warp must know the counter for when it generates code.
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

// Where Warp would write the body out at great length, the loop runs to an argument instead, as the
// long loops of people do.
void Sketch::BoundByArgument(lang::ForRange& loop) {
  const std::optional<int64_t> start =
      loop.start.is_valid() ? lang::LiteralInteger(module_, loop.start) : 0;
  const std::optional<int64_t> stop = lang::LiteralInteger(module_, loop.stop);
  const int64_t trips = lang::UnrolledTrips(module_, loop).value_or(0);
  const bool is_short =
      static_cast<double>(trips * lang::WrittenSize(module_, loop.body)) <= profile_.size_unrolled;
  if (is_short || !in_kernel() || is_tiled() || !start || !stop || loop.step.is_valid() ||
      NeedsConstants(module_, loop.body)) {
    return;
  }
  const auto last = static_cast<int>(*stop - 1);
  if (*start == -last) {
    static constexpr std::array<std::string_view, 3> kNames = {"radius", "reach", "half_width"};
    const Val reach = SizeArg(last, rng_.Choose(kNames));
    loop.start = (-reach).id;
    loop.stop = (reach + 1).id;
  } else {
    static constexpr std::array<std::string_view, 4> kNames = {"num_steps", "num_samples", "steps",
                                                               "count"};
    loop.stop = SizeArg(last + 1, rng_.Choose(kNames)).id;
  }
}

void Sketch::Loop(std::string_view name, const ValueRange& counter_range, const Val& start,
                  const Val& stop, ExprId step, bool reversed,
                  const std::function<void(Val)>& body) {
  const VarId var = builder_.AddVar(CounterName(name), lang::kInt);
  ++frames_.back().loop_depth;
  Block(
      [&] {
        const Val counter = VarVal(var, counter_range);
        ScopeEntry entry;
        entry.value = counter;
        entry.var = var;
        entry.block_depth = frames_.back().block_depth;
        entry.loop_depth = frames_.back().loop_depth;
        scope().Add(entry);
        body(counter);
      },
      true);
  --frames_.back().loop_depth;
  frames_.back().past_counters.push_back(module_[var].name);
  std::erase(frames_.back().past_locals, var);
  const StmtList list = builder_.CloseBlock();
  if (list.count > 0) {
    lang::ForRange loop = {var, start.id, stop.id, step, list, reversed};
    BoundByArgument(loop);
    builder_.ForRange(var, loop.start, loop.stop, step, list, reversed);
  }
}

void Sketch::For(const Name& words, const Val& start, const Val& stop, int step,
                 const std::function<void(Val)>& body) {
  const std::string_view name = words.Choose(rng_);
  const double first = start.is_valid() ? start.range.low : 0.0;
  const double last = std::max(first, stop.range.high - 1.0);
  const ValueRange value_range =
      step < 0
          ? synth::Between(stop.range.low + 1.0, std::max(start.range.high, stop.range.low + 1.0))
          : synth::Between(first, last);
  const Val from = !start.is_valid() && step != 0 ? Int(0) : start;
  Loop(name, value_range, from, stop, step == 0 ? ExprId{} : Int(step).id, false, body);
}

void Sketch::ForEach(const Name& words, const Val& query, const ValueRange& numbers,
                     const std::function<void(Val)>& body) {
  Loop(words.Choose(rng_), numbers, Val{}, query, {}, false, body);
}

void Sketch::ForReversed(const Name& words, const Val& start, const Val& stop,
                         const std::function<void(Val)>& body) {
  const std::string_view name = words.Choose(rng_);
  const double first = start.is_valid() ? start.range.low : 0.0;
  const ValueRange value_range = synth::Between(first, std::max(first, stop.range.high - 1.0));
  Loop(name, value_range, start, stop, {}, true, body);
}

void Sketch::ForCount(const Name& name, int count, const std::function<void(Val)>& body) {
  For(name, Val{}, Int(count), 0, body);
}

void Sketch::While(const Val& condition, const std::function<void()>& body) {
  ++frames_.back().loop_depth;
  Block(body, true);
  --frames_.back().loop_depth;
  const StmtList list = builder_.CloseBlock();
  if (list.count > 0) {
    builder_.While(condition.id, list);
  }
}

void Sketch::Break() { builder_.Break(); }
void Sketch::Continue() { builder_.Continue(); }

void Sketch::ReturnIf(const Val& condition) {
  WARPLOOM_CHECK(in_kernel(), "an early return without values is for kernels");
  builder_.OpenBlock();
  builder_.Return();
  builder_.If(condition.id, builder_.CloseBlock());
}

void Sketch::ReturnIf(const Val& condition, std::initializer_list<Val> results) {
  WARPLOOM_CHECK(!in_kernel(), "a kernel returns nothing");
  std::vector<ExprId> ids;
  for (const Val& result : results) {
    ids.push_back(result.id);
  }
  builder_.OpenBlock();
  builder_.Return(ids);
  builder_.If(condition.id, builder_.CloseBlock());
}

void Sketch::Pass() { builder_.Pass(); }

void Sketch::Print(const Val& value) {
  const std::array types = {value.type};
  const auto& table = builder_.builtins();
  const lang::Call* call = table.Resolve(table.Name("print"), types);
  WARPLOOM_CHECK(call != nullptr, "Warp does not print " + ToText(value.type));
  const std::array ids = {value.id};
  builder_.Evaluate(builder_.Call(*call, ids));
}

void Sketch::PrintText(std::string text) { builder_.Print(builder_.String(std::move(text))); }

void Sketch::Printf(std::string text, std::span<const Val> values) {
  std::vector<ExprId> ids;
  for (const Val& value : values) {
    ids.push_back(value.id);
  }
  builder_.Printf(builder_.String(std::move(text)), ids);
}

void Sketch::Assert(const Val& condition, std::string message) {
  const lang::TextId text = message.empty() ? lang::TextId{} : builder_.AddText(std::move(message));
  builder_.Assert(condition.id, text);
}

void Sketch::Do(const Val& call) { builder_.Evaluate(call.id); }

std::vector<Val> Sketch::Unpack(std::span<const std::string_view> names, const Val& call,
                                std::span<const Type> types, std::span<const ValueRange> ranges) {
  std::vector<VarId> vars;
  std::vector<Val> values;
  for (size_t i = 0; i < types.size(); ++i) {
    const std::string name =
        i < names.size() && !names[i].empty()
            ? Fresh(names[i], types[i], theme_->of(names::RoleOfLocal(types[i])))
            : DrawName(types[i]);
    vars.push_back(builder_.AddVar(name, types[i]));
  }
  builder_.Unpack(vars, call.id);
  for (size_t i = 0; i < types.size(); ++i) {
    values.push_back(VarVal(vars[i], ranges[i]));
    ScopeEntry entry;
    entry.value = values.back();
    entry.var = vars[i];
    entry.block_depth = frames_.back().block_depth;
    entry.loop_depth = loop_depth();
    scope().Add(entry);
  }
  return values;
}

void Sketch::Comment(std::string text) { builder_.Comment(std::move(text)); }

lang::FuncId Sketch::DefineHelper(
    std::string_view name, std::span<const Param> params,
    const std::function<std::vector<Val>(std::span<const Val>)>& body) {
  const std::string unique = Fresh(name, Type{}, theme_->of(Role::kHelper));
  frames_.emplace_back();
  builder_.OpenBlock();
  HelperInfo info;
  std::vector<VarId> vars;
  std::vector<Val> values;
  for (const Param& param : params) {
    vars.push_back(builder_.AddVar(Fresh(param.name, param.type, {}), param.type));
    ValueRange value_range = param.range;
    value_range.from_input = true;
    values.push_back(VarVal(vars.back(), value_range));
    ScopeEntry entry;
    entry.value = values.back();
    entry.var = vars.back();
    scope().Add(entry);
    info.params.push_back(param.type);
    info.param_ranges.push_back(param.range);
  }
  const std::vector<Val> results = body(values);
  std::vector<ExprId> ids;
  for (const Val& result : results) {
    ids.push_back(result.id);
    info.results.push_back(result.type);
    info.result_ranges.push_back(result.range);
  }
  if (!ids.empty()) {
    builder_.Return(ids);
  }
  frames_.pop_back();
  info.id = builder_.AddFunction(unique, vars, info.results);
  helpers_.push_back(info);
  return info.id;
}

void Sketch::Hide(lang::FuncId helper) {
  const auto info = std::find_if(helpers_.begin(), helpers_.end(),
                                 [&](const HelperInfo& h) { return h.id == helper; });
  info->is_hidden = true;
}

Val Sketch::CallHelper(lang::FuncId helper, std::span<const Val> args) {
  const auto info = std::find_if(helpers_.begin(), helpers_.end(),
                                 [&](const HelperInfo& h) { return h.id == helper; });
  std::vector<ExprId> ids;
  ValueRange value_range = info->result_ranges.empty() ? ValueRange{} : info->result_ranges.front();
  value_range.from_input = false;
  for (size_t i = 0; i < args.size(); ++i) {
    const ValueRange& wanted = info->param_ranges[i];
    WARPLOOM_CHECK(lang::IsFloat(args[i].type.scalar) || !args[i].type.is_scalar() ||
                       args[i].range.IsWithin(wanted.low, wanted.high),
                   "an integer argument lies outside what the helper was drawn for");
    ids.push_back(args[i].id);
    value_range.from_input = value_range.from_input || args[i].range.from_input;
  }
  const ExprId id = builder_.UserCall(helper, ids);
  return {this, id, builder_.type_of(id), value_range};
}

std::vector<Val> Sketch::CallHelperAll(lang::FuncId helper, std::span<const Val> args,
                                       std::span<const std::string_view> names) {
  const Val call = CallHelper(helper, args);
  const auto info = *std::find_if(helpers_.begin(), helpers_.end(),
                                  [&](const HelperInfo& h) { return h.id == helper; });
  std::vector<ValueRange> value_range = info.result_ranges;
  for (ValueRange& f : value_range) {
    f.from_input = call.range.from_input;
  }
  return Unpack(names, call, info.results, value_range);
}

}  // namespace warploom::synth

// Expressions: calls of builtins and of helpers.
#include <algorithm>
#include <array>
#include <vector>

#include "synth/sketch/expressions.h"

namespace warploom::synth {
namespace {

using lang::Type;

// True for a call of the same builtin: nobody writes abs(abs(x)).
bool IsCallOf(const lang::Module& module, const lang::BuiltinTable& table, const Val& v,
              const lang::Call& call) {
  const auto* inner = std::get_if<lang::BuiltinCall>(&module[v.id].node);
  return inner != nullptr && table.call(inner->call).name == call.name;
}

// abs(x) and sign(x) of what is never negative say nothing: abs(x) - x would always be zero.
bool IsIdle(const BuiltinFacts& facts, const Val& first) {
  return (facts.name == "abs" || facts.name == "sign") && first.type.is_scalar() &&
         first.range.low >= 0.0;
}

}  // namespace

// Whether a call that gives `result` may have an argument of this type: a scalar of the same kind,
// or what a variable in scope provides.
bool Expressions::HasOperand(Type type, Type result) {
  if (type == result) {
    return true;
  }
  if (type.is_scalar()) {
    return type.scalar == result.scalar || (type.scalar == style_.real().scalar && result.is_int());
  }
  const std::vector<ScopeEntry>& entries = draft_.scope().entries();
  return std::any_of(entries.begin(), entries.end(), [&](const ScopeEntry& entry) {
    return entry.value.type == type && !entry.is_hidden;
  });
}

// nullptr when there are arguments for no builtin.
const WeightedCall* Expressions::PickBuiltin(Type type) {
  const lang::BuiltinTable& builtins = draft_.builder.builtins();
  const CallChoices& choices = DrawableCalls(builtins, type);
  thread_local std::vector<double> weights;
  weights.assign(choices.weights.begin(), choices.weights.end());
  // The arguments have few distinct types; each is looked up once.
  std::array<std::pair<Type, bool>, 24> known;
  size_t known_count = 0;
  const auto has_operand = [&](Type arg) {
    for (size_t i = 0; i < known_count; ++i) {
      if (known[i].first == arg) {
        return known[i].second;
      }
    }
    const bool has = HasOperand(arg, type);
    if (known_count < known.size()) {
      known[known_count++] = {arg, has};
    }
    return has;
  };
  bool any = false;
  for (size_t i = 0; i < choices.calls.size(); ++i) {
    const lang::Call& call = builtins.call(choices.calls[i].call);
    if (!std::all_of(call.args.begin(), call.args.end(), has_operand)) {
      weights[i] = 0.0;
    }
    any = any || weights[i] > 0.0;
  }
  return any ? &choices.calls[draft_.rng.Pick(weights)] : nullptr;
}

std::vector<Val> Expressions::DrawArguments(const WeightedCall& choice, Type type, int depth) {
  const lang::BuiltinTable& builtins = draft_.builder.builtins();
  const lang::Call& call = builtins.call(choice.call);
  std::vector<Val> args;
  for (size_t i = 0; i < call.args.size(); ++i) {
    Val arg = Draw(call.args[i], i == 0 ? depth - 1 : std::min(depth - 1, 1));
    if (i == 0 && (IsLiteral(arg) || IsCallOf(draft_.module, builtins, arg, call))) {
      arg = DrawInput(call.args[i]);
    }
    if (IsRounding(*choice.facts)) {
      arg = Widened(arg);
    }
    if (i > 0 && AreSame(args[0], arg) && choice.facts->name != "dot") {
      arg = DrawOther(arg);
    }
    args.push_back(arg);
  }
  if (choice.facts->name == "clamp" && args[1].range.high > args[2].range.low) {
    args[1] = values_.NumberLike(args[0], type.is_float() ? -1.0 : 0.0);
    args[2] = numbers_.DrawNumber(type, type.is_float() ? 0.1 : 1, 9);
  }
  return args;
}

Val Expressions::DrawBuiltin(Type type, int depth) {
  const WeightedCall* choice = PickBuiltin(type);
  if (choice == nullptr) {
    return DrawOperation(type, depth);
  }
  const std::vector<Val> args = DrawArguments(*choice, type, depth);
  if (IsIdle(*choice->facts, args[0])) {
    return args[0];
  }
  const Val value = values_.Call(draft_.builder.builtins().call(choice->call), args);
  const ValueRange range = RangeOf(type.scalar);
  if (value.range.IsWithin(range.low, range.high)) {
    return value;
  }
  return args[0].type == type ? args[0] : DrawLeaf(type);
}

Val Expressions::DrawOther(const Val& value) {
  if (value.type.is_scalar()) {
    return numbers_.DrawNumber(value.type, value.type.is_float() ? 0.1 : 1, 9);
  }
  const Val other = DrawInput(value.type);
  const Val factor = numbers_.DrawNumber(lang::ScalarType(value.type.scalar), 2, 5);
  const bool same = AreSame(value, other);
  return same && values_.Can(lang::BinaryOp::kMul, other, factor) ? other * factor : other;
}

Val Expressions::Widened(const Val& value) {
  if (value.range.high - value.range.low >= 2.0) {
    return value;
  }
  const Val factor = numbers_.DrawLiteral(value.type, 4, 16);
  return values_.Can(lang::BinaryOp::kMul, value, factor) ? value * factor : value;
}

Val Expressions::DrawHelperCall(Type type, int depth) {
  std::vector<const Helpers::Info*> fitting;
  for (const Helpers::Info& helper : helpers_.infos()) {
    const bool drawable = std::all_of(helper.params.begin(), helper.params.end(),
                                      [](Type t) { return !t.is_array() && !t.is_struct(); });
    if (drawable && !helper.is_hidden && helper.results.size() == 1 && helper.results[0] == type) {
      fitting.push_back(&helper);
    }
  }
  if (fitting.empty() || !draft_.in_kernel()) {
    return DrawOperation(type, depth);
  }
  const Helpers::Info helper = *draft_.rng.Choose(fitting);
  std::vector<Val> args;
  for (size_t i = 0; i < helper.params.size(); ++i) {
    Val arg = Draw(helper.params[i], std::min(depth - 1, 1));
    const ValueRange& wanted = helper.param_ranges[i];
    if (arg.type.is_int() && !arg.range.IsWithin(wanted.low, wanted.high)) {
      const Val low = values_.NumberLike(arg, wanted.low);
      arg = values_.Call("clamp", {arg, low, values_.NumberLike(arg, wanted.high)});
    }
    args.push_back(arg);
  }
  return helpers_.CallHelper(helper.id, args);
}

}  // namespace warploom::synth

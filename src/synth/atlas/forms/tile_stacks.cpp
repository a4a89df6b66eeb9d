#include "synth/atlas/forms/tile_stacks.h"

#include <array>

#include "synth/atlas/results.h"
#include "synth/atlas/tile_parts.h"
#include "synth/kit/tile_calls.h"

namespace warploom::synth::atlas {
namespace {

using kit::TileCall;
using lang::Call;
using lang::Type;

struct Stack {
  Val stack;
  Type element;
};

// The element type in the name of a stack's type: tile_stack<vec3<float32>>.
Type ElementOfStack(Type stack) {
  const std::string_view name = lang::OpaqueName(stack.id);
  const size_t begin = name.find('<') + 1;
  return *lang::TypeFromText(name.substr(begin, name.size() - begin - 1));
}

// stack = wp.tile_stack(capacity=n, dtype=T), wp.tile_stack_push(stack, x, wanted)
Stack FilledStack(Sketch& s, Type type) {
  const Type element = ElementOfStack(type);
  const Val capacity = s.Int(s.rng().Choose(std::array{16, 32, 64}));
  TileCall maker(s, "tile_stack");
  maker.Arg(lang::KeywordName::kCapacity, capacity).Dtype(element);
  const Val stack = s.Let(maker.Give(type), {"stack", "queue", "found", "work"});
  const Val value = LaneElement(s, NeedOf(element));
  const Val flag = LaneElement(s, NeedOf(lang::kBool));
  TileCall push(s, "tile_stack_push");
  Val slot = push.Arg(stack).Arg(value).Arg(flag).Give(lang::kInt, Unknown(lang::kInt));
  slot.range.from_input = true;
  slot = s.Let(slot, {"slot", "place", "at"});
  OutputLane(s, slot);
  return {stack, element};
}

Val CountOf(Sketch& s, const Val& stack) {
  Val count = TileCall(s, "tile_stack_count").Arg(stack).Give(lang::kInt, Between(0.0, 64.0));
  count.range.from_input = true;
  return s.Let(count, {"count", "depth", "num_found"});
}

// value, slot = wp.tile_stack_pop(stack)
void Pop(Sketch& s, const Stack& filled) {
  static constexpr std::array<std::string_view, 2> kNames = {"value", "popped_from"};
  const auto& table = s.builder().builtins();
  const std::array types = {filled.stack.type};
  const Call& call = *table.Resolve(table.Name("tile_stack_pop"), types);
  const Val popped = s.Call(call, {&filled.stack, 1});
  std::vector<ValueRange> ranges;
  for (const Type type : call.results) {
    ranges.push_back(Unknown(type));
    ranges.back().from_input = true;
  }
  for (const Val& part : s.Unpack(kNames, popped, call.results, ranges)) {
    OutputLane(s, part);
  }
}

// Fills a stack and shows the call on it.
void ShowStack(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Stack filled = FilledStack(s, name == "tile_stack" ? call.result : call.args[0]);
  if (name == "tile_stack_count" || s.rng().Chance(0.3)) {
    UseResult(s, CountOf(s, filled.stack), "");
  }
  if (name == "tile_stack_pop" || s.rng().Chance(0.4)) {
    Pop(s, filled);
  }
  if (name == "tile_stack_clear") {
    TileCall(s, "tile_stack_clear").Arg(filled.stack).Do();
    UseResult(s, CountOf(s, filled.stack), "");
  }
}

constexpr Form kStack = {Always, ShowStack};
constexpr NamedForm kTileStackForms[] = {
    {"tile_stack", kStack},     {"tile_stack_clear", kStack}, {"tile_stack_count", kStack},
    {"tile_stack_pop", kStack}, {"tile_stack_push", kStack},
};

}  // namespace

std::span<const NamedForm> TileStackForms() { return kTileStackForms; }

}  // namespace warploom::synth::atlas

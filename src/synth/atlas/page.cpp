#include "synth/atlas/page.h"

#include <algorithm>
#include <array>
#include <vector>

#include "synth/atlas/forms.h"
#include "synth/atlas/forms/tile_forms.h"
#include "synth/atlas/results.h"
#include "synth/atlas/tile_parts.h"
#include "synth/atlas/value_calls.h"
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::Zero;
using lang::Call;
using lang::CallId;
using lang::Type;

// A topic for the kernel's name, by the group of builtins and the types of the first call.
std::string_view SubjectFor(Sketch& s, const Call& call) {
  const auto& table = s.builder().builtins();
  const std::string_view name = table.name(call.name);
  const std::string_view group = table.overload(call.overload).group;
  const Type type = call.args.empty() ? call.result : call.args[0];
  if (IsOnTiles(call)) {
    return OneOf(s, {"tiles", "tiled", "blocks", "panels"});
  }
  if (name.starts_with("atomic_")) {
    return OneOf(s, {"scatter", "accumulate", "tally", "merge"});
  }
  if (name.starts_with("bit_") || name == "lshift" || name == "rshift" || name == "invert") {
    return OneOf(s, {"bits", "bit-mix", "masks", "flags"});
  }
  if (group == "Quaternion Math") {
    return OneOf(s, {"rotations", "attitude", "orientation"});
  }
  if (group == "Transformations") {
    return OneOf(s, {"poses", "frames", "placement"});
  }
  if (group == "Spatial Math") {
    return OneOf(s, {"twists", "spatial-terms", "wrenches"});
  }
  if (group == "Random") {
    return OneOf(s, {"samples", "noise-field", "randomized"});
  }
  if (type.kind == lang::TypeKind::kMat) {
    return OneOf(s, {"matrices", "tensors", "blocks"});
  }
  if (type.kind == lang::TypeKind::kVec) {
    return OneOf(s, {"vectors", "directions", "lanes"});
  }
  return lang::IsFloat(type.scalar) ? OneOf(s, {"terms", "response", "signal"})
                                    : OneOf(s, {"codes", "counters", "levels"});
}

bool HasShortIndex(const Call& call) {
  return !call.args.empty() && call.args[0].is_array() &&
         std::any_of(call.args.begin() + 1, call.args.end(),
                     [](Type type) { return type.is_int() && lang::Info(type.scalar).bits == 8; });
}

// ---- Placement of a call ------------------------------------------------------------------------

// @wp.func def blend(a, b): return ...; and a call of it.
void ShowInHelper(Sketch& s, const Call& call) {
  const auto& table = s.builder().builtins();
  const std::vector<Need> needs = ValueNeeds(table, call);
  static constexpr std::array<std::string_view, 7> kNames = {"a", "b", "c", "d", "e", "f", "g"};
  static constexpr std::array<std::string_view, 7> kOther = {"x", "y", "z", "w", "u", "v", "t"};
  const auto& names = s.rng().Chance(0.5) ? kNames : kOther;
  const std::vector<Val> args = DrawArguments(s, needs);
  std::vector<Sketch::Param> params;
  for (size_t i = 0; i < needs.size(); ++i) {
    params.push_back({names[i], needs[i].type, args[i].range});
  }
  const lang::FuncId helper = s.DefineHelper(
      s.rng().Choose(s.theme().of(Role::kHelper)), params, [&](std::span<const Val> given) {
        const Val value = BuildValue(s, call, given);
        return std::vector{s.rng().Chance(0.4) ? s.Let(value) : value};
      });
  UseResult(s, s.CallHelper(helper, args), ResultName(table.name(call.name)));
}

bool CanAccumulate(Sketch& s, const Call& call) {
  return lang::IsFloat(call.result.scalar) && !call.args.empty() && !call.args[0].is_quat() &&
         !call.args[0].is_transform() && !call.result.is_quat() && !call.result.is_transform() &&
         call.args[0].components() < 16 &&
         s.builder().BinaryCall(lang::BinaryOp::kAdd, call.result, call.result).has_value();
}

// total = 0; for k in range(n): total += f(table[k], x)
void ShowInLoop(Sketch& s, const Call& call) {
  const auto& table = s.builder().builtins();
  const std::vector<Need> needs = ValueNeeds(table, call);
  std::vector<Val> args = DrawArguments(s, std::span(needs).subspan(1));
  args.insert(args.begin(), Val{});
  const int count = s.rng().Choose(std::array{3, 4, 5, 8, 16, 20});
  ArraySpec spec;
  spec.element = needs[0].type;
  spec.low = needs[0].low;
  spec.high = needs[0].high;
  spec.fill = needs[0].domain == Domain::kUnit ? lang::Fill::kUnit : lang::Fill::kUniform;
  spec.shape = {s.dims()[0], count};
  const int array = s.NewArray(spec);
  const Val stop = s.rng().Chance(0.5) ? s.Int(count) : s.SizeOf(array, 1);
  Val total = s.Mutable(Zero(s, call.result), {"total", "acc", "sum_k", "result"});
  s.Hide(total);
  s.For({"k", "j", "n", "m"}, Val{}, stop, 0, [&](const Val& k) {
    args[0] = s.At(array, {s.Thread(0), k});
    s.Update(total, lang::BinaryOp::kAdd, BuildValue(s, call, args));
  });
  s.Hide(total, false);
  s.Keep(total);
}

// y = x; if condition: y = f(...)
void ShowInBranch(Sketch& s, const Call& call) {
  const auto& table = s.builder().builtins();
  const std::vector<Need> needs = ValueNeeds(table, call);
  const std::vector<Val> args = DrawArguments(s, needs);
  const Val start = NewElement(s, NeedOf(call.result));
  const Val condition = s.DrawCondition(1);
  Val result = s.Mutable(start, ResultName(table.name(call.name)));
  s.If(condition, [&] { s.Set(result, BuildValue(s, call, args)); });
  s.Keep(result);
}

void Show(Sketch& s, const Call& call) {
  const auto& table = s.builder().builtins();
  const bool plain = IsPlainValue(table, call) && !call.args.empty();
  const double place = s.rng().Unit();
  if (plain && place < 0.14 && call.args.size() <= 7) {
    ShowInHelper(s, call);
  } else if (plain && place < 0.24 && CanAccumulate(s, call)) {
    ShowInLoop(s, call);
  } else if (plain && place < 0.32) {
    ShowInBranch(s, call);
  } else {
    FormOf(table, call)->show(s, call);
  }
}

}  // namespace

void PlanPage(Sketch& s, std::span<const CallId> calls) {
  const auto& table = s.builder().builtins();
  const bool on_tiles = IsOnTiles(table.call(calls.front()));
  bool short_index = false;
  int rank = 1;
  for (const CallId id : calls) {
    const Call& call = table.call(id);
    short_index = short_index || HasShortIndex(call);
    for (const Type type : call.args) {
      rank = std::max<int>(rank, type.ndim);
      const Type scalar = lang::ScalarType(type.scalar);
      if (scalar.is_float() && scalar.scalar != lang::Scalar::kBfloat16) {
        s.ComputeIn(scalar);
      }
    }
  }
  if (on_tiles) {
    PlanTilePage(s, calls);
  } else if (short_index) {
    static constexpr std::array kSizes = {24, 32, 48, 64, 100};
    s.PlanFor(std::array{s.rng().Choose(kSizes)});
  } else if (rank > 1 && s.rng().Chance(0.6)) {
    s.Plan(rank, rank);
  } else {
    s.Plan(1, 3);
  }
}

void DrawPage(Sketch& s, std::span<const CallId> calls) {
  s.NameAfter(SubjectFor(s, s.builder().builtins().call(calls.front())));
  bool first = true;
  for (const CallId id : calls) {
    if (!first && s.rng().Chance(0.25)) {
      s.Blank();
    }
    first = false;
    Show(s, s.builder().builtins().call(id));
  }
}

}  // namespace warploom::synth::atlas

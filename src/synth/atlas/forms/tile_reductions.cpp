#include "synth/atlas/forms/tile_reductions.h"

#include <array>

#include "synth/atlas/tile_parts.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::TileCall;
using kit::TileExtent;
using kit::TileTypeOf;
using lang::BinaryOp;
using lang::Call;
using lang::Type;

Type SingleOf(Type element) { return lang::TileOf(element, std::array{1}); }

// wp.tile_sum(t) and other reductions to a tile of one element.
void ShowTotal(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Type total = lang::ElementOf(call.result);
  const auto shape = SomeExtents(s);
  const Val tile = TileArgument(s, NeedOf(ElementOfCall(call)), shape);
  const ValueRange value_range = Unknown(total);
  TileCall reduce(s, name, OverloadNumber(s, call));
  OutputTotal(s, reduce.Arg(tile).Give(SingleOf(total), value_range),
              OneOf(s, {"total", "stat", "extreme", "result"}));
}

// A shape of two dimensions without the axis.
std::array<TileExtent, 1> Without(Extents shape, int axis) {
  return {shape[static_cast<size_t>(1 - axis)]};
}

// wp.tile_sum(t, axis=0)
void ShowSumAlong(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const int axis = static_cast<int>(s.rng().Below(2));
  const auto kept = Without(shape, axis);
  TileCall sum(s, "tile_sum");
  OutputTile(s, sum.Arg(tile).Axis(axis).Give(TileTypeOf(element, kept), Unknown(element)), kept,
             OneOf(s, {"sums", "per_row", "per_column"}));
}

void ShowSum(Sketch& s, const Call& call) {
  OverloadNumber(s, call) == 0 ? ShowSumAlong(s, call) : ShowTotal(s, call);
}

// wp.tile_dot(a, b)
void ShowDot(Sketch& s, const Call& call) {
  const Need need = NeedOf(ElementOfCall(call));
  const Type total = lang::ElementOf(call.result);
  const auto shape = SomeExtents(s);
  const Val a = TileArgument(s, need, shape);
  const std::array taken = {a};
  const Val b = TileArgument(s, need, shape, taken);
  const ValueRange value_range = Unknown(total);
  OutputTotal(s, TileCall(s, "tile_dot").Arg(a).Arg(b).Give(SingleOf(total), value_range), "proj");
}

// wp.tile_axpy(x, a, b)
void ShowAxpy(Sketch& s, const Call& call) {
  const Need need = NeedOf(lang::ElementOf(call.args[1]));
  const auto shape = SomeExtents(s);
  const Val factor = DrawArgument(s, NeedOf(call.args[0]));
  const Val source = TileArgument(s, need, shape);
  const Val local = TileToChange(s, need, shape);
  TileCall(s, "tile_axpy").Arg(factor).Arg(source).Arg(local).Do();
  OutputTile(s, local, shape);
}

// A commutative combination of two elements.
Val Joined(Sketch& s, const Val& a, const Val& b) {
  if (a.type.is_bool()) {
    return s.rng().Chance(0.5) ? a && b : a || b;
  }
  const bool ordered = a.type.is_scalar() && s.rng().Chance(0.5);
  return !ordered ? a + b : s.Call(s.rng().Chance(0.5) ? "max" : "min", {a, b});
}

// A helper that combines `count` elements into one.
lang::FuncId ElementFunction(Sketch& s, Type element, size_t count) {
  static constexpr std::array<std::string_view, 3> kNames = {"a", "b", "c"};
  const Need need = NeedOf(element);
  std::vector<Sketch::Param> params;
  for (size_t i = 0; i < count; ++i) {
    params.push_back({kNames[i], element, Between(need.low, need.high)});
  }
  const std::string_view name = OneOf(s, {"combine", "join", "merge", "blend", "update"});
  const lang::FuncId helper = s.DefineHelper(name, params, [&](std::span<const Val> given) {
    Val result = given[0];
    for (const Val& other : given.subspan(1)) {
      result = Joined(s, result, other);
    }
    return std::vector{count == 1 ? Joined(s, result, result) : result};
  });
  s.Hide(helper);
  return helper;
}

void AddFunction(Sketch& s, TileCall& call, Type element, size_t count) {
  const bool ordered = count == 2 && element.is_scalar() && !element.is_bool();
  if (ordered && s.rng().Chance(0.5)) {
    call.Function(s.rng().Chance(0.5) ? "max" : "min");
  } else {
    call.Function(ElementFunction(s, element, count));
  }
}

// wp.tile_reduce(f, t), wp.tile_reduce(f, t, axis=0)
void ShowReduce(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const bool along = OverloadNumber(s, call) == 1;
  const auto shape = along ? TileExtents(s, 2) : SomeExtents(s);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  TileCall reduce(s, "tile_reduce", along ? 1 : 0);
  AddFunction(s, reduce, element, 2);
  reduce.Arg(tile);
  const ValueRange value_range = Unknown(element);
  if (along) {
    const int axis = static_cast<int>(s.rng().Below(2));
    const auto kept = Without(shape, axis);
    OutputTile(s, reduce.Axis(axis).Give(TileTypeOf(element, kept), value_range), kept, "reduced");
  } else {
    OutputTotal(s, reduce.Give(SingleOf(element), value_range), "reduced");
  }
}

// wp.tile_map(f, a, b, x)
void ShowMap(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = SomeExtents(s);
  const Need need = NeedOf(element);
  std::vector<Val> args;
  for (const Type type : call.args) {
    const Val arg =
        type.is_tile() ? TileArgument(s, need, shape, args) : DrawArgument(s, NeedOf(type));
    args.push_back(arg);
  }
  TileCall map(s, "tile_map", OverloadNumber(s, call));
  AddFunction(s, map, element, args.size());
  for (const Val& arg : args) {
    map.Arg(arg);
  }
  OutputTile(s, map.Give(TileTypeOf(element, shape), Unknown(element)), shape,
             OneOf(s, {"mapped", "merged", "response"}));
}

// wp.tile_scan_inclusive(t)
void ShowScan(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 1);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  OutputTile(s, TileCall(s, name).Arg(tile).Give(tile.type, Unknown(element)), shape,
             OneOf(s, {"prefix", "scanned", "running"}));
}

// wp.tile_sort(keys, values)
void ShowSort(Sketch& s, const Call& call) {
  const auto shape = TileExtents(s, 1);
  const Val keys = TileToChange(s, NeedOf(lang::ElementOf(call.args[0])), shape);
  const Val values = TileToChange(s, NeedOf(lang::ElementOf(call.args[1])), shape);
  TileCall(s, "tile_sort").Arg(keys).Arg(values).Do();
  OutputTile(s, keys, shape);
  OutputTile(s, values, shape);
}

constexpr Form kTotal = {Always, ShowTotal};
constexpr Form kScan = {Always, ShowScan};
constexpr NamedForm kTileReductionForms[] = {
    {"tile_argmax", kTotal},
    {"tile_argmin", kTotal},
    {"tile_axpy", {Always, ShowAxpy}},
    {"tile_dot", {Always, ShowDot}},
    {"tile_map", {Always, ShowMap}},
    {"tile_max", kTotal},
    {"tile_min", kTotal},
    {"tile_reduce", {Always, ShowReduce}},
    {"tile_scan_exclusive", kScan},
    {"tile_scan_inclusive", kScan},
    {"tile_scan_max_inclusive", kScan},
    {"tile_scan_min_inclusive", kScan},
    {"tile_sort", {Always, ShowSort}},
    {"tile_sum", {Always, ShowSum}},
};

}  // namespace

std::span<const NamedForm> TileReductionForms() { return kTileReductionForms; }

}  // namespace warploom::synth::atlas

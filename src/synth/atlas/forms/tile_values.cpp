#include "synth/atlas/forms/tile_values.h"

#include <array>

#include "lang/rules.h"
#include "synth/atlas/results.h"
#include "synth/atlas/tile_parts.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::RandomState;
using kit::TileCall;
using kit::TileExtent;
using kit::TileTypeOf;
using lang::BinaryOp;
using lang::Call;
using lang::KeywordName;
using lang::Type;

// Builtins that create tiles have one overload for a tuple of extents, followed by one for a single
// extent. The shape that suits the call, and the index of the tuple overload.
struct Shaped {
  std::vector<TileExtent> shape;
  int overload;
};

Shaped ShapedFor(Sketch& s, const Call& call) {
  const int number = OverloadNumber(s, call);
  if (number % 2 == 1) {
    return {TileExtents(s, 1), number - 1};
  }
  const int rank = s.rng().Chance(0.8) ? 2 : 3;
  return {TileExtents(s, rank), number};
}

// acc = wp.tile_zeros(...); acc += t, or wp.tile_assign if the type has no addition.
void Fill(Sketch& s, const Val& made, Extents shape, bool may_add) {
  const Need need = NeedOf(lang::ElementOf(made.type));
  const Val local = Changeable(s, made);
  const Val other = TileArgument(s, need, shape);
  const auto& table = s.builder().builtins();
  if (may_add && lang::FindBinary(table, BinaryOp::kAdd, local.type, other.type)) {
    s.builder().Augment(local.id, BinaryOp::kAdd, other.id);
  } else {
    const std::vector<Val> start(shape.size(), s.Int(0));
    TileCall(s, "tile_assign").Arg(local).Arg(other).OffsetTuple(start).Do();
  }
  OutputTile(s, local, shape);
}

// wp.tile_zeros, wp.tile_ones, wp.tile_empty
void ShowConstant(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Type element = lang::ElementOf(call.result);
  const Shaped made = ShapedFor(s, call);
  TileCall maker(s, name, made.overload);
  maker.Shape(made.shape).Dtype(element);
  Fill(s, maker.Give(TileTypeOf(element, made.shape)), made.shape, name != "tile_empty");
}

// wp.tile_full(shape, x, dtype)
void ShowFull(Sketch& s, const Call& call) {
  const Type element = call.args[0];
  const Val value = DrawNonLiteral(s, NeedOf(element));
  const Shaped made = ShapedFor(s, call);
  TileCall maker(s, "tile_full", made.overload);
  maker.Shape(made.shape).Arg(KeywordName::kValue, value).Dtype(element);
  Val tile = maker.Give(TileTypeOf(element, made.shape), value.range);
  tile.range.from_input = true;
  OutputTile(s, tile, made.shape, "filled");
}

// wp.tile_from_thread(shape, x, 0): on the CPU, a block has only thread 0.
void ShowFromThread(Sketch& s, const Call& call) {
  const Type element = call.args[0];
  const Val value = DrawNonLiteral(s, NeedOf(element));
  const Shaped made = ShapedFor(s, call);
  TileCall maker(s, "tile_from_thread", made.overload);
  maker.Shape(made.shape).Arg(KeywordName::kValue, value);
  maker.Arg(KeywordName::kThreadIdx, s.Int(0));
  Val tile = maker.Give(TileTypeOf(element, made.shape), value.range);
  tile.range.from_input = true;
  OutputTile(s, tile, made.shape, "shared_value");
}

// t + wp.tile_arange(n, dtype)
void ShowArange(Sketch& s, const Call& call) {
  const Type element = lang::ElementOf(call.result);
  const auto shape = TileExtents(s, 1);
  TileCall maker(s, "tile_arange");
  const Val steps = maker.Stop(shape[0]).Dtype(element).Give(TileTypeOf(element, shape),
                                                             Between(0.0, shape[0].size - 1.0));
  const Val named = s.Let(steps, {"steps", "ids", "ramp", "places"});
  const Need need = NeedOf(element, 0.0, 20.0);
  const std::array taken = {named};
  const Val other = TileArgument(s, need, shape, taken);
  OutputTile(s, s.rng().Chance(0.5) ? other + named : named + other, shape);
}

// wp.tile_randf(shape, rng, min, max)
void ShowRandomTile(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Type element = lang::ElementOf(call.result);
  const Val state = RandomState(s);
  const Shaped made = ShapedFor(s, call);
  TileCall maker(s, name, made.overload);
  maker.Shape(made.shape).Arg(KeywordName::kRng, state);
  if (call.args.size() == 3) {
    const double low = name == "tile_randf" ? -1.0 : 0.0;
    const Val least = NumberFor(s, NeedOf(call.args[1], low, 1.0));
    const Val most = NumberFor(s, NeedOf(call.args[2], 2.0, 50.0));
    maker.Arg(KeywordName::kMin, least).Arg(KeywordName::kMax, most);
  }
  Val tile = maker.Give(TileTypeOf(element, made.shape), Unknown(element));
  tile.range.from_input = true;  // The seed is an argument.
  OutputTile(s, tile, made.shape, OneOf(s, {"noise", "samples", "jitter"}));
}

// The values of all threads as one tile, whose length is the block size.
Val TileOfLanes(Sketch& s, const Val& value, Type element) {
  TileCall maker(s, "tile");
  maker.Arg(value);
  if (value.type == element && !element.is_scalar()) {
    maker.Flag(KeywordName::kPreserveType, true);
  }
  return s.Let(maker.Give(lang::TileOf(element, {}), Unknown(element)),
               {"t", "lanes", "all", "values"});
}

// total = wp.tile_sum(wp.tile(x))
void ShowTile(Sketch& s, const Call& call) {
  const Type element = lang::ElementOf(call.result);
  const Val value = LaneElement(s, NeedOf(call.args[0]));
  const Val tile = TileOfLanes(s, value, element);
  TileCall sum(s, "tile_sum", 1);
  OutputTotal(s, sum.Arg(tile).Give(lang::TileOf(element, std::array{1}), Unknown(element)),
              OneOf(s, {"total", "sum_all", "block_sum"}));
}

// y = wp.untile(wp.tile(x))
void ShowUntile(Sketch& s, const Call& call) {
  const Type element = call.result;
  const Val value = LaneElement(s, NeedOf(element));
  const Val tile = TileOfLanes(s, value, element);
  const bool doubled =
      s.rng().Chance(0.5) &&
      lang::FindBinary(s.builder().builtins(), BinaryOp::kAdd, tile.type, tile.type).has_value();
  TileCall back(s, "untile");
  const Val worked = doubled && lang::IsFloat(element.scalar) ? s.Let(tile + tile, "twice") : tile;
  const Val own = s.Let(back.Arg(worked).Give(element), {"y", "mine_again", "back"});
  OutputLane(s, own);
}

// len(t)
void ShowLength(Sketch& s, const Call& call) {
  const Type element = lang::ElementOf(call.args[0]);
  const auto shape = SomeExtents(s);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const Val length = TileCall(s, "len", OverloadNumber(s, call))
                         .Arg(tile)
                         .Give(lang::kInt, Exactly(shape[0].size));
  UseResult(s, s.Let(length, {"n", "count", "num_rows"}), "");
  OutputTile(s, tile, shape);
}

constexpr Form kConstant = {Always, ShowConstant};
constexpr Form kRandomTile = {Always, ShowRandomTile};
constexpr NamedForm kTileValueForms[] = {
    {"len", {Always, ShowLength}},
    {"tile", {Always, ShowTile}},
    {"tile_arange", {Always, ShowArange}},
    {"tile_empty", kConstant},
    {"tile_from_thread", {Always, ShowFromThread}},
    {"tile_full", {Always, ShowFull}},
    {"tile_ones", kConstant},
    {"tile_randf", kRandomTile},
    {"tile_randi", kRandomTile},
    {"tile_zeros", kConstant},
    {"untile", {Always, ShowUntile}},
};

}  // namespace

std::span<const NamedForm> TileValueForms() { return kTileValueForms; }

}  // namespace warploom::synth::atlas

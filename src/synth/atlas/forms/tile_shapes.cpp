#include "synth/atlas/forms/tile_shapes.h"

#include <algorithm>
#include <array>

#include "synth/atlas/tile_parts.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::ExtentOf;
using kit::OneOf;
using kit::TileBroadcast;
using kit::TileCall;
using kit::TileExtent;
using kit::TileTypeOf;
using lang::Call;
using lang::Type;

std::vector<TileExtent> Halves(Sketch& s, Extents shape) {
  std::vector<TileExtent> halves;
  for (const TileExtent& extent : shape) {
    halves.push_back(HalfOf(s, extent));
  }
  return halves;
}

// The offset of a part with half the extents.
std::vector<Val> HalfPlace(Sketch& s, Extents halves) {
  std::vector<Val> place;
  for (const TileExtent& half : halves) {
    place.push_back(TileIndex(s, half.size + 1));
  }
  return place;
}

// wp.tile_view(t, offset=(i, j), shape=(m, n))
void ShowView(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const auto halves = Halves(s, shape);
  const auto place = HalfPlace(s, halves);
  TileCall view(s, "tile_view");
  view.Arg(tile).Offset(place).ShapeTuple(halves);
  OutputTile(s, view.Give(TileTypeOf(element, halves), tile.range), halves,
             OneOf(s, {"sub", "window", "corner", "patch"}));
}

// wp.tile_assign(t, part, offset=(i, j))
void ShowAssign(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const auto halves = Halves(s, shape);
  const auto place = HalfPlace(s, halves);
  const Val part = TileArgument(s, NeedOf(element), halves);
  const Val local = TileToChange(s, NeedOf(element), shape);
  TileCall(s, "tile_assign").Arg(local).Arg(part).Offset(place).Do();
  OutputTile(s, local, shape);
}

// wp.tile_broadcast(row, shape=(m, n))
void ShowBroadcast(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const std::array row = {shape[1]};
  const Val tile = TileArgument(s, NeedOf(element), row);
  OutputTile(s, TileBroadcast(s, tile, shape), shape, OneOf(s, {"wide", "rows", "repeated"}));
}

// wp.tile_reshape(t, shape=(m * n,))
void ShowReshape(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const int all = shape[0].size * shape[1].size;
  const bool flat = s.rng().Chance(0.5);
  const std::vector<TileExtent> other =
      flat ? std::vector{ExtentOf(s, all)} : std::vector{ExtentOf(s, 2), ExtentOf(s, all / 2)};
  TileCall reshape(s, "tile_reshape");
  reshape.Arg(tile).ShapeTuple(other);
  OutputTile(s, reshape.Give(TileTypeOf(element, other), tile.range), other,
             flat ? "flat" : "reshaped");
}

// wp.tile_squeeze(wp.tile_view(t, offset=(i, 0), shape=(1, n)))
void ShowSqueeze(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const std::array line = {ExtentOf(s, 1), shape[1]};
  const std::array place = {TileIndex(s, shape[0].size), s.Int(0)};
  TileCall view(s, "tile_view");
  view.Arg(tile).Offset(place).ShapeTuple(line);
  const Val viewed = view.Give(TileTypeOf(element, line), tile.range);
  const Val part = s.rng().Chance(0.5) ? s.Let(viewed, "line") : viewed;
  const std::array row = {shape[1]};
  TileCall squeeze(s, "tile_squeeze");
  OutputTile(s, squeeze.Arg(part).Give(TileTypeOf(element, row), tile.range), row, "row");
}

// wp.tile_astype(t, dtype) on numbers that both types represent.
void ShowConversion(Sketch& s, const Call& call) {
  const Type from = lang::ElementOf(call.args[0]);
  const Type to = lang::ElementOf(call.result);
  const auto shape = SomeExtents(s);
  const Need wide = NeedOf(from);
  const Need narrow = NeedOf(to);
  const Need need = NeedOf(from, std::max(wide.low, narrow.low), std::min(wide.high, narrow.high));
  const Val tile = TileArgument(s, need, shape);
  TileCall convert(s, "tile_astype");
  convert.Arg(tile).Dtype(to);
  OutputTile(s, convert.Give(TileTypeOf(to, shape), tile.range), shape,
             OneOf(s, {"converted", "cast_tile", "as_other"}));
}

// wp.tile_transpose(t)
void ShowTranspose(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const std::array turned = {shape[1], shape[0]};
  TileCall transpose(s, "tile_transpose");
  OutputTile(s, transpose.Arg(tile).Give(TileTypeOf(element, turned), tile.range), turned,
             OneOf(s, {"t_t", "flipped", "columns"}));
}

// t[rows, :]
void ShowGather(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = TileExtents(s, 2);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const std::array picked = {HalfOf(s, shape[0]), shape[1]};
  const Val indices = IndexTile(s, picked[0], shape[0].size);
  const std::array ids = {indices.id, s.builder().Slice({}, {})};
  Val rows{&s, s.builder().Subscript(tile.id, ids), TileTypeOf(element, picked), tile.range};
  OutputTile(s, rows, picked, OneOf(s, {"picked", "gathered", "chosen"}));
}

constexpr NamedForm kTileShapeForms[] = {
    {"tile_assign", {Always, ShowAssign}},        {"tile_astype", {Always, ShowConversion}},
    {"tile_broadcast", {Always, ShowBroadcast}},  {"tile_reshape", {Always, ShowReshape}},
    {"tile_slice_indexed", {Always, ShowGather}}, {"tile_squeeze", {Always, ShowSqueeze}},
    {"tile_transpose", {Always, ShowTranspose}},  {"tile_view", {Always, ShowView}},
};

}  // namespace

std::span<const NamedForm> TileShapeForms() { return kTileShapeForms; }

}  // namespace warploom::synth::atlas

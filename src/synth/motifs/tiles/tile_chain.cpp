// Subscripts of a tile one after the other: t[i][j], t[1:3][0], t[::-1][::2], t[i][ids].
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::ExprId;
using lang::Type;

Val TilePartOf(Sketch& s, const Val& base, std::initializer_list<ExprId> indices) {
  const ExprId id = s.builder().Subscript(base.id, indices);
  return {&s, id, s.builder().type_of(id), base.range};
}

ExprId WholeAxis(Sketch& s) { return s.builder().Slice({}, {}); }

constexpr int kPicks = 4;

// A tile of places on an axis.
Val PlacesTile(Sketch& s, int extent) {
  const int array = s.NewArray({.element = lang::kInt,
                                .shape = {kPicks},
                                .low = 0.0,
                                .high = extent - 1.0,
                                .name = OneOf(s, {"ids", "columns", "picks"})});
  const std::array length = {ExtentOf(s, kPicks)};
  const std::array start = {s.Int(0)};
  return Named(s, TileLoad(s, array, length, start), {"idx", "cols", "picked"});
}

// half_row(k), a place that a function gives.
ExprId PlaceByHelper(Sketch& s, const Val& place, int extent) {
  const std::array params = {Sketch::Param{"i", lang::kInt, Between(0.0, extent - 1.0)}};
  const lang::FuncId half =
      s.DefineHelper(OneOf(s, {"half_row", "parent_row", "coarse_row"}), params,
                     [&](std::span<const Val> p) { return std::vector{FloorDiv(p[0], s.Int(2))}; });
  s.Hide(half);
  return s.builder().UserCall(half, std::array{place.id});
}

// A place on an axis that an argument gives: k, k + 1, wp.min(k, 3), half_row(k)
ExprId PlaceByArgument(Sketch& s, int extent) {
  const Val place = s.SizeArg(extent / 2, {"row", "k", "at", "pivot"});
  switch (s.rng().Below(5)) {
    case 0:
      return (s.rng().Chance(0.5) && extent > 2 ? place + 1 : place - 1).id;
    case 1:
      return s.Call("min", {place, s.Int(extent - 1)}).id;
    case 2:
      return PlaceByHelper(s, place, extent);
    default:
      return place.id;
  }
}

// A place on an axis: by a number, from the end, by a constant, an argument or a tile's element.
ExprId AxisPlace(Sketch& s, int extent) {
  switch (s.rng().Below(8)) {
    case 0:
      return s.Int(-s.rng().Integer(1, extent)).id;
    case 1: {
      const Val number = s.Int(s.rng().Integer(0, extent - 1));
      return s.NewConstant({"ROW", "PIVOT", "SLOT"}, number).id;
    }
    case 2: {
      const Val places = PlacesTile(s, extent);
      return TilePartOf(s, places, {s.Int(s.rng().Integer(0, kPicks - 1)).id}).id;
    }
    case 3:
    case 4:
      return PlaceByArgument(s, extent);
    default:
      return s.Int(s.rng().Integer(0, extent - 1)).id;
  }
}

// Half of an axis, or the whole in reverse.
ExprId SomeOfAxis(Sketch& s, int extent) {
  const int half = extent / 2;
  const auto slice = [&](const Val& start, const Val& stop, const Val& step) {
    return s.builder().Slice(start.id, stop.id, step.id);
  };
  switch (s.rng().Below(5)) {
    case 0:
      return slice({}, s.Int(half), {});
    case 1:
      return slice(s.Int(half), {}, {});
    case 2:
      return slice(s.Int(-half), {}, {});
    case 3:
      return slice({}, {}, s.Int(2));
    default:
      return slice({}, {}, s.Int(-1));
  }
}

int ExtentOfAxis(const Val& tile, int axis) { return lang::ShapeOf(tile.type)[axis]; }

// t[i][j]
Val ChainedElement(Sketch& s, const Val& tile) {
  const ExprId row = AxisPlace(s, ExtentOfAxis(tile, 0));
  const ExprId column = AxisPlace(s, ExtentOfAxis(tile, 1));
  return TilePartOf(s, TilePartOf(s, tile, {row}), {column});
}

// Places as a tile: ids, ids[::-1], ids & others, wp.tile_arange(4, dtype=int)
ExprId GatheredPlaces(Sketch& s, int extent) {
  const auto way = s.rng().Below(5);
  if (way == 0) {
    const TileExtent length = ExtentOf(s, kPicks);
    const std::array shape = {length};
    TileCall call(s, "tile_arange");
    return call.Stop(length).Dtype(lang::kInt).Give(TileTypeOf(lang::kInt, shape)).id;
  }
  const Val places = PlacesTile(s, extent);
  switch (way) {
    case 1:
      return TilePartOf(s, places, {SomeOfAxis(s, kPicks)}).id;
    case 2:
      return (places & PlacesTile(s, extent)).id;
    default:
      return places.id;
  }
}

// t[:4][i], t[:, ::2][i], t[i][:4], t[i][ids]
Val ChainedRow(Sketch& s, const Val& tile) {
  const int rows = ExtentOfAxis(tile, 0);
  const int columns = ExtentOfAxis(tile, 1);
  switch (s.rng().Below(4)) {
    case 0: {
      const Val part = TilePartOf(s, tile, {SomeOfAxis(s, rows)});
      return TilePartOf(s, part, {AxisPlace(s, ExtentOfAxis(part, 0))});
    }
    case 1: {
      const Val part = TilePartOf(s, tile, {WholeAxis(s), SomeOfAxis(s, columns)});
      return TilePartOf(s, part, {AxisPlace(s, rows)});
    }
    case 2: {
      const Val row = TilePartOf(s, tile, {AxisPlace(s, rows)});
      return TilePartOf(s, row, {SomeOfAxis(s, columns)});
    }
    default: {
      const ExprId gather = GatheredPlaces(s, columns);
      return TilePartOf(s, TilePartOf(s, tile, {AxisPlace(s, rows)}), {gather});
    }
  }
}

// t[:4][::2], t[::-1][:, :4]
Val ChainedBlock(Sketch& s, const Val& tile) {
  const Val part = TilePartOf(s, tile, {SomeOfAxis(s, ExtentOfAxis(tile, 0))});
  if (s.rng().Chance(0.5)) {
    return TilePartOf(s, part, {SomeOfAxis(s, ExtentOfAxis(part, 0))});
  }
  const ExprId rows = WholeAxis(s);
  return TilePartOf(s, part, {rows, SomeOfAxis(s, ExtentOfAxis(part, 1))});
}

// t[i][j] = x, t[i] = u[j]. Every thread of the block stores the same.
void StorePart(Sketch& s, const Val& tile, std::span<const TileExtent> shape) {
  if (s.StyleChoice("stores of elements", 0.6)) {
    const Val value = Arg(s, lang::ElementOf(tile.type), {"pivot_value", "seed_value", "edge"});
    s.builder().Store(ChainedElement(s, tile).id, value.id);
    return;
  }
  const Val other = BlockTile(s, shape, {lang::ElementOf(tile.type)}, {"b", "other", "rows"},
                              {"u", "b_tile", "rest"});
  const int rows = ExtentOfAxis(tile, 0);
  const Val target = TilePartOf(s, tile, {AxisPlace(s, rows)});
  s.builder().Store(target.id, TilePartOf(s, other, {AxisPlace(s, rows)}).id);
}

// Stores the block's part, whatever its shape.
void GivePart(Sketch& s, const Val& part) {
  const lang::TileShape shape = lang::ShapeOf(part.type);
  ArraySpec spec;
  spec.element = lang::ElementOf(part.type);
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  if (shape.rank == 2) {
    spec.shape = {s.dims()[0] * shape[0], s.dims()[1] * shape[1]};
    const std::array place = {s.Thread(0) * s.Int(shape[0]), s.Thread(1) * s.Int(shape[1])};
    return TileStore(s, s.NewArray(spec), part, place);
  }
  spec.shape = {s.dims()[0], s.dims()[1] * shape[0]};
  const std::array line = {s.Thread(0)};
  const int view = s.View(s.NewArray(spec), line, "");
  const std::array at = {s.Thread(1) * s.Int(shape[0])};
  TileStore(s, view, part, at);
}

void DrawTileChain(Sketch& s) {
  const auto shape = BlockShape(s);
  const Val tile = BlockTile(s, shape, {s.real()}, {"x", "A", "samples"}, {"t", "a", "tile"});
  if (s.rng().Chance(0.6)) {
    StorePart(s, tile, shape);
  }
  const bool has_part = s.rng().Chance(0.6);
  if (has_part) {
    const Val part = s.rng().Chance(0.6) ? ChainedRow(s, tile) : ChainedBlock(s, tile);
    GivePart(s, s.rng().Chance(0.6) ? Named(s, part, {"part", "line", "window"}) : part);
  }
  if (!has_part || s.rng().Chance(0.7)) {
    const Val element = Named(s, ChainedElement(s, tile), {"pivot", "corner", "base"});
    return GiveBlock(s, tile * element, shape);
  }
  GiveBlock(s, tile, shape);
}

}  // namespace

Motif TileChainMotif() {
  return {.name = "tile-chain",
          .family = Family::kTiles,
          .weight = 2.5,
          .draw = DrawTileChain,
          .min_dims = 2,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs

#include "synth/kit/block_tiles.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/tile_calls.h"

namespace warploom::synth::kit {

namespace {

using lang::Type;

// On the CPU, the tiles of a block must fit in 256 KiB (native/tile.h).
constexpr std::array kSizes1 = {32, 64, 64, 128, 128, 256, 512};

constexpr std::array kSizes2 = {4, 8, 8, 16, 16, 32};

constexpr std::array kSizes3 = {2, 4, 4, 8};

constexpr std::array<std::string_view, 3> kAxisExtents = {"TILE_M", "TILE_N", "TILE_L"};

// Builtins from any scalar type to the same type, for tile_map.
std::string_view UnaryName(Sketch& s) {
  return OneOf(s, {"sin", "cos", "tanh", "abs", "floor", "sign", "atan", "neg"});
}

std::string_view BinaryName(Sketch& s) { return OneOf(s, {"max", "min", "add", "mul", "sub"}); }

Val Weight(Sketch& s, Type real) {
  const bool is_argument = s.rng().Chance(0.4);
  return is_argument ? Arg(s, real, {"alpha", "scale", "gain", "weight"})
                     : s.DrawNumber(real, 0.1, 4.0);
}

Val Partner(Sketch& s, const Val& tile, std::span<const TileExtent> shape) {
  return BlockTile(s, shape, {lang::ElementOf(tile.type)}, {"b", "y", "other", "residual"},
                   {"u", "b_tile", "y_t", "rest"});
}

// The shape of an array that the blocks' tiles cover.
std::vector<int> WholeShape(Sketch& s, std::span<const TileExtent> shape) {
  std::vector<int> whole;
  for (size_t k = 0; k < shape.size(); ++k) {
    whole.push_back(s.dims()[k] * shape[k].size);
  }
  return whole;
}

int SourceArray(Sketch& s, const TileSource& source, std::vector<int> shape, Words names) {
  return s.NewArray({.element = source.element,
                     .shape = std::move(shape),
                     .fill = source.fill,
                     .low = source.low,
                     .high = source.high,
                     .name = OneOf(s, names)});
}

Val Joined(Sketch& s, const Val& tile, const Val& other) {
  switch (s.rng().Below(3)) {
    case 0:
      return tile + other;
    case 1:
      return tile - other;
    default:
      return tile * other;
  }
}

}  // namespace

std::vector<TileExtent> BlockShape(Sketch& s) {
  std::vector<TileExtent> shape;
  if (s.ndim() == 1) {
    static constexpr std::array<std::string_view, 4> kNames1 = {"TILE_SIZE", "TILE", "BLOCK",
                                                                "CHUNK_SIZE"};
    const bool is_usual = s.StyleChoice("TILE_SIZE", 0.6);
    shape.push_back(ExtentNamed(s, kNames1[is_usual ? 0 : 1], kSizes1));
    return shape;
  }
  for (int k = 0; k < s.ndim(); ++k) {
    const std::span<const int> sizes = s.ndim() == 2 ? std::span<const int>(kSizes2) : kSizes3;
    shape.push_back(ExtentNamed(s, kAxisExtents[static_cast<size_t>(k)], sizes));
  }
  return shape;
}

std::vector<Val> BlockPlace(Sketch& s, std::span<const TileExtent> shape) {
  std::vector<Val> place;
  for (int k = 0; k < s.ndim(); ++k) {
    place.push_back(s.Thread(k) * shape[static_cast<size_t>(k)].written);
  }
  return place;
}

int BlockArray(Sketch& s, std::span<const TileExtent> shape, const TileSource& source,
               Words names) {
  return SourceArray(s, source, WholeShape(s, shape), names);
}

Val BlockTile(Sketch& s, std::span<const TileExtent> shape, const TileSource& source, Words arrays,
              Words names) {
  const int array = BlockArray(s, shape, source, arrays);
  return Named(s, TileLoad(s, array, shape, BlockPlace(s, shape)), names);
}

void GiveBlock(Sketch& s, const Val& tile, std::span<const TileExtent> shape) {
  const int array = OutputArray(s, lang::ElementOf(tile.type), WholeShape(s, shape));
  TileStore(s, array, tile, BlockPlace(s, shape));
}

TileExtent RowExtent(Sketch& s) {
  return ExtentNamed(s, s.StyleChoice("TILE_N", 0.5) ? "TILE_N" : "ROW_SIZE", kSizes1);
}

Val RowTile(Sketch& s, const TileExtent& length, const TileSource& source, Words arrays,
            Words names) {
  const int array = SourceArray(s, source, {s.dims()[0], length.size}, arrays);
  const std::array row = {s.Thread(0)};
  const std::array start = {s.Int(0)};
  const std::array extents = {length};
  return Named(s, TileLoad(s, s.View(array, row, ""), extents, start), names);
}

void GiveRow(Sketch& s, const Val& tile, const TileExtent& length) {
  const int array = OutputArray(s, lang::ElementOf(tile.type), {s.dims()[0], length.size});
  const std::array row = {s.Thread(0)};
  const std::array start = {s.Int(0)};
  TileStore(s, s.View(array, row, ""), tile, start);
}

void GiveSlot(Sketch& s, const Val& tile) {
  const int array = OutputArray(s, lang::ElementOf(tile.type), {s.dims()[0]});
  const std::array slot = {s.Thread(0)};
  TileStore(s, array, tile, slot);
}

lang::FuncId ElementHelper(Sketch& s, Type real, size_t count) {
  static constexpr std::array<std::string_view, 3> kParams = {"a", "b", "c"};
  std::vector<Sketch::Param> params;
  for (size_t i = 0; i < count; ++i) {
    params.push_back({kParams[i], real, Between(-10.0, 10.0)});
  }
  const std::string_view name = OneOf(s, {"combine", "blend", "response", "activate", "kernel_fn"});
  const lang::FuncId helper = s.DefineHelper(name, params, [&](std::span<const Val> values) {
    Val result = values[0];
    for (size_t i = 1; i < values.size(); ++i) {
      result = s.rng().Chance(0.5) ? result * values[i] : result - values[i];
    }
    const Val more = s.Draw(real, 2);
    return std::vector<Val>{s.rng().Chance(0.5) ? result + more : more * result};
  });
  s.Hide(helper);
  return helper;
}

Val Reworked(Sketch& s, const Val& tile, std::span<const TileExtent> shape) {
  const Type real = lang::ElementOf(tile.type);
  switch (s.rng().Below(8)) {
    case 0:
    case 1:
      return tile * Weight(s, real);
    case 2: {
      const Val other = Partner(s, tile, shape);
      return Joined(s, tile, other);
    }
    case 3: {
      const Val other = Partner(s, tile, shape);
      const std::array both = {tile * Weight(s, real), other};
      return both[0] + both[1];
    }
    case 4:
      return TileMap(s, UnaryName(s), std::array{tile});
    case 5: {
      const Val other = Partner(s, tile, shape);
      return TileMap(s, BinaryName(s), std::array{tile, other});
    }
    case 6:
      return TileMap(s, ElementHelper(s, real, 1), std::array{tile});
    default: {
      const Val other = Partner(s, tile, shape);
      const lang::FuncId helper = ElementHelper(s, real, 2);
      return TileMap(s, helper, std::array{tile, other});
    }
  }
}

}  // namespace warploom::synth::kit

#include "synth/atlas/tile_parts.h"

#include <algorithm>
#include <array>

#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::ExtentNamed;
using kit::ExtentOf;
using kit::OneOf;
using kit::TileExtent;
using kit::TileLoad;
using kit::TileStore;
using kit::TileTypeOf;
using lang::Type;

constexpr std::array kSizes1 = {16, 32, 64, 64};
constexpr std::array kSizes2 = {4, 8, 8};
constexpr std::array kSizes3 = {2, 4};

// A tile, or a stack or query that the threads of a block share.
bool IsTiled(Type type) {
  if (type.kind != lang::TypeKind::kOpaque) {
    return type.is_tile();
  }
  const std::string_view name = lang::OpaqueName(type.id);
  return name.starts_with("tile_stack") || name.ends_with("Tiled");
}

// The block's own part of an array: the indices in the leading dimensions, the offset in the
// others, and the shape of the array.
struct BlockPart {
  std::vector<Val> lead;
  std::vector<Val> place;
  std::vector<int> sizes;
};

BlockPart PartOf(Sketch& s, Extents shape) {
  BlockPart part;
  const size_t blocks = s.dims().size();
  const size_t lead = blocks > shape.size() ? blocks - shape.size() : 0;
  for (size_t k = 0; k < lead; ++k) {
    part.lead.push_back(s.Thread(static_cast<int>(k)));
    part.sizes.push_back(s.dims()[k]);
  }
  for (size_t k = 0; k < shape.size(); ++k) {
    const bool shared = lead + k >= blocks;
    const int count = shared ? 1 : s.dims()[lead + k];
    const Val block = shared ? s.Int(0) : s.Thread(static_cast<int>(lead + k));
    part.place.push_back(shared || shape[k].size == 1 ? block : block * shape[k].written);
    part.sizes.push_back(count * shape[k].size);
  }
  return part;
}

ArraySpec SpecOf(const Need& need, std::vector<int> sizes) {
  ArraySpec spec;
  spec.element = need.type;
  spec.shape = std::move(sizes);
  spec.low = need.low;
  spec.high = need.high;
  return spec;
}

int WithLead(Sketch& s, int array, const BlockPart& part) {
  return part.lead.empty() ? array : s.View(array, part.lead, "");
}

std::string_view TileName(Sketch& s) {
  return OneOf(s, {"t", "tile", "a", "b", "block", "chunk", "panel", "part", "x_tile"});
}

bool IsAmong(Sketch& s, const ScopeEntry& entry, std::span<const Val> values) {
  return std::any_of(values.begin(), values.end(), [&](const Val& value) {
    const auto* ref = std::get_if<lang::VarRef>(&s.module()[value.id].node);
    return ref != nullptr && ref->var == entry.var;
  });
}

// The indices in the scope of tiles of this type that meet the need.
std::vector<size_t> TilesInSight(Sketch& s, const Need& need, Type type,
                                 std::span<const Val> taken) {
  std::vector<size_t> found;
  const auto& entries = s.scope().entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].value.type == type && !entries[i].is_hidden &&
        Meets(entries[i].value.range, need) && !IsAmong(s, entries[i], taken)) {
      found.push_back(i);
    }
  }
  return found;
}

// A literal, or the block index if it is always below the extent.
Val PlainIndex(Sketch& s, int extent) {
  if (s.rng().Chance(0.3) && s.dims()[0] <= extent) {
    return s.Thread(0);
  }
  return s.Int(s.rng().Integer(0, extent - 1));
}

ArraySpec LaneSpec(Sketch& s, const Need& need) {
  std::vector<int> sizes(s.dims().begin(), s.dims().end());
  sizes.push_back(s.module().launch.block_dim);
  return SpecOf(need, std::move(sizes));
}

std::vector<Val> LanePlace(Sketch& s) {
  std::vector<Val> place;
  for (int k = 0; k < s.ndim(); ++k) {
    place.push_back(s.Thread(k));
  }
  place.push_back(s.Lane());
  return place;
}

}  // namespace

bool IsOnTiles(const lang::Call& call) {
  return IsTiled(call.result) || std::any_of(call.args.begin(), call.args.end(), IsTiled);
}

int OverloadNumber(Sketch& s, const lang::Call& call) {
  return s.builder().builtins().overload(call.overload).index;
}

Type ElementOfCall(const lang::Call& call) {
  for (const Type type : call.args) {
    if (type.is_tile()) {
      return lang::ElementOf(type);
    }
  }
  return lang::ElementOf(call.result);
}

std::vector<TileExtent> TileExtents(Sketch& s, int rank) {
  switch (rank) {
    case 1:
      return {ExtentNamed(s, "TILE_SIZE", kSizes1)};
    case 2: {
      const TileExtent rows = ExtentNamed(s, "TILE_M", kSizes2);
      return {rows, ExtentNamed(s, "TILE_N", kSizes2)};
    }
    case 3: {
      const TileExtent depth = ExtentNamed(s, "TILE_D", kSizes3);
      const TileExtent height = ExtentNamed(s, "TILE_H", kSizes3);
      return {depth, height, ExtentNamed(s, "TILE_W", kSizes2)};
    }
    default: {
      const TileExtent length = ExtentNamed(s, "TILE_L", kSizes3);
      return {ExtentOf(s, 2), ExtentOf(s, 2), ExtentOf(s, 2), length};
    }
  }
}

std::vector<TileExtent> SomeExtents(Sketch& s) {
  static constexpr std::array kWeights = {0.4, 0.48, 0.12};
  return TileExtents(s, static_cast<int>(s.rng().Pick(kWeights)) + 1);
}

std::vector<TileExtent> SquareExtents(Sketch& s) {
  const TileExtent side = ExtentNamed(s, "TILE_N", kSizes2);
  return {side, side};
}

TileExtent HalfOf(Sketch& s, const TileExtent& whole) { return ExtentOf(s, whole.size / 2); }

Val LoadedTile(Sketch& s, const Need& need, Extents shape, bool may_be_shared) {
  const BlockPart part = PartOf(s, shape);
  const int array = s.NewArray(SpecOf(need, part.sizes));
  return TileLoad(s, WithLead(s, array, part), shape, part.place, may_be_shared);
}

Val TileArgument(Sketch& s, const Need& need, Extents shape, std::span<const Val> taken) {
  const auto found = TilesInSight(s, need, TileTypeOf(need.type, shape), taken);
  if (!found.empty() && s.rng().Chance(0.65)) {
    ScopeEntry& entry = s.scope().entries()[s.rng().Choose(found)];
    ++entry.uses;
    return entry.value;
  }
  const Val loaded = LoadedTile(s, need, shape);
  return s.Let(loaded, TileName(s));
}

Val TileToChange(Sketch& s, const Need& need, Extents shape) {
  const Val loaded = LoadedTile(s, need, shape);
  return Changeable(s, loaded);
}

Val Changeable(Sketch& s, const Val& tile) {
  Val local = s.Let(tile, {"acc", "t", "tile", "work", "state", "scratch_tile"});
  local.range = Unknown(lang::ElementOf(tile.type));
  local.range.from_input = true;
  s.scope().entries().back().value = local;
  return local;
}

Val IndexTile(Sketch& s, const TileExtent& length, int count) {
  const Need need = NeedOf(lang::kInt, 0.0, count - 1.0);
  const std::array shape = {length};
  const Val loaded = LoadedTile(s, need, shape);
  return s.Let(loaded, {"idx", "indices", "rows", "where_to", "order"});
}

void OutputTile(Sketch& s, const Val& tile, Extents shape, std::string_view name) {
  const bool is_named = s.rng().Chance(0.75);
  const Val given = is_named ? s.Let(tile, name.empty() ? TileName(s) : name) : tile;
  const BlockPart part = PartOf(s, shape);
  ArraySpec spec = SpecOf({lang::ElementOf(tile.type)}, part.sizes);
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  const int array = s.NewArray(spec);
  TileStore(s, WithLead(s, array, part), given, part.place);
}

void OutputTotal(Sketch& s, const Val& tile, std::string_view name) {
  const std::array shape = {ExtentOf(s, 1)};
  OutputTile(s, tile, shape, name);
}

Val TileIndex(Sketch& s, int extent) {
  if (!s.rng().Chance(0.35)) {
    return PlainIndex(s, extent);
  }
  const Val index = DrawNonLiteral(s, NeedOf(lang::kInt));
  return s.FitIndex(index, extent);
}

std::vector<Val> TilePlace(Sketch& s, Extents shape) {
  const size_t looked_up = s.rng().Below(2 * shape.size());
  std::vector<Val> place;
  for (const TileExtent& extent : shape) {
    const bool may_look_up = place.size() == looked_up;
    place.push_back(may_look_up ? TileIndex(s, extent.size) : PlainIndex(s, extent.size));
  }
  return place;
}

Val LaneElement(Sketch& s, const Need& need) {
  const int array = s.NewArray(LaneSpec(s, need));
  const Val element = s.At(array, LanePlace(s));
  return s.Let(element, {"x", "value", "mine", "own"});
}

void OutputLane(Sketch& s, const Val& value) {
  ArraySpec spec = LaneSpec(s, {value.type});
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  s.StoreAt(s.NewArray(spec), LanePlace(s), value);
}

}  // namespace warploom::synth::atlas

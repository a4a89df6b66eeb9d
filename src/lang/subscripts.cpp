#include "lang/subscripts.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "lang/constants.h"
#include "lang/rules.h"

namespace warploom::lang {
namespace {

const Slice* AsSlice(const Module& module, ExprId id) {
  return std::get_if<Slice>(&module[id].node);
}

// How many items each subscript leaves of a vec, quat, transform or mat; 0 for one without a
// slice. Empty when a bound is unknown.
std::vector<int> LengthsLeft(const Module& module, Type base, std::span<const ExprId> indices) {
  std::vector<int> lengths;
  for (const ExprId index : indices) {
    const int whole = !base.is_mat() ? base.components() : lengths.empty() ? base.rows : base.cols;
    const Slice* slice = AsSlice(module, index);
    const auto left = slice == nullptr ? 0 : SliceLength(module, *slice, whole);
    if (!left || (slice != nullptr && *left < 2)) {
      return {};
    }
    lengths.push_back(*left);
  }
  return lengths;
}

Type TypeOfSlices(const Module& module, Type base, std::span<const ExprId> indices) {
  std::vector<int> lengths = LengthsLeft(module, base, indices);
  if (lengths.empty() || lengths.size() > (base.is_mat() ? 2U : 1U)) {
    return VoidType();
  }
  if (!base.is_mat()) {
    return VecType(lengths[0], base.scalar);
  }
  const int rows = lengths[0];
  const int cols = lengths.size() == 2 ? lengths[1] : base.cols;
  return rows == 0   ? VecType(cols, base.scalar)
         : cols == 0 ? VecType(rows, base.scalar)
                     : MatType(rows, cols, base.scalar);
}

// One dimension takes the extent of the tile of indices, the others are `:`.
Type TypeOfGather(const Module& module, Type base, std::span<const ExprId> indices) {
  const auto is_whole = [&](ExprId id) {
    const Slice* slice = AsSlice(module, id);
    return slice != nullptr && !slice->start.is_valid() && !slice->stop.is_valid();
  };
  const auto whole = static_cast<size_t>(std::ranges::count_if(indices, is_whole));
  if (!base.is_tile() || whole + 1 != indices.size() ||
      static_cast<int>(indices.size()) > ShapeOf(base).rank) {
    return VoidType();
  }
  TileShape shape = ShapeOf(base);
  for (size_t k = 0; k < indices.size(); ++k) {
    const Type index = module[indices[k]].type;
    if (index.is_tile()) {
      if (ElementOf(index) != kInt || ShapeOf(index).rank != 1) {
        return VoidType();
      }
      shape.extents[k] = ShapeOf(index)[0];
    }
  }
  return TileOf(ElementOf(base), shape.span());
}

// t[1:3], t[::2, 0], t[i]: a view. An integer drops its dimension; those not named stay
// (builtins.py: tile_view_value_func).
Type TypeOfTileView(const Module& module, Type base, std::span<const ExprId> indices) {
  const TileShape shape = ShapeOf(base);
  if (static_cast<int>(indices.size()) > shape.rank) {
    return VoidType();
  }
  std::vector<int> extents;
  for (int k = 0; k < shape.rank; ++k) {
    const auto at = static_cast<size_t>(k);
    const Slice* slice = at < indices.size() ? AsSlice(module, indices[at]) : nullptr;
    if (at >= indices.size()) {
      extents.push_back(shape[k]);
    } else if (slice != nullptr) {
      extents.push_back(SliceLength(module, *slice, shape[k]).value_or(0));
    }
  }
  const bool can_be = std::ranges::all_of(extents, [](int n) {
    return n > 0 && std::ranges::find(kTileExtents, n) != kTileExtents.end();
  });
  return can_be ? TileOf(ElementOf(base), extents) : VoidType();
}

}  // namespace

std::optional<TilePart> PartOfTile(const Module& module, const Subscript& subscript) {
  const auto selects = [&](const Subscript& e) {
    return std::ranges::all_of(module[e.indices], [&](ExprId id) {
      return AsSlice(module, id) == nullptr && !module[id].type.is_tile();
    });
  };
  TilePart result;
  for (const Subscript* at = &subscript; at != nullptr && selects(*at);
       at = std::get_if<Subscript>(&module[result.tile].node)) {
    const auto indices = module[at->indices];
    result.indices.insert(result.indices.begin(), indices.begin(), indices.end());
    result.tile = at->base;
  }
  const bool is_of_tile = result.tile.is_valid() && module[result.tile].type.is_tile();
  return is_of_tile ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<int> SliceLength(const Module& module, const Slice& slice, int length) {
  const auto step = slice.step.is_valid() ? ConstantInteger(module, slice.step) : 1;
  if (!step || *step == 0) {
    return std::nullopt;
  }
  const int64_t low = *step > 0 ? 0 : -1;
  const int64_t high = *step > 0 ? length : length - 1;
  const auto bound = [&](ExprId id, int64_t open) -> std::optional<int64_t> {
    if (!id.is_valid()) {
      return open;
    }
    const auto value = ConstantInteger(module, id);
    return !value       ? std::nullopt
           : *value < 0 ? std::optional(std::max(*value + length, low))
                        : std::optional(std::min(*value, high));
  };
  const auto start = bound(slice.start, *step > 0 ? low : high);
  const auto stop = bound(slice.stop, *step > 0 ? high : low);
  if (!start || !stop) {
    return std::nullopt;
  }
  const int64_t span = *step > 0 ? *stop - *start : *start - *stop;
  const int64_t stride = std::abs(*step);
  return span <= 0 ? 0 : static_cast<int>((span + stride - 1) / stride);
}

bool IsGather(const Module& module, std::span<const ExprId> indices) {
  return std::ranges::any_of(indices, [&](ExprId id) { return module[id].type.is_tile(); });
}

Type TypeOfSubscript(const Module& module, Type base, std::span<const ExprId> indices) {
  if (IsGather(module, indices)) {
    return TypeOfGather(module, base, indices);
  }
  if (base.is_tuple()) {
    return indices.size() == 1
               ? TypeOfItem(module.tuple_of(base), LiteralInteger(module, indices[0]))
               : VoidType();
  }
  const auto slices = static_cast<int>(
      std::ranges::count_if(indices, [&](ExprId id) { return AsSlice(module, id) != nullptr; }));
  if (slices > 0 && !base.is_array() && base.components() > 0) {
    return TypeOfSlices(module, base, indices);
  }
  if (base.is_tile() && (slices > 0 || static_cast<int>(indices.size()) < ShapeOf(base).rank)) {
    return TypeOfTileView(module, base, indices);
  }
  return TypeOfSubscript(base, static_cast<int>(indices.size()), slices);
}

}  // namespace warploom::lang

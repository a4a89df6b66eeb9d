#pragma once

#include <optional>
#include <span>
#include <vector>

#include "lang/module.h"

namespace warploom::lang {

// The number of items that a slice of a vec or mat selects out of `length`. Warp must know the
// bounds at compile time (codegen.py: eval_const_slice); nullopt if it does not.
std::optional<int> SliceLength(const Module& module, const Slice& slice, int length);

// True for t[indices, :], which gathers rows of a tile by a tile of indices.
bool IsGather(const Module& module, std::span<const ExprId> indices);

// What t[i][j][k] reads: Warp takes subscripts one after the other as one list, up to a slice or a
// gather (codegen.py: eval_subscript).
struct TilePart {
  ExprId tile;
  std::vector<ExprId> indices;
};
// nullopt for what is no part of a tile, a slice or a gather.
std::optional<TilePart> PartOfTile(const Module& module, const Subscript& subscript);

// The type of base[indices] of a tuple, array, tile, vec, mat, quat or transform. Void if Warp
// refuses it, and for vecs and mats that are too small to be useful.
Type TypeOfSubscript(const Module& module, Type base, std::span<const ExprId> indices);

}  // namespace warploom::lang

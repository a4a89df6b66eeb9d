#pragma once

#include <optional>
#include <span>

#include "lang/module.h"

namespace warploom::lang {

// How many of `length` items the slice takes of a vec or mat, of which Warp must know the bounds
// (codegen.py: eval_const_slice); nullopt when it does not.
std::optional<int> SliceLength(const Module& module, const Slice& slice, int length);

// True for t[indices, :], which picks rows of a tile by a tile of indices.
bool IsGather(const Module& module, std::span<const ExprId> indices);

// The type of base[indices] of a tuple, array, tile, vec, mat, quat or transform; void when Warp
// refuses it, and for vecs and mats so small that nobody writes them.
Type TypeOfSubscript(const Module& module, Type base, std::span<const ExprId> indices);

}  // namespace warploom::lang

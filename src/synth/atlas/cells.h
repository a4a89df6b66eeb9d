#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lang/builtin_table.h"

namespace warploom::synth::atlas {

// One overload of a builtin, with its concrete calls that an atlas kernel can show.
struct Cell {
  lang::OverloadId overload;
  std::vector<lang::CallId> calls;
};

// All cells, in the table's order; computed once for a table.
std::span<const Cell> AtlasCells(const lang::BuiltinTable& table);

// Builtins that have calls but no cell, and why: what ordinary syntax writes in every kernel, and
// what atlas kernels have no form for.
struct NoCell {
  std::string_view name;
  std::string_view reason;
};
std::span<const NoCell> BuiltinsWithoutCells();
// The reason of those that no atlas kernel needs to show.
inline constexpr std::string_view kOrdinary = "ordinary kernels are full of it";

}  // namespace warploom::synth::atlas

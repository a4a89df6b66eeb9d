#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lang/builtin_table.h"

namespace warploom::synth::atlas {

// One overload of a builtin, with those of its concrete calls that an atlas kernel can show.
struct Cell {
  lang::OverloadId overload;
  std::vector<lang::CallId> calls;
};

// All cells in table order; computed once for each table and thread.
std::span<const Cell> AtlasCells(const lang::BuiltinTable& table);

// Builtins with calls but without a cell, and the reason: every kernel uses them through syntax, or
// atlas kernels have no form for them.
struct NoCell {
  std::string_view name;
  std::string_view reason;
};
std::span<const NoCell> BuiltinsWithoutCells();
// The reason for builtins that no atlas kernel needs to show.
inline constexpr std::string_view kOrdinary = "ordinary kernels are full of it";

}  // namespace warploom::synth::atlas

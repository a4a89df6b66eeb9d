#include "synth/atlas/cells.h"

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {
namespace {

constexpr std::string_view kSyntax = kOrdinary;
constexpr std::string_view kOption = "Warp takes it under a module option alone";
constexpr NoCell kRows[] = {
    {"assign", kSyntax},    {"assign_copy", kOption}, {"copy", kSyntax},
    {"extract", kSyntax},  // An item of a shape: a.shape[0].
    {"iter_next", kSyntax}, {"printf", kSyntax},      {"range", kSyntax},
    {"reversed", kSyntax},  {"tid", kSyntax},
};

}  // namespace

std::span<const Cell> AtlasCells(const lang::BuiltinTable& table) {
  thread_local const lang::BuiltinTable* known = nullptr;
  thread_local std::vector<Cell> cells;
  if (known == &table) {
    return cells;
  }
  cells.clear();
  std::vector<Cell> by_overload(table.overloads().size());
  for (const lang::Call& call : table.calls()) {
    const Form* form = FormOf(table, call);
    if (form != nullptr && form->can(table, call)) {
      by_overload[call.overload.value].overload = call.overload;
      by_overload[call.overload.value].calls.push_back(call.id);
    }
  }
  for (Cell& cell : by_overload) {
    if (!cell.calls.empty()) {
      cells.push_back(std::move(cell));
    }
  }
  known = &table;
  return cells;
}

std::span<const NoCell> BuiltinsWithoutCells() { return kRows; }

}  // namespace warploom::synth::atlas

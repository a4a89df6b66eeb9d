#include "synth/atlas/forms/tile_forms.h"

#include <algorithm>

#include "synth/atlas/forms/tile_elements.h"
#include "synth/atlas/forms/tile_linear.h"
#include "synth/atlas/forms/tile_memory.h"
#include "synth/atlas/forms/tile_queries.h"
#include "synth/atlas/forms/tile_reductions.h"
#include "synth/atlas/forms/tile_shapes.h"
#include "synth/atlas/forms/tile_stacks.h"
#include "synth/atlas/forms/tile_values.h"

namespace warploom::synth::atlas {
namespace {

// Warp's default block size (context.py: Module). Warp builds linear algebra separately for each
// block size, which takes seconds.
constexpr int kUsualBlock = 256;

}  // namespace

const Form* TileFormNamed(std::string_view name) {
  for (const std::span<const NamedForm> forms :
       {TileElementForms(), TileLinearForms(), TileMemoryForms(), TileQueryForms(),
        TileReductionForms(), TileShapeForms(), TileStackForms(), TileValueForms()}) {
    for (const NamedForm& row : forms) {
      if (row.name == name) {
        return &row.form;
      }
    }
  }
  return nullptr;
}

void PlanTilePage(Sketch& s, std::span<const lang::CallId> calls) {
  const auto& table = s.builder().builtins();
  const bool needs_lane = std::ranges::any_of(calls, [&](lang::CallId id) {
    const std::string_view name = table.name(table.call(id).name);
    return name == "tile" || name == "untile" || name.starts_with("tile_stack") ||
           name.find("query") != std::string_view::npos;
  });
  s.PlanTiles(1, 2, needs_lane);
  const bool has_built = std::ranges::any_of(
      calls, [&](lang::CallId id) { return table.overload(table.call(id).overload).is_lto; });
  if (has_built) {
    s.builder().module().launch.block_dim = kUsualBlock;
  }
}

}  // namespace warploom::synth::atlas

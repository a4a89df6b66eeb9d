#include "synth/atlas/cells.h"

#include "synth/atlas/forms.h"

namespace warploom::synth {
namespace {

constexpr std::string_view kSyntax = kOrdinary;
constexpr std::string_view kOption = "Warp takes it under a module option alone";
constexpr std::string_view kObject = "it needs a mesh, bvh or hash grid at launch";
constexpr std::string_view kTiles =
    "it works on tiles: the family tiles shows some, the atlas none";
constexpr NoCell kRows[] = {
    {"add", kTiles},
    {"add_inplace", kTiles},
    {"assign", kSyntax},
    {"assign_copy", kOption},
    {"bit_and", kTiles},
    {"bit_and_inplace", kTiles},
    {"bit_or", kTiles},
    {"bit_or_inplace", kTiles},
    {"bit_xor", kTiles},
    {"bit_xor_inplace", kTiles},
    {"bvh_query_aabb_tiled", kObject},
    {"bvh_query_next_tiled", kObject},
    {"bvh_query_ray_tiled", kObject},
    {"copy", kSyntax},
    {"div", kTiles},
    {"extract", kSyntax},  // Of a shape: a.shape[0].
    {"iter_next", kSyntax},
    {"len", kTiles},
    {"mesh_query_aabb_next_tiled", kObject},
    {"mesh_query_aabb_tiled", kObject},
    {"mul", kTiles},
    {"neg", kTiles},
    {"printf", kSyntax},
    {"range", kSyntax},
    {"reversed", kSyntax},
    {"sub", kTiles},
    {"sub_inplace", kTiles},
    {"tid", kSyntax},
    {"tile", kTiles},
    {"tile_add_inplace", kTiles},
    {"tile_arange", kTiles},
    {"tile_argmax", kTiles},
    {"tile_argmin", kTiles},
    {"tile_assign", kTiles},
    {"tile_astype", kTiles},
    {"tile_atomic_add", kTiles},
    {"tile_atomic_add_indexed", kTiles},
    {"tile_axpy", kTiles},
    {"tile_bit_and_inplace", kTiles},
    {"tile_bit_or_inplace", kTiles},
    {"tile_bit_xor_inplace", kTiles},
    {"tile_broadcast", kTiles},
    {"tile_bvh_query_aabb", kObject},
    {"tile_bvh_query_next", kObject},
    {"tile_bvh_query_ray", kObject},
    {"tile_cholesky", kTiles},
    {"tile_cholesky_inplace", kTiles},
    {"tile_cholesky_solve", kTiles},
    {"tile_cholesky_solve_inplace", kTiles},
    {"tile_diag_add", kTiles},
    {"tile_dot", kTiles},
    {"tile_empty", kTiles},
    {"tile_extract", kTiles},
    {"tile_fft", kTiles},
    {"tile_from_thread", kTiles},
    {"tile_full", kTiles},
    {"tile_ifft", kTiles},
    {"tile_load", kTiles},
    {"tile_load_indexed", kTiles},
    {"tile_lower_solve", kTiles},
    {"tile_lower_solve_inplace", kTiles},
    {"tile_map", kTiles},
    {"tile_matmul", kTiles},
    {"tile_max", kTiles},
    {"tile_mesh_query_aabb", kObject},
    {"tile_mesh_query_aabb_next", kObject},
    {"tile_min", kTiles},
    {"tile_ones", kTiles},
    {"tile_query_valid", kObject},
    {"tile_randf", kTiles},
    {"tile_randi", kTiles},
    {"tile_reduce", kTiles},
    {"tile_reshape", kTiles},
    {"tile_scan_exclusive", kTiles},
    {"tile_scan_inclusive", kTiles},
    {"tile_scan_max_inclusive", kTiles},
    {"tile_scan_min_inclusive", kTiles},
    {"tile_scatter_add", kTiles},
    {"tile_scatter_masked", kTiles},
    {"tile_slice_indexed", kTiles},
    {"tile_sort", kTiles},
    {"tile_squeeze", kTiles},
    {"tile_stack", kTiles},
    {"tile_stack_clear", kTiles},
    {"tile_stack_count", kTiles},
    {"tile_stack_pop", kTiles},
    {"tile_stack_push", kTiles},
    {"tile_store", kTiles},
    {"tile_store_indexed", kTiles},
    {"tile_sub_inplace", kTiles},
    {"tile_sum", kTiles},
    {"tile_transpose", kTiles},
    {"tile_upper_solve", kTiles},
    {"tile_upper_solve_inplace", kTiles},
    {"tile_view", kTiles},
    {"tile_zeros", kTiles},
    {"untile", kTiles},
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
    const Form* form = FormOf(table, call.name);
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

}  // namespace warploom::synth

// A running sum or extreme along each row.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawTileScan(Sketch& s) {
  const TileExtent length = RowExtent(s);
  const bool whole = s.real() != lang::kFloat || s.rng().Chance(0.5);
  const TileSource source = whole ? TileSource{lang::kInt, 0.0, 50.0} : TileSource{lang::kFloat};
  const Val row = RowTile(s, length, source, {"counts", "flags", "values"}, {"t", "row", "v"});
  const std::string_view name = OneOf(s, {"tile_scan_inclusive", "tile_scan_exclusive",
                                          "tile_scan_max_inclusive", "tile_scan_min_inclusive"});
  const ValueRange value_range = Between(row.range.low * length.size, row.range.high * length.size);
  const Val scanned = Named(s, TileCall(s, name).Arg(row).Give(row.type, value_range),
                            {"prefix", "scanned", "running"});
  GiveRow(s, scanned, length);
  if (s.rng().Chance(0.4)) {
    const std::array last = {s.Int(length.size - 1)};
    const Val end = s.Let(TileElement(s, scanned, last), "last");
    ArraySpec spec;
    spec.element = end.type;
    spec.fill = lang::Fill::kZero;
    spec.access = Access::kPerThread;
    spec.shape = {s.dims()[0]};
    const std::array slot = {s.Thread(0)};
    s.StoreAt(s.NewArray(spec), slot, end);
  }
}

}  // namespace

Motif TileScanMotif() {
  return {.name = "tile-scan",
          .family = Family::kTiles,
          .weight = 1.0,
          .draw = DrawTileScan,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs

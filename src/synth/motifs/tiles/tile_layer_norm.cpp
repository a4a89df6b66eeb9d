// Layer normalization of a row: (x - mean) / std, scaled and shifted.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/tiles/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Parameters shared by all rows: gamma or beta.
Val Shared(Sketch& s, const TileExtent& length, Words arrays, Words names) {
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {length.size};
  spec.name = OneOf(s, arrays);
  const int array = s.NewArray(spec);
  const std::array start = {s.Int(0)};
  return Named(s, TileLoad(s, array, std::array{length}, start), names);
}

// def inv_std(v): 1 / sqrt(v + eps), for tile_map.
lang::FuncId InverseRoot(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{"v", real, Between(0.0, 100.0)}};
  return s.DefineHelper(OneOf(s, {"inv_std", "rsqrt_eps", "inverse_root"}), params,
                        [&](std::span<const Val> v) {
                          const Val eps = Epsilon(s);
                          return std::vector<Val>{s.Real(1.0, real) / s.Call("sqrt", {v[0] + eps})};
                        });
}

void DrawTileLayerNorm(Sketch& s) {
  const TileExtent length = RowExtent(s);
  const Val row = RowTile(s, length, {s.real()}, {"x", "hidden", "features"}, {"t", "x_row", "h"});
  const Val count = CountOf(s, row, length);
  const Val mean = Named(s, TileTotal(s, "tile_sum", row) / count, {"mean", "mu", "avg"});
  const Val centred = Named(s, row - Broadcast(s, mean, length), {"c", "centered", "d"});
  const Val var =
      Named(s, TileTotal(s, "tile_sum", centred * centred) / count, {"var", "variance"});
  const lang::FuncId root = InverseRoot(s, s.real());
  const Val scale = Named(s, TileMap(s, root, std::array{var}), {"inv", "rstd", "scale"});
  Val out = Named(s, centred * Broadcast(s, scale, length), {"y", "normed", "x_hat"});
  if (s.rng().Chance(0.6)) {
    const Val gamma = Shared(s, length, {"gamma", "weight"}, {"g", "gamma_t"});
    out = out * gamma;
  }
  if (s.rng().Chance(0.5)) {
    const Val beta = Shared(s, length, {"beta", "bias"}, {"b", "beta_t"});
    out = out + beta;
  }
  GiveRow(s, out, length);
}

}  // namespace

Motif TileLayerNormMotif() {
  return {.name = "tile-layer-norm",
          .family = Family::kTiles,
          .weight = 1.0,
          .draw = DrawTileLayerNorm,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "learning"};
}

}  // namespace warploom::synth::motifs

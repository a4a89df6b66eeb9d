// Tiles that are the rows of a matrix: statistics, normalization, scans, sorts, gathers.
#include "synth/families/tiles.h"

namespace warploom::synth {
namespace {

using lang::Type;

Val Broadcast(Sketch& s, const Val& tile, const Extent& length) {
  return TileBroadcast(s, tile, std::array{length});
}

// The length of a row as a number that a tile is divided by.
Val CountOf(Sketch& s, const Val& like, const Extent& length) {
  const Type real = lang::ScalarType(like.type.scalar);
  // Of wp.float64(N) Warp makes N itself a float64, which is no size any more.
  return real == lang::kFloat && s.Habit("counts by name", 0.4) ? s.Convert(length.written, real)
                                                                : s.NumberLike(like, length.size);
}

// A row of parameters that all rows share: gamma, beta.
Val Shared(Sketch& s, const Extent& length, Words arrays, Words names) {
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {length.size};
  spec.name = OneOf(s, arrays);
  const int array = s.NewArray(spec);
  const std::array start = {s.Int(0)};
  return Named(s, TileLoad(s, array, std::array{length}, start), names);
}

// 1 / sqrt(v + eps), which tile_map calls.
lang::FuncId InverseRoot(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{"v", real, Between(0.0, 100.0)}};
  return s.DefineHelper(OneOf(s, {"inv_std", "rsqrt_eps", "inverse_root"}), params,
                        [&](std::span<const Val> v) {
                          const Val eps = Epsilon(s);
                          return std::vector<Val>{s.Real(1.0, real) / s.Call("sqrt", {v[0] + eps})};
                        });
}

}  // namespace

// exp(x - max) / sum
void DrawTileSoftmax(Sketch& s) {
  const Extent length = RowExtent(s);
  const Val row = RowTile(s, length, {s.real()}, {"logits", "scores", "x"}, {"t", "x_row", "z"});
  const Val scaled = s.rng().Chance(0.4)
                         ? s.Let(row * Coefficient(s, s.real(), {"temperature", "scale"}), "zs")
                         : row;
  const Val top = Named(s, TileTotal(s, "tile_max", scaled), {"m", "row_max", "top"});
  const Val centred = scaled - Broadcast(s, top, length);
  const Val powers = Named(s, TileMap(s, "exp", std::array{centred}), {"e", "exps", "numerator"});
  const Val sum = Named(s, TileTotal(s, "tile_sum", powers), {"total", "denom", "z_sum"});
  const Val shares = powers / Broadcast(s, sum, length);
  GiveRow(s, shares, length);
  if (s.rng().Chance(0.25)) {
    GiveSlot(s, sum);
  }
}

// (x - mean) / std, scaled and shifted.
void DrawTileLayerNorm(Sketch& s) {
  const Extent length = RowExtent(s);
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

// One or two numbers of each row.
void DrawTileRowStatistic(Sketch& s) {
  const Extent length = RowExtent(s);
  const Val row = RowTile(s, length, {s.real()}, {"x", "rows", "samples"}, {"t", "row", "r"});
  const Val worked = s.rng().Chance(0.4) ? Named(s, row * row, {"sq", "squares"}) : row;
  const auto count = s.rng().Between(1, 3);
  for (int64_t i = 0; i < count; ++i) {
    const std::string_view name =
        OneOf(s, {"tile_sum", "tile_sum", "tile_min", "tile_max", "tile_argmin", "tile_argmax"});
    const Val number = Named(s, TileTotal(s, name, worked), {"s", "stat", "value", "extreme"});
    const bool is_mean = name == "tile_sum" && s.rng().Chance(0.5);
    GiveSlot(s, is_mean ? number / CountOf(s, number, length) : number);
  }
}

// Running sums or extremes along each row.
void DrawTileScan(Sketch& s) {
  const Extent length = RowExtent(s);
  const bool whole = s.real() != lang::kFloat || s.rng().Chance(0.5);
  const TileSource source = whole ? TileSource{lang::kInt, 0.0, 50.0} : TileSource{lang::kFloat};
  const Val row = RowTile(s, length, source, {"counts", "flags", "values"}, {"t", "row", "v"});
  const std::string_view name = OneOf(s, {"tile_scan_inclusive", "tile_scan_exclusive",
                                          "tile_scan_max_inclusive", "tile_scan_min_inclusive"});
  const Facts facts = Between(row.facts.low * length.size, row.facts.high * length.size);
  const Val scanned =
      Named(s, TileCall(s, name).Arg(row).Give(row.type, facts), {"prefix", "scanned", "running"});
  GiveRow(s, scanned, length);
  if (s.rng().Chance(0.4)) {
    const std::array last = {s.Int(length.size - 1)};
    const Val end = s.Let(TileElement(s, scanned, last), "last");
    ArraySpec spec;
    spec.element = end.type;
    spec.fill = lang::Fill::kZero;
    spec.access = Access::kOwned;
    spec.shape = {s.dims()[0]};
    const std::array slot = {s.Thread(0)};
    s.StoreAt(s.NewArray(spec), slot, end);
  }
}

// Keys in order, and what belongs to them.
void DrawTileSort(Sketch& s) {
  const Extent length = RowExtent(s);
  const bool whole = s.rng().Chance(0.5);
  const TileSource source = whole ? TileSource{lang::kInt, 0.0, 1000.0} : TileSource{lang::kFloat};
  const Val keys = RowTile(s, length, source, {"keys", "codes", "distances"}, {"k", "key_tile"});
  const std::array shape = {length};
  const Type type = TileTypeOf(lang::kInt, shape);
  Val values;
  if (s.rng().Chance(0.6)) {
    TileCall call(s, "tile_arange");
    values =
        Named(s, call.Stop(length).Dtype(lang::kInt).Give(type, Between(0.0, length.size - 1.0)),
              {"order", "ids"});
  } else {
    values = RowTile(s, length, {lang::kInt, 0.0, 100.0}, {"values", "ids_in"}, {"v", "vals"});
  }
  TileCall(s, "tile_sort").Arg(keys).Arg(values).Do();
  GiveRow(s, values, length);
  if (s.rng().Chance(0.6)) {
    GiveRow(s, keys, length);
  }
}

// The elements that a row of indices names.
void DrawTileGather(Sketch& s) {
  const Extent length = RowExtent(s);
  const int count = static_cast<int>(s.rng().Between(2, 8)) * length.size;
  const Val places = RowTile(s, length, {lang::kInt, 0.0, count - 1.0}, {"indices", "ids", "map"},
                             {"idx", "where_tile", "places"});
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {count};
  spec.name = OneOf(s, {"table", "source", "values"});
  const int table = s.NewArray(spec);
  TileCall call(s, "tile_load_indexed");
  const std::array shape = {length};
  call.Arg(s.ArrayRef(table)).Arg(lang::KeywordName::kIndices, places).ShapeTuple(shape);
  Facts facts = Unknown(s.real());
  facts.from_input = true;
  const Val found =
      Named(s, call.Give(TileTypeOf(s.real(), shape), facts), {"g", "found", "picked"});
  GiveRow(s, s.rng().Chance(0.5) ? found * Coefficient(s, s.real(), {"scale", "gain"}) : found,
          length);
}

}  // namespace warploom::synth

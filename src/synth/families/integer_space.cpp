// Integer: grid cells, Morton codes, indices and cellular automata.
#include <array>

#include "synth/families/integer.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kInt;
using lang::kUint;
using lang::Type;

// A point's cell and the cell's slot in a hash table.
void DrawGridHash(Sketch& s) {
  const int axes = s.rng().Chance(0.7) ? 3 : 2;
  const Type point = lang::VecType(axes, lang::Scalar::kFloat32);
  const int points = s.NewArray({point,
                                 {},
                                 lang::Fill::kUniform,
                                 -10.0,
                                 10.0,
                                 Access::kInput,
                                 OneOf(s, {"points", "positions", "particle_q", ""})});
  const Val p = s.Let(s.Own(points), "p");
  const bool inverse = s.rng().Chance(0.5);
  const Val size =
      inverse ? s.NewArg(lang::kFloat, 0.5, 2.0, OneOf(s, {"inv_cell", "inv_h"}))
              : s.NewArg(lang::kFloat, 0.5, 2.0, OneOf(s, {"cell_size", "cell_width", "spacing"}));
  constexpr std::array<std::array<std::string_view, 3>, 3> kNames = {
      {{"ix", "iy", "iz"}, {"cx", "cy", "cz"}, {"gx", "gy", "gz"}}};
  const auto names = s.rng().Choose(kNames);
  std::vector<Val> cells;
  for (int k = 0; k < axes; ++k) {
    const Val scaled = inverse ? p[k] * size : p[k] / size;
    cells.push_back(
        s.Let(s.Convert(s.Call("floor", {scaled}), kInt), names[static_cast<size_t>(k)]));
  }
  constexpr std::array<int, 3> kPrimes = {73856093, 19349663, 83492791};
  const bool sums = s.rng().Chance(0.3);
  const auto term = [&](int k) {
    const auto i = static_cast<size_t>(k);
    if (sums && k == 0) {
      return cells[i];
    }
    return cells[i] * s.Int(sums ? std::array{1, 131, 17161}[i] : kPrimes[i]);
  };
  Val hash = term(0);
  for (int k = 1; k < axes; ++k) {
    hash = sums ? hash + term(k) : hash ^ term(k);
  }
  hash = s.Let(hash, OneOf(s, {"h", "hash", "key"}));
  const int slots = s.rng().Choose(std::array{64, 128, 256, 512, 1024, 4096});
  const Val n = s.SizeArg(slots, OneOf(s, {"table_size", "num_buckets", "hash_size"}));
  const Val slot = s.Let(s.rng().Chance(0.5) ? hash & (n - s.Int(1)) : (hash % n + n) % n,
                         OneOf(s, {"slot", "bucket", "cell"}));
  if (s.rng().Chance(0.5)) {
    const int counts = s.NewArray({kInt,
                                   {slots},
                                   lang::Fill::kZero,
                                   0.0,
                                   0.0,
                                   Access::kAtomic,
                                   OneOf(s, {"counts", "cell_counts", "table"})});
    s.AtomicAdd(counts, std::array{slot}, s.Int(1));
    if (s.rng().Chance(0.5)) {
      return;
    }
  }
  s.Output(slot, OneOf(s, {"cell_ids", "slots", ""}));
}

namespace {

// def part1by1(x): a word's lower bits, spread out with gaps of one or two.
lang::FuncId DefineSpread(Sketch& s, bool by_two) {
  const bool multiplies = by_two && s.rng().Chance(0.5);
  const bool augmented = s.rng().Chance(0.3);
  const std::array params = {
      Sketch::Param{OneOf(s, {"x", "v", "n"}), kUint, Between(0.0, 65535.0)}};
  const std::string_view name = by_two ? OneOf(s, {"part1by2", "expand_bits", "spread3"})
                                       : OneOf(s, {"part1by1", "spread_bits", "interleave0"});
  return s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    Val x = p[0];
    const auto step = [&](int shift, uint64_t factor, uint64_t mask) {
      const Val spread = multiplies ? x * Word(s, factor, kUint, true) : x | Shl(x, shift);
      if (augmented && !multiplies) {
        s.Update(x, BinaryOp::kBitOr, Shl(x, shift));
        s.Update(x, BinaryOp::kBitAnd, Word(s, mask, kUint, true));
      } else {
        s.Set(x, spread & Word(s, mask, kUint, true));
      }
    };
    if (by_two) {
      step(16, 0x10001, 0xff0000ff);
      step(8, 0x101, 0x0f00f00f);
      step(4, 0x11, 0xc30c30c3);
      step(2, 0x5, 0x49249249);
    } else {
      step(8, 0, 0x00ff00ff);
      step(4, 0, 0x0f0f0f0f);
      step(2, 0, 0x33333333);
      step(1, 0, 0x55555555);
    }
    return {x};
  });
}

// def compact(x): the inverse of part1by1.
lang::FuncId DefineCompact(Sketch& s) {
  const std::array params = {Sketch::Param{"x", kUint, Between(0.0, 4294967295.0)}};
  return s.DefineHelper(OneOf(s, {"compact1by1", "compact_bits", "even_bits"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          Val x = p[0];
                          s.Update(x, BinaryOp::kBitAnd, Word(s, 0x55555555, kUint, true));
                          constexpr std::array<uint64_t, 4> kMasks = {0x33333333, 0x0f0f0f0f,
                                                                      0x00ff00ff, 0x0000ffff};
                          for (size_t i = 0; i < kMasks.size(); ++i) {
                            s.Set(x, (x ^ Shr(x, 1 << i)) & Word(s, kMasks[i], kUint, true));
                          }
                          return {x};
                        });
}

}  // namespace

// Morton codes of points in a box or of grid coordinates, and back.
void DrawMorton(Sketch& s) {
  if (s.rng().Chance(0.3)) {
    const lang::FuncId compact = DefineCompact(s);
    const Val code = Key(s, kUint, 1048575.0);
    const Val x = s.Let(s.CallHelper(compact, std::array{code}), OneOf(s, {"cx", "col_id", "px"}));
    const Val y =
        s.Let(s.CallHelper(compact, std::array{Shr(code, 1)}), OneOf(s, {"cy", "row_id", "py"}));
    if (s.rng().Chance(0.5)) {
      s.Output(x, OneOf(s, {"out_x", "xs"}));
      return s.Output(y, OneOf(s, {"out_y", "ys"}));
    }
    return s.Output(y * s.Int(s.rng().Choose(std::array{64, 128, 256, 1024}), kUint) + x, "linear");
  }
  const int axes = s.rng().Chance(0.6) ? 3 : 2;
  const lang::FuncId spread = DefineSpread(s, axes == 3);
  constexpr std::array<std::string_view, 3> kNames = {"x", "y", "z"};
  std::vector<Val> parts;
  if (axes == 2 && s.ndim() >= 2 && s.rng().Chance(0.6)) {
    parts = {s.Convert(s.Thread(1), kUint), s.Convert(s.Thread(0), kUint)};
  } else {
    const Type point = lang::VecType(axes, lang::Scalar::kFloat32);
    const Val p = s.Let(s.Own(s.NewArray({point,
                                          {},
                                          lang::Fill::kUniform,
                                          0.0,
                                          1.0,
                                          Access::kInput,
                                          OneOf(s, {"points", "centers", ""})})),
                        "p");
    const double most = axes == 3 ? 1023.0 : 65535.0;
    for (int k = 0; k < axes; ++k) {
      const Val q = s.Call(
          "clamp", {p[k] * (most + 1.0), s.Real(0.0, lang::kFloat), s.Real(most, lang::kFloat)});
      parts.push_back(s.Let(s.Convert(q, kUint), kNames[static_cast<size_t>(k)]));
    }
  }
  Val code;
  const bool low_first = s.rng().Chance(0.5);
  const bool adds = s.rng().Chance(0.3);
  for (int k = 0; k < axes; ++k) {
    const int shift = low_first ? k : axes - 1 - k;
    const Val part = s.CallHelper(spread, std::array{parts[static_cast<size_t>(k)]});
    const Val placed = shift == 0 ? part : Shl(part, shift);
    code = k == 0 ? placed : adds ? code + placed : code | placed;
  }
  s.Output(code, OneOf(s, {"codes", "morton", "keys_out"}));
}

// Linear indices and their coordinates; a value gathered through them.
void DrawIndexing(Sketch& s) {
  const int n = s.dims()[0];
  if (s.ndim() == 1) {
    const int width = s.rng().Choose(std::array{4, 8, 16, 25, 32, 50});
    const int height = (n + width - 1) / width;
    const Val w = s.rng().Chance(0.6)
                      ? s.SizeArg(width, OneOf(s, {"width", "stride", "cols", "nx"}))
                      : s.Int(width);
    const Val row = s.Let(FloorDiv(s.Thread(0), w), OneOf(s, {"row", "y", "j"}));
    const Val col = s.Let(s.rng().Chance(0.6) ? s.Thread(0) % w : s.Thread(0) - row * w,
                          OneOf(s, {"col", "x", "c"}));
    const Val in_row = Known(col, 0, width - 1);
    const bool transposed = s.rng().Chance(0.5);
    const int grid = s.NewArray(
        {s.real(), transposed ? std::vector<int>{width, height} : std::vector<int>{height, width},
         lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
    const Val value = transposed ? s.At(grid, {in_row, row}) : s.At(grid, {row, in_row});
    const Val parity = (row + col) % 2 == 0.0;
    return s.Output(s.rng().Chance(0.5) ? s.Select(parity, value, -value)
                                        : value * s.Draw(s.real(), 1));
  }
  const int cols = s.dims()[1];
  const Val w = s.SizeArg(cols, OneOf(s, {"width", "cols", "nx"}));
  const Val flat = s.Let(s.Thread(0) * w + s.Thread(1), OneOf(s, {"flat", "linear", "cell"}));
  const int cells = n * cols;
  const int values =
      s.NewArray({s.real(), {cells}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
  if (s.rng().Chance(0.5)) {
    const int dx = static_cast<int>(s.rng().Between(1, 3));
    const Val wrapped = s.Let((s.Thread(1) + s.Int(dx)) % w, OneOf(s, {"right", "x1", "next_col"}));
    const Val other = s.At(values, {Known(s.Thread(0) * w + wrapped, 0, cells - 1)});
    return s.Output(s.At(values, {flat}) - other * s.Draw(s.real(), 0));
  }
  const Val group =
      s.SizeArg(s.rng().Choose(std::array{2, 4, 8}), OneOf(s, {"tile", "block", "group"}));
  const Val tile = s.Let(FloorDiv(s.Thread(0), group) + FloorDiv(s.Thread(1), group),
                         OneOf(s, {"tile_sum", "checker"}));
  s.Output(s.Select(tile % 2 == 0.0, s.At(values, {flat}), s.Draw(s.real(), 1)));
}

// One step of a cellular automaton: a rule table on a ring, or Life on a torus.
void DrawAutomaton(Sketch& s) {
  const int cells = s.NewArray({kInt,
                                {},
                                lang::Fill::kUniform,
                                0.0,
                                1.0,
                                Access::kInput,
                                OneOf(s, {"cells", "state_in", "grid", "current"})});
  const auto wrap = [&](const Val& index, int dimension) {
    return index % s.SizeOf(cells, dimension);
  };
  const Val i = s.Thread(0);
  const Val n = s.SizeOf(cells, 0);
  if (s.ndim() == 1) {
    const Val left = s.Let(s.At(cells, {(i + n - s.Int(1)) % n}), OneOf(s, {"left", "l"}));
    const Val right = s.Let(s.At(cells, {(i + s.Int(1)) % n}), OneOf(s, {"right", "r"}));
    const Val center = s.Own(cells);
    if (s.rng().Chance(0.4)) {
      return s.Output(s.rng().Chance(0.5) ? left ^ right : (left ^ center) | right,
                      OneOf(s, {"cells_out", "next_cells"}));
    }
    const Val pattern = s.Let(s.rng().Chance(0.5) ? Shl(left, 2) | Shl(center, 1) | right
                                                  : 4.0 * left + 2.0 * center + right,
                              OneOf(s, {"pattern", "neighborhood"}));
    const Val rule = s.rng().Chance(0.6) ? s.NewArg(kInt, 0.0, 255.0, "rule")
                                         : s.Int(s.rng().Choose(std::array{30, 54, 90, 110, 184}));
    return s.Output((rule >> Known(pattern, 0, 7)) & s.Int(1),
                    OneOf(s, {"cells_out", "next_cells"}));
  }
  const Val j = s.Thread(1);
  Val alive = s.Mutable(s.Int(0), OneOf(s, {"alive", "neighbors", "count"}), Between(0, 9));
  s.Hide(alive);
  const bool skips = s.rng().Chance(0.5);
  s.For("di", s.Int(-1), s.Int(2), 0, [&](Val di) {
    s.For("dj", s.Int(-1), s.Int(2), 0, [&](Val dj) {
      const Val m = s.SizeOf(cells, 1);
      const Val other = s.At(cells, {wrap(i + di + n, 0), (j + dj + m) % m});
      if (skips) {
        s.If(di != 0.0 || dj != 0.0, [&] { s.Update(alive, BinaryOp::kAdd, other); });
      } else {
        s.Update(alive, BinaryOp::kAdd, other);
      }
    });
  });
  const Val self = s.Let(s.Own(cells), OneOf(s, {"self_state", "center", "me"}));
  if (!skips) {
    s.Update(alive, BinaryOp::kSub, self);
  }
  const Val lives = alive == s.Int(3) || (self == 1.0 && alive == 2.0);
  s.Output(s.Select(lives, s.Int(1), s.Int(0)), OneOf(s, {"cells_out", "next_state", "grid_out"}));
}

}  // namespace warploom::synth

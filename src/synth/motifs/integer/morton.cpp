// Morton codes of points in a box or of grid coordinates, and their decoding.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kUint;
using lang::Type;

// def part1by1(x): spreads the lower bits of a word with gaps of one or two bits.
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
  const std::array params = {Sketch::Param{"x", kUint, Between(0.0, kMaxUint32)}};
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

void DecodeMorton(Sketch& s) {
  const lang::FuncId compact = DefineCompact(s);
  const Val code = Key(s, kUint, 1048575.0);
  const Val x = s.Let(s.CallHelper(compact, std::array{code}), {"cx", "col_id", "px"});
  const Val y = s.Let(s.CallHelper(compact, std::array{Shr(code, 1)}), {"cy", "row_id", "py"});
  if (s.rng().Chance(0.5)) {
    s.Output(x, {"out_x", "xs"});
    return s.Output(y, {"out_y", "ys"});
  }
  s.Output(y * s.Int(s.rng().Choose(std::array{64, 128, 256, 1024}), kUint) + x, "linear");
}

// The coordinates of a point in the unit box, scaled to integers.
std::vector<Val> QuantizedPoint(Sketch& s, int axes) {
  const Type point = lang::VecType(axes, lang::Scalar::kFloat32);
  const int points = Input(s, point, {}, OneOf(s, {"points", "centers", ""}), 0.0, 1.0);
  const Val p = s.Let(s.ThreadElement(points), "p");
  const double max_coordinate = axes == 3 ? 1023.0 : 65535.0;
  constexpr std::array<std::string_view, 3> kNames = {"x", "y", "z"};
  std::vector<Val> parts;
  for (int k = 0; k < axes; ++k) {
    const Val q = s.Call("clamp", {p[k] * (max_coordinate + 1.0), s.Real(0.0, lang::kFloat),
                                   s.Real(max_coordinate, lang::kFloat)});
    parts.push_back(s.Let(s.Convert(q, kUint), kNames[static_cast<size_t>(k)]));
  }
  return parts;
}

void DrawMorton(Sketch& s) {
  if (s.rng().Chance(0.3)) {
    return DecodeMorton(s);
  }
  const int axes = s.rng().Chance(0.6) ? 3 : 2;
  const lang::FuncId spread = DefineSpread(s, axes == 3);
  std::vector<Val> parts;
  if (axes == 2 && s.ndim() >= 2 && s.rng().Chance(0.6)) {
    parts = {s.Convert(s.Thread(1), kUint), s.Convert(s.Thread(0), kUint)};
  } else {
    parts = QuantizedPoint(s, axes);
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
  s.Output(code, {"codes", "morton", "keys_out"});
}

}  // namespace

Motif MortonMotif() {
  return {.name = "morton", .family = Family::kInteger, .weight = 1.0, .draw = DrawMorton};
}

}  // namespace warploom::synth::motifs

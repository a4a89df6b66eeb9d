// Integer: packing, flags, bit counts and bit tricks.
#include <array>

#include "synth/families/integer.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kInt;
using lang::kInt64;
using lang::kUint;
using lang::kUint64;
using lang::Scalar;
using lang::Type;

namespace {

struct Layout {
  std::array<int, 4> bits;  // Of each field from the lowest; 0: no field.
  std::array<std::string_view, 4> names;
};
constexpr std::array<Layout, 6> kLayouts = {{
    {{8, 8, 8, 8}, {"r", "g", "b", "a"}},
    {{8, 8, 8, 0}, {"r", "g", "b", ""}},
    {{5, 6, 5, 0}, {"b", "g", "r", ""}},
    {{10, 10, 10, 2}, {"x", "y", "z", "w"}},
    {{16, 16, 0, 0}, {"u", "v", "", ""}},
    {{11, 11, 10, 0}, {"r", "g", "b", ""}},
}};

uint64_t MaskOf(int bits) { return (uint64_t{1} << static_cast<unsigned>(bits)) - 1; }

std::string_view FlagName(Sketch& s) {
  return OneOf(s, {"FLAG_ACTIVE", "FLAG_STATIC", "FLAG_VISIBLE", "FLAG_FIXED", "FLAG_COLLIDES",
                   "FLAG_DIRTY", "FLAG_SLEEPING"});
}

Type RealType(Sketch& s) { return s.real() == lang::kHalf ? lang::kFloat : s.real(); }

}  // namespace

// Fractions in [0, 1] into the fields of a word.
void DrawPack(Sketch& s) {
  const Layout layout = s.rng().Choose(kLayouts);
  const Type real = RealType(s);
  const int fields = layout.bits[3] > 0 ? 4 : layout.bits[2] > 0 ? 3 : 2;
  const Type color = lang::VecType(fields, real.scalar);
  const Val c = s.Let(s.Own(s.NewArray({color,
                                        {},
                                        lang::Fill::kUniform,
                                        0.0,
                                        1.0,
                                        Access::kInput,
                                        OneOf(s, {"colors", "values", "pixels", ""})})),
                      OneOf(s, {"c", "color", "v"}));
  const bool clamps = s.rng().Chance(0.5);
  const bool adds_half = s.rng().Chance(0.6);
  std::vector<Val> parts;
  for (int k = 0; k < fields; ++k) {
    const auto most = static_cast<double>(MaskOf(layout.bits[static_cast<size_t>(k)]));
    const Val in = clamps ? s.Call("clamp", {c[k], s.Real(0.0, real), s.Real(1.0, real)}) : c[k];
    const Val scaled = in * most;
    const Val field = s.Convert(adds_half ? scaled + 0.5 : scaled, kUint);
    parts.push_back(s.Let(field, layout.names[static_cast<size_t>(k)]));
  }
  Val word = parts[0];
  int shift = 0;
  const bool high_first = s.rng().Chance(0.4);
  for (int k = 1; k < fields; ++k) {
    shift += layout.bits[static_cast<size_t>(k - 1)];
    const Val placed = Shl(parts[static_cast<size_t>(k)], shift);
    word = high_first ? placed | word : word | placed;
  }
  s.Output(word, OneOf(s, {"packed", "rgba", "packed_out", ""}));
}

// The fields of a word back to fractions or counts.
void DrawUnpack(Sketch& s) {
  const Layout layout = s.rng().Choose(kLayouts);
  const Type real = RealType(s);
  const Val word = Key(s, kUint, 4294967295.0);
  const int fields = layout.bits[3] > 0 ? 4 : layout.bits[2] > 0 ? 3 : 2;
  const bool hex = s.rng().Chance(0.7);
  const bool fractions = s.rng().Chance(0.6);
  std::vector<Val> parts;
  int shift = 0;
  for (int k = 0; k < fields; ++k) {
    const int bits = layout.bits[static_cast<size_t>(k)];
    const Val moved = shift == 0 ? word : Shr(word, shift);
    const bool whole = shift + bits == 32;
    const Val field = whole ? moved : moved & Word(s, MaskOf(bits), kUint, hex);
    const auto most = static_cast<double>(MaskOf(bits));
    const Val value =
        fractions ? s.Convert(field, real) / s.Real(most, real) : s.Convert(field, kInt);
    parts.push_back(s.Let(value, layout.names[static_cast<size_t>(k)]));
    shift += bits;
  }
  if (fractions && s.rng().Chance(0.6)) {
    return s.Output(s.Construct(lang::VecType(fields, real.scalar), parts));
  }
  if (fractions && layout.names[1] == "g") {
    const size_t red = layout.names[0] == "r" ? 0 : 2;
    return s.Output(0.2126 * parts[red] + 0.7152 * parts[1] + 0.0722 * parts[2 - red]);
  }
  Val value = parts[0];
  for (int k = 1; k < fields; ++k) {
    value = value + parts[static_cast<size_t>(k)];
  }
  s.Output(fractions ? value / s.Real(fields, real) : FloorDiv(value, s.Int(fields)));
}

// Tests, sets, clears and toggles flags of a mask word.
void DrawFlags(Sketch& s) {
  const Type type = s.rng().Choose(std::array{kInt, kInt, kUint, lang::ScalarType(Scalar::kUint8)});
  const int masks = s.NewArray({type,
                                {},
                                lang::Fill::kUniform,
                                0.0,
                                255.0,
                                Access::kInput,
                                OneOf(s, {"flags", "masks", "particle_flags", "status"})});
  Val flags = s.Let(s.Own(masks), OneOf(s, {"flags", "mask", "state"}));
  const auto flag = [&](int bit) {
    const Val value = Word(s, uint64_t{1} << static_cast<unsigned>(bit), type, s.rng().Chance(0.4));
    if (s.rng().Chance(0.6)) {
      return s.NewConstant(FlagName(s), value);
    }
    return s.rng().Chance(0.5) ? value : Shl(s.Int(1, type), bit);
  };
  const int bit = static_cast<int>(s.rng().Below(4));
  const Val wanted = flag(bit);
  const Val other = flag(bit + 1 + static_cast<int>(s.rng().Below(3)));
  if (s.rng().Chance(0.35)) {
    s.ReturnIf((flags & wanted) == 0.0);
    return s.Output(s.Draw(s.real(), s.DrawDepth()));
  }
  Val updated = s.Let(flags & s.Int(s.rng().Chance(0.5) ? 127 : 63, type),
                      OneOf(s, {"new_flags", "updated", "next"}));
  const Val is_set = (flags & wanted) != 0.0;
  const Val condition = s.rng().Chance(0.5)   ? is_set && s.DrawCondition(1)
                        : s.rng().Chance(0.5) ? is_set
                                              : s.DrawCondition(1);
  const bool invert = type == kInt;
  s.If(
      condition, [&] { s.Set(updated, updated | other); },
      s.rng().Chance(0.5) ? std::function<void()>([&] {
        s.Set(updated, invert && s.rng().Chance(0.5) ? updated & ~other : updated ^ wanted);
      })
                          : nullptr);
  s.Output(updated, OneOf(s, {"flags_out", "new_status", ""}));
}

// How many bits are set, in one word or where two words differ.
void DrawPopcount(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const double all = type == kUint ? 4294967295.0 : 9007199254740992.0;
  Val x = Key(s, type, all);
  if (s.rng().Chance(0.5)) {
    const Val other = s.rng().Chance(0.5)
                          ? Key(s, type, all)
                          : s.NewArg(type, 0.0, all, OneOf(s, {"query", "pattern", "mask"}));
    x = s.Let(s.rng().Chance(0.7) ? x ^ other : x & other, OneOf(s, {"diff", "common", "d"}));
  }
  switch (s.rng().Below(4)) {
    case 0: {
      const Val bits = s.Call("bit_count", {x});
      return s.Output(s.rng().Chance(0.5) ? bits : bits & s.Int(1));
    }
    case 1: {
      Val rest = s.Mutable(x, OneOf(s, {"rest", "n", "w"}), Between(0.0, 0x1.0p64));
      Val count = s.Mutable(s.Int(0), OneOf(s, {"count", "ones", "bits_set"}), Between(0.0, 64.0));
      s.Hide(rest);
      s.While(rest != 0.0, [&] {
        if (s.rng().Chance(0.6)) {
          s.Set(rest, rest & (rest - s.Int(1, type)));
          s.Update(count, BinaryOp::kAdd, s.Int(1));
        } else {
          s.Update(count, BinaryOp::kAdd, s.Convert(Known(rest & s.Int(1, type), 0.0, 1.0), kInt));
          s.Set(rest, Shr(rest, 1));
        }
      });
      return s.Output(count);
    }
    case 2: {
      Val v =
          s.Let(type == kUint ? x : s.Convert((x & Word(s, 0xffffffff, type, true)), kUint), "v");
      v = s.Let(v - (Shr(v, 1) & Word(s, 0x55555555, kUint, true)), "pairs");
      v = s.Let(
          (v & Word(s, 0x33333333, kUint, true)) + (Shr(v, 2) & Word(s, 0x33333333, kUint, true)),
          "nibbles");
      const Val bytes = (v + Shr(v, 4)) & Word(s, 0x0f0f0f0f, kUint, true);
      return s.Output(s.Convert(Shr(bytes * Word(s, 0x01010101, kUint, true), 24), kInt));
    }
    default: {
      Val v = s.Let(x ^ Shr(x, 1), OneOf(s, {"p", "parity"}));
      for (int shift = 2; shift < (type == kUint ? 32 : 64); shift *= 2) {
        s.Update(v, BinaryOp::kBitXor, Shr(v, shift));
      }
      return s.Output(s.Convert(v & s.Int(1, type), kInt), OneOf(s, {"parity_out", ""}));
    }
  }
}

// Tricks with one word: powers of two, lowest and highest bit, Gray codes, reversal, no branches.
void DrawBitTricks(Sketch& s) {
  switch (s.rng().Below(7)) {
    case 0: {
      const Val n = Key(s, kUint, 65535.0);
      Val x = s.Let(n - s.Int(1, kUint), OneOf(s, {"m", "p"}));
      for (int shift = 1; shift <= 16; shift *= 2) {
        s.Update(x, BinaryOp::kBitOr, Shr(x, shift));
      }
      return s.Output(x + s.Int(1, kUint), OneOf(s, {"pow2", ""}));
    }
    case 1: {
      const Val x = Key(s, kInt, 1048575.0);
      return s.Output(s.rng().Chance(0.5) ? x & -x : x & (x - s.Int(1)));
    }
    case 2: {
      const Val x = Key(s, kUint, 1048575.0);
      if (s.rng().Chance(0.5)) {
        return s.Output(x ^ Shr(x, 1), OneOf(s, {"gray", ""}));
      }
      Val mask = s.Mutable(Shr(x, 1), "mask", Between(0.0, 524287.0));
      Val code = s.Mutable(x, OneOf(s, {"binary", "n"}), Between(0.0, 1048575.0));
      s.Hide(mask);
      s.While(mask != 0.0, [&] {
        s.Update(code, BinaryOp::kBitXor, mask);
        s.Set(mask, Shr(mask, 1));
      });
      return s.Output(code);
    }
    case 3: {
      const Val x = Key(s, kUint, 4294967295.0);
      constexpr std::array<uint64_t, 4> kMasks = {0x55555555, 0x33333333, 0x0f0f0f0f, 0x00ff00ff};
      Val v = s.Let((Shr(x, 1) & Word(s, kMasks[0], kUint, true)) |
                        Shl(x & Word(s, kMasks[0], kUint, true), 1),
                    "r");
      for (size_t i = 1; i < kMasks.size(); ++i) {
        s.Set(v, (Shr(v, 1 << i) & Word(s, kMasks[i], kUint, true)) |
                     Shl(v & Word(s, kMasks[i], kUint, true), 1 << i));
      }
      return s.Output(Shr(v, 16) | Shl(v, 16), OneOf(s, {"reversed_bits", ""}));
    }
    case 4: {
      const int array = s.NewArray({kInt,
                                    {},
                                    lang::Fill::kUniform,
                                    -1000.0,
                                    1000.0,
                                    Access::kInput,
                                    OneOf(s, {"values", "deltas", "offsets"})});
      const Val x = s.Let(s.Own(array), OneOf(s, {"x", "v", "d"}));
      const Val sign = s.Let(Known(Shr(x, 31), -1.0, 0.0), OneOf(s, {"sign", "m", "mask"}));
      const Val flipped = Known(x ^ sign, 0.0, 1000.0);
      return s.Output(s.rng().Chance(0.5) ? flipped - sign : x & ~sign);
    }
    case 5: {
      Val n = s.Mutable(Key(s, kUint, 1048575.0), OneOf(s, {"rest", "w"}), Between(0.0, 1048575.0));
      Val level = s.Mutable(s.Int(s.rng().Chance(0.5) ? 0 : -1), OneOf(s, {"level", "log2", "msb"}),
                            Between(-1.0, 32.0));
      s.Hide(n);
      const bool above_one = s.rng().Chance(0.5);
      s.While(above_one ? n > 1.0 : n > 0.0, [&] {
        s.Set(n, Shr(n, 1));
        s.Update(level, BinaryOp::kAdd, s.Int(1));
      });
      return s.Output(level);
    }
    default: {
      const Val x = Key(s, kUint, 4294967295.0);
      const int count = static_cast<int>(s.rng().Between(1, 31));
      if (s.rng().Chance(0.5)) {
        return s.Output(Shl(x, count) | Shr(x, 32 - count), OneOf(s, {"rotated", ""}));
      }
      const Val k =
          s.Convert(s.NewArg(kInt, 1.0, 31.0, OneOf(s, {"shift", "rotation", "r"})), kUint);
      return s.Output((x << k) | (x >> (s.Int(32, kUint) - k)), OneOf(s, {"rotated", ""}));
    }
  }
}

// Two indices in one key, sorted as edges are, and back.
void DrawPairKey(Sketch& s) {
  const std::string_view first = OneOf(s, {"edge_a", "tail", "row_ids", "src"});
  const std::string_view second = OneOf(s, {"edge_b", "head", "col_ids", "tgt"});
  const Type wide = s.rng().Choose(std::array{kUint64, kInt64, kInt64, kUint});
  const double most = wide == kUint ? 65535.0 : 100000.0;
  const auto index = [&](std::string_view name) {
    return s.Own(s.NewArray({kInt, {}, lang::Fill::kUniform, 0.0, most, Access::kInput, name}));
  };
  if (s.rng().Chance(0.3)) {
    const int bits = wide == kUint ? 16 : 32;
    const int array = s.NewArray({wide,
                                  {},
                                  lang::Fill::kUniform,
                                  0.0,
                                  wide == kUint ? 4294967295.0 : 4e14,
                                  Access::kInput,
                                  OneOf(s, {"edge_keys", "pair_keys", "keys"})});
    const Val key = s.Let(s.Own(array), "key");
    const Val high = s.Let(s.Convert(Shr(key, bits), kInt), OneOf(s, {"a", "row_id", "i0"}));
    const Val low =
        s.Let(s.Convert(key & Word(s, bits == 16 ? 0xffff : 0x7fffffff, wide, true), kInt),
              OneOf(s, {"b", "col_id", "i1"}));
    s.Output(high);
    return s.Output(low);
  }
  const Val i = s.Let(index(first), OneOf(s, {"a", "i0", "u"}));
  const Val j = s.Let(index(second), OneOf(s, {"b", "i1", "v"}));
  Val low = i;
  Val high = j;
  if (s.rng().Chance(0.6)) {
    low = s.Let(s.Call("min", {i, j}), OneOf(s, {"lo", "first", "vmin"}));
    high = s.Let(s.Call("max", {i, j}), OneOf(s, {"hi", "second", "vmax"}));
  }
  const Val a = s.Convert(low, wide);
  const Val b = s.Convert(high, wide);
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(Shl(a, wide == kUint ? 16 : 32) | b, OneOf(s, {"keys_out", "edge_keys", ""}));
    case 1: {
      const Val n = s.Convert(
          s.SizeArg(static_cast<int>(most) + 1, OneOf(s, {"num_verts", "n_nodes", "stride"})),
          wide);
      return s.Output(a * n + b, OneOf(s, {"keys_out", "pair_ids", ""}));
    }
    default: {
      // Cantor's pairing of two small indices.
      const Val total = s.Let(s.Convert(i % 1000, wide) + s.Convert(j % 1000, wide), "total");
      return s.Output(FloorDiv(total * (total + s.Int(1, wide)), s.Int(2, wide)) +
                      s.Convert(j % 1000, wide));
    }
  }
}

}  // namespace warploom::synth

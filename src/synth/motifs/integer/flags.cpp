// Tests, sets, clears and toggles flags of a bit mask.
#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::kUint;
using lang::Scalar;
using lang::Type;

std::string_view FlagName(Sketch& s) {
  return OneOf(s, {"FLAG_ACTIVE", "FLAG_STATIC", "FLAG_VISIBLE", "FLAG_FIXED", "FLAG_COLLIDES",
                   "FLAG_DIRTY", "FLAG_SLEEPING"});
}

void DrawFlags(Sketch& s) {
  const Type type = s.rng().Choose(std::array{kInt, kInt, kUint, lang::ScalarType(Scalar::kUint8)});
  const int masks =
      Input(s, type, {}, OneOf(s, {"flags", "masks", "particle_flags", "status"}), 0.0, 255.0);
  Val flags = s.Let(s.ThreadElement(masks), {"flags", "mask", "state"});
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
  Val updated =
      s.Let(flags & s.Int(s.rng().Chance(0.5) ? 127 : 63, type), {"new_flags", "updated", "next"});
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
  s.Output(updated, {"flags_out", "new_status", ""});
}

}  // namespace

Motif FlagsMotif() {
  return {.name = "flags", .family = Family::kInteger, .weight = 1.0, .draw = DrawFlags};
}

}  // namespace warploom::synth::motifs

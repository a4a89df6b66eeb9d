#include <array>
#include <cstdint>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// Integers as conditions, as in `if flags & VISIBLE:`.
void DrawFlagWord(Sketch& s) {
  const Type real = s.real();
  const int flags =
      Input(s, kInt, {}, OneOf(s, {"flags", "shape_flags", "body_flags", "masks"}), 0.0, 15.0);
  const Val word = s.Let(s.ThreadElement(flags), {"flag", "bits", "f"});
  static constexpr std::array<Sketch::MemberSpec, 4> kBits = {
      {{"ACTIVE", 1}, {"VISIBLE", 2}, {"PINNED", 4}, {"COLLIDES", 8}}};
  const bool is_enum = s.rng().Chance(0.35);
  const std::string_view title = OneOf(s, {"BodyFlags", "ShapeFlags", "Flags"});
  const uint16_t owner = is_enum ? s.NewEnum(title, kBits, true) : uint16_t{0};
  const bool named = s.rng().Chance(0.6);
  const auto bit = [&](int k) {
    const Sketch::MemberSpec& spec = kBits[static_cast<size_t>(k)];
    return is_enum ? s.Member(owner, k)
           : named ? s.NewConstant(spec.name, s.Int(spec.value))
                   : s.Int(spec.value);
  };
  const int first_bit = static_cast<int>(s.rng().Below(2));
  const int second_bit = 2 + static_cast<int>(s.rng().Below(2));
  Val y = s.Mutable(s.ThreadElement(s.InputArray(real)), {"y", "amount", "result"});
  s.Hide(y);
  const Val first = word & bit(first_bit);
  const bool negated = s.rng().Chance(0.3);
  s.If(negated ? s.Unary(lang::UnaryOp::kNot, first) : first,
       [&] { s.Set(y, y * s.Draw(real, 1)); });
  if (s.rng().Chance(0.5)) {
    const Val second = word & bit(second_bit);
    const Val condition = s.DrawCondition(1);
    const Val both = second && condition;
    s.If(s.rng().Chance(0.4) ? both : second,
         [&] { s.Update(y, BinaryOp::kAdd, s.Draw(real, 1)); });
  }
  s.Hide(y, false);
  s.Output(y);
}

}  // namespace

Motif FlagWordMotif() {
  return {.name = "flag-word", .family = Family::kControlFlow, .weight = 0.5, .draw = DrawFlagWord};
}

}  // namespace warploom::synth::motifs

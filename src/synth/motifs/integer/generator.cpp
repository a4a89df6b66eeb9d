// A small random number generator (linear congruential or xorshift), run for a few draws.
#include <array>
#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/integer/hash_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kUint;
using lang::kUint64;
using lang::Type;

// One step of a linear congruential generator.
void StepCongruential(Sketch& s, Val& state) {
  const Type type = state.type;
  const uint64_t factor = type == kUint
                              ? s.rng().Choose(std::array{1664525U, 22695477U, 747796405U})
                              : 6364136223846793005U;
  const uint64_t increment = type == kUint
                                 ? s.rng().Choose(std::array{1013904223U, 1U, 2891336453U})
                                 : 1442695040888963407U;
  s.Set(state, state * Word(s, factor, type, false) + Word(s, increment, type, false));
}

// One step of a xorshift generator.
void StepXorShift(Sketch& s, Val& state) {
  const auto shifts =
      state.type == kUint
          ? s.rng().Choose(
                std::array{std::array{13, 17, 5}, std::array{7, 1, 9}, std::array{3, 13, 7}})
          : s.rng().Choose(std::array{std::array{13, 7, 17}, std::array{12, 25, 27}});
  const bool augmented = s.rng().Chance(0.7);
  XorShift(s, state, shifts[0], true, augmented);
  XorShift(s, state, shifts[1], false, augmented);
  XorShift(s, state, shifts[2], true, augmented);
}

void DrawGenerator(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? kUint : kUint64;
  const Type real = Precise(s);
  const Val key = Key(s, type, MaxWord(type));
  const Val start =
      s.rng().Chance(0.5) ? key | s.Int(1, type) : key + Word(s, 0x9e3779b9, type, true);
  Val state = s.Mutable(start, {"state", "rng", "seed"}, Between(0.0, 0x1.0p64));
  Val total = s.Mutable(s.Real(0.0, real), {"total", "acc", "sum_u"});
  s.Hide(state);
  s.Hide(total);
  const bool congruential = s.rng().Chance(0.5);
  s.ForCount({"k", "n", "draw"}, s.rng().Choose(std::array{2, 4, 8, 16, 32, 100}), [&](Val) {
    congruential ? StepCongruential(s, state) : StepXorShift(s, state);
    const Val u = ToUnit(s, state);
    const auto use = s.rng().Below(3);
    if (use == 0) {
      const Val named = s.Let(u, "u");
      s.Update(total, BinaryOp::kAdd, named * named);
    } else {
      s.Update(total, BinaryOp::kAdd, use == 1 ? u : s.Draw(real, 0) * (u - 0.5));
    }
  });
  s.Hide(total, false);
  s.Output(total);
}

}  // namespace

Motif GeneratorMotif() {
  return {.name = "generator", .family = Family::kInteger, .weight = 1.0, .draw = DrawGenerator};
}

}  // namespace warploom::synth::motifs

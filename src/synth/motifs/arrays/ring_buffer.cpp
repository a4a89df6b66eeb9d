#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/local_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A ring buffer of recent values, for a delay or a moving sum.
void DrawRingBuffer(Sketch& s) {
  const Type real = Precise(s);
  const int size = s.rng().Choose(std::array{4, 5, 8, 16});
  const int steps = s.rng().Choose(std::array{24, 32, 50, 64, 100});
  const int ring = LocalArray(s, real, std::array{size}, OneOf(s, {"ring", "delay", "history"}));
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  Val state = s.Mutable(x * s.DrawNumber(real, 0.5, 2.0), {"state", "y", "signal"});
  s.Hide(state);
  const Val gain = s.DrawLiteral(real, 0.05, 0.5);
  s.ForCount(Free(s, {"step", "n", "k"}), steps, [&](const Val& k) {
    const Val slot = s.Let(k % s.Int(size), {"slot", "head"});
    const Val old = s.Let(s.At(ring, {slot}), {"old", "delayed"});
    Store(s, ring, slot, state);
    s.Set(state, state - gain * old + x * s.DrawNumber(real, 0.01, 0.2));
  });
  s.Hide(state, false);
  s.Output(state, {"out", "filtered", "response"});
}

}  // namespace

Motif RingBufferMotif() {
  return {.name = "ring-buffer", .family = Family::kArrays, .weight = 0.7, .draw = DrawRingBuffer};
}

}  // namespace warploom::synth::motifs

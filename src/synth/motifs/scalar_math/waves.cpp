// Sums of waves with rising frequency and falling amplitude, or damped oscillations.
#include <cstdint>
#include <string_view>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawWaves(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const Val time = s.NewArg(real, 0.0, 4.0, OneOf(s, {"time", "t", "phase"}));
  if (s.rng().Chance(0.3)) {
    const Val omega = s.NewArg(real, 1.0, 8.0, OneOf(s, {"omega", "frequency"}));
    const Val decay =
        s.Let(Exp(-s.NewArg(real, 0.05, 1.0, "damping") * time), {"decay", "envelope"});
    const std::string_view wave = OneOf(s, {"cos", "sin"});
    return s.Output(x * decay * s.Call(wave, {omega * time + s.Draw(real, 0)}));
  }
  if (s.rng().Chance(0.5)) {
    Val height = s.Let(Times({s.DrawNumber(real, 0.2, 2.0),
                              s.Call("sin", {x * s.DrawNumber(real, 0.5, 3.0) + time})}),
                       {"height", "y", "wave"});
    const auto waves = s.rng().Integer(1, 3);
    for (int64_t i = 0; i < waves; ++i) {
      const Val angle =
          Minus({x * s.DrawNumber(real, 1.0, 8.0), time * s.DrawNumber(real, 0.5, 3.0)});
      s.Update(height, BinaryOp::kAdd,
               Times({s.DrawNumber(real, 0.05, 0.8), s.Call(OneOf(s, {"sin", "cos"}), {angle})}));
    }
    return s.Output(height);
  }
  Val total = s.Mutable(s.Real(0.0), {"total", "height", "signal"});
  Val amplitude = s.Mutable(s.Real(1.0), {"amplitude", "amp", "a"});
  Val frequency = s.Mutable(s.DrawNumber(real, 0.5, 2.0), {"frequency", "freq", "w"});
  s.ForCount({"octave", "n", "k"}, static_cast<int>(s.rng().Integer(2, 8)), [&](Val) {
    s.Update(total, BinaryOp::kAdd, amplitude * s.Call("sin", {frequency * x + time}));
    s.Update(amplitude, BinaryOp::kMul, s.DrawNumber(real, 0.3, 0.8));
    s.Update(frequency, BinaryOp::kMul, s.DrawNumber(real, 1.2, 2.2));
  });
  s.Hide(amplitude);
  s.Hide(frequency);
  s.Output(total);
}

}  // namespace

Motif WavesMotif() {
  return {.name = "waves", .family = Family::kScalarMath, .weight = 1.0, .draw = DrawWaves};
}

}  // namespace warploom::synth::motifs

// A tone curve or a transfer function of an intensity.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawToneCurve(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{real,
                       {},
                       lang::Fill::kUniform,
                       0.0,
                       4.0,
                       Access::kInput,
                       OneOf(s, {"pixels", "luminance", "radiance", "intensity", "hdr"})};
  Val c = s.ThreadElement(s.NewArray(spec));
  if (s.rng().Chance(0.6)) {
    c = c * s.NewArg(real, 0.2, 4.0, OneOf(s, {"exposure", "gain", "scale"}));
  }
  c = s.Let(c, {"c", "x", "lum", "v"});
  switch (s.rng().Below(5)) {
    case 0: {
      const Val white = s.NewArg(real, 1.0, 4.0, "white_point");
      return s.Output(c * (1.0 + c / (white * white)) / (1.0 + c));
    }
    case 1: {
      const Val top = c * (2.51 * c + 0.03);
      const Val bottom = c * (2.43 * c + 0.59) + 0.14;
      return s.Output(s.Call("clamp", {top / bottom, s.Real(0.0), s.Real(1.0)}));
    }
    case 2: {
      const Val gamma = s.NewArg(real, 1.8, 2.4, "gamma");
      return s.Output(Pow(s.Fit(c, Domain::kPositive), 1.0 / gamma));
    }
    case 3: {
      const Val base = s.Call("max", {c, s.Real(0.0031308)});
      return s.Output(
          s.Select(c <= 0.0031308, 12.92 * c, 1.055 * Pow(base, s.Real(0.4166667)) - 0.055));
    }
    default:
      return s.Output(1.0 - Exp(-c * s.DrawNumber(real, 0.5, 3.0)));
  }
}

}  // namespace

Motif ToneCurveMotif() {
  return {
      .name = "tone-curve", .family = Family::kScalarMath, .weight = 0.7, .draw = DrawToneCurve};
}

}  // namespace warploom::synth::motifs

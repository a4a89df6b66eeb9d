#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A lookup table with interpolation between entries.
void DrawTable(Sketch& s) {
  const Type real = s.real();
  const int n = s.rng().Choose(std::array{16, 32, 64, 100, 128, 256});
  const Type element = DrawElement(s, 0.25);
  const int table =
      Input(s, element, {n}, OneOf(s, {"table", "lut", "curve", "profile", "palette"}));
  const Val x = s.Let(s.rng().Chance(0.6) ? s.ThreadElement(s.InputArray(real)) : s.Draw(real, 1));
  Val u = x;
  switch (s.rng().Below(3)) {
    case 0:
      u = Times({x - s.NewArg(real, -2.0, 0.0, OneOf(s, {"x_min", "t_min", "lower_bound"})),
                 s.NewArg(real, 0.5, 8.0, OneOf(s, {"inv_dx", "scale", "inv_step"}))});
      break;
    case 1:
      u = s.Call("clamp", {x, s.Real(0.0), s.Real(1.0)}) * s.Real(n - 1);
      break;
    default:
      u = Times({(x + s.DrawNumber(real, 0.5, 2.0)), s.DrawNumber(real, 2.0, 10.0)});
      break;
  }
  const Val clamped = s.Let(Known(s.Call("clamp", {u, s.Real(0.0), s.Real(n - 1)}), 0.0, n - 1.0),
                            {"u", "pos", "coord"});
  if (s.rng().Chance(0.2)) {
    return s.Output(s.At(table, {s.Convert(clamped, lang::kInt)}));
  }
  const Val whole = s.Convert(
      s.rng().Chance(0.4) ? Known(s.Call("floor", {clamped}), 0.0, n - 1.0) : clamped, lang::kInt);
  const Val k = s.Let(s.Call("min", {whole, s.Int(n - 2)}), {"k", "i0", "cell", "base"});
  const Val w = s.Let(clamped - s.Convert(k, real), {"w", "t", "frac"});
  const Val a = s.At(table, {k});
  const Val b = s.At(table, {k + 1});
  const Val weight = Known(w, 0.0, 1.0);
  const Val value = s.rng().Chance(0.4)   ? s.Call("lerp", {a, b, weight})
                    : s.rng().Chance(0.5) ? a * (1.0 - weight) + b * weight
                                          : s.Let(a) + (b - a) * weight;
  s.Output(Finished(s, value));
}

}  // namespace

Motif TableMotif() {
  return {.name = "table", .family = Family::kArrays, .weight = 1.0, .draw = DrawTable};
}

}  // namespace warploom::synth::motifs

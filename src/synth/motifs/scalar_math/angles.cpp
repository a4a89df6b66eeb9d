// Angle differences, wrapping, great-circle arcs and polar coordinates.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/scalar_math/models_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawAngles(Sketch& s) {
  const Type real = s.real();
  const Val angle = s.ThreadElement(s.InputArray(real));
  switch (s.rng().Below(5)) {
    case 0: {
      const Val diff = s.Let(s.Draw(real, 1) - angle, {"diff", "delta", "err"});
      const Val wrapped = s.Call("atan2", {s.Call("sin", {diff}), s.Call("cos", {diff})});
      return s.Output(s.rng().Chance(0.5) ? wrapped * s.NewArg(real, 0.1, 4.0, "gain") : wrapped);
    }
    case 1: {
      const Val two_pi = Constant(s, "TWO_PI", 6.2831853);
      const Val turns = s.Call("floor", {(angle + 3.14159265) / two_pi});
      return s.Output(angle - two_pi * turns);
    }
    case 2: {
      const Val lat1 = s.Let(s.Call("radians", {angle}), "lat1");
      const Val lat2 =
          s.Let(s.Call("radians", {Another(s, OneOf(s, {"lats", "latitudes"}))}), "lat2");
      const Val dlon =
          s.Let(s.Call("radians", {Another(s, OneOf(s, {"lon_diff", "delta_lon"}))}), "dlon");
      const Val a = s.Call("sin", {(lat2 - lat1) * 0.5});
      const Val b = s.Call("sin", {dlon * 0.5});
      const Val h =
          s.Let(Plus({Square(s.Let(a, "sa")),
                      s.Call("cos", {lat1}) * s.Call("cos", {lat2}) * Square(s.Let(b, "sb"))}),
                "h");
      const Val root = s.Call("min", {s.Call("sqrt", {Known(h, 0.0, 2.0)}), s.Real(0.99)});
      return s.Output(2.0 * s.NewArg(real, 1.0, 10.0, "radius") *
                      s.Call("asin", {Known(root, 0.0, 0.99)}));
    }
    case 3: {
      const Val x = s.Let(angle, "x");
      const Val y = s.Let(Another(s), "y");
      s.Output(s.Call("sqrt", {Square(x) + Square(y)}));
      return s.Output(s.Call("degrees", {s.Call("atan2", {y, x})}));
    }
    default: {
      const Val radius = s.NewArg(real, 0.1, 4.0, OneOf(s, {"radius", "length", "r"}));
      const Val theta =
          s.Let(angle + Times({s.Draw(real, 0), s.DrawNumber(real, 0.1, 2.0)}), "theta");
      s.Output(radius * s.Call("cos", {theta}));
      return s.Output(radius * s.Call("sin", {theta}));
    }
  }
}

}  // namespace

Motif AnglesMotif() {
  return {.name = "angles", .family = Family::kScalarMath, .weight = 1.0, .draw = DrawAngles};
}

}  // namespace warploom::synth::motifs

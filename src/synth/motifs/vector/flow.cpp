// A vector rotated about an axis or in its plane; a vortex or a shear flow.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawFlow(Sketch& s) {
  const Type real = s.real();
  const bool flat = s.rng().Chance(0.5);
  const Type vec = s.vec(flat ? 2 : 3);
  const Val p = Read(s, vec, {"points", "positions", "x"}, {"p", "x0", "q"});
  const Val center = Arg(s, vec, {"center", "origin", "pivot"}, {-1.0, 1.0});
  const Val r = Named(s, p - center, {"r", "rel", "d"});
  if (flat && s.rng().Chance(0.5)) {
    const Val angle = s.rng().Chance(0.5) ? Arg(s, real, {"angle", "theta", "phase"}, {-3.0, 3.0})
                                          : Named(s, s.Draw(real, 2), {"angle", "theta"});
    const Val c = s.Let(s.Call("cos", {angle}), "c");
    const Val sn = s.Let(s.Call("sin", {angle}), {"s", "sn"});
    return Emit(s, center + s.Make(vec, {c * r.x() - sn * r.y(), sn * r.x() + c * r.y()}));
  }
  const Val strength = Coefficient(s, real, {"strength", "circulation", "omega"}, {0.5, 4.0});
  const Val fall =
      s.rng().Chance(0.5)
          ? Exp(-(LengthSq(r) / Square(Arg(s, real, {"core", "radius", "sigma"}, {0.3, 1.0}))))
          : 1.0 / (LengthSq(r) + Square(Arg(s, real, {"core", "eps_core"}, {0.1, 0.5})));
  Val swirl = r;
  if (flat) {
    swirl = s.Make(vec, {-r.y(), r.x()});
  } else {
    const Val axis = s.rng().Chance(0.6) ? Arg(s, vec, {"axis", "up", "vorticity"}, kUnitFill)
                                         : s.Make(vec, {s.Real(0.0), s.Real(1.0), s.Real(0.0)});
    swirl = s.Call("cross", {axis, r});
  }
  const Val u = Named(s, swirl * (strength * fall), {"u", "vel", "swirl"});
  Emit(s, s.rng().Chance(0.5) ? u : p + Times({(u + s.Draw(vec, 1)), TimeStep(s)}));
}

}  // namespace

Motif FlowMotif() {
  return {.name = "flow", .family = Family::kVector, .weight = 0.8, .draw = DrawFlow};
}

}  // namespace warploom::synth::motifs

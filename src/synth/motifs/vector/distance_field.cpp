// The signed distance of a point to one or two primitives, joined by union, difference, a smooth
// union or a morph.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

Val BoxDistance(Sketch& s, const Val& at) {
  const Val d = Named(
      s,
      s.Call("abs", {at}) - Arg(s, at.type, {"half_extents", "extent", "box_size"}, kPositiveFill),
      {"d", "dq", "box_d"});
  const Val inner =
      s.Call("min", {s.Call("max", {d.x(), s.Call("max", {d.y(), d.z()})}), s.Real(0.0)});
  return s.Call("length", {s.Call("max", {d, Zero(s, at.type)})}) + inner;
}

Val TorusDistance(Sketch& s, const Val& at) {
  const Val ring = s.Call("length", {s.Make(s.vec(2), {at.x(), at.z()})}) -
                   Coefficient(s, s.real(), {"major", "ring_radius"}, {0.5, 1.5});
  return Minus(
      {s.Call("length", {s.Make(s.vec(2), {Named(s, ring, {"ring", "qx", "dx"}), at.y()})}),
       s.DrawNumber(s.real(), 0.05, 0.4)});
}

Val CylinderDistance(Sketch& s, const Val& at) {
  const Val side = Named(s,
                         s.Call("length", {s.Make(s.vec(2), {at.x(), at.z()})}) -
                             Coefficient(s, s.real(), {"radius", "cyl_radius"}, {0.2, 1.5}),
                         {"side", "dr"});
  const Val cap = Named(s,
                        s.Call("abs", {at.y()}) -
                            Coefficient(s, s.real(), {"half_height", "half_length"}, {0.2, 1.5}),
                        {"cap", "dh"});
  return s.Call("max", {side, cap});
}

Val CapsuleDistance(Sketch& s, const Val& at) {
  const Val y = s.Call("clamp", {at.y(), s.Real(0.0),
                                 Coefficient(s, s.real(), {"height", "capsule_h"}, {0.5, 2.0})});
  return s.Call("length", {at - s.Make(at.type, {s.Real(0.0), y, s.Real(0.0)})}) -
         s.DrawNumber(s.real(), 0.1, 0.6);
}

Val PrimitiveDistance(Sketch& s, const Val& at) {
  switch (s.rng().Below(6)) {
    case 0:
      return s.Call("length", {at}) -
             Coefficient(s, s.real(), {"radius", "r0", "sphere_radius"}, {0.2, 1.5});
    case 1:
      return BoxDistance(s, at);
    case 2:
      return TorusDistance(s, at);
    case 3:
      return CylinderDistance(s, at);
    case 4:
      return Plus({s.Call("dot", {at, Arg(s, at.type, {"plane_normal", "up"}, kUnitFill)}),
                   Coefficient(s, s.real(), {"offset", "plane_d"}, {0.1, 1.0})});
    default:
      return CapsuleDistance(s, at);
  }
}

// Union, difference, smooth union or morph of two distances.
Val CombinedDistance(Sketch& s, const Val& d, const Val& e) {
  switch (s.rng().Below(4)) {
    case 0:
      return s.Call("min", {d, e});
    case 1:
      return s.Call("max", {d, -e});
    case 2: {
      const Val k = Coefficient(s, s.real(), {"k", "smoothness", "blend"}, {0.05, 0.5});
      const Val h = s.Let(s.Call("max", {k - s.Call("abs", {d - e}), s.Real(0.0)}) / k, "h");
      return s.Call("min", {d, e}) - h * h * k * 0.25;
    }
    default:
      return s.Call("lerp", {d, e, Arg(s, s.real(), {"morph", "blend", "alpha"}, {0.0, 1.0})});
  }
}

void DrawDistanceField(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val p = Read(s, vec, {"points", "queries", "grid_points"}, {"p", "q", "x0"});
  const Val first =
      s.rng().Chance(0.4)
          ? Named(s, p - Arg(s, vec, {"center", "origin"}, {-1.0, 1.0}), {"rel", "lp"})
          : p;
  Val d = Named(s, PrimitiveDistance(s, first), {"d", "d0", "dist"});
  if (s.rng().Chance(0.6)) {
    const Val second =
        s.rng().Chance(0.5) ? p - Arg(s, vec, {"center2", "offset_b", "shift"}, {-1.0, 1.0}) : p;
    d = CombinedDistance(s, d, Named(s, PrimitiveDistance(s, second), {"d2", "e", "other"}));
  }
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, s.Call("abs", {d}) - s.DrawNumber(real, 0.01, 0.2));
    case 1:
      return Emit(s, Either(d < 0.0, {s.Draw(real, 1), s.Draw(real, 0)}));
    default:
      return Emit(s, d);
  }
}

}  // namespace

Motif DistanceFieldMotif() {
  return {.name = "distance-field",
          .family = Family::kVector,
          .weight = 0.8,
          .draw = DrawDistanceField,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs

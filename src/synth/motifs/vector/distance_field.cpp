#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A point against one or two primitives: distances, joined, cut or blended.
void DrawDistanceField(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val p = Read(s, vec, {"points", "queries", "grid_points"}, {"p", "q", "x0"});
  const auto primitive = [&](const Val& at) {
    switch (s.rng().Below(6)) {
      case 0:
        return s.Call("length", {at}) -
               Coefficient(s, real, {"radius", "r0", "sphere_radius"}, {0.2, 1.5});
      case 1: {
        const Val d = Named(s,
                            s.Call("abs", {at}) -
                                Arg(s, vec, {"half_extents", "extent", "box_size"}, kPositiveFill),
                            {"d", "dq", "box_d"});
        const Val inner =
            s.Call("min", {s.Call("max", {d.x(), s.Call("max", {d.y(), d.z()})}), s.Real(0.0)});
        return s.Call("length", {s.Call("max", {d, Zero(s, vec)})}) + inner;
      }
      case 2: {
        const Val ring = s.Call("length", {s.Make(s.vec(2), {at.x(), at.z()})}) -
                         Coefficient(s, real, {"major", "ring_radius"}, {0.5, 1.5});
        return Minus(
            {s.Call("length", {s.Make(s.vec(2), {Named(s, ring, {"ring", "qx", "dx"}), at.y()})}),
             s.DrawNumber(real, 0.05, 0.4)});
      }
      case 3: {
        const Val side = Named(s,
                               s.Call("length", {s.Make(s.vec(2), {at.x(), at.z()})}) -
                                   Coefficient(s, real, {"radius", "cyl_radius"}, {0.2, 1.5}),
                               {"side", "dr"});
        const Val cap = Named(s,
                              s.Call("abs", {at.y()}) -
                                  Coefficient(s, real, {"half_height", "half_length"}, {0.2, 1.5}),
                              {"cap", "dh"});
        return s.Call("max", {side, cap});
      }
      case 4:
        return Plus({s.Call("dot", {at, Arg(s, vec, {"plane_normal", "up"}, kUnitFill)}),
                     Coefficient(s, real, {"offset", "plane_d"}, {0.1, 1.0})});
      default: {
        const Val y = s.Call("clamp", {at.y(), s.Real(0.0),
                                       Coefficient(s, real, {"height", "capsule_h"}, {0.5, 2.0})});
        return s.Call("length", {at - s.Make(vec, {s.Real(0.0), y, s.Real(0.0)})}) -
               s.DrawNumber(real, 0.1, 0.6);
      }
    }
  };
  Val d = Named(
      s,
      primitive(s.rng().Chance(0.4)
                    ? Named(s, p - Arg(s, vec, {"center", "origin"}, {-1.0, 1.0}), {"rel", "lp"})
                    : p),
      {"d", "d0", "dist"});
  if (s.rng().Chance(0.6)) {
    const Val e =
        Named(s,
              primitive(s.rng().Chance(0.5)
                            ? p - Arg(s, vec, {"center2", "offset_b", "shift"}, {-1.0, 1.0})
                            : p),
              {"d2", "e", "other"});
    switch (s.rng().Below(4)) {
      case 0:
        d = s.Call("min", {d, e});
        break;
      case 1:
        d = s.Call("max", {d, -e});
        break;
      case 2: {
        const Val k = Coefficient(s, real, {"k", "smoothness", "blend"}, {0.05, 0.5});
        const Val h = s.Let(s.Call("max", {k - s.Call("abs", {d - e}), s.Real(0.0)}) / k, "h");
        d = s.Call("min", {d, e}) - h * h * k * 0.25;
        break;
      }
      default:
        d = s.Call("lerp", {d, e, Arg(s, real, {"morph", "blend", "alpha"}, {0.0, 1.0})});
    }
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

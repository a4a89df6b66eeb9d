// A point and a box: clamping, bouncing, periodic wrapping, a test, or the distance to the box.
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawBounds(Sketch& s) {
  const Type vec = s.vec(static_cast<int>(s.rng().Integer(2, 3)));
  const Type real = s.real();
  const Val p = Read(s, vec, {"positions", "points", "x"}, {"p", "x0", "pos"}, {-4.0, 4.0});
  const Val lower = Arg(s, vec, {"lower", "bounds_lo", "box_min"}, {-2.0, -0.5});
  const Val upper = Arg(s, vec, {"upper", "bounds_hi", "box_max"}, {0.5, 2.0});
  switch (s.rng().Below(5)) {
    case 0: {
      const Val inside = s.Call("min", {s.Call("max", {p, lower}), upper});
      s.Output(inside);
      return s.rng().Chance(0.4) ? s.Output(s.Call("length", {p - inside})) : void();
    }
    case 1: {
      Val x = s.Mutable(p, {"x1", "p_new"});
      Val v = s.Mutable(Read(s, vec, {"velocities", "v"}, {"v", "vel"}), {"v1", "v_new"});
      const Val e = Coefficient(s, real, {"restitution", "bounce"}, {0.1, 1.0});
      s.For({"k", "axis", "d"}, Val{}, s.Int(vec.rows), 0, [&](Val k) {
        s.If(x[k] < lower[k], [&] {
          s.SetPart(x[k], lower[k]);
          s.SetPart(v[k], -e * v[k]);
        });
        s.If(x[k] > upper[k], [&] {
          s.SetPart(x[k], upper[k]);
          s.SetPart(v[k], -e * v[k]);
        });
      });
      s.Output(x);
      return s.Output(v);
    }
    case 2: {
      const Val size = Named(s, upper - lower, {"size", "extent", "box"});
      std::vector<Val> parts;
      for (int k = 0; k < vec.rows; ++k) {
        const Val side = Known(size[k], 1.0, 4.0);
        parts.push_back(p[k] - side * s.Call("floor", {(p[k] - lower[k]) / side}));
      }
      return s.Output(s.Make(vec, parts));
    }
    case 3: {
      Val inside = p[0] >= lower[0] && p[0] <= upper[0];
      for (int k = 1; k < vec.rows; ++k) {
        inside = inside && p[k] >= lower[k] && p[k] <= upper[k];
      }
      const Val is_inside = Named(s, inside, {"inside", "valid", "in_box"});
      return s.Output(s.Select(is_inside, s.Draw(real, 1), s.Real(0.0)));
    }
    default: {
      const Val center = Named(s, (lower + upper) * 0.5, {"center", "mid", "c"});
      const Val d =
          Named(s, s.Call("abs", {p - center}) - (upper - lower) * 0.5, {"d", "q", "outside"});
      const Val far = s.Call("max", {d, Zero(s, vec)});
      const Val dist = s.Call("length", {far});
      return s.Output(s.rng().Chance(0.5)
                          ? dist
                          : Plus({Arg(s, real, {"ke", "wall_ke"}) * dist, s.Draw(real, 0)}));
    }
  }
}

}  // namespace

Motif BoundsMotif() {
  return {.name = "bounds", .family = Family::kVector, .weight = 0.7, .draw = DrawBounds};
}

}  // namespace warploom::synth::motifs

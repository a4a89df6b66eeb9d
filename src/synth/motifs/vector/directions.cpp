#include <functional>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Directions: projected, rejected, reflected, refracted, framed, the angle between two.
void DrawDirections(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val v =
      Read(s, vec, {"directions", "vectors", "incident", "velocities"}, {"v", "d", "dir"});
  const Val n = s.rng().Chance(0.6) ? Read(s, vec, {"normals", "axes"}, {"n", "axis"}, kUnitFill)
                                    : Arg(s, vec, {"axis", "normal", "up"}, kUnitFill);
  const Val along = s.Call("dot", {v, n});
  switch (s.rng().Below(7)) {
    case 0: {
      const Val part = Named(s, n * along, {"proj", "v_par", "normal_part"});
      Emit(s, v - part);
      return s.rng().Chance(0.4) ? Emit(s, part) : void();
    }
    case 1:
      return Emit(s, v - 2.0 * along * n, {"reflected", "bounced"});
    case 2: {
      const Val unit = Named(s, s.Call("normalize", {v}), {"i", "wi", "d_hat"});
      const Val eta = Coefficient(s, real, {"eta", "ior_ratio"}, {0.6, 1.5});
      const Val cosi = Named(s, -s.Call("dot", {n, unit}), {"cosi", "ndoti"});
      const Val k = s.Let(1.0 - eta * eta * (1.0 - cosi * cosi), "k");
      Val out = s.Let(Zero(s, vec), {"refracted", "out_dir", "wt"});
      s.If(
          k >= 0.0,
          [&] { s.Set(out, eta * unit + (eta * cosi - s.Call("sqrt", {Known(k, 0.0, 2.0)})) * n); },
          s.rng().Chance(0.4) ? std::function<void()>([&] { s.Set(out, unit + 2.0 * cosi * n); })
                              : nullptr);
      return Emit(s, out);
    }
    case 3: {
      const Val other = s.Select(s.Call("abs", {n.x()}) > s.DrawNumber(real, 0.6, 0.95),
                                 s.Make(vec, {s.Real(0.0), s.Real(1.0), s.Real(0.0)}),
                                 s.Make(vec, {s.Real(1.0), s.Real(0.0), s.Real(0.0)}));
      const Val tangent = s.Let(
          s.Call("normalize", {s.Call("cross", {Named(s, other, {"helper", "ref", "a"}), n})}),
          {"t", "tangent"});
      const Val bitangent = s.Let(s.Call("cross", {n, tangent}), {"b", "bitangent"});
      if (s.rng().Chance(0.5)) {
        return Emit(s, tangent * v.x() + bitangent * v.y() + n * v.z());
      }
      return Emit(s, s.Make(vec, {s.Call("dot", {v, tangent}), s.Call("dot", {v, bitangent}),
                                  s.Call("dot", {v, n})}));
    }
    case 4: {
      const Val cosine = s.Call(
          "clamp", {s.Call("dot", {s.Call("normalize", {v}), n}), s.Real(-0.999), s.Real(0.999)});
      return Emit(
          s, s.Call("acos", {cosine}) * (s.rng().Chance(0.5) ? s.Real(1.0) : s.Real(57.29578)));
    }
    case 5: {
      const Val angle = s.rng().Chance(0.5)
                            ? Arg(s, real, {"angle", "theta"}, {-3.0, 3.0})
                            : Read(s, real, {"angles", "thetas"}, {"theta", "a"}, {-3.0, 3.0});
      const Val c = s.Let(s.Call("cos", {angle}), "c");
      const Val rotated =
          v * c + s.Call("cross", {n, v}) * s.Call("sin", {angle}) + n * (along * (1.0 - c));
      return Emit(s, rotated, {"rotated", "turned"});
    }
    default: {
      const Val w = Read(s, vec, {"others", "references"}, {"w", "ref"});
      const Val x = s.Call("cross", {v, w});
      return Emit(
          s, s.Call("atan2", {s.Call("dot", {x, n}), Known(s.Call("dot", {v, w}), 0.01, 12.0)}),
          {"signed_angles", "angles_out"});
    }
  }
}

}  // namespace

Motif DirectionsMotif() {
  return {.name = "directions",
          .family = Family::kVector,
          .weight = 0.8,
          .draw = DrawDirections,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

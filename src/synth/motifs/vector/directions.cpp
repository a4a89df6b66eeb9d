// Operations on a direction and a unit vector: projection, reflection, refraction, a tangent frame,
// rotation, and the angle between them.
#include <functional>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct DirectionPair {
  Type vec, real;
  Val v;       // Any vector.
  Val n;       // A unit vector.
  Val cosine;  // dot(v, n)
};

void DrawProjection(Sketch& s, const DirectionPair& d) {
  const Val part = Named(s, d.n * d.cosine, {"proj", "v_par", "normal_part"});
  Emit(s, d.v - part);
  if (s.rng().Chance(0.4)) {
    Emit(s, part);
  }
}

// By Snell's law; zero or the reflected direction where reflection is total.
void DrawRefraction(Sketch& s, const DirectionPair& d) {
  const Val unit = Named(s, s.Call("normalize", {d.v}), {"i", "wi", "d_hat"});
  const Val eta = Coefficient(s, d.real, {"eta", "ior_ratio"}, {0.6, 1.5});
  const Val cosi = Named(s, -s.Call("dot", {d.n, unit}), {"cosi", "ndoti"});
  const Val k = s.Let(1.0 - eta * eta * (1.0 - cosi * cosi), "k");
  Val out = s.Let(Zero(s, d.vec), {"refracted", "out_dir", "wt"});
  s.If(
      k >= 0.0,
      [&] { s.Set(out, eta * unit + (eta * cosi - s.Call("sqrt", {Known(k, 0.0, 2.0)})) * d.n); },
      s.rng().Chance(0.4) ? std::function<void()>([&] { s.Set(out, unit + 2.0 * cosi * d.n); })
                          : nullptr);
  Emit(s, out);
}

// To or from a frame whose third axis is the normal.
void DrawTangentFrame(Sketch& s, const DirectionPair& d) {
  const Val& n = d.n;
  const Val other = s.Select(s.Call("abs", {n.x()}) > s.DrawNumber(d.real, 0.6, 0.95),
                             s.Make(d.vec, {s.Real(0.0), s.Real(1.0), s.Real(0.0)}),
                             s.Make(d.vec, {s.Real(1.0), s.Real(0.0), s.Real(0.0)}));
  const Val tangent =
      s.Let(s.Call("normalize", {s.Call("cross", {Named(s, other, {"helper", "ref", "a"}), n})}),
            {"t", "tangent"});
  const Val bitangent = s.Let(s.Call("cross", {n, tangent}), {"b", "bitangent"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, tangent * d.v.x() + bitangent * d.v.y() + n * d.v.z());
  }
  Emit(s, s.Make(d.vec, {s.Call("dot", {d.v, tangent}), s.Call("dot", {d.v, bitangent}),
                         s.Call("dot", {d.v, n})}));
}

void DrawAngleBetween(Sketch& s, const DirectionPair& d) {
  const Val cosine = s.Call(
      "clamp", {s.Call("dot", {s.Call("normalize", {d.v}), d.n}), s.Real(-0.999), s.Real(0.999)});
  Emit(s, s.Call("acos", {cosine}) * (s.rng().Chance(0.5) ? s.Real(1.0) : s.Real(57.29578)));
}

// Rodrigues' rotation formula.
void DrawAxisRotation(Sketch& s, const DirectionPair& d) {
  const Val angle = s.rng().Chance(0.5)
                        ? Arg(s, d.real, {"angle", "theta"}, {-3.0, 3.0})
                        : Read(s, d.real, {"angles", "thetas"}, {"theta", "a"}, {-3.0, 3.0});
  const Val c = s.Let(s.Call("cos", {angle}), "c");
  const Val rotated =
      d.v * c + s.Call("cross", {d.n, d.v}) * s.Call("sin", {angle}) + d.n * (d.cosine * (1.0 - c));
  Emit(s, rotated, {"rotated", "turned"});
}

void DrawSignedAngle(Sketch& s, const DirectionPair& d) {
  const Val w = Read(s, d.vec, {"others", "references"}, {"w", "ref"});
  const Val x = s.Call("cross", {d.v, w});
  Emit(s, s.Call("atan2", {s.Call("dot", {x, d.n}), Known(s.Call("dot", {d.v, w}), 0.01, 12.0)}),
       {"signed_angles", "angles_out"});
}

void DrawDirections(Sketch& s) {
  DirectionPair d;
  d.vec = s.vec(3);
  d.real = s.real();
  d.v = Read(s, d.vec, {"directions", "vectors", "incident", "velocities"}, {"v", "d", "dir"});
  d.n = s.rng().Chance(0.6) ? Read(s, d.vec, {"normals", "axes"}, {"n", "axis"}, kUnitFill)
                            : Arg(s, d.vec, {"axis", "normal", "up"}, kUnitFill);
  d.cosine = s.Call("dot", {d.v, d.n});
  switch (s.rng().Below(7)) {
    case 0:
      return DrawProjection(s, d);
    case 1:
      return Emit(s, d.v - 2.0 * d.cosine * d.n, {"reflected", "bounced"});
    case 2:
      return DrawRefraction(s, d);
    case 3:
      return DrawTangentFrame(s, d);
    case 4:
      return DrawAngleBetween(s, d);
    case 5:
      return DrawAxisRotation(s, d);
    default:
      return DrawSignedAngle(s, d);
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

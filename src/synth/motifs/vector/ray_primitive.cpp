// A ray against a sphere or a plane: distance, hit point and normal.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawRayPrimitive(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Ray ray = ReadRay(s);
  Val t = s.Let(s.rng().Chance(0.5) ? s.Real(-1.0) : s.Real(1000.0), {"t", "t_hit", "hit_t"});
  if (s.rng().Chance(0.6)) {
    const Val center = s.rng().Chance(0.5)
                           ? Arg(s, vec, {"center", "sphere_center"}, {-1.0, 1.0})
                           : Read(s, vec, {"centers", "sphere_centers"}, {"c", "center"});
    const Val radius = Coefficient(s, real, {"radius", "sphere_radius"}, {0.2, 2.0});
    const Val oc = s.Let(ray.origin - center, {"oc", "m", "l"});
    const Val b = s.Let(s.Call("dot", {oc, ray.dir}), "b");
    const Val disc =
        Named(s, b * b - (LengthSq(oc) - Square(radius)), {"disc", "discriminant", "h"});
    s.If(disc > 0.0, [&] {
      const Val root = Known(disc, 0.0, 1e4);
      s.Set(t, -b - s.Call("sqrt", {root}));
      if (s.rng().Chance(0.3)) {
        s.If(t < 0.0, [&] { s.Set(t, -b + s.Call("sqrt", {root})); });
      }
    });
    if (s.rng().Chance(0.4)) {
      return s.Output(s.Call("normalize", {At(ray, t) - center}), {"normals_out", "hit_normals"});
    }
  } else {
    const Val n = Arg(s, vec, {"plane_normal", "normal", "n_plane"}, kUnitFill);
    const Val denom = Named(s, s.Call("dot", {n, ray.dir}), {"denom", "nd", "cosine"});
    s.If(s.Call("abs", {denom}) > Epsilon(s), [&] {
      const Val top =
          s.rng().Chance(0.5)
              ? s.Call("dot", {n, Arg(s, vec, {"plane_point", "anchor"}, {-1.0, 1.0}) - ray.origin})
              : Arg(s, real, {"plane_d", "offset"}, {-1.0, 1.0}) - s.Call("dot", {n, ray.origin});
      s.Set(t, top / Known(denom, 1e-6, 1.0));
    });
  }
  if (s.rng().Chance(0.5)) {
    return s.Output(t, {"depth_out", "hit_t_out", "distances"});
  }
  s.Output(Either(t > 0.0, {At(ray, t), s.rng().Chance(0.5) ? Zero(s, vec) : s.Draw(vec, 0)}),
           {"hit_points", "hits", "out_points"});
}

}  // namespace

Motif RayPrimitiveMotif() {
  return {.name = "ray-primitive",
          .family = Family::kVector,
          .weight = 0.9,
          .draw = DrawRayPrimitive,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

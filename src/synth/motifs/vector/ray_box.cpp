// The slab test of a ray against a box.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawRayBox(Sketch& s) {
  const Type vec = s.vec(3);
  const Ray ray = ReadRay(s);
  const bool one = s.rng().Chance(0.6);
  const Val lower = one ? Arg(s, vec, {"lower", "box_min", "bounds_lo"}, {-2.0, -0.5})
                        : Read(s, vec, {"lowers", "aabb_min"}, {"lo", "bmin"}, {-2.0, -0.5});
  const Val upper = one ? Arg(s, vec, {"upper", "box_max", "bounds_hi"}, {0.5, 2.0})
                        : Read(s, vec, {"uppers", "aabb_max"}, {"hi", "bmax"}, {0.5, 2.0});
  Val near =
      s.Mutable(s.rng().Chance(0.5) ? s.Real(0.0) : s.Real(-1000.0), {"t_near", "t_min", "t0"});
  Val far = s.Mutable(
      s.rng().Chance(0.5) ? s.Real(1000.0) : Arg(s, s.real(), {"max_t", "max_dist"}, {5.0, 100.0}),
      {"t_far", "t_max", "t1"});
  const auto slab = [&](auto k) {
    const Val inv = Named(s, 1.0 / (s.rng().Chance(0.3) ? ray.dir[k] + Epsilon(s) : ray.dir[k]),
                          {"inv", "inv_d"});
    const Val a = Named(s, (lower[k] - ray.origin[k]) * inv, {"ta", "t_lo", "a"});
    const Val b = Named(s, (upper[k] - ray.origin[k]) * inv, {"tb", "t_hi", "b"});
    s.Set(near, s.Call("max", {near, s.Call("min", {a, b})}));
    s.Set(far, s.Call("min", {far, s.Call("max", {a, b})}));
  };
  s.Hide(near);
  s.Hide(far);
  s.For({"k", "axis", "i"}, Val{}, s.Int(3), 0, [&](Val k) { slab(k); });
  s.Hide(near, false);
  s.Hide(far, false);
  const Val hit = s.rng().Chance(0.5) ? near <= far : far >= s.Call("max", {near, s.Real(0.0)});
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Select(hit, near, s.Real(-1.0)), {"hit_t", "depth_out", "entry"});
    case 1:
      return s.Output(s.Select(hit, far - near, s.Real(0.0)),
                      {"path_length", "thickness", "chord"});
    default: {
      Val color = s.Let(Zero(s, vec), {"color", "result", "p_hit"});
      s.If(hit, [&] { s.Set(color, s.rng().Chance(0.5) ? At(ray, near) : s.Draw(vec, 2)); });
      return s.Output(color);
    }
  }
}

}  // namespace

Motif RayBoxMotif() {
  return {.name = "ray-box",
          .family = Family::kVector,
          .weight = 0.6,
          .draw = DrawRayBox,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

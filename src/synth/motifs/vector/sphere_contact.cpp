// A point pushed out of one sphere, or out of each of several.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawSphereContact(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.85) ? 3 : 2);
  const Type real = s.real();
  const Val start = Read(s, vec, {"positions", "x", "points"}, {"x0", "start", "pos"});
  Val p = s.Mutable(start, {"p", "q", "x1"});
  s.Hide(p);
  const auto push = [&](const Val& center, const Val& radius) {
    const Val d = Named(s, p - center, {"d", "to_p", "rel"});
    const Val dist = Named(s, s.Call("length", {d}), {"dist", "l", "r"});
    const Val near = s.rng().Chance(0.3) ? dist < radius && dist > Epsilon(s) : dist < radius;
    s.If(near, [&] {
      if (s.rng().Chance(0.5)) {
        s.Set(p, center + d * (radius / dist));
      } else {
        const Val n = s.Let(d / dist, "n");
        s.Update(p, BinaryOp::kAdd,
                 n * (radius - dist) *
                     (s.rng().Chance(0.5) ? s.DrawNumber(real, 0.3, 1.0)
                                          : Arg(s, real, {"relaxation", "push"}, {0.1, 1.0})));
      }
    });
  };
  if (s.rng().Chance(0.4)) {
    const Val center = Arg(s, vec, {"sphere_center", "center", "collider_pos"}, {-1.0, 1.0});
    push(center, Arg(s, real, {"radius", "sphere_radius", "collider_radius"}));
  } else {
    const int count = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 8, 16}));
    const int centers = TableNamed(s, vec, {"sphere_centers", "colliders", "obstacles"}, count);
    const bool own_radius = s.rng().Chance(0.6);
    s.For({"k", "s", "c"}, Val{}, s.rng().Chance(0.5) ? s.SizeOf(centers, 0) : s.Int(count), 0,
          [&](Val k) {
            const Val center = s.Let(s.At(centers, {k}), "center");
            push(center, own_radius ? s.Let(s.At(TableNamed(s, real, {"sphere_radii", "radii"},
                                                            count, kPositiveFill),
                                                 {k}),
                                            "radius")
                                    : Arg(s, real, {"radius", "sphere_radius"}));
          });
  }
  s.Hide(p, false);
  s.Output(p);
  if (s.rng().Chance(0.3)) {
    s.Output((p - start) / Arg(s, real, {"dt", "h"}, {0.001, 0.05}), {"v_out", "push_velocity"});
  }
}

}  // namespace

Motif SphereContactMotif() {
  return {.name = "sphere-contact",
          .family = Family::kVector,
          .weight = 0.7,
          .draw = DrawSphereContact,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

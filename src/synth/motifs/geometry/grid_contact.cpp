#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/geometry/neighbors_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec3;

// Contact forces between grains: spring, damper and friction.
void DrawGridContact(Sketch& s) {
  const Particle one = ReadParticle(s);
  const int velocities = InputNamed(s, kVec3, {"particle_v", "velocities", "v"});
  const Val v = OwnOf(s, one, velocities, {"vi", "v_i", "vel"});
  const Val size = Arg(s, kFloat, {"grain_radius", "particle_radius", "diameter"}, {0.05, 0.3});
  const Val ke = Arg(s, kFloat, {"ke", "k_contact", "stiffness"}, {1.0, 100.0});
  const Val kd = Coefficient(s, kFloat, {"kd", "k_damp", "damping"}, {0.1, 2.0});
  const bool slides = s.rng().Chance(0.5);
  const Val mu = slides ? Coefficient(s, kFloat, {"mu", "k_mu", "friction"}, {0.1, 1.0}) : Val{};
  Val force = MutableNamed(s, s.rng().Chance(0.4) ? Gravity(s, kVec3) : s.Make(kVec3, {}),
                           {"f", "force", "f_total"});
  s.Hide(force);
  const bool skips_self = s.rng().Chance(0.7);
  const auto touch = [&](const Val& j) {
    const Val offset = Named(s, one.x - s.At(one.positions, {j}), {"n", "delta", "rij"});
    const Val dist = Named(s, s.Call("length", {offset}), {"d", "dist", "len"});
    const Val err = Named(s, dist - size * 2.0, {"err", "c", "gap"});
    s.If(err < Single(s, 0.0) && dist > Tiny(s, kFloat), [&] {
      const Val dir = Named(s, offset / Known(dist, 1e-6, 10.0), {"dir", "nrm", "normal"});
      const Val vrel = Named(s, v - s.At(velocities, {j}), {"vrel", "v_rel", "dv"});
      const Val vn = Named(s, s.Call("dot", {vrel, dir}), {"vn", "v_n", "speed_n"});
      const Val fn = Named(s, -(err * ke) - vn * kd, {"fn", "f_n", "push"});
      s.Update(force, BinaryOp::kAdd, dir * fn);
      if (slides) {
        const Val vt = Named(s, vrel - dir * vn, {"vt", "v_t", "slip"});
        const Val limit = mu * s.Call("abs", {fn});
        s.Update(force, BinaryOp::kSub,
                 s.Call("normalize", {vt}) * s.Call("min", {s.Call("length", {vt}), limit}));
      }
    });
  };
  ForEachNear(s, one, [&](const Val& j) {
    if (skips_self) {
      s.If(j != one.index, [&] { touch(j); });
    } else {
      touch(j);
    }
  });
  s.Hide(force, false);
  StoreSum(s, one, force, {"particle_f", "forces", "f_out"});
}

}  // namespace

Motif GridContactMotif() {
  return {.name = "grid-contact",
          .family = Family::kGeometry,
          .weight = 1.0,
          .draw = DrawGridContact,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

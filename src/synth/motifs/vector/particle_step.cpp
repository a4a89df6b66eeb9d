// A particle step by semi-implicit Euler, with damping, a speed limit and a floor by chance.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/vector_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

Val ParticleAcceleration(Sketch& s, Type vec) {
  Val acc = ParticleGravity(s, vec);
  if (s.rng().Chance(0.7)) {
    const Val force = Read(s, vec, {"forces", "f", "particle_f"}, {"f0", "force", "f"});
    const bool inverse = s.rng().Chance(0.5);
    const Val mass = inverse ? Read(s, s.real(), {"inv_mass", "particle_inv_mass", "inv_masses"},
                                    {"inv_m", "w", "im"}, kPositiveFill)
                             : Read(s, s.real(), {"masses", "particle_mass", "mass"},
                                    {"m", "mass_i"}, kPositiveFill);
    acc = (inverse ? force * mass : force / mass) + acc;
  } else if (s.rng().Chance(0.5)) {
    acc = acc + s.Draw(vec, 1);
  }
  if (s.rng().Chance(0.4)) {
    acc = Named(s, acc, {"acc", "a", "accel"});
  }
  return acc;
}

// Damps the velocity or limits the speed, or does neither.
void LimitVelocity(Sketch& s, Val& v, const Val& dt) {
  switch (s.rng().Below(5)) {
    case 0:
      s.Set(v, v * (1.0 - Arg(s, s.real(), {"damping", "drag", "kd"}, {0.0, 1.0}) * dt));
      break;
    case 1:
      s.Update(v, BinaryOp::kMul, s.DrawNumber(s.real(), 0.9, 0.999));
      break;
    case 2: {
      const Val most = Coefficient(s, s.real(), {"max_speed", "v_max", "speed_limit"}, {1.0, 20.0});
      const Val speed = Named(s, s.Call("length", {v}), {"speed", "v_mag"});
      s.If(speed > most, [&] { s.Set(v, v * (most / Known(speed, 1.0, 1e3))); });
      break;
    }
    default:
      break;
  }
}

void ApplyFloor(Sketch& s, Val& x, Val& v) {
  const Val floor = s.rng().Chance(0.5)
                        ? s.Real(0.0)
                        : Arg(s, s.real(), {"ground", "floor_y", "ground_height"}, {-1.0, 0.0});
  s.If(x.y() < floor, [&] {
    s.SetPart(x.y(), floor);
    s.SetPart(v.y(), s.rng().Chance(0.7)
                         ? -Coefficient(s, s.real(), {"restitution", "bounce"}, {0.1, 0.9}) * v.y()
                         : s.Real(0.0));
  });
}

void DrawParticleStep(Sketch& s) {
  const Type vec = Space(s);
  const State position =
      ReadState(s, vec, {"positions", "x", "particle_q", "pos"}, {"x0", "p", "pos", "xp"});
  const State velocity =
      ReadState(s, vec, {"velocities", "v", "particle_qd", "vel"}, {"v0", "v", "vel", "vp"});
  const Val dt = TimeStep(s);
  const Val acc = ParticleAcceleration(s, vec);
  const Val kicked = velocity.value + acc * dt;
  Val v = Named(s, kicked, {"v1", "v_new", "new_vel"});
  LimitVelocity(s, v, dt);
  Val x =
      Named(s, position.value + (s.rng().Chance(0.8) ? v * dt : 0.5 * (v + velocity.value) * dt),
            {"x1", "x_new", "new_pos"});
  if (s.rng().Chance(0.3)) {
    ApplyFloor(s, x, v);
  }
  WriteState(s, position, x, {"x_out", "new_positions", "positions_out", "particle_q_out"});
  WriteState(s, velocity, v, {"v_out", "new_velocities", "velocities_out", "particle_qd_out"});
}

}  // namespace

Motif ParticleStepMotif() {
  return {.name = "particle-step",
          .family = Family::kVector,
          .weight = 1.2,
          .draw = DrawParticleStep,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

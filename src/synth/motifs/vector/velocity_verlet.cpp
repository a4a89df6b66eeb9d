// Velocity Verlet: a position step, the new acceleration from a helper, and a velocity step with
// the mean of both accelerations.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// def acceleration(x, v, inv_m, gravity): the acceleration of a particle in a force field.
lang::FuncId DefineAcceleration(Sketch& s, Type vec) {
  const Type real = lang::ScalarType(vec.scalar);
  const std::array params = {Sketch::Param{OneOf(s, {"x", "p", "pos"}), vec, Between(-8.0, 8.0)},
                             Sketch::Param{OneOf(s, {"v", "vel"}), vec, Between(-20.0, 20.0)},
                             Sketch::Param{OneOf(s, {"inv_m", "w", "im"}), real, Between(0.0, 2.0)},
                             Sketch::Param{OneOf(s, {"gravity", "g"}), vec, Between(-10.0, 10.0)}};
  return s.DefineHelper(
      OneOf(s, {"acceleration", "eval_accel", "total_acc", "external_acceleration"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val drag = s.DrawNumber(real, 0.01, 0.5);
        Val friction = p[1] * drag;
        if (s.rng().Chance(0.4)) {
          friction = friction * s.Call("length", {p[1]});
        }
        Val force = Named(s, -friction, {"f", "force", "drag"});
        switch (s.rng().Below(4)) {
          case 0:
            s.Update(force, BinaryOp::kSub, p[0] * s.DrawNumber(real, 0.5, 10.0));
            break;
          case 1: {
            const Val near = s.DrawNumber(real, 0.05, 0.5);
            const Val r2 = Named(s, LengthSq(p[0]) + near, {"r2", "dist_sq"});
            s.Update(force, BinaryOp::kSub, p[0] * (s.DrawNumber(real, 0.5, 5.0) / r2));
            break;
          }
          default: {
            const BinaryOp op = s.rng().Chance(0.5) ? BinaryOp::kAdd : BinaryOp::kSub;
            s.Update(force, op, s.Draw(vec, 2));
            break;
          }
        }
        return {p[3] + force * p[2]};
      });
}

// Moves a particle below the ground back onto it and reduces its velocity.
void LandOnGround(Sketch& s, const Val& x, const Val& v) {
  const Type real = lang::ScalarType(x.type.scalar);
  const int up = x.type.rows == 3 && s.rng().Chance(0.25) ? 2 : 1;
  const Val floor = s.rng().Chance(0.5)
                        ? s.Real(0.0, real)
                        : Arg(s, real, {"ground", "floor_height", "ground_level"}, {-1.0, 0.0});
  const Val bounce = SharedValue(s, real, {"restitution", "bounce", "e"}, {0.1, 0.9});
  const bool slides = s.rng().Chance(0.5);
  const Val keep = slides ? SharedValue(s, real, {"friction", "slide", "mu"}, {0.1, 0.9}) : Val{};
  s.If(x[up] < floor, [&] {
    s.SetPart(x[up], floor);
    s.SetPart(v[up], -bounce * v[up]);
    for (int k = 0; slides && k < x.type.rows; ++k) {
      if (k != up) {
        s.UpdatePart(v[k], BinaryOp::kMul, 1.0 - keep);
      }
    }
  });
}

void LimitSpeed(Sketch& s, Val& v) {
  const Type real = lang::ScalarType(v.type.scalar);
  const Val most = SharedValue(s, real, {"max_speed", "v_max", "speed_limit"}, {1.0, 20.0});
  const Val speed = Named(s, s.Call("length", {v}), {"speed", "v_len"});
  s.If(speed > most, [&] { s.Set(v, v * (most / Known(speed, 1.0, 1e3))); });
}

// Threads of fixed particles return.
void SkipFixed(Sketch& s, const Val& inv_mass) {
  switch (s.rng().Below(4)) {
    case 0:
      return s.ReturnIf(inv_mass == 0.0);
    case 1: {
      const Val flag = Read(s, lang::kInt, {"flags", "particle_flags", "active"},
                            {"flag", "flags_i", "state"}, {0.0, 3.0});
      return s.ReturnIf(s.rng().Chance(0.5) ? (flag & s.Int(1)) == 0.0 : flag == 0.0);
    }
    default:
      return;
  }
}

void DrawVelocityVerlet(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, s.rng().Chance(0.8) ? 3 : 2);
  const lang::FuncId accelerate = DefineAcceleration(s, vec);
  const Val w = Read(s, real, {"inv_mass", "particle_inv_mass", "inv_masses"}, {"inv_m", "w", "im"},
                     {0.0, 2.0});
  SkipFixed(s, w);
  const State position = ReadState(s, vec, {"x", "positions", "particle_q"}, {"x0", "p0", "pos"});
  const State velocity = ReadState(s, vec, {"v", "velocities", "particle_qd"}, {"v0", "vel"});
  const Val dt = TimeStep(s, real);
  const Val gravity = Named(s, Gravity(s, vec), {"g", "gravity_acc", "down"});
  const bool stored = s.rng().Chance(0.4);
  const State kept =
      stored ? ReadState(s, vec, {"acc", "accelerations", "a_prev"}, {"a0", "acc0"}) : State{};
  const Val a0 =
      stored
          ? kept.value
          : s.Let(s.CallHelper(accelerate, std::array{position.value, velocity.value, w, gravity}),
                  "a0");
  const Val half = s.rng().Chance(0.5) ? Named(s, 0.5 * dt, {"half_dt", "hdt", "dt_half"}) : Val{};
  const Val half_step = half.is_valid() ? half : dt * 0.5;
  Val x1 = MutableNamed(s, position.value + velocity.value * dt + a0 * (half_step * dt),
                        {"x1", "x_new", "p1"});
  const Val ahead = s.rng().Chance(0.5) ? velocity.value + a0 * dt : velocity.value;
  const Val a1 =
      Named(s, s.CallHelper(accelerate, std::array{x1, ahead, w, gravity}), {"a1", "a_new"});
  Val v1 = MutableNamed(s, velocity.value + (a0 + a1) * half_step, {"v1", "v_new"});
  if (s.rng().Chance(0.5)) {
    LimitSpeed(s, v1);
  }
  if (s.rng().Chance(0.5)) {
    LandOnGround(s, x1, v1);
  }
  WriteState(s, position, x1, {"x_out", "positions_out", "particle_q_out"});
  WriteState(s, velocity, v1, {"v_out", "velocities_out", "particle_qd_out"});
  if (stored) {
    WriteState(s, kept, a1, {"acc_out", "accelerations_out"});
  }
}

}  // namespace

Motif VelocityVerletMotif() {
  return {.name = "velocity-verlet",
          .family = Family::kVector,
          .weight = 0.8,
          .draw = DrawVelocityVerlet,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

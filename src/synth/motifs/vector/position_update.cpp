// The end of a position-based step: applies corrections, derives velocities from the displacement,
// then damps or limits them or puts the particle to sleep.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// The correction added, scaled by relaxation or averaged over the number of constraints.
Val Corrected(Sketch& s, Type vec, const Val& predicted) {
  const Type real = lang::ScalarType(vec.scalar);
  const Val delta =
      s.ThreadElement(InputNamed(s, vec, {"deltas", "corrections", "dx"}, {-0.1, 0.1}));
  if (s.rng().Chance(0.5)) {
    const Val omega = SharedValue(s, real, {"relaxation", "omega", "sor"}, {0.2, 1.5});
    return predicted + delta * omega;
  }
  const Val count = Read(s, lang::kInt, {"counts", "num_constraints", "valence"},
                         {"n_c", "count", "k"}, {0.0, 8.0});
  const Val least = s.Call("max", {count, s.Int(1)});
  return predicted + delta / s.Convert(least, real);
}

void DrawPositionUpdate(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, s.rng().Chance(0.8) ? 3 : 2);
  const Val before = Read(s, vec, {"x_prev", "prev_positions", "x_old"}, {"x0", "prev", "xp"});
  if (s.rng().Chance(0.35)) {
    const Val w = s.ThreadElement(InputNamed(s, real, {"inv_mass", "inv_masses"}, {0.0, 2.0}));
    s.ReturnIf(w == 0.0);
  }
  const Val predicted = Read(s, vec, {"predicted", "x_pred", "p"}, {"p", "xt", "x_star"});
  const Val x1 = Named(s, Corrected(s, vec, predicted), {"x1", "x_new", "moved"});
  const Val dt = TimeStep(s, real);
  const bool inverse = s.rng().Chance(0.3);
  const Val rate = inverse ? Arg(s, real, {"inv_dt", "rate"}, {20.0, 1000.0}) : Val{};
  const Val way = inverse ? (x1 - before) * rate : (x1 - before) / dt;
  Val v = MutableNamed(s, way, {"v", "v_new", "vel"});
  if (s.rng().Chance(0.4)) {
    const Val keep = SharedValue(s, real, {"damping", "drag", "velocity_loss"}, {0.0, 0.5});
    s.Update(
        v, BinaryOp::kMul,
        s.rng().Chance(0.5) ? 1.0 - keep : s.Call("max", {1.0 - keep * dt, s.Real(0.0, real)}));
  }
  if (s.rng().Chance(0.35)) {
    const std::array params = {Sketch::Param{OneOf(s, {"v", "u"}), vec, Between(-20.0, 20.0)}};
    const lang::FuncId drag =
        DefineFormula(s, {"viscous_drag", "air_drag", "slowdown"}, params, vec, 2);
    s.Update(v, BinaryOp::kSub, s.CallHelper(drag, std::array{v}) * dt);
  }
  Val x = x1;
  switch (s.rng().Below(3)) {
    case 0: {
      const Val sleep =
          SharedValue(s, real, {"sleep_threshold", "sleep_speed", "eps_v"}, {0.001, 0.1});
      const Val speed = Named(s, s.Call("length", {v}), {"speed", "v_len"});
      x = MutableNamed(s, x1, {"x_out_i", "xf", "x2"});
      s.If(speed < sleep, [&] {
        s.Set(v, Zero(s, vec));
        s.Set(x, before);
      });
      break;
    }
    case 1: {
      const Val most = SharedValue(s, real, {"max_velocity", "v_max"}, {1.0, 20.0});
      const Val speed = Named(s, s.Call("length", {v}), {"speed", "v_len"});
      s.If(speed > most, [&] { s.Update(v, BinaryOp::kMul, most / Known(speed, 1.0, 1e4)); });
      break;
    }
    default:
      break;
  }
  OutputNamed(s, x, {"x_out", "positions_out", "particle_q_out"});
  OutputNamed(s, v, {"v_out", "velocities_out", "particle_qd_out"});
}

}  // namespace

Motif PositionUpdateMotif() {
  return {.name = "position-update",
          .family = Family::kVector,
          .weight = 0.9,
          .draw = DrawPositionUpdate,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

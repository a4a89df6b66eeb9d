// Vectors: particles and the forces between them; contacts, rays and shapes lie beside.
#include "synth/families/vector.h"

#include <array>

#include "synth/families/families.h"
#include "synth/families/inputs.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

Val Gravity(Sketch& s, Type vec) {
  if (s.rng().Chance(0.7)) {
    return Arg(s, vec, {"gravity", "g", "external_acc"}, {-10.0, 10.0});
  }
  const Val zero = s.Real(0.0, lang::ScalarType(vec.scalar));
  const Val down = s.rng().Chance(0.5) ? s.NumberLike(zero, -9.81)
                                       : -Arg(s, s.real(), {"g", "gravity_mag"}, {1.0, 10.0});
  return vec.rows == 2 ? s.Construct(vec, {zero, down}) : s.Construct(vec, {zero, down, zero});
}

// Velocity and position from forces: semi-implicit Euler with damping, speed limit and floor.
void DrawParticleStep(Sketch& s) {
  const Type vec = Space(s);
  const State position =
      ReadState(s, vec, {"positions", "x", "particle_q", "pos"}, {"x0", "p", "pos", "xp"});
  const State velocity =
      ReadState(s, vec, {"velocities", "v", "particle_qd", "vel"}, {"v0", "v", "vel", "vp"});
  const Val dt = TimeStep(s);
  Val acc = Gravity(s, vec);
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
  const Val kicked = velocity.value + acc * dt;
  Val v = Named(s, kicked, {"v1", "v_new", "new_vel"});
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
  Val x =
      Named(s, position.value + (s.rng().Chance(0.8) ? v * dt : 0.5 * (v + velocity.value) * dt),
            {"x1", "x_new", "new_pos"});
  if (s.rng().Chance(0.3)) {
    const Val floor = s.rng().Chance(0.5)
                          ? s.Real(0.0)
                          : Arg(s, s.real(), {"ground", "floor_y", "ground_height"}, {-1.0, 0.0});
    s.If(x.y() < floor, [&] {
      s.SetPart(x.y(), floor);
      s.SetPart(v.y(),
                s.rng().Chance(0.7)
                    ? -Coefficient(s, s.real(), {"restitution", "bounce"}, {0.1, 0.9}) * v.y()
                    : s.Real(0.0));
    });
  }
  WriteState(s, position, x, {"x_out", "new_positions", "positions_out", "particle_q_out"});
  WriteState(s, velocity, v, {"v_out", "new_velocities", "velocities_out", "particle_qd_out"});
}

// x' = 2x - x_prev + a dt^2
void DrawVerlet(Sketch& s) {
  const Type vec = Space(s);
  const Val x = Read(s, vec, {"positions", "x", "pos"}, {"x0", "p", "cur"});
  const Val previous =
      Read(s, vec, {"prev_positions", "x_prev", "old_pos"}, {"x_old", "prev", "q"});
  const Val dt = TimeStep(s);
  Val acc = s.rng().Chance(0.5) ? Gravity(s, vec)
                                : Read(s, vec, {"accelerations", "acc"}, {"a", "acc_i"});
  if (s.rng().Chance(0.4)) {
    acc = acc + s.Draw(vec, s.DrawDepth());
  }
  if (s.rng().Chance(0.5)) {
    const Val step = Named(s, x - previous, {"delta", "disp", "dx"});
    const Val kept =
        s.rng().Chance(0.6)
            ? step * Coefficient(s, s.real(), {"damping", "friction", "keep"}, {0.8, 1.0})
            : step;
    s.Output(x + kept + acc * dt * dt);
  } else {
    s.Output(2.0 * x - previous + acc * (dt * dt));
  }
  if (s.rng().Chance(0.4)) {
    s.Output((x - previous) / dt, OneOf(s, {"velocity_out", "vel", "v_est"}));
  }
}

// A force field as a function and a Runge-Kutta step through it.
void DrawRungeKutta(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const std::array params = {Sketch::Param{"p", vec, Between(-4.0, 4.0)},
                             Sketch::Param{"t", real, Between(0.0, 8.0)}};
  const lang::FuncId field =
      s.DefineHelper(OneOf(s, {"velocity_field", "flow", "field_at", "derivative"}), params,
                     [&](std::span<const Val> p) {
                       std::vector<Val> parts;
                       for (int k = 0; k < vec.rows; ++k) {
                         const Val other = p[0][(k + 1) % vec.rows];
                         switch (s.rng().Below(3)) {
                           case 0:
                             parts.push_back(s.Call(OneOf(s, {"sin", "cos"}),
                                                    {other * s.DrawNumber(real, 0.5, 4.0) + p[1]}));
                             break;
                           case 1:
                             parts.push_back(-(s.DrawNumber(real, 0.1, 2.0) * other));
                             break;
                           default:
                             parts.push_back(s.DrawNumber(real, 0.1, 2.0) * (other - p[0][k]));
                         }
                       }
                       return std::vector<Val>{s.Construct(vec, parts)};
                     });
  const auto at = [&](const Val& x, const Val& t) {
    const std::array args = {x, t};
    return s.CallHelper(field, args);
  };
  const Val x = Read(s, vec, {"positions", "points", "x"}, {"x0", "p", "pos"});
  const Val dt = TimeStep(s);
  const Val time = Arg(s, real, {"time", "t", "t0"}, {0.0, 4.0});
  const Val half = s.rng().Chance(0.5) ? Named(s, 0.5 * dt, {"half", "hdt", "dt_half"}) : 0.5 * dt;
  const Val k1 = s.Let(at(x, time), "k1");
  const Val k2 = s.Let(at(x + k1 * half, time + half), "k2");
  if (s.rng().Chance(0.4)) {
    return s.Output(s.rng().Chance(0.5) ? x + k2 * dt : x + (k1 + k2) * half);
  }
  const Val k3 = s.Let(at(x + k2 * half, time + half), "k3");
  const Val k4 = s.Let(at(x + k3 * dt, time + dt), "k4");
  const Val sum = k1 + 2.0 * k2 + 2.0 * k3 + k4;
  s.Output(s.rng().Chance(0.5) ? x + sum * (dt / s.Real(6.0)) : x + (dt / s.Real(6.0)) * sum);
}

// A damped spring between two points: forces by atomics, or its energy.
void DrawSpring(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const int n = TableSize(s);
  static constexpr std::array<std::string_view, 2> kEnds = {"i0", "i1"};
  static constexpr std::array<std::string_view, 2> kNames = {"a", "b"};
  const auto ends =
      Corners(s, {"springs", "edges", "spring_indices"}, s.rng().Chance(0.5) ? kEnds : kNames, n);
  const int xs = TableNamed(s, vec, {"positions", "x", "particle_q"}, n);
  const Val xi = s.Let(s.At(xs, {ends[0]}), "xi");
  const Val xj = s.Let(s.At(xs, {ends[1]}), "xj");
  const Val d = Named(s, xi - xj, {"d", "xij", "delta", "diff"});
  const Val l = Named(s, s.Call("length", {d}), {"l", "length", "dist"});
  const Val dir =
      Named(s, s.rng().Chance(0.6) ? d / l : s.Call("normalize", {d}), {"dir", "n", "axis"});
  const Val rest =
      s.Own(InputNamed(s, real, {"rest_lengths", "rest", "rest_length"}, kPositiveFill));
  const Val c = Named(s, l - rest, {"c", "stretch", "err"});
  const Val ke = Parameter(s, real, {"ke", "stiffness", "spring_ke"}, {1.0, 100.0});
  if (s.rng().Chance(0.2)) {
    return s.Output(0.5 * ke * c * c, OneOf(s, {"energies", "energy", "spring_energy"}));
  }
  Val magnitude = ke * c;
  if (s.rng().Chance(0.6)) {
    const int vs = TableNamed(s, vec, {"velocities", "v", "particle_qd"}, n);
    const Val rate = Named(s, s.Call("dot", {dir, s.At(vs, {ends[0]}) - s.At(vs, {ends[1]})}),
                           {"dcdt", "v_rel", "rate"});
    magnitude =
        magnitude + Coefficient(s, real, {"kd", "damping", "spring_kd"}, {0.01, 2.0}) * rate;
  }
  const Val f =
      Named(s, s.rng().Chance(0.5) ? dir * magnitude : magnitude * dir, {"f", "fs", "force"});
  if (s.rng().Chance(0.3)) {
    return s.Output(f);
  }
  const int forces = s.NewArray({vec,
                                 {n},
                                 lang::Fill::kZero,
                                 0.0,
                                 0.0,
                                 Access::kAtomic,
                                 OneOf(s, {"forces", "particle_f", "f_out"})});
  ScatterMinus(s, forces, ends[0], f);
  Scatter(s, forces, ends[1], f);
}

// A position-based distance constraint with inverse masses and, by chance, compliance.
void DrawDistanceConstraint(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const int n = TableSize(s);
  static constexpr std::array<std::string_view, 2> kEnds = {"i", "j"};
  const auto ends = Corners(s, {"constraints", "edges", "pairs"}, kEnds, n);
  const int xs = TableNamed(s, vec, {"predicted", "positions", "p"}, n);
  const int ws = TableNamed(s, real, {"inv_mass", "w", "inv_masses"}, n, {0.1, 2.0});
  const Val w0 = s.Let(s.At(ws, {ends[0]}), "w0");
  const Val w1 = s.Let(s.At(ws, {ends[1]}), "w1");
  const Val d = Named(s, s.At(xs, {ends[0]}) - s.At(xs, {ends[1]}), {"d", "delta", "diff"});
  const Val l = Named(s, s.Call("length", {d}), {"l", "dist", "length"});
  if (s.rng().Chance(0.3)) {
    s.ReturnIf(l < Epsilon(s));
  }
  const Val c =
      l - s.Own(InputNamed(s, real, {"rest_lengths", "rest", "rest_length"}, kPositiveFill));
  Val weight = w0 + w1;
  Val lambda = c;
  if (s.rng().Chance(0.5)) {
    const Val dt = TimeStep(s);
    const Val alpha =
        Named(s, Arg(s, real, {"compliance", "alpha"}, {0.001, 0.1}) / Known(dt * dt, 1e-6, 1.0),
              {"alpha_tilde", "at", "softness"});
    lambda = -c / Known(weight + alpha, 0.1, 1e6);
  } else {
    lambda = c / weight *
             (s.rng().Chance(0.5) ? Arg(s, real, {"relaxation", "omega", "stiffness"}, {0.1, 1.0})
                                  : s.DrawNumber(real, 0.2, 1.0));
  }
  const Val corr =
      Named(s, d * (Named(s, lambda, {"lam", "s", "scale"}) / l), {"corr", "dx", "correction"});
  const int deltas = s.NewArray({vec,
                                 {n},
                                 lang::Fill::kZero,
                                 0.0,
                                 0.0,
                                 Access::kAtomic,
                                 OneOf(s, {"deltas", "corrections", "dp"})});
  ScatterMinus(s, deltas, ends[0], w0 * corr);
  Scatter(s, deltas, ends[1], w1 * corr);
}

constexpr std::array kMotifs = {
    Motif{"particle-step", 1.2, DrawParticleStep, 0, 0, "simulation"},
    Motif{"verlet", 0.5, DrawVerlet, 0, 0, "simulation"},
    Motif{"runge-kutta", 0.6, DrawRungeKutta},
    Motif{"spring", 1.0, DrawSpring, 0, 0, "simulation"},
    Motif{"distance-constraint", 0.7, DrawDistanceConstraint, 0, 0, "simulation"},
    Motif{"pair-sum", 1.2, DrawPairSum, 0, 0, "simulation"},
    Motif{"steering", 0.7, DrawSteering, 0, 0, "robotics"},
    Motif{"flow", 0.8, DrawFlow},
    Motif{"components", 0.9, DrawComponents},
    Motif{"plane-contact", 0.9, DrawPlaneContact, 0, 0, "simulation"},
    Motif{"sphere-contact", 0.7, DrawSphereContact, 0, 0, "simulation"},
    Motif{"bounds", 0.7, DrawBounds},
    Motif{"collision-pair", 0.6, DrawCollisionPair, 0, 0, "simulation"},
    Motif{"ray-primitive", 0.9, DrawRayPrimitive, 0, 0, "graphics"},
    Motif{"ray-box", 0.6, DrawRayBox, 0, 0, "graphics"},
    Motif{"ray-triangle", 0.5, DrawRayTriangle, 0, 0, "graphics"},
    Motif{"shading", 1.0, DrawShading, 0, 0, "graphics"},
    Motif{"sphere-tracing", 0.5, DrawSphereTracing, 0, 0, "graphics"},
    Motif{"triangle", 1.0, DrawTriangle, 0, 0, "geometry"},
    Motif{"barycentric", 0.6, DrawBarycentric, 0, 0, "geometry"},
    Motif{"segment", 0.8, DrawSegment, 0, 0, "geometry"},
    Motif{"distance-field", 0.8, DrawDistanceField, 0, 0, "geometry"},
    Motif{"color", 0.8, DrawColor, 0, 0, "graphics"},
    Motif{"curve", 0.7, DrawCurve, 0, 0, "geometry"},
    Motif{"directions", 0.8, DrawDirections, 0, 0, "graphics"},
};

}  // namespace

Family VectorFamily() {
  return {"vector", "particles, springs, contacts, rays, triangles and colours", 1.5, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth

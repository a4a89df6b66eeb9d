// A time step of a rigid body whose state is a struct: forces, torques, the gyroscopic term
// (explicit or by a Newton step), orientation and damping.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/records.h"
#include "synth/kit/rotations.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

struct BodyModel {
  Type real, vec, quat, mat;
  Type state, params;
  std::string_view x, v, q, w;         // Fields of the state.
  std::string_view inv_mass, inertia;  // Fields of the parameters.
  bool full = false;                   // The inertia is a matrix, not a diagonal.
};

BodyModel DrawBodyModel(Sketch& s) {
  BodyModel m;
  m.real = Precise(s);
  m.vec = Vec3(m.real);
  m.quat = Quat(m.real);
  m.mat = MatOf(m.real, 3);
  m.full = s.rng().Chance(0.4);
  static constexpr std::array<std::array<std::string_view, 4>, 3> kNames = {
      {{"x", "v", "q", "w"},
       {"pos", "vel", "rot", "omega"},
       {"position", "lin_vel", "orientation", "ang_vel"}}};
  const auto& names = s.rng().Choose(kNames);
  m.x = names[0];
  m.v = names[1];
  m.q = names[2];
  m.w = names[3];
  m.state = s.NewRecord(OneOf(s, {"BodyState", "RigidState", "Body"}),
                        Fields{{m.x, m.vec, -2.0, 2.0},
                               {m.v, m.vec, -2.0, 2.0},
                               {m.q, m.quat, -1.0, 1.0, Fill::kUnit},
                               {m.w, m.vec, -3.0, 3.0}});
  m.inv_mass = OneOf(s, {"inv_mass", "inv_m"});
  m.inertia = m.full ? OneOf(s, {"inertia", "I_body"}) : OneOf(s, {"inertia", "I_diag", "moments"});
  Fields fields = {{m.inv_mass, m.real, 0.1, 2.0}, {m.inertia, m.full ? m.mat : m.vec, 0.2, 2.0}};
  Maybe(s, fields, 0.5, {"lin_damping", m.real, 0.0, 0.5});
  Maybe(s, fields, 0.5, {"ang_damping", m.real, 0.0, 0.5});
  m.params = s.NewRecord(OneOf(s, {"BodyParams", "MassProperties", "BodyModel"}), fields);
  return m;
}

bool HasField(Sketch& s, const Type& record, std::string_view name) {
  const auto& fields = s.module().struct_of(record).fields;
  return std::any_of(fields.begin(), fields.end(), [&](const auto& f) { return f.name == name; });
}

// def turned(q, w, dt): the orientation after a step, to first order or by the exponential map.
lang::FuncId DefineTurn(Sketch& s, const BodyModel& m) {
  const ValueRange unit = {-1.0, 1.0, true, true, false};
  const std::array params = {Sketch::Param{"q", m.quat, unit},
                             Sketch::Param{OneOf(s, {"w", "omega"}), m.vec, Between(-20.0, 20.0)},
                             Sketch::Param{"dt", m.real, Between(0.001, 0.05)}};
  return s.DefineHelper(
      OneOf(s, {"integrate_rotation", "turned", "rotate_by"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        if (s.rng().Chance(0.5)) {
          const Val speed = Named(s, s.Call("length", {p[1]}), {"speed", "w_len"});
          s.ReturnIf(speed < s.Real(1e-6, m.real), {p[0]});
          const Val near = Known(speed, 1e-6, 40.0);
          const Val axis = Unit(s.Let(p[1] / near, "axis"));
          const Val dq = Unit(s.Let(s.Call("quat_from_axis_angle", {axis, near * p[2]}), "dq"));
          return {s.Call("normalize", {dq * p[0]})};
        }
        const Val pure = Named(s, s.Make(m.quat, {p[1], s.Real(0.0, m.real)}), {"wq", "spin"});
        return {s.Call("normalize", {p[0] + pure * p[0] * (0.5 * p[2])})};
      });
}

// The inertia times a vector.
Val InertiaTimes(Sketch& s, const Val& inertia, const Val& w) {
  return inertia.type.is_mat() ? Product(inertia, w) : s.Call("cw_mul", {inertia, w});
}

// The inverse of the inertia times a torque.
Val Solved(Sketch& s, const Val& inertia, const Val& torque) {
  return inertia.type.is_mat() ? Product(s.Call("inverse", {inertia}), torque)
                               : s.Call("cw_div", {torque, Known(inertia, 0.2, 2.0)});
}

// def gyro_step(w, I, dt): the angular velocity in the body's frame after a torque-free step, by
// one Newton step of the implicit equation.
lang::FuncId DefineGyroStep(Sketch& s, const BodyModel& m) {
  const Type inertia = m.full ? m.mat : m.vec;
  const std::array params = {Sketch::Param{OneOf(s, {"w", "wb"}), m.vec, Between(-20.0, 20.0)},
                             Sketch::Param{"I", inertia, Between(0.2, 2.0)},
                             Sketch::Param{"dt", m.real, Between(0.001, 0.05)}};
  return s.DefineHelper(
      OneOf(s, {"gyro_step", "solve_gyroscopic", "implicit_gyro"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val momentum = Named(s, InertiaTimes(s, p[1], p[0]), {"L", "Iw"});
        const Val residual = Named(s, s.Call("cross", {p[0], momentum}) * p[2], {"f", "res"});
        const Val full = m.full ? p[1] : s.Let(s.Call("diag", {p[1]}), "I_mat");
        const Val turn = Product(s.Call("skew", {p[0]}), full) - s.Call("skew", {momentum});
        const Val j = Named(s, full + turn * p[2], {"J", "jac"});
        return {p[0] - Product(s.Call("inverse", {j}), residual)};
      });
}

// The angular velocity after a step; torque and gyroscopic term are applied in the body's frame.
Val NextSpin(Sketch& s, const BodyModel& m, const Val& q, const Val& w, const Val& torque,
             const Val& inertia, const Val& dt) {
  const Val wb = Named(s, RotateInv(q, w), {"wb", "w_body"});
  const Val tb = Named(s, RotateInv(q, torque), {"tb", "t_body"});
  if (s.rng().Chance(0.4)) {
    const lang::FuncId gyro = DefineGyroStep(s, m);
    s.Hide(gyro);
    const Val kicked = Named(s, wb + Solved(s, inertia, tb) * dt, {"wb1", "w_kick"});
    return Rotate(q, s.CallHelper(gyro, std::array{kicked, inertia, dt}));
  }
  const bool gyroscopic = s.rng().Chance(0.7);
  const Val total = gyroscopic ? tb - s.Call("cross", {wb, InertiaTimes(s, inertia, wb)}) : tb;
  return Rotate(q, wb + Solved(s, inertia, total) * dt);
}

// Force and torque on a body: inputs, sometimes with drag and the torque of a lever.
std::array<Val, 2> Loads(Sketch& s, const BodyModel& m, const Val& body) {
  Val force = Read(s, m.vec, {"forces", "body_force", "f_ext"}, {"f", "force"});
  Val torque = Read(s, m.vec, {"torques", "body_torque", "t_ext"}, {"tau", "torque"});
  if (s.rng().Chance(0.4)) {
    const std::array params = {Sketch::Param{OneOf(s, {"v", "vel"}), m.vec, Between(-10.0, 10.0)}};
    const lang::FuncId drag =
        DefineFormula(s, {"drag_force", "air_drag", "resistance"}, params, m.vec, 2);
    force =
        Named(s, force + s.CallHelper(drag, std::array{s.Field(body, m.v)}), {"f_total", "f_net"});
  }
  if (s.rng().Chance(0.35)) {
    const Val lever =
        s.ThreadElement(InputNamed(s, m.vec, {"levers", "force_points"}, {-0.5, 0.5}));
    torque = Named(s, torque + s.Call("cross", {lever, force}), {"t_total", "t_net"});
  }
  return {force, torque};
}

// Scales the velocities by the damping that the parameters have.
void ApplyDamping(Sketch& s, const BodyModel& m, const Val& body, const Val& model, const Val& dt) {
  for (const auto& [damping, part] : {std::pair{"lin_damping", m.v}, {"ang_damping", m.w}}) {
    if (HasField(s, m.params, damping)) {
      const Val keep = 1.0 - s.Field(model, damping) * dt;
      s.SetPart(s.Field(body, part), s.Field(body, part) * keep);
    }
  }
}

void DrawBodyState(Sketch& s) {
  const BodyModel m = DrawBodyModel(s);
  const lang::FuncId turn = DefineTurn(s, m);
  s.Hide(turn);
  const bool in_place = s.rng().Chance(0.4);
  const std::string_view name = OneOf(s, {"bodies", "states", "body_states"});
  const int states = in_place ? RecordState(s, m.state, {}, name) : Records(s, m.state, {}, name);
  const int models = Records(s, m.params, {}, OneOf(s, {"params", "mass_props", "models"}));
  const Val body = MutableNamed(s, s.ThreadElement(states), {"body", "b", "st"});
  const Val model = Named(s, s.ThreadElement(models), {"mp", "model", "props"});
  if (s.rng().Chance(0.35)) {
    s.ReturnIf(s.Field(model, m.inv_mass) == 0.0);
  }
  const auto [force, torque] = Loads(s, m, body);
  const Val dt = TimeStep(s, m.real);
  const Val gravity = Gravity(s, m.vec);
  const auto field = [&](std::string_view part) { return s.Field(body, part); };
  const Val inertia = s.Field(model, m.inertia);
  const Val q = Unit(Named(s, field(m.q), {"q0", "rot0", "r0"}));
  const Val pushed = force * s.Field(model, m.inv_mass) + gravity;
  s.SetPart(field(m.v), field(m.v) + pushed * dt);
  s.SetPart(field(m.w), NextSpin(s, m, q, field(m.w), torque, inertia, dt));
  ApplyDamping(s, m, body, model, dt);
  s.SetPart(field(m.x), field(m.x) + field(m.v) * dt);
  s.SetPart(field(m.q), s.CallHelper(turn, std::array{q, field(m.w), dt}));
  if (in_place) {
    return s.StoreThreadElement(states, body);
  }
  StoreRecord(s, body, OneOf(s, {"bodies_out", "states_out", "next_states"}));
}

}  // namespace

Motif BodyStateMotif() {
  return {.name = "body-state",
          .family = Family::kStructs,
          .weight = 0.9,
          .draw = DrawBodyState,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

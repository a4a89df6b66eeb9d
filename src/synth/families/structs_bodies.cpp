// Structs: particles, springs, contacts, rigid bodies.
#include <array>

#include "synth/families/idiom_arrays.h"
#include "synth/families/structs.h"

namespace warploom::synth {

using lang::Fill;
using lang::Type;

namespace {

struct Motion {
  Type record;
  std::string_view x;
  std::string_view v;
  std::string_view mass;  // Empty: none.
  bool inverse = false;
};

// Particle or Body: position, velocity, mass or its inverse, and what else such structs carry.
Motion DefineParticle(Sketch& s, Type vec) {
  Motion m;
  m.x = OneOf(s, {"pos", "x", "position", "p"});
  m.v = m.x == "x"          ? OneOf(s, {"v", "vel"})
        : m.x == "position" ? "velocity"
                            : OneOf(s, {"vel", "v"});
  Fields fields = {{m.x, vec, -2.0, 2.0}, {m.v, vec, -1.0, 1.0}};
  if (s.rng().Chance(0.7)) {
    m.inverse = s.rng().Chance(0.5);
    m.mass = m.inverse ? OneOf(s, {"inv_mass", "w"}) : OneOf(s, {"mass", "m"});
    fields.push_back({m.mass, s.real(), 0.1, 2.0});
  }
  Maybe(s, fields, 0.35, {"radius", s.real(), 0.05, 0.5});
  Maybe(s, fields, 0.25, {OneOf(s, {"phase", "group", "flags"}), lang::kInt, 0.0, 3.0});
  Maybe(s, fields, 0.2, {OneOf(s, {"color", "normal"}), s.vec(3), 0.0, 1.0});
  m.record = s.NewRecord(OneOf(s, {"Particle", "Body", "PointMass", "ParticleState"}), fields);
  return m;
}

}  // namespace

// p = particles[i]; new velocity and position; particles[i] = p, or another array.
void DrawParticleRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.8) ? 3 : 2);
  const Motion m = DefineParticle(s, vec);
  const bool in_place = s.rng().Chance(0.6);
  const auto name = OneOf(s, {"particles", "bodies", "points", "states"});
  const int array = in_place ? RecordState(s, m.record, {}, name) : Records(s, m.record, {}, name);
  Val p = s.Let(s.Own(array), OneOf(s, {"p", "particle", "body", "b"}));
  const Val dt = s.NewArg(real, 0.001, 0.05, OneOf(s, {"dt", "time_step", "h"}));
  const Val x = s.Field(p, m.x);
  const Val v = s.Field(p, m.v);
  Val acceleration =
      s.rng().Chance(0.6) ? s.NewArg(vec, -10.0, 10.0, OneOf(s, {"gravity", "accel", "g"})) : Val{};
  if (!acceleration.is_valid() || s.rng().Chance(0.3)) {
    const Val force = s.Own(s.InputArray(vec));
    const Val push = m.mass.empty() ? force
                     : m.inverse    ? force * s.Field(p, m.mass)
                                    : force / s.Field(p, m.mass);
    acceleration = acceleration.is_valid() ? acceleration + push : push;
  }
  const Val gained = v + acceleration * dt;
  const Val damping =
      s.rng().Chance(0.4) ? s.NewArg(real, 0.9, 0.999, OneOf(s, {"damping", "drag"})) : Val{};
  s.SetPart(v, damping.is_valid() ? gained * damping : gained);
  s.SetPart(x, x + v * dt);
  const int up = vec.rows == 3 ? (s.rng().Chance(0.7) ? 1 : 2) : 1;
  if (s.rng().Chance(0.35)) {
    const Val ground = s.rng().Chance(0.5)
                           ? s.Real(0.0)
                           : s.NewArg(real, -1.0, 0.0, OneOf(s, {"ground", "floor_height"}));
    const Val bounce = s.DrawNumber(real, 0.1, 0.9);
    s.If(x[up] < ground, [&] {
      s.SetPart(x[up], ground);
      s.SetPart(v[up], -v[up] * bounce);
    });
  }
  if (in_place) {
    s.StoreOwn(array, p);
  } else {
    StoreRecord(s, p, OneOf(s, {"new_particles", "particles_out", "next_states", "out"}));
  }
}

// Springs between points: the ends are fields; both get their force by atomics.
void DrawSpringRecords(Sketch& s) {
  const Type vec = lang::kVec3;  // Atomics over vecs want float32.
  const Type real = lang::kFloat;
  const int n = s.rng().Choose(std::array{64, 100, 128, 256, 500});
  const auto ends = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"i", "j"}, {"a", "b"}, {"body_a", "body_b"}}});
  const auto rest = OneOf(s, {"rest", "rest_length", "l0"});
  const auto ke = OneOf(s, {"ke", "k", "stiffness"});
  Fields fields = {{ends[0], lang::kInt, 0.0, n - 1.0},
                   {ends[1], lang::kInt, 0.0, n - 1.0},
                   {rest, real, 0.1, 1.0},
                   {ke, real, 1.0, 10.0}};
  const bool damped = s.rng().Chance(0.5);
  if (damped) {
    fields.push_back({"kd", real, 0.01, 0.5});
  }
  const Type record = s.NewRecord(OneOf(s, {"Spring", "Link", "DistanceConstraint"}), fields);
  const int springs = Records(s, record, {}, OneOf(s, {"springs", "links", "constraints"}));
  const int x = Input(s, vec, {n}, OneOf(s, {"x", "positions", "particle_q"}));
  const int v = damped ? Input(s, vec, {n}, OneOf(s, {"v", "velocities", "particle_qd"})) : -1;
  const Val spring = s.Let(s.Own(springs), OneOf(s, {"s", "spring", "link"}));
  const bool named = s.rng().Chance(0.5);
  const Val i = named ? s.Let(s.Field(spring, ends[0]), "i") : s.Field(spring, ends[0]);
  const Val j = named ? s.Let(s.Field(spring, ends[1]), "j") : s.Field(spring, ends[1]);
  const Val d = s.Let(s.At(x, {i}) - s.At(x, {j}), OneOf(s, {"d", "xij", "delta"}));
  const Val length = s.Let(s.Call("length", {d}), OneOf(s, {"l", "dist", "length"}));
  const Val direction =
      s.Let(s.rng().Chance(0.5) ? s.Call("normalize", {d}) : d / (length + s.Real(1e-6, real)),
            OneOf(s, {"dir", "n"}));
  Val size = s.Field(spring, ke) * (length - s.Field(spring, rest));
  if (damped) {
    size = size + s.Field(spring, "kd") * s.Call("dot", {direction, s.At(v, {i}) - s.At(v, {j})});
  }
  const Val force = s.Let(direction * size, OneOf(s, {"f", "force", "fs"}));
  ArraySpec spec;
  spec.element = vec;
  spec.shape = {n};
  spec.fill = Fill::kZero;
  spec.access = Access::kAtomic;
  spec.name = OneOf(s, {"f_out", "forces", "particle_f"});
  const int forces = s.NewArray(spec);
  s.AtomicAdd(forces, std::array{i}, -force);
  s.AtomicAdd(forces, std::array{j}, force);
}

// A contact: normal and tangential parts of a relative velocity.
void DrawContactRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const int bodies = s.rng().Choose(std::array{16, 32, 64, 128});
  const bool indexed = s.rng().Chance(0.5);
  const auto depth = OneOf(s, {"depth", "penetration", "gap"});
  Fields fields = {{"normal", vec, -1.0, 1.0, Fill::kUnit}, {depth, real, -0.1, 0.1}};
  Maybe(s, fields, 0.5, {OneOf(s, {"point", "pos"}), vec, -1.0, 1.0});
  if (indexed) {
    fields.push_back({"body", lang::kInt, 0.0, bodies - 1.0});
  }
  const Type record = s.NewRecord(OneOf(s, {"Contact", "ContactPoint", "ContactInfo"}), fields);
  const Val c = s.Let(s.Own(Records(s, record, {}, OneOf(s, {"contacts", "contact_list"}))),
                      OneOf(s, {"c", "contact"}));
  const Val v =
      s.Let(indexed ? s.At(Input(s, vec, {bodies}, OneOf(s, {"body_vel", "velocities", "v"})),
                           {s.Field(c, "body")})
                    : s.Own(s.InputArray(vec)),
            OneOf(s, {"v", "vel", "vr"}));
  const Val n = s.rng().Chance(0.4) ? s.Let(s.Field(c, "normal"), "n") : s.Field(c, "normal");
  const Val vn = s.Let(s.Call("dot", {v, n}), OneOf(s, {"vn", "v_n", "normal_speed"}));
  const Val ke = s.NewArg(real, 1.0, 10.0, OneOf(s, {"ke", "contact_ke", "stiffness"}));
  const Val kd = s.NewArg(real, 0.1, 1.0, OneOf(s, {"kd", "contact_kd", "damping"}));
  Val force = s.Mutable(s.Construct(vec, {}), OneOf(s, {"f", "force", "impulse"}));
  s.If(s.Field(c, depth) < 0, [&] {
    const Val fn = s.Let(-(s.Field(c, depth) * ke) - s.Call("min", {vn, s.Real(0.0)}) * kd,
                         OneOf(s, {"fn", "f_n", "magnitude"}));
    Val total = n * fn;
    if (s.rng().Chance(0.6)) {
      const Val vt = s.Let(v - n * vn, OneOf(s, {"vt", "v_t", "tangent"}));
      const Val mu = s.NewArg(real, 0.1, 1.0, OneOf(s, {"mu", "friction"}));
      total =
          total - s.Call("normalize", {vt}) * s.Call("min", {mu * fn, kd * s.Call("length", {vt})});
    }
    s.Set(force, total);
  });
  s.Output(force, OneOf(s, {"contact_forces", "f_out", "forces_out"}));
}

// A body with a pose inside: points between its frame and the world.
void DrawNestedPose(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto p = OneOf(s, {"p", "pos", "origin", "translation"});
  const auto q = OneOf(s, {"q", "rot", "orientation"});
  const Type frame =
      s.NewRecord(OneOf(s, {"Frame", "Pose", "Transform3"}),
                  Fields{{p, vec, -2.0, 2.0}, {q, s.quat(), -1.0, 1.0, Fill::kUnit}});
  const auto inner = OneOf(s, {"frame", "pose", "xform"});
  Fields fields = {{inner, frame}};
  const bool moves = s.rng().Chance(0.6);
  if (moves) {
    fields.push_back({"vel", vec, -1.0, 1.0});
    fields.push_back({OneOf(s, {"omega", "w", "ang_vel"}), vec, -1.0, 1.0});
  }
  Maybe(s, fields, 0.5, {OneOf(s, {"mass", "inv_mass"}), real, 0.1, 2.0});
  Maybe(s, fields, 0.3, {OneOf(s, {"inertia", "I"}), s.mat(3), 0.1, 1.0});
  const Type record = s.NewRecord(OneOf(s, {"RigidBody", "Link", "Body", "Actor"}), fields);
  const int count = s.rng().Choose(std::array{8, 16, 32, 64});
  const bool indexed = s.rng().Chance(0.5);
  const auto name = OneOf(s, {"bodies", "links", "actors"});
  const int bodies =
      Records(s, record, indexed ? std::vector<int>{count} : std::vector<int>{}, name);
  const Val body = s.Let(
      indexed
          ? s.At(bodies,
                 {s.Let(s.Own(Indices(s, {}, count, OneOf(s, {"body_ids", "shape_body", "owner"}))),
                        OneOf(s, {"bid", "k", "id"}))})
          : s.Own(bodies),
      OneOf(s, {"b", "body", "link"}));
  const Val position = s.Field(s.Field(body, inner), p);
  const Val rotation = s.Field(s.Field(body, inner), q);
  const Val point = s.Let(s.Own(s.InputArray(vec)));
  if (s.rng().Chance(0.3)) {
    return s.Output(s.Call("quat_rotate_inv", {rotation, point - position}),
                    OneOf(s, {"local_points", "p_local", ""}));
  }
  const Val arm = s.Let(s.Call("quat_rotate", {rotation, point}), OneOf(s, {"r", "arm", "lever"}));
  if (moves && s.rng().Chance(0.6)) {
    return s.Output(s.Field(body, 1) + s.Call("cross", {s.Field(body, 2), arm}),
                    OneOf(s, {"point_vel", "v_out", "velocities_out"}));
  }
  s.Output(position + arm, OneOf(s, {"world_points", "p_world", ""}));
}

// def step(state, dt) -> State: structs go in and come out.
void DrawStateStep(Sketch& s) {
  const Type real = s.real();
  const auto x = OneOf(s, {"x", "theta", "q", "pos"});
  const auto v = x == "theta" ? std::string_view("omega")
                 : x == "q"   ? std::string_view("qd")
                              : OneOf(s, {"v", "vel"});
  const Type record = s.NewRecord(OneOf(s, {"State", "Oscillator", "Pendulum", "PhaseState"}),
                                  Fields{{x, real, -2.0, 2.0}, {v, real, -2.0, 2.0}});
  const std::array params = {
      Sketch::Param{OneOf(s, {"state", "st", "s0"}), record, {}},
      Sketch::Param{"dt", real, Between(0.001, 0.1)},
      Sketch::Param{OneOf(s, {"k", "g_over_l", "freq"}), real, Between(0.1, 10.0)}};
  const bool angle = x == "theta" || s.rng().Chance(0.3);
  const bool midpoint = s.rng().Chance(0.4);
  const Val c = s.rng().Chance(0.5) ? s.DrawNumber(real, 0.01, 0.5) : Val{};
  const lang::FuncId step = s.DefineHelper(
      OneOf(s, {"step_state", "integrate_state", "advance", "euler_step"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const auto accelerate = [&](const Val& at, const Val& speed) {
          const Val pull = -(p[2] * (angle ? s.Call("sin", {at}) : at));
          return c.is_valid() ? pull - c * speed : pull;
        };
        const Val next = s.Mutable(s.Construct(record, {}), OneOf(s, {"out", "nxt", "result"}));
        const Val old_x = s.Field(p[0], 0);
        const Val old_v = s.Field(p[0], 1);
        if (midpoint) {
          const Val half = s.Let(s.Real(0.5) * p[1], "half_dt");
          const Val xm = s.Let(old_x + half * old_v, "xm");
          const Val vm = s.Let(old_v + half * accelerate(old_x, old_v), "vm");
          s.SetPart(s.Field(next, 0), old_x + p[1] * vm);
          s.SetPart(s.Field(next, 1), old_v + p[1] * accelerate(xm, vm));
        } else {
          const Val a = s.Let(accelerate(old_x, old_v), "a");
          s.SetPart(s.Field(next, 1), old_v + a * p[1]);
          s.SetPart(s.Field(next, 0), old_x + s.Field(next, 1) * p[1]);
        }
        return {next};
      });
  const int states = RecordState(s, record, {}, OneOf(s, {"states", "osc", "pendulums"}));
  const Val dt = s.NewArg(real, 0.001, 0.1, "dt");
  const Val k = s.NewArg(real, 0.1, 10.0, OneOf(s, {"k", "stiffness", "omega_sq"}));
  if (s.rng().Chance(0.4)) {
    Val current = s.Mutable(s.Own(states), OneOf(s, {"st", "cur", "state"}));
    const int count = s.rng().Choose(std::array{2, 4, 5, 8, 10});
    const Val stop =
        s.rng().Chance(0.5) ? s.SizeArg(count, OneOf(s, {"substeps", "num_steps"})) : s.Int(count);
    s.For(OneOf(s, {"it", "n_step", "k_step"}), Val{}, stop, 0,
          [&](const Val&) { s.Set(current, s.CallHelper(step, std::array{current, dt, k})); });
    return s.StoreOwn(states, current);
  }
  s.StoreOwn(states, s.CallHelper(step, std::array{s.Own(states), dt, k}));
}

}  // namespace warploom::synth

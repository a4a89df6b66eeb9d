// A time step of a particle: p = particles[i]; new velocity and position; particles[i] = p, or
// another array.
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct Motion {
  Type record;
  std::string_view x;
  std::string_view v;
  std::string_view mass;  // Empty: none.
  bool inverse = false;
};

// A struct with position, velocity, mass or its inverse, and other common fields.
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

// Gravity, a force from an input, or both.
Val Acceleration(Sketch& s, const Motion& m, const Val& p, Type vec) {
  const Val gravity =
      s.rng().Chance(0.6) ? s.NewArg(vec, -10.0, 10.0, OneOf(s, {"gravity", "accel", "g"})) : Val{};
  if (gravity.is_valid() && !s.rng().Chance(0.3)) {
    return gravity;
  }
  const Val force = s.ThreadElement(s.InputArray(vec));
  const Val push = m.mass.empty() ? force
                   : m.inverse    ? force * s.Field(p, m.mass)
                                  : force / s.Field(p, m.mass);
  return gravity.is_valid() ? gravity + push : push;
}

// Keeps the particle above the ground and reverses its velocity there.
void Bounce(Sketch& s, const Val& x, const Val& v, int up) {
  const Type real = s.real();
  const Val ground = s.rng().Chance(0.5)
                         ? s.Real(0.0)
                         : s.NewArg(real, -1.0, 0.0, OneOf(s, {"ground", "floor_height"}));
  const Val bounce = s.DrawNumber(real, 0.1, 0.9);
  s.If(x[up] < ground, [&] {
    s.SetPart(x[up], ground);
    s.SetPart(v[up], -v[up] * bounce);
  });
}

void DrawParticleRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.8) ? 3 : 2);
  const Motion m = DefineParticle(s, vec);
  const bool in_place = s.rng().Chance(0.6);
  const auto name = OneOf(s, {"particles", "bodies", "points", "states"});
  const int array = in_place ? RecordState(s, m.record, {}, name) : Records(s, m.record, {}, name);
  const Val p = s.Let(s.ThreadElement(array), {"p", "particle", "body", "b"});
  const Val dt = s.NewArg(real, 0.001, 0.05, OneOf(s, {"dt", "time_step", "h"}));
  const Val x = s.Field(p, m.x);
  const Val v = s.Field(p, m.v);
  const Val gained = v + Acceleration(s, m, p, vec) * dt;
  const Val damping =
      s.rng().Chance(0.4) ? s.NewArg(real, 0.9, 0.999, OneOf(s, {"damping", "drag"})) : Val{};
  s.SetPart(v, damping.is_valid() ? gained * damping : gained);
  s.SetPart(x, x + v * dt);
  const int up = vec.rows == 3 ? (s.rng().Chance(0.7) ? 1 : 2) : 1;
  if (s.rng().Chance(0.35)) {
    Bounce(s, x, v, up);
  }
  if (in_place) {
    s.StoreThreadElement(array, p);
  } else {
    StoreRecord(s, p, OneOf(s, {"new_particles", "particles_out", "next_states", "out"}));
  }
}

}  // namespace

Motif ParticleMotif() {
  return {
      .name = "particle", .family = Family::kStructs, .weight = 1.6, .draw = DrawParticleRecord};
}

}  // namespace warploom::synth::motifs

// A mass-spring network: each particle sums the forces of its springs and takes a time step.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// The properties of one spring, however it is stored.
struct Spring {
  Val other, rest, stiffness, damping;
};

// The springs of all particles, as an array of structs or one array per property.
class Springs {
 public:
  Springs(Sketch& s, Type real, int particles) : s_(s), real_(real) {
    const int count = particles * s.rng().Choose(std::array{4, 6, 8, 12});
    ArraySpec spec;
    spec.element = lang::kInt;
    spec.shape = {particles + 1};
    spec.fill = Fill::kSorted;
    spec.high = count;
    spec.low = 0.0;
    spec.name = OneOf(s, {"spring_offsets", "row_start", "offsets", "spring_start"});
    offsets_ = s.NewArray(spec);
    if (s.rng().Chance(0.55)) {
      DrawRecord(particles, count);
    } else {
      DrawArrays(particles, count);
    }
  }

  void ForEach(const Val& own, const std::function<void(const Spring&)>& body) {
    const Val start = s_.At(offsets_, {own});
    const Val end = s_.At(offsets_, {own + 1});
    s_.For({"k", "e", "s_idx"}, start, end, 0, [&](const Val& k) { body(Read(k)); });
  }

 private:
  void DrawRecord(int particles, int count) {
    Fields fields = {{OneOf(s_, {"other", "j", "neighbor"}), lang::kInt, 0.0, particles - 1.0},
                     {OneOf(s_, {"rest", "rest_length", "l0"}), real_, 0.2, 1.5},
                     {OneOf(s_, {"ke", "stiffness", "k"}), real_, 1.0, 100.0}};
    Maybe(s_, fields, 0.5, {OneOf(s_, {"kd", "damping"}), real_, 0.01, 2.0});
    const Type record = s_.NewRecord(OneOf(s_, {"Spring", "Bond", "Link"}), fields);
    records_ = Records(s_, record, {count}, OneOf(s_, {"springs", "bonds"}));
    damped_ = fields.size() > 3;
  }

  void DrawArrays(int particles, int count) {
    others_ = Indices(s_, {count}, particles, OneOf(s_, {"spring_ids", "neighbors", "adjacency"}));
    rest_ = Input(s_, real_, {count}, OneOf(s_, {"rest_lengths", "rest", "l0"}), 0.2, 1.5);
    stiffness_ = Arg(s_, real_, {"ke", "stiffness", "k_spring"}, {1.0, 100.0});
    damped_ = s_.rng().Chance(0.5);
    damping_ = damped_ ? Arg(s_, real_, {"kd", "damping", "k_damp"}, {0.01, 2.0}) : Val{};
  }

  Spring Read(const Val& k) {
    if (records_ < 0) {
      return {s_.Let(s_.At(others_, {k}), "j"), s_.At(rest_, {k}), stiffness_, damping_};
    }
    const Val spring = Named(s_, s_.At(records_, {k}), {"sp", "spring", "bond"});
    const Val other = s_.Let(s_.Field(spring, 0), "j");
    return {other, s_.Field(spring, 1), s_.Field(spring, 2), damped_ ? s_.Field(spring, 3) : Val{}};
  }

  Sketch& s_;
  Type real_;
  int offsets_ = -1;
  int records_ = -1;
  int others_ = -1;
  int rest_ = -1;
  bool damped_ = false;
  Val stiffness_, damping_;
};

// Adds the forces of a particle's springs.
void AddSprings(Sketch& s, Type real, const Val& own, int positions, int velocities, const Val& xi,
                const Val& vi, const Val& sum) {
  Val force = sum;
  Springs springs(s, real, s.dims()[0]);
  const bool skips = s.rng().Chance(0.5);
  const bool tears = s.rng().Chance(0.3);
  const Val most =
      tears ? SharedValue(s, real, {"max_strain", "break_strain", "tear"}, {0.2, 1.0}) : Val{};
  springs.ForEach(own, [&](const Spring& spring) {
    const Val d = Named(s, s.At(positions, {spring.other}) - xi, {"d", "xij", "delta"});
    Val l = Named(s, s.Call("length", {d}), {"l", "dist", "length"});
    if (skips) {
      s.If(l < Tiny(s, real), [&] { s.Continue(); });
      l = Known(l, 1e-6, 1e3);
    }
    const Val dir = Named(s, d / l, {"dir", "n", "u"});
    const Val stretch = Named(s, l - spring.rest, {"stretch", "c", "ext"});
    if (tears) {
      s.If(stretch > most * spring.rest, [&] { s.Continue(); });
    }
    Val size = spring.stiffness * stretch;
    if (spring.damping.is_valid()) {
      const Val rate = s.Call("dot", {s.At(velocities, {spring.other}) - vi, dir});
      size = size + spring.damping * rate;
    }
    s.Update(force, BinaryOp::kAdd, s.rng().Chance(0.5) ? dir * size : size * dir);
  });
}

void DrawSpringNetwork(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, s.rng().Chance(0.8) ? 3 : 2);
  const Val own = s.Thread(0);
  const int positions = InputNamed(s, vec, {"x", "positions", "particle_q"});
  const int velocities = InputNamed(s, vec, {"v", "velocities", "particle_qd"});
  const Val xi = Named(s, s.ThreadElement(positions), {"xi", "x0", "p"});
  const Val vi = Named(s, s.ThreadElement(velocities), {"vi", "v0", "vel"});
  if (s.rng().Chance(0.35)) {
    const int pinned = InputNamed(s, lang::kInt, {"pinned", "fixed", "is_anchor"}, {0.0, 1.0});
    s.ReturnIf(s.ThreadElement(pinned) != 0.0);
  }
  const Val mass =
      ReadOnce(s, Parameter(s, real, {"mass", "masses", "particle_mass"}), {"m", "mi"});
  const Val weight = Gravity(s, vec) * mass;
  const Val start = s.rng().Chance(0.4) ? weight + s.Draw(vec, 1) : weight;
  const Val force = MutableNamed(s, start, {"f", "force", "total_f"});
  s.Hide(force);
  AddSprings(s, real, own, positions, velocities, xi, vi, force);
  s.Hide(force, false);
  if (s.rng().Chance(0.3)) {
    return OutputNamed(s, s.rng().Chance(0.5) ? force : force / mass,
                       {"forces_out", "f_out", "particle_f"});
  }
  const Val dt = TimeStep(s, real);
  Val v1 = vi + force * (dt / mass);
  if (s.rng().Chance(0.6)) {
    const Val keep = SharedValue(s, real, {"drag", "velocity_decay", "air_drag"}, {0.0, 0.5});
    v1 = v1 * (s.rng().Chance(0.5) ? 1.0 - keep * dt : 1.0 / (1.0 + keep * dt));
  }
  const Val v_new = Named(s, v1, {"v1", "v_new"});
  OutputNamed(s, v_new, {"v_out", "velocities_out", "v_next"});
  OutputNamed(s, xi + v_new * dt, {"x_out", "positions_out", "x_next"});
}

}  // namespace

Motif SpringNetworkMotif() {
  return {.name = "spring-network",
          .family = Family::kArrays,
          .weight = 0.8,
          .draw = DrawSpringNetwork,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

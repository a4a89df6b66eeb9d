#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/geometry/meshes_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;

// Moves a particle out of a mesh and updates its velocity.
void DrawMeshCollision(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"positions", "x", "particle_x"}, {"x0", "pos", "x_cur"}, {-kNear, kNear});
  const Val v = Read(s, kVec3, {"velocities", "v", "particle_v"}, {"v0", "vel", "v_cur"});
  const Val dt = TimeStep(s, kFloat);
  const SolidArg mesh = MeshArg(s);
  Val moved = v + Gravity(s, kVec3) * dt;
  if (s.rng().Chance(0.4)) {
    moved = moved - v * (Coefficient(s, kFloat, {"damping", "drag", "kd"}, {0.01, 0.5}) * dt);
  }
  const Val v1 = Named(s, moved, {"v1", "v_new", "v_free"});
  const Val predicted = MutableNamed(s, x + v1 * dt, {"xpred", "x_pred", "x_new"});
  Val position = predicted;
  Val velocity = v1;
  const bool by_steps = s.rng().Chance(0.6);  // Velocities from positions, as in PBD.
  Val hit_velocity;
  if (!by_steps) {
    hit_velocity = MutableNamed(s, v1, {"v_out", "v_hit", "v2"});
  }
  const Val query = ClosestPoint(s, mesh, predicted);
  const Val margin = Coefficient(s, kFloat, {"margin", "radius", "thickness"}, {0.02, 0.2});
  s.If(Part(query, "result"), [&] {
    const Val p = SurfacePoint(s, mesh, query);
    const Val delta = Named(s, predicted - p, {"delta", "diff", "offset"});
    const Val dist =
        Named(s, s.Call("length", {delta}) * Part(query, "sign"), {"dist", "phi", "depth"});
    const Val err = Named(s, dist - margin, {"err", "c", "gap"});
    s.If(err < Single(s, 0.0), [&] {
      const Val n =
          Named(s, s.Call("normalize", {delta}) * Part(query, "sign"), {"n", "normal", "nrm"});
      s.Set(position, predicted - n * err);
      if (!by_steps) {
        s.Set(hit_velocity, AtWall(s, v1, n));
      }
    });
  });
  velocity = by_steps ? (position - x) / dt : hit_velocity;
  OutputNamed(s, velocity, {"v_out", "velocities_out", "new_velocities"});
  OutputNamed(s, position, {"x_out", "positions_out", "new_positions"});
}

}  // namespace

Motif MeshCollisionMotif() {
  return {.name = "mesh-collision",
          .family = Family::kGeometry,
          .weight = 1.2,
          .draw = DrawMeshCollision,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

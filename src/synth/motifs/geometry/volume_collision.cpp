#include <array>
#include <vector>

#include "lang/object_fields.h"
#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/geometry/fields_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;

// Keeps a particle out of a solid given as a signed distance volume.
void DrawVolumeCollision(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"positions", "x", "particle_x"}, {"x0", "pos", "x_cur"}, {-1.0, 1.0});
  const Val v = Read(s, kVec3, {"velocities", "v", "particle_v"}, {"v0", "vel", "v_cur"});
  const Val volume = VolumeArg(s, kFloat);
  const Val dt = TimeStep(s, kFloat);
  const Val v1 = Named(s, v + Gravity(s, kVec3) * dt, {"v1", "v_free", "v_pred"});
  const Val moved = Named(s, x + v1 * dt, {"x1", "xpred", "x_new"});
  const Val position = MutableNamed(s, moved, {"x_out_i", "xc", "x_fix"});
  Val velocity = MutableNamed(s, v1, {"v2", "v_fix", "vc"});
  Val fixed = position;
  const Val margin = Coefficient(s, kFloat, {"margin", "radius", "contact_dist"}, {0.01, 0.2});
  const auto push = [&](const Val& d, const Val& gradient) {
    s.If(d < margin, [&] {
      const Val n = Named(s, s.Call("normalize", {gradient}), {"n", "nrm", "normal"});
      s.Set(fixed, moved - n * (d - margin));
      s.Set(velocity, AtWall(s, v1, n));
    });
  };
  if (s.rng().Chance(0.6)) {
    const Val grad = MutableNamed(s, s.Make(kVec3, {}), {"grad", "nrm_idx", "g"});
    const Val index = Named(s, ToIndex(s, volume, moved), {"q", "uvw", "p_idx"});
    const Val d = Named(s, s.Call("volume_sample_grad_f", {volume, index, LinearSampling(s), grad}),
                        {"d", "phi", "dist"});
    push(d, s.rng().Chance(0.5) ? grad : s.Call("volume_index_to_world_dir", {volume, grad}));
  } else {
    const Val d = Named(s, DistanceAt(s, volume, moved), {"d", "phi", "dist"});
    const double step = s.rng().Choose(std::array{0.05, 0.1, 0.125});
    std::vector<Val> slopes;
    for (int k = 0; k < 3; ++k) {
      const Val shift =
          s.Make(kVec3, {Single(s, k == 0 ? step : 0.0), Single(s, k == 1 ? step : 0.0),
                         Single(s, k == 2 ? step : 0.0)});
      const Val ahead =
          s.Call("volume_sample_f", {volume, ToIndex(s, volume, moved + shift), LinearSampling(s)});
      slopes.push_back(Named(s, ahead - d, {"gx", "gy", "gz"}));
    }
    push(d, s.Make(kVec3, slopes));
  }
  OutputNamed(s, fixed, {"x_out", "positions_out", "new_positions"});
  OutputNamed(s, velocity, {"v_out", "velocities_out", "new_velocities"});
}

}  // namespace

Motif VolumeCollisionMotif() {
  return {.name = "volume-collision",
          .family = Family::kGeometry,
          .weight = 0.8,
          .draw = DrawVolumeCollision,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs

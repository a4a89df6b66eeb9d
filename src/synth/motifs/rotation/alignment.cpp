// The rotation that aligns one direction with another, or an orientation that looks at a target.
#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawAlignment(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  if (s.rng().Chance(0.5)) {
    const Val from = s.rng().Chance(0.5) ? BasisVector(s, real, static_cast<int>(s.rng().Below(3)))
                                         : Read(s, vec, {"rest_dirs", "forward_dirs"},
                                                {"u", "from_dir"}, kUnitFill);
    const Val to =
        s.rng().Chance(0.6)
            ? Read(s, vec, {"directions", "normals", "target_dirs"}, {"v", "to_dir"}, kUnitFill)
            : Named(s, s.Call("normalize", {s.Draw(vec, 1)}), {"v", "goal_dir"});
    const Val cosine = Named(s, s.Call("dot", {from, to}), {"d", "cosine", "c"});
    const Val axis = Named(s, s.Call("cross", {from, to}), {"axis", "ax", "n"});
    Val q;
    if (s.rng().Chance(0.5)) {
      q = s.Call("normalize", {s.Make(Quat(real), {axis.x(), axis.y(), axis.z(), 1.0 + cosine})});
    } else {
      const Val angle =
          s.Call("acos", {s.Call("clamp", {cosine, s.Real(-0.999, real), s.Real(0.999, real)})});
      q = s.Call("quat_from_axis_angle",
                 {s.Call("normalize", {axis}),
                  s.rng().Chance(0.5)
                      ? angle * Coefficient(s, real, {"fraction", "stiffness", "rate"}, {0.1, 1.0})
                      : angle});
    }
    const Val turn = Named(s, q, {"q", "align", "rot"});
    return s.rng().Chance(0.6) ? s.Output(turn) : Emit(s, Rotate(turn, s.Draw(vec, 1)));
  }
  const Val eye = s.rng().Chance(0.5)
                      ? Read(s, vec, {"positions", "camera_positions", "eyes"}, {"eye", "p"})
                      : Arg(s, vec, {"eye", "camera_pos"}, {-4.0, 4.0});
  const Val target = s.rng().Chance(0.5) ? Arg(s, vec, {"target", "look_at", "goal"}, {-2.0, 2.0})
                                         : Read(s, vec, {"targets", "goals"}, {"target_i", "aim"});
  const bool away = s.rng().Chance(0.5);
  const Val z =
      s.Let(s.Call("normalize", {away ? eye - target : target - eye}), {"z", "fwd", "forward"});
  const Val up = s.rng().Chance(0.5) ? BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2)
                                     : Arg(s, vec, {"up", "world_up"}, kUnitFill);
  const Val x = s.Let(s.Call("normalize", {s.Call("cross", {up, z})}), {"x", "right", "side"});
  const Val y = s.Let(s.Call("cross", {z, x}), {"y", "up_new", "true_up"});
  const Val r = s.Call("matrix_from_cols", {x, y, z});
  if (s.rng().Chance(0.3)) {
    return s.Output(r, {"view_rot", "frames_out"});
  }
  const Val q = s.Let(Unit(s.Call("quat_from_matrix", {r})), {"q", "rot", "look"});
  s.Output(s.rng().Chance(0.5) ? s.Make(Pose(real), {eye, q}) : q);
}

}  // namespace

Motif AlignmentMotif() {
  return {.name = "alignment", .family = Family::kRotation, .weight = 0.9, .draw = DrawAlignment};
}

}  // namespace warploom::synth::motifs

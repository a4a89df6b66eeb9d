// The transform of a joint by its type, composed with the frames of its parent and child.
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/joints_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawJointTransform(Sketch& s) {
  const Type real = Precise(s);
  const Type pose = Pose(real);
  const Val axis = ReadAxis(s, real);
  const Val q = ReadJointPosition(s, real);
  const auto revolute = [&] {
    return Unit(s.Make(pose, {Zero(s, Vec3(real)), s.Call("quat_from_axis_angle", {axis, q})}));
  };
  const auto prismatic = [&] { return Unit(s.Make(pose, {axis * q, Identity(s, Quat(real))})); };
  Val xj;
  if (s.rng().Chance(0.5)) {
    xj = s.Let(Identity(s, pose), {"X_j", "X_joint", "jc"});
    const Val kind =
        s.Let(s.ThreadElement(InputNamed(s, lang::kInt, {"joint_type", "types"}, {0.0, 2.0})),
              {"jtype", "type", "kind"});
    std::vector<Val> conditions = {kind == 0.0, kind == 1.0};
    s.IfChain(
        conditions, [&](int branch) { s.Set(xj, branch == 0 ? prismatic() : revolute()); }, false);
    xj = Unit(xj);
  } else {
    xj = s.Let(s.rng().Chance(0.7) ? revolute() : prismatic(), {"X_j", "X_joint", "jc"});
  }
  const Val xp = Read(s, pose, {"joint_X_p", "parent_frames", "X_pj"}, {"X_pj", "X_p"});
  Val world = Compose(xp, xj);
  if (s.rng().Chance(0.5)) {
    const int bodies = TableSize(s);
    const Val parent = s.Let(s.ThreadElement(InputNamed(s, lang::kInt, {"joint_parent", "parents"},
                                                        {-1.0, bodies - 1.0})),
                             "parent");
    Val base = s.Let(Identity(s, pose), {"X_wp", "X_base"});
    s.If(parent >= 0.0, [&] {
      const Val index = Known(parent, 0.0, bodies - 1.0);
      s.Set(base, s.At(TableNamed(s, pose, {"body_q", "body_poses"}, bodies), {index}));
    });
    world = Compose(Unit(base), world);
  }
  const Val wc = s.Let(world, {"X_wj", "X_wc", "X_w"});
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s,
                  s.Call("transform_point",
                         {wc, s.rng().Chance(0.5)
                                  ? Arg(s, Vec3(real), {"tip", "tool_offset", "com"}, {-1.0, 1.0})
                                  : s.Draw(Vec3(real), 1)}),
                  {"tip_pos", "points_out"});
    case 1:
      return Emit(s, s.Call("transform_vector", {wc, axis}), {"axis_w_out", "axes_out"});
    case 2: {
      const Val child = Read(s, pose, {"joint_X_c", "child_frames", "X_cj"}, {"X_cj", "X_c"});
      return s.Output(Compose(wc, Unit(Inverse(child))), {"body_q_out", "poses_out"});
    }
    default:
      return s.Output(wc, {"body_q_out", "X_w_out"});
  }
}

}  // namespace

Motif JointTransformMotif() {
  return {.name = "joint-transform",
          .family = Family::kRotation,
          .weight = 1.3,
          .draw = DrawJointTransform,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs

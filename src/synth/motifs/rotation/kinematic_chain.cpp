#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// The pose at the end of a chain of joints, link by link.
void DrawKinematicChain(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Type pose = Pose(real);
  const int links = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 6, 7, 8}));
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(links);
  const int qs = s.NewArray({real, shape, lang::Fill::kUniform, -3.0, 3.0, Access::kInput,
                             OneOf(s, {"joint_q", "angles", "q_batch"})});
  const int axes =
      s.rng().Chance(0.6) ? TableNamed(s, vec, {"axes", "joint_axes"}, links, kUnitFill) : -1;
  const int offsets =
      TableNamed(s, vec, {"link_offsets", "offsets", "link_vectors"}, links, {-1.0, 1.0});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  const Val bound = s.rng().Chance(0.5) ? s.Int(links) : s.SizeOf(offsets, 0);
  const std::string_view counter = OneOf(s, {"k", "link", "j"});
  const auto turn = [&](const Val& k) {
    at.back() = k;
    return s.Call("quat_from_axis_angle",
                  {axes >= 0 ? s.At(axes, {k}) : BasisVector(s, real, 2), s.At(qs, at)});
  };
  if (s.rng().Chance(0.5)) {
    Val x =
        s.Mutable(s.rng().Chance(0.5) ? Identity(s, pose)
                                      : Arg(s, pose, {"base", "base_pose", "X_base"}, {-1.0, 1.0}),
                  {"X", "X_w", "tf"});
    s.Hide(x);
    s.For(counter, Val{}, bound, 0, [&](Val k) {
      const Val local = s.Make(pose, {s.At(offsets, {k}), turn(k)});
      s.Set(x, Unit(x) * (s.rng().Chance(0.5) ? s.Let(local, {"X_k", "X_local"}) : local));
    });
    s.Hide(x, false);
    return s.rng().Chance(0.4)
               ? s.Output(x)
               : Emit(s,
                      s.Call(
                          "transform_point",
                          {Unit(x), s.rng().Chance(0.5) ? Arg(s, vec, {"tool", "tip"}, {-0.5, 0.5})
                                                        : Zero(s, vec)}),
                      {"tip_pos", "ee_out"});
  }
  Val p = s.Mutable(
      s.rng().Chance(0.5) ? Zero(s, vec) : Arg(s, vec, {"base_pos", "origin"}, {-1.0, 1.0}),
      {"p", "pos", "tip"});
  Val q = s.Mutable(Identity(s, Quat(real)), {"q", "rot", "r"});
  s.Hide(p);
  s.Hide(q);
  s.For(counter, Val{}, bound, 0, [&](Val k) {
    s.Set(q, Unit(q) * turn(k));
    s.Update(p, BinaryOp::kAdd, Rotate(Unit(q), s.At(offsets, {k})));
  });
  s.Hide(p, false);
  s.Hide(q, false);
  if (s.rng().Chance(0.5)) {
    const Val goal = Read(s, vec, {"goals", "targets"}, {"goal_i", "target_i"});
    return Emit(s, s.Call("length", {goal - p}), {"reach_cost", "distances"});
  }
  Emit(s, p, {"tip_pos", "ee_out"});
  s.rng().Chance(0.5) ? s.Output(q) : void();
}

}  // namespace

Motif KinematicChainMotif() {
  return {.name = "kinematic-chain",
          .family = Family::kRotation,
          .weight = 0.8,
          .draw = DrawKinematicChain,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs

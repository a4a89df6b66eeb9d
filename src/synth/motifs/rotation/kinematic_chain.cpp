// Forward kinematics of a serial chain: the pose at its end, accumulated link by link.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

struct Chain {
  Type real, vec, pose;
  int angles = -1;
  int axes = -1;  // None: all joints turn about z.
  int offsets = -1;
  std::vector<Val> at;  // The indices of an angle, the last one still to be set.
  Val count;
  std::string_view counter;
};

Chain DrawChain(Sketch& s) {
  Chain chain;
  chain.real = Precise(s);
  chain.vec = Vec3(chain.real);
  chain.pose = Pose(chain.real);
  const int links = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 6, 7, 8}));
  chain.angles = s.NewArray({chain.real, ThreadRowShape(s, links), lang::Fill::kUniform, -3.0, 3.0,
                             Access::kInput, OneOf(s, {"joint_q", "angles", "q_batch"})});
  chain.axes =
      s.rng().Chance(0.6) ? TableNamed(s, chain.vec, {"axes", "joint_axes"}, links, kUnitFill) : -1;
  chain.offsets =
      TableNamed(s, chain.vec, {"link_offsets", "offsets", "link_vectors"}, links, {-1.0, 1.0});
  chain.at = ThreadRowIndex(s);
  chain.count = s.rng().Chance(0.5) ? s.Int(links) : s.SizeOf(chain.offsets, 0);
  chain.counter = OneOf(s, {"k", "link", "j"});
  return chain;
}

// The rotation of joint `k`.
Val JointTurn(Sketch& s, const Chain& chain, const Val& k) {
  std::vector<Val> at = chain.at;
  at.back() = k;
  return s.Call("quat_from_axis_angle",
                {chain.axes >= 0 ? s.At(chain.axes, {k}) : BasisVector(s, chain.real, 2),
                 s.At(chain.angles, at)});
}

void DrawChainOfTransforms(Sketch& s, const Chain& chain) {
  Val x = s.Mutable(s.rng().Chance(0.5)
                        ? Identity(s, chain.pose)
                        : Arg(s, chain.pose, {"base", "base_pose", "X_base"}, {-1.0, 1.0}),
                    {"X", "X_w", "tf"});
  s.Hide(x);
  s.For(chain.counter, Val{}, chain.count, 0, [&](Val k) {
    const Val local = s.Make(chain.pose, {s.At(chain.offsets, {k}), JointTurn(s, chain, k)});
    s.Set(x, Unit(x) * (s.rng().Chance(0.5) ? s.Let(local, {"X_k", "X_local"}) : local));
  });
  s.Hide(x, false);
  if (s.rng().Chance(0.4)) {
    return s.Output(x);
  }
  Emit(s,
       s.Call("transform_point",
              {Unit(x), s.rng().Chance(0.5) ? Arg(s, chain.vec, {"tool", "tip"}, {-0.5, 0.5})
                                            : Zero(s, chain.vec)}),
       {"tip_pos", "ee_out"});
}

// The same with position and orientation in two variables.
void DrawChainOfPoints(Sketch& s, const Chain& chain) {
  Val p = s.Mutable(s.rng().Chance(0.5) ? Zero(s, chain.vec)
                                        : Arg(s, chain.vec, {"base_pos", "origin"}, {-1.0, 1.0}),
                    {"p", "pos", "tip"});
  Val q = s.Mutable(Identity(s, Quat(chain.real)), {"q", "rot", "r"});
  s.Hide(p);
  s.Hide(q);
  s.For(chain.counter, Val{}, chain.count, 0, [&](Val k) {
    s.Set(q, Unit(q) * JointTurn(s, chain, k));
    s.Update(p, BinaryOp::kAdd, Rotate(Unit(q), s.At(chain.offsets, {k})));
  });
  s.Hide(p, false);
  s.Hide(q, false);
  if (s.rng().Chance(0.5)) {
    const Val goal = Read(s, chain.vec, {"goals", "targets"}, {"goal_i", "target_i"});
    return Emit(s, s.Call("length", {goal - p}), {"reach_cost", "distances"});
  }
  Emit(s, p, {"tip_pos", "ee_out"});
  if (s.rng().Chance(0.5)) {
    s.Output(q);
  }
}

void DrawKinematicChain(Sketch& s) {
  const Chain chain = DrawChain(s);
  if (s.rng().Chance(0.5)) {
    return DrawChainOfTransforms(s, chain);
  }
  DrawChainOfPoints(s, chain);
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

// Linear blend skinning: a vertex moved by the weighted transforms of the bones it is bound to.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

struct Skin {
  Type real, vec;
  int bones = 0;
  int influences = 0;
  int ids = -1;
  int weights = -1;
  int poses = -1;
  bool has_bind_poses = false;
  Val rest;
};

Skin DrawSkin(Sketch& s) {
  Skin skin;
  skin.real = Precise(s);
  skin.vec = Vec3(skin.real);
  skin.bones = static_cast<int>(s.rng().Choose(std::array{8, 16, 24, 32, 64}));
  skin.influences = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 4, 8}));
  const std::vector<int> shape = ThreadRowShape(s, skin.influences);
  skin.ids = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, skin.bones - 1.0,
                         Access::kInput, OneOf(s, {"bone_ids", "skin_indices", "joint_ids"})});
  skin.weights = s.NewArray({skin.real, shape, lang::Fill::kUniform, 0.0, 1.0, Access::kInput,
                             OneOf(s, {"skin_weights", "bone_weights"})});
  skin.poses = TableNamed(s, Pose(skin.real), {"bone_poses", "skeleton", "bone_tf"}, skin.bones);
  skin.has_bind_poses = s.rng().Chance(0.4);
  skin.rest = Read(s, skin.vec, {"rest_points", "vertices", "rest_pos"}, {"p", "rest", "v0"});
  return skin;
}

// The vertex as one bone alone would move it.
Val MovedByBone(Sketch& s, const Skin& skin, const Val& bone) {
  Val x = s.At(skin.poses, {bone});
  if (skin.has_bind_poses) {
    x = Compose(
        x, s.At(TableNamed(s, Pose(skin.real), {"inv_bind", "bind_inverse"}, skin.bones), {bone}));
  }
  return s.Call(
      "transform_point",
      {s.rng().Chance(0.5) || skin.has_bind_poses ? s.Let(x, {"X", "tf"}) : x, skin.rest});
}

void DrawSkinning(Sketch& s) {
  const Skin skin = DrawSkin(s);
  std::vector<Val> at = ThreadRowIndex(s);
  Val out = s.Mutable(Zero(s, skin.vec), {"skinned", "pos", "acc"});
  s.Hide(out);
  const bool normalized = s.rng().Chance(0.5);
  Val total = normalized ? s.Mutable(s.Real(0.0, skin.real), {"w_sum", "total_w"}) : Val{};
  if (normalized) {
    s.Hide(total);
  }
  s.For({"k", "b", "j"}, Val{},
        s.rng().Chance(0.6) ? s.Int(skin.influences) : s.SizeOf(skin.ids, s.ndim()), 0, [&](Val k) {
          at.back() = k;
          const Val bone = s.Let(s.At(skin.ids, at), {"bone", "bid"});
          const Val w = s.Let(s.At(skin.weights, at), {"w", "wk"});
          if (s.rng().Chance(0.3)) {
            s.If(w <= 0.0, [&] { s.Continue(); });
          }
          const Val moved = MovedByBone(s, skin, bone);
          s.Update(out, BinaryOp::kAdd, s.rng().Chance(0.5) ? moved * w : w * moved);
          if (normalized) {
            s.Update(total, BinaryOp::kAdd, w);
          }
        });
  s.Hide(out, false);
  if (normalized) {
    s.Hide(total, false);
    Emit(s, out / s.Call("max", {total, s.Real(1e-4, skin.real)}), {"skinned_out", "points_out"});
  } else {
    Emit(s, out, {"skinned_out", "points_out"});
  }
}

}  // namespace

Motif SkinningMotif() {
  return {.name = "skinning",
          .family = Family::kRotation,
          .weight = 0.7,
          .draw = DrawSkinning,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

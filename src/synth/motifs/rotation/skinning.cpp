#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A vertex bound to bones: blended transforms, or a point moved by each bone.
void DrawSkinning(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const int bones = static_cast<int>(s.rng().Choose(std::array{8, 16, 24, 32, 64}));
  const int influences = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 4, 8}));
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(influences);
  const int ids = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, bones - 1.0,
                              Access::kInput, OneOf(s, {"bone_ids", "skin_indices", "joint_ids"})});
  const int weights = s.NewArray({real, shape, lang::Fill::kUniform, 0.0, 1.0, Access::kInput,
                                  OneOf(s, {"skin_weights", "bone_weights"})});
  const int poses = TableNamed(s, Pose(real), {"bone_poses", "skeleton", "bone_tf"}, bones);
  const bool bind = s.rng().Chance(0.4);
  const Val p = Read(s, vec, {"rest_points", "vertices", "rest_pos"}, {"p", "rest", "v0"});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  Val out = s.Mutable(Zero(s, vec), {"skinned", "pos", "acc"});
  s.Hide(out);
  const bool normalized = s.rng().Chance(0.5);
  Val total = normalized ? s.Mutable(s.Real(0.0, real), {"w_sum", "total_w"}) : Val{};
  if (normalized) {
    s.Hide(total);
  }
  s.For({"k", "b", "j"}, Val{}, s.rng().Chance(0.6) ? s.Int(influences) : s.SizeOf(ids, s.ndim()),
        0, [&](Val k) {
          at.back() = k;
          const Val bone = s.Let(s.At(ids, at), {"bone", "bid"});
          const Val w = s.Let(s.At(weights, at), {"w", "wk"});
          if (s.rng().Chance(0.3)) {
            s.If(w <= 0.0, [&] { s.Continue(); });
          }
          Val x = s.At(poses, {bone});
          if (bind) {
            x = Compose(
                x, s.At(TableNamed(s, Pose(real), {"inv_bind", "bind_inverse"}, bones), {bone}));
          }
          const Val moved = s.Call("transform_point",
                                   {s.rng().Chance(0.5) || bind ? s.Let(x, {"X", "tf"}) : x, p});
          s.Update(out, BinaryOp::kAdd, s.rng().Chance(0.5) ? moved * w : w * moved);
          if (normalized) {
            s.Update(total, BinaryOp::kAdd, w);
          }
        });
  s.Hide(out, false);
  if (normalized) {
    s.Hide(total, false);
    Emit(s, out / s.Call("max", {total, s.Real(1e-4, real)}), {"skinned_out", "points_out"});
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

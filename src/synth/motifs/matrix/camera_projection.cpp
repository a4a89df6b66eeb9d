#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A point through a 4x4 matrix, by chance with the perspective division and a viewport.
void DrawProjection(Sketch& s) {
  const Type real = s.real();
  const Type mat = s.mat(4);
  const Type vec = s.vec(3);
  const Type vec4 = s.vec(4);
  const Val m = s.rng().Chance(0.6)
                    ? Arg(s, mat, {"view_proj", "mvp", "world_to_clip"}, {-1.0, 1.0})
                    : Read(s, mat, {"matrices", "view_mats", "node_xforms"}, {"M", "V"});
  const Val p = Read(s, vec, {"points", "vertices", "positions"}, {"p", "v", "pos"});
  if (s.rng().Chance(0.25)) {
    const Val q = s.Call("transform_point", {m, p});
    return Emit(s, s.rng().Chance(0.5) ? q : q - s.Call("transform_vector", {m, s.Draw(vec, 1)}));
  }
  const Val full =
      s.rng().Chance(0.3)
          ? Named(s, Product(Arg(s, mat, {"projection", "proj"}, {-1.0, 1.0}), m), {"PV", "full"})
          : m;
  const Val point =
      s.Make(vec4, {p.x(), p.y(), p.z(), s.rng().Chance(0.85) ? s.Real(1.0) : s.Real(0.0)});
  const Val clip = s.Let(Product(full, point), {"clip", "h", "q"});
  if (s.rng().Chance(0.25)) {
    return Emit(s, s.rng().Chance(0.5) ? clip : s.Make(vec, {clip.x(), clip.y(), clip.z()}));
  }
  if (s.rng().Chance(0.3)) {
    s.ReturnIf(s.Call("abs", {clip.w()}) < s.DrawNumber(real, 0.01, 0.1));
  }
  const Val inv =
      s.Let(1.0 / s.Call("max", {s.Call("abs", {clip.w()}), s.DrawNumber(real, 0.01, 0.1)}),
            {"inv_w", "rw"});
  const Val ndc =
      s.Let(s.Make(vec, {clip.x() * inv, clip.y() * inv, clip.z() * inv}), {"ndc", "proj_p"});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, ndc, {"ndc_out", "projected"});
    case 1: {
      const Val width = Arg(s, real, {"width_px", "image_w"}, {4.0, 64.0});
      const Val height = Arg(s, real, {"height_px", "image_h"}, {4.0, 64.0});
      return Emit(
          s,
          s.Make(s.vec(2),
                 {(ndc.x() * 0.5 + 0.5) * width,
                  (s.rng().Chance(0.5) ? 0.5 - ndc.y() * 0.5 : ndc.y() * 0.5 + 0.5) * height}),
          {"screen", "pixels_out"});
    }
    default: {
      const Val visible = s.Call("abs", {ndc.x()}) <= 1.0 && s.Call("abs", {ndc.y()}) <= 1.0;
      return Emit(
          s, s.Select(Named(s, visible, {"visible", "inside", "on_screen"}), ndc.z(), s.Real(1.0)),
          {"depth_out", "z_out"});
    }
  }
}

}  // namespace

Motif CameraProjectionMotif() {
  return {.name = "camera-projection",
          .family = Family::kMatrix,
          .weight = 0.9,
          .draw = DrawProjection,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

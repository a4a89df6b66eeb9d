// A point transformed by a 4x4 matrix, by chance with the perspective division and the viewport
// transform.
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// p in homogeneous coordinates, transformed by m and by chance by a projection matrix.
Val ClipPoint(Sketch& s, const Val& m, const Val& p) {
  const Val full = s.rng().Chance(0.3)
                       ? Named(s, Product(Arg(s, m.type, {"projection", "proj"}, {-1.0, 1.0}), m),
                               {"PV", "full"})
                       : m;
  const Val point =
      s.Make(s.vec(4), {p.x(), p.y(), p.z(), s.rng().Chance(0.85) ? s.Real(1.0) : s.Real(0.0)});
  return s.Let(Product(full, point), {"clip", "h", "q"});
}

// Divides by w, which is kept away from zero.
Val PerspectiveDivision(Sketch& s, const Val& clip) {
  const Type real = s.real();
  if (s.rng().Chance(0.3)) {
    s.ReturnIf(s.Call("abs", {clip.w()}) < s.DrawNumber(real, 0.01, 0.1));
  }
  const Val inv =
      s.Let(1.0 / s.Call("max", {s.Call("abs", {clip.w()}), s.DrawNumber(real, 0.01, 0.1)}),
            {"inv_w", "rw"});
  return s.Let(s.Make(s.vec(3), {clip.x() * inv, clip.y() * inv, clip.z() * inv}),
               {"ndc", "proj_p"});
}

void EmitScreenPoint(Sketch& s, const Val& ndc) {
  const Type real = s.real();
  const Val width = Arg(s, real, {"width_px", "image_w"}, {4.0, 64.0});
  const Val height = Arg(s, real, {"height_px", "image_h"}, {4.0, 64.0});
  Emit(s,
       s.Make(s.vec(2),
              {(ndc.x() * 0.5 + 0.5) * width,
               (s.rng().Chance(0.5) ? 0.5 - ndc.y() * 0.5 : ndc.y() * 0.5 + 0.5) * height}),
       {"screen", "pixels_out"});
}

// The depth of what is on the screen, 1 elsewhere.
void EmitVisibleDepth(Sketch& s, const Val& ndc) {
  const Val visible = s.Call("abs", {ndc.x()}) <= 1.0 && s.Call("abs", {ndc.y()}) <= 1.0;
  Emit(s, s.Select(Named(s, visible, {"visible", "inside", "on_screen"}), ndc.z(), s.Real(1.0)),
       {"depth_out", "z_out"});
}

void DrawProjection(Sketch& s) {
  const Type mat = s.mat(4);
  const Type vec = s.vec(3);
  const Val m = s.rng().Chance(0.6)
                    ? Arg(s, mat, {"view_proj", "mvp", "world_to_clip"}, {-1.0, 1.0})
                    : Read(s, mat, {"matrices", "view_mats", "node_xforms"}, {"M", "V"});
  const Val p = Read(s, vec, {"points", "vertices", "positions"}, {"p", "v", "pos"});
  if (s.rng().Chance(0.25)) {
    const Val q = s.Call("transform_point", {m, p});
    return Emit(s, s.rng().Chance(0.5) ? q : q - s.Call("transform_vector", {m, s.Draw(vec, 1)}));
  }
  const Val clip = ClipPoint(s, m, p);
  if (s.rng().Chance(0.25)) {
    return Emit(s, s.rng().Chance(0.5) ? clip : s.Make(vec, {clip.x(), clip.y(), clip.z()}));
  }
  const Val ndc = PerspectiveDivision(s, clip);
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, ndc, {"ndc_out", "projected"});
    case 1:
      return EmitScreenPoint(s, ndc);
    default:
      return EmitVisibleDepth(s, ndc);
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

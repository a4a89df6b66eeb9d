#include <array>
#include <cstdint>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A quantity of an indexed triangle: area, normal, centroid or an interpolated attribute.
void DrawTriangles(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const Val own = s.FlatThread();
  const int triangles = s.thread_count();
  const int n = s.rng().Choose(std::array{64, 100, 256, 500, 1000});
  const int points =
      Input(s, vec, {n}, OneOf(s, {"points", "vertices", "positions", "verts"}), -1.0, 1.0);
  const bool flat = s.rng().Chance(0.5);
  const int indices =
      flat ? Indices(s, {triangles * 3}, n, OneOf(s, {"indices", "tri_indices", "faces"}))
           : Indices(s, {triangles, 3}, n, OneOf(s, {"faces", "triangles", "tri_ids"}));
  static constexpr std::array<std::array<std::string_view, 3>, 3> kIndexNames = {
      {{"i", "j", "k"}, {"i0", "i1", "i2"}, {"a_id", "b_id", "c_id"}}};
  static constexpr std::array<std::array<std::string_view, 3>, 3> kPointNames = {
      {{"p", "q", "r"}, {"p0", "p1", "p2"}, {"a", "b", "c"}}};
  const auto& index_names = s.rng().Choose(kIndexNames);
  const auto& point_names = s.rng().Choose(kPointNames);
  std::array<Val, 3> ids;
  std::array<Val, 3> p;
  const bool zero = s.rng().Chance(0.5);
  for (size_t c = 0; c < 3; ++c) {
    const Val corner = s.Int(static_cast<int64_t>(c));
    const Val base = own * s.Int(3);
    ids[c] = flat ? s.At(indices, {c == 0 && !zero ? base : base + corner})
                  : s.At(indices, {own, corner});
    ids[c] = s.Let(ids[c], index_names[c]);
  }
  for (size_t c = 0; c < 3; ++c) {
    p[c] = s.Let(s.At(points, {ids[c]}), point_names[c]);
  }
  switch (s.rng().Below(4)) {
    case 0:
      return s.Output((p[0] + p[1] + p[2]) / s.Real(3.0), {"centroids", "centers", ""});
    case 1: {
      const int attribute = Input(s, real, {n}, OneOf(s, {"", "values", "phi", "uv_x"}));
      const Val u = s.ThreadElement(s.InputArray(real));
      const Val v = s.rng().Chance(0.5) ? s.DrawInput(real) : s.DrawNumber(real, 0.1, 0.5);
      return s.Output(u * s.At(attribute, {ids[0]}) + v * s.At(attribute, {ids[1]}) +
                      (1.0 - u - v) * s.At(attribute, {ids[2]}));
    }
    default:
      break;
  }
  const Val normal = s.Let(s.Call("cross", {p[1] - p[0], p[2] - p[0]}), {"n", "normal", "cr"});
  const bool both = s.rng().Chance(0.3);
  if (both || s.rng().Chance(0.5)) {
    s.Output(s.Call("length", {normal}) * s.Real(0.5), {"areas", "tri_areas", "area_out"});
    if (!both) {
      return;
    }
  }
  s.Output(s.Call("normalize", {normal}), {"normals_out", "face_normals", "tri_normals"});
}

}  // namespace

Motif TrianglesMotif() {
  return {.name = "triangles", .family = Family::kArrays, .weight = 0.9, .draw = DrawTriangles};
}

}  // namespace warploom::synth::motifs

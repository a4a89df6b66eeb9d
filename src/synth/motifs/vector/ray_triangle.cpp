// The Moeller-Trumbore ray-triangle intersection.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawRayTriangle(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Ray ray = ReadRay(s);
  std::vector<Val> corner;
  if (s.rng().Chance(0.5)) {
    const int n = TableSize(s);
    static constexpr std::array<std::string_view, 3> kNames = {"i", "j", "k"};
    const auto ids = Corners(s, {"faces", "tri_indices", "triangles"}, kNames, n);
    const int vertices = TableNamed(s, vec, {"vertices", "points", "verts"}, n);
    for (const Val& id : ids) {
      corner.push_back(s.At(vertices, {id}));
    }
  } else {
    corner = {Read(s, vec, {"tri_a", "corner0"}, {"a", "v0"}),
              Read(s, vec, {"tri_b", "corner1"}, {"b", "v1"}),
              Read(s, vec, {"tri_c", "corner2"}, {"c", "v2"})};
  }
  const Val a = s.Let(corner[0], "a");
  const Val e1 = s.Let(corner[1] - a, {"e1", "ab", "edge1"});
  const Val e2 = s.Let(corner[2] - a, {"e2", "ac", "edge2"});
  const Val p = Named(s, s.Call("cross", {ray.dir, e2}), {"pvec", "h", "p"});
  const Val det = Named(s, s.Call("dot", {e1, p}), {"det", "a_dot"});
  const bool leaves = s.rng().Chance(0.4);
  if (leaves) {
    s.ReturnIf(s.Call("abs", {det}) < Epsilon(s));
  }
  Val t = s.Let(s.Real(-1.0), {"t", "t_hit"});
  const auto test = [&] {
    const Val inv = s.Let(1.0 / Known(det, 1e-6, 1e3), {"inv_det", "f", "inv"});
    const Val tv = Named(s, ray.origin - a, {"tvec", "ao", "s"});
    const Val u = s.Let(s.Call("dot", {tv, p}) * inv, "u");
    const Val q = Named(s, s.Call("cross", {tv, e1}), {"qvec", "q"});
    const Val v = s.Let(s.Call("dot", {ray.dir, q}) * inv, "v");
    s.If(u >= 0.0 && v >= 0.0 && u + v <= 1.0, [&] { s.Set(t, s.Call("dot", {e2, q}) * inv); });
  };
  if (leaves) {
    test();
  } else {
    s.If(s.Call("abs", {det}) > Epsilon(s), test);
  }
  s.Output(
      s.rng().Chance(0.6)
          ? t
          : Either(t > 0.0, {s.Call("min", {t, s.DrawNumber(real, 5.0, 100.0)}), s.Draw(real, 0)}));
}

}  // namespace

Motif RayTriangleMotif() {
  return {.name = "ray-triangle",
          .family = Family::kVector,
          .weight = 0.5,
          .draw = DrawRayTriangle,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

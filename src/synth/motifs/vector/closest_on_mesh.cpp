// The point of a triangle mesh closest to a query: a helper for one triangle, a loop over the
// faces, and sometimes the sign by the nearest face's normal.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

struct Mesh {
  Type real, vec;
  int vertices = -1;
  int faces = -1;
  bool flat = false;  // A flat index array with three entries a face, instead of a 2D one.
  Val count;
};

Mesh DrawMesh(Sketch& s) {
  Mesh mesh;
  mesh.real = Precise(s);
  mesh.vec = VecOf(mesh.real, 3);
  const int points = s.rng().Choose(std::array{32, 64, 100, 128});
  const int faces = s.rng().Choose(std::array{16, 24, 32, 48, 64});
  mesh.vertices = TableNamed(s, mesh.vec, {"vertices", "points", "verts"}, points);
  mesh.flat = s.rng().Chance(0.5);
  mesh.faces = mesh.flat ? Indices(s, {faces * 3}, points, OneOf(s, {"indices", "tri_indices"}))
                         : Indices(s, {faces, 3}, points, OneOf(s, {"faces", "triangles"}));
  mesh.count = SizeOrLiteral(s, faces, {"num_faces", "face_count", "n_tris"}, 0.6);
  return mesh;
}

// def closest_on_triangle(p, a, b, c): by Voronoi regions (Ericson, Real-Time Collision Detection,
// 5.1.5).
lang::FuncId DefineClosest(Sketch& s, Type vec) {
  const ValueRange near = Between(-8.0, 8.0);
  const std::array params = {Sketch::Param{"p", vec, near}, Sketch::Param{"a", vec, near},
                             Sketch::Param{"b", vec, near}, Sketch::Param{"c", vec, near}};
  const bool named = s.rng().Chance(0.6);
  return s.DefineHelper(
      OneOf(s, {"closest_on_triangle", "triangle_closest_point", "project_to_triangle"}), params,
      [&](std::span<const Val> q) -> std::vector<Val> {
        const Type real = lang::ScalarType(vec.scalar);
        const Val zero = s.Real(0.0, real);
        const Val ab = s.Let(q[2] - q[1], "ab");
        const Val ac = s.Let(q[3] - q[1], "ac");
        const auto dots = [&](const Val& from, std::string_view ap, std::string_view d_ab,
                              std::string_view d_ac) {
          const Val to = s.Let(q[0] - from, ap);
          const Val first = s.Let(s.Call("dot", {ab, to}), d_ab);
          return std::array{first, s.Let(s.Call("dot", {ac, to}), d_ac)};
        };
        // The region of an edge: from + edge * t, with t = x / (x - y).
        const auto on_edge = [&](const Val& inside, const Val& from, const Val& edge, const Val& x,
                                 const Val& y, std::string_view name) {
          s.If(inside, [&] {
            const Val t = x / Known(x - y, 1e-6, 1e3);
            const Val point = from + (named ? s.Let(t, name) : t) * edge;
            s.builder().Return(std::array{point.id});
          });
        };
        const auto [d1, d2] = dots(q[1], "ap", "d1", "d2");
        s.ReturnIf(d1 <= zero && d2 <= zero, {q[1]});
        const auto [d3, d4] = dots(q[2], "bp", "d3", "d4");
        s.ReturnIf(d3 >= zero && d4 <= d3, {q[2]});
        const Val vc = s.Let(d1 * d4 - d3 * d2, "vc");
        on_edge(vc <= zero && d1 >= zero && d3 <= zero, q[1], ab, d1, d3, "v");
        const auto [d5, d6] = dots(q[3], "cp", "d5", "d6");
        s.ReturnIf(d6 >= zero && d5 <= d6, {q[3]});
        const Val vb = s.Let(d5 * d2 - d1 * d6, "vb");
        on_edge(vb <= zero && d2 >= zero && d6 <= zero, q[1], ac, d2, d6, "w");
        const Val va = s.Let(d3 * d6 - d5 * d4, "va");
        const Val e = s.Let(d4 - d3, "e43");
        const Val g = s.Let(d5 - d6, "e56");
        s.If(va <= zero && e >= zero && g >= zero, [&] {
          const Val t = e / Known(e + g, 1e-6, 1e3);
          const Val point = q[2] + (named ? s.Let(t, "u") : t) * (q[3] - q[2]);
          s.builder().Return(std::array{point.id});
        });
        const Val denom = Named(s, 1.0 / Known(va + vb + vc, 1e-6, 1e3), {"denom", "inv"});
        return {q[1] + ab * (vb * denom) + ac * (vc * denom)};
      });
}

std::array<Val, 3> ReadFace(Sketch& s, const Mesh& mesh, const Val& f) {
  static constexpr std::array<std::array<std::string_view, 3>, 2> kNames = {
      {{"a", "b", "c"}, {"p0", "p1", "p2"}}};
  const auto& names = kNames[s.StyleChoice("corners by letters", 0.6) ? 0 : 1];
  std::array<Val, 3> corners;
  for (int k = 0; k < 3; ++k) {
    const Val at = mesh.flat ? s.At(mesh.faces, {k == 0 ? f * s.Int(3) : f * s.Int(3) + k})
                             : s.At(mesh.faces, {f, s.Int(k)});
    corners[static_cast<size_t>(k)] =
        s.Let(s.At(mesh.vertices, {at}), names[static_cast<size_t>(k)]);
  }
  return corners;
}

// Stores the distance itself, the closest point, a falloff by a drawn formula, or a penalty force.
void OutputDistance(Sketch& s, const Mesh& mesh, const Val& query, const Val& point,
                    const Val& distance) {
  switch (s.rng().Below(4)) {
    case 0: {
      const Val thickness =
          SharedValue(s, mesh.real, {"thickness", "margin", "offset"}, {0.05, 0.5});
      const Val ke = Arg(s, mesh.real, {"ke", "stiffness"}, {1.0, 100.0});
      const Val depth =
          Named(s, s.Call("max", {thickness - distance, s.Real(0.0, mesh.real)}), {"depth", "pen"});
      return OutputNamed(s, s.Call("normalize", {query - point}) * (ke * depth),
                         {"forces", "push", "f_out"});
    }
    case 1: {
      const std::array params = {
          Sketch::Param{OneOf(s, {"d", "x"}), mesh.real, Between(-4.0, 8.0)}};
      const lang::FuncId falloff =
          DefineFormula(s, {"falloff", "distance_weight", "shell_value"}, params, mesh.real, 2);
      return OutputNamed(s, s.CallHelper(falloff, std::array{distance}),
                         {"values_out", "field_out", "weights_out"});
    }
    case 2:
      OutputNamed(s, point, {"closest", "projected", "points_out"});
      [[fallthrough]];
    default:
      OutputNamed(s, distance, {"distances", "sdf_out", "dist_out"});
  }
}

void DrawClosestOnMesh(Sketch& s) {
  const Mesh mesh = DrawMesh(s);
  const lang::FuncId closest = DefineClosest(s, mesh.vec);
  s.Hide(closest);
  const Val query = Read(s, mesh.vec, {"queries", "samples", "query_points"}, {"q", "p", "x"});
  const double far = s.rng().Choose(std::array{1e6, 1e9, 1e10});
  Val best =
      MutableNamed(s, s.Real(far, mesh.real), {"best", "best_d2", "min_sq"}, Between(0.0, far));
  Val point = MutableNamed(s, Zero(s, mesh.vec), {"best_p", "nearest", "cp"});
  const bool is_signed = s.rng().Chance(0.45);
  const bool tells_face = s.rng().Chance(0.4);
  Val side = is_signed
                 ? MutableNamed(s, s.Real(1.0, mesh.real), {"sign", "side"}, Between(-1.0, 1.0))
                 : Val{};
  Val face = tells_face
                 ? MutableNamed(s, s.Int(-1), {"face", "tri_id", "hit_face"}, Between(-1.0, 1e3))
                 : Val{};
  s.Hide(best);
  s.Hide(point);
  const bool culls = s.rng().Chance(0.3);
  s.For({"f", "t", "fi"}, Val{}, mesh.count, 0, [&](const Val& f) {
    const auto corners = ReadFace(s, mesh, f);
    if (culls) {
      const Val middle = (corners[0] + corners[1] + corners[2]) / s.Real(3.0, mesh.real);
      const Val reach = SharedValue(s, mesh.real, {"max_dist", "search_radius"}, {2.0, 6.0});
      s.If(s.Call("length", {query - middle}) > reach, [&] { s.Continue(); });
    }
    const Val c =
        Named(s, s.CallHelper(closest, std::array{query, corners[0], corners[1], corners[2]}),
              {"cp_f", "hit", "on_tri"});
    const Val d = Named(s, query - c, {"d", "diff", "r"});
    const Val d2 = Named(s, LengthSq(d), {"d2", "dist_sq"});
    s.If(d2 < best, [&] {
      s.Set(best, d2);
      s.Set(point, c);
      if (is_signed) {
        const Val n = s.Call("cross", {corners[1] - corners[0], corners[2] - corners[0]});
        s.Set(side, s.Call("sign", {s.Call("dot", {Named(s, n, {"n", "normal"}), d})}));
      }
      if (tells_face) {
        s.Set(face, f);
      }
    });
  });
  s.Hide(best, false);
  s.Hide(point, false);
  const Val root = s.Call("sqrt", {best});
  const Val distance = Named(s, is_signed ? side * root : root, {"dist", "sd", "distance"});
  OutputDistance(s, mesh, query, point, distance);
  if (tells_face) {
    OutputNamed(s, face, {"face_ids", "nearest_face"});
  }
}

}  // namespace

Motif ClosestOnMeshMotif() {
  return {.name = "closest-on-mesh",
          .family = Family::kVector,
          .weight = 0.9,
          .draw = DrawClosestOnMesh,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "geometry",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

// Rays against instances of meshes: each instance's box in its own frame, then its triangles; keeps
// the nearest hit.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/rotations.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

constexpr int kMaxInstanceTriangles = 12;

struct RayScene {
  Type real, vec;
  int instances = -1;
  int triangles = -1;  // Vertex indices, a row of three for each triangle.
  int vertices = -1;
  double far = 1e6;
  Val count;
  lang::FuncId box, triangle;
};

RayScene DrawRayScene(Sketch& s) {
  RayScene scene;
  scene.real = Precise(s);
  scene.vec = Vec3(scene.real);
  scene.far = s.rng().Choose(std::array{1e3, 1e6, 1e8});
  const int triangles = s.rng().Choose(std::array{64, 128, 256});
  const int points = s.rng().Choose(std::array{64, 128});
  static constexpr std::array<std::array<std::string_view, 5>, 3> kNames = {
      {{"X", "lo", "hi", "first", "count"},
       {"pose", "lower", "upper", "tri_start", "tri_count"},
       {"xform", "bmin", "bmax", "offset", "num_tris"}}};
  const auto& names = s.rng().Choose(kNames);
  const double last = triangles - kMaxInstanceTriangles;
  const Fields fields = {{names[0], Pose(scene.real), -2.0, 2.0, Fill::kUnit},
                         {names[1], scene.vec, -1.5, -0.5},
                         {names[2], scene.vec, 0.5, 1.5},
                         {names[3], lang::kInt, 0.0, last},
                         {names[4], lang::kInt, 1.0, kMaxInstanceTriangles}};
  const Type record = s.NewRecord(OneOf(s, {"Instance", "MeshInstance", "Object"}), fields);
  const int count = s.rng().Choose(std::array{2, 4, 8, 16});
  scene.instances = Records(s, record, {count}, OneOf(s, {"instances", "objects"}));
  scene.triangles = Indices(s, {triangles, 3}, points, OneOf(s, {"triangles", "tri_ids", "faces"}));
  scene.vertices = TableNamed(s, scene.vec, {"vertices", "points", "verts"}, points, {-1.0, 1.0});
  scene.count = Extent(s, scene.instances, 0, OneOf(s, {"num_instances", "n_objects"}));
  return scene;
}

// def hit_box(o, inv_d, lo, hi, t_max): the slab test.
lang::FuncId DefineBox(Sketch& s, const RayScene& scene) {
  const std::array params = {
      Sketch::Param{s.StyleChoice("rays by one letter", 0.5) ? "o" : "ro", scene.vec,
                    Between(-8.0, 8.0)},
      Sketch::Param{OneOf(s, {"inv_d", "inv"}), scene.vec, Between(-100.0, 100.0)},
      Sketch::Param{"lo", scene.vec, Between(-1.5, -0.5)},
      Sketch::Param{"hi", scene.vec, Between(0.5, 1.5)},
      Sketch::Param{OneOf(s, {"t_max", "best"}), scene.real, Between(0.0, scene.far)}};
  const bool loops = s.rng().Chance(0.4);
  return s.DefineHelper(
      OneOf(s, {"hit_box", "ray_aabb", "slab_test"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val zero = s.Real(0.0, scene.real);
        if (loops) {
          Val near = MutableNamed(s, zero, {"t0", "near"});
          Val far = MutableNamed(s, p[4], {"t1", "far"});
          s.For("k", Val{}, s.Int(3), 0, [&](const Val& k) {
            const Val a = s.Let((p[2][k] - p[0][k]) * p[1][k], "a");
            const Val b = s.Let((p[3][k] - p[0][k]) * p[1][k], "b");
            s.Set(near, s.Call("max", {near, s.Call("min", {a, b})}));
            s.Set(far, s.Call("min", {far, s.Call("max", {a, b})}));
          });
          return {near <= far};
        }
        const Val a = Named(s, s.Call("cw_mul", {p[2] - p[0], p[1]}), {"ta", "t_lo"});
        const Val b = Named(s, s.Call("cw_mul", {p[3] - p[0], p[1]}), {"tb", "t_hi"});
        const Val near = Named(s, s.Call("max", {s.Call("min", {a, b})}), {"t0", "t_near"});
        const Val far = Named(s, s.Call("min", {s.Call("max", {a, b})}), {"t1", "t_far"});
        return {s.Call("max", {near, zero}) <= s.Call("min", {far, p[4]})};
      });
}

// def hit_triangle(o, d, a, b, c): the distance along the ray, or -1, by Moeller and Trumbore.
lang::FuncId DefineTriangle(Sketch& s, const RayScene& scene) {
  const ValueRange near = Between(-8.0, 8.0);
  const bool brief = s.StyleChoice("rays by one letter", 0.5);
  const std::array params = {Sketch::Param{brief ? "o" : "ro", scene.vec, near},
                             Sketch::Param{brief ? "d" : "rd", scene.vec, Between(-1.0, 1.0)},
                             Sketch::Param{"a", scene.vec, near},
                             Sketch::Param{"b", scene.vec, near},
                             Sketch::Param{"c", scene.vec, near}};
  const bool culls = s.rng().Chance(0.3);
  const Val tiny = Tiny(s, scene.real);
  return s.DefineHelper(OneOf(s, {"hit_triangle", "ray_triangle", "intersect_tri"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val miss = s.Real(-1.0, scene.real);
                          const Val e1 = s.Let(p[3] - p[2], "e1");
                          const Val e2 = s.Let(p[4] - p[2], "e2");
                          const Val pv = Named(s, s.Call("cross", {p[1], e2}), {"pv", "h"});
                          const Val det = s.Let(s.Call("dot", {e1, pv}), "det");
                          s.ReturnIf((culls ? det : s.Call("abs", {det})) < tiny, {miss});
                          const Val inverse =
                              Named(s, 1.0 / Known(det, 1e-6, 100.0), {"inv_det", "f"});
                          const Val tv = Named(s, p[0] - p[2], {"tv", "s"});
                          const Val u = s.Let(s.Call("dot", {tv, pv}) * inverse, "u");
                          s.ReturnIf(u < 0.0 || u > 1.0, {miss});
                          const Val qv = Named(s, s.Call("cross", {tv, e1}), {"qv", "q"});
                          const Val v = s.Let(s.Call("dot", {p[1], qv}) * inverse, "v");
                          s.ReturnIf(v < 0.0 || u + v > 1.0, {miss});
                          return {s.Call("dot", {e2, qv}) * inverse};
                        });
}

struct Ray {
  Val origin, dir;
};

Ray ReadRay(Sketch& s, const RayScene& scene) {
  const bool brief = s.StyleChoice("rays by one letter", 0.5);
  const Val origin = s.rng().Chance(0.4) ? Arg(s, scene.vec, {"eye", "camera_pos"}, {-4.0, 4.0})
                                         : Read(s, scene.vec, {"ray_origins", "origins"},
                                                {brief ? "o" : "ro"}, {-4.0, 4.0});
  return {origin, Read(s, scene.vec, {"ray_dirs", "directions"}, {brief ? "d" : "rd"}, kUnitFill)};
}

// The reciprocal of each component, kept away from division by zero.
Val InverseOf(Sketch& s, const Val& d) {
  const Type real = lang::ScalarType(d.type.scalar);
  const bool adds = s.rng().Chance(0.5);
  const Val tiny = Tiny(s, real);
  std::vector<Val> parts;
  for (int k = 0; k < 3; ++k) {
    parts.push_back(adds ? 1.0 / Known(d[k] + tiny, 1e-3, 1.0) : 1.0 / Known(d[k], 1e-3, 1.0));
  }
  return Named(s, s.Make(d.type, parts), {"inv", "inv_d", "rd_inv"});
}

void OutputHit(Sketch& s, const RayScene& scene, const Ray& ray, const Val& t, const Val& id,
               const Val& normal) {
  const Val hit = id >= 0.0;
  if (s.rng().Chance(0.6)) {
    OutputNamed(s, s.rng().Chance(0.5) ? t : s.Select(hit, t, s.Real(-1.0, scene.real)),
                {"hit_t", "depth_out", "distances"});
  } else {
    OutputNamed(s, s.Select(hit, ray.origin + ray.dir * t, Zero(s, scene.vec)),
                {"hit_points", "positions_out"});
  }
  OutputNamed(s, id, {"hit_ids", "instance_ids", "labels_out"});
  if (!normal.is_valid()) {
    return;
  }
  if (s.rng().Chance(0.5)) {
    return OutputNamed(s, s.Call("normalize", {normal}), {"normals_out", "hit_normals"});
  }
  const std::array params = {
      Sketch::Param{OneOf(s, {"c", "ndotl"}), scene.real, Between(-1.0, 1.0)}};
  const lang::FuncId shade = DefineFormula(s, {"shade", "lit", "response"}, params, scene.real, 2);
  const Val light = Arg(s, scene.vec, {"light_dir", "sun"}, kUnitFill);
  const Val cosine = s.Call("dot", {s.Call("normalize", {normal}), light});
  OutputNamed(s, s.CallHelper(shade, std::array{cosine}), {"shading_out", "brightness"});
}

// The nearest hit so far.
struct NearestHit {
  Val t, id;
  Val normal;  // Invalid if nothing is shaded.
};

NearestHit StartHit(Sketch& s, const RayScene& scene) {
  NearestHit hit;
  const bool shades = s.rng().Chance(0.5);
  hit.t = MutableNamed(s, s.Real(scene.far, scene.real), {"best", "t_best", "t_hit"},
                       Between(0.0, scene.far));
  hit.id = MutableNamed(s, s.Int(-1), {"hit_id", "inst", "which"}, Between(-1.0, 1e3));
  hit.normal = shades ? MutableNamed(s, Zero(s, scene.vec), {"n_hit", "normal"}) : Val{};
  s.Hide(hit.t);
  return hit;
}

// The ray in the frame of an instance.
Ray LocalRay(Sketch& s, const Val& inst, const Ray& ray) {
  const bool brief = s.StyleChoice("rays by one letter", 0.5);
  const Val inverse =
      Unit(Named(s, s.Call("transform_inverse", {Unit(s.Field(inst, 0))}), {"X_inv", "to_local"}));
  const Val o = s.Let(s.Call("transform_point", {inverse, ray.origin}), brief ? "o_l" : "ro_l");
  return {o, s.Let(s.Call("transform_vector", {inverse, ray.dir}), brief ? "d_l" : "rd_l")};
}

// Tests triangle f of an instance.
void TestTriangle(Sketch& s, const RayScene& scene, const Ray& local, const Val& inst,
                  const Val& inst_id, const Val& f, NearestHit& hit) {
  static constexpr std::array<std::string_view, 3> kCorners = {"a", "b", "c"};
  std::array<Val, 3> corner;
  for (int c = 0; c < 3; ++c) {
    const Val point = s.At(scene.triangles, {f, s.Int(c)});
    corner[static_cast<size_t>(c)] =
        s.Let(s.At(scene.vertices, {point}), kCorners[static_cast<size_t>(c)]);
  }
  const std::array args = {local.origin, local.dir, corner[0], corner[1], corner[2]};
  const Val th = Named(s, s.CallHelper(scene.triangle, args), {"th", "t_f", "dist"});
  s.If(th > 0.0 && th < hit.t, [&] {
    s.Set(hit.t, th);
    s.Set(hit.id, inst_id);
    if (hit.normal.is_valid()) {
      const Val n = s.Call("cross", {corner[1] - corner[0], corner[2] - corner[0]});
      s.Set(hit.normal, s.Call("transform_vector", {Unit(s.Field(inst, 0)), n}));
    }
  });
}

void DrawRayInstances(Sketch& s) {
  RayScene scene = DrawRayScene(s);
  scene.box = DefineBox(s, scene);
  scene.triangle = DefineTriangle(s, scene);
  s.Hide(scene.box);
  s.Hide(scene.triangle);
  const Ray ray = ReadRay(s, scene);
  NearestHit hit = StartHit(s, scene);
  s.For({"k", "m"}, Val{}, scene.count, 0, [&](const Val& k) {
    const Val inst = Named(s, s.At(scene.instances, {k}), {"obj", "ins", "item"});
    const Ray local = LocalRay(s, inst, ray);
    const Val inv = InverseOf(s, local.dir);
    const std::array box = {local.origin, inv, s.Field(inst, 1), s.Field(inst, 2), hit.t};
    s.If(!s.CallHelper(scene.box, box), [&] { s.Continue(); });
    const Val first = s.Field(inst, 3);
    s.For({"f", "tri"}, first, first + s.Field(inst, 4), 0,
          [&](const Val& f) { TestTriangle(s, scene, local, inst, k, f, hit); });
  });
  s.Hide(hit.t, false);
  OutputHit(s, scene, ray, hit.t, hit.id, hit.normal);
}

}  // namespace

Motif RayInstancesMotif() {
  return {.name = "ray-instances",
          .family = Family::kStructs,
          .weight = 0.8,
          .draw = DrawRayInstances,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

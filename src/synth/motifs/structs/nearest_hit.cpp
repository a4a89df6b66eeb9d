// The nearest hit of a ray with a few spheres; ray, sphere and hit are structs.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

struct SphereScene {
  Type real, vec;
  Type sphere, ray, hit;
  int count;
  double far;    // The distance of a miss.
  bool indexed;  // The hit has the index of the sphere.
};

SphereScene DrawSphereScene(Sketch& s) {
  SphereScene scene;
  scene.real = s.real();
  scene.vec = s.vec(3);
  scene.sphere = s.NewRecord(
      "Sphere", Fields{{"center", scene.vec, -2.0, 2.0}, {"radius", scene.real, 0.2, 1.0}});
  const auto origin = OneOf(s, {"origin", "o", "org"});
  const auto direction = origin == "o" ? std::string_view("d") : OneOf(s, {"dir", "direction"});
  scene.ray = s.NewRecord("Ray", Fields{{origin, scene.vec, -3.0, 3.0},
                                        {direction, scene.vec, -1.0, 1.0, Fill::kUnit}});
  scene.count = s.rng().Choose(std::array{4, 8, 16, 32});
  scene.far = scene.real.scalar == lang::Scalar::kFloat16
                  ? 1e4
                  : s.rng().Choose(std::array{1e6, 1e9, 1e10});
  Fields fields = {{"t", scene.real, 0.0, scene.far},
                   {OneOf(s, {"normal", "n"}), scene.vec, -1.0, 1.0}};
  scene.indexed = s.rng().Chance(0.6);
  if (scene.indexed) {
    fields.push_back({OneOf(s, {"id", "index", "prim"}), lang::kInt, -1.0, scene.count - 1.0});
  }
  scene.hit = s.NewRecord(OneOf(s, {"Hit", "HitRecord", "Intersection"}), fields);
  return scene;
}

// def intersect_sphere(ray, sphere): the distance to the nearer intersection, or a value for a
// miss.
lang::FuncId DefineIntersection(Sketch& s, const SphereScene& scene) {
  const std::array params = {Sketch::Param{"ray", scene.ray, {}},
                             Sketch::Param{OneOf(s, {"sphere", "sph"}), scene.sphere, {}}};
  const double miss = s.rng().Chance(0.5) ? scene.far : -1.0;
  return s.DefineHelper(OneOf(s, {"intersect_sphere", "ray_sphere", "hit_sphere"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val oc = s.Let(s.Field(p[0], 0) - s.Field(p[1], 0), "oc");
                          const Val b = s.Let(s.Call("dot", {oc, s.Field(p[0], 1)}), "b");
                          const Val r = s.Field(p[1], 1);
                          const Val c = s.Let(s.Call("dot", {oc, oc}) - r * r, "c");
                          const Val disc = s.Let(b * b - c, {"disc", "h", "det"});
                          Val t = s.Mutable(s.Real(miss), "t", Between(-1e9, 1e9));
                          s.If(disc > 0,
                               [&] { s.Set(t, -b - s.Call("sqrt", {Known(disc, 0.0, 1000.0)})); });
                          return {t};
                        });
}

void DrawNearestHit(Sketch& s) {
  const SphereScene scene = DrawSphereScene(s);
  const lang::FuncId intersect = DefineIntersection(s, scene);
  const Val r = s.Let(
      s.ThreadElement(Records(s, scene.ray, {}, OneOf(s, {"rays", "primary_rays"}))), {"ray", "r"});
  const int spheres =
      Records(s, scene.sphere, {scene.count}, OneOf(s, {"spheres", "objects", "scene"}));
  const Val best = s.Mutable(s.Make(scene.hit, {}), {"hit", "best", "rec"});
  s.SetPart(s.Field(best, 0), s.Real(scene.far));
  if (scene.indexed) {
    s.SetPart(s.Field(best, 2), s.Int(-1));
  }
  s.For({"k", "j", "idx_s"}, Val{}, Extent(s, spheres, 0, OneOf(s, {"num_spheres", "num_objects"})),
        0, [&](const Val& k) {
          const bool named = s.rng().Chance(0.5);
          const Val object = named ? s.Let(s.At(spheres, {k}), "obj") : s.At(spheres, {k});
          const Val t =
              s.Let(s.CallHelper(intersect, std::array{r, object}), {"t_hit", "dist", "tk"});
          s.If(t > Epsilon(s) && t < s.Field(best, 0), [&] {
            s.SetPart(s.Field(best, 0), t);
            const Val point = s.Field(r, 0) + s.Field(r, 1) * t;
            s.SetPart(s.Field(best, 1), s.Call("normalize", {point - s.Field(object, 0)}));
            if (scene.indexed) {
              s.SetPart(s.Field(best, 2), k);
            }
          });
        });
  StoreRecord(s, best, OneOf(s, {"hits", "results", "hit_out"}));
  if (s.rng().Chance(0.3)) {
    s.Output(s.Field(best, 0), {"depth_out", "t_out", "distances"});
  }
}

}  // namespace

Motif NearestHitMotif() {
  return {.name = "nearest-hit",
          .family = Family::kStructs,
          .weight = 1.1,
          .draw = DrawNearestHit,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

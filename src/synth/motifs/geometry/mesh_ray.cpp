#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;

// A ray's origin and direction, per thread or from a common eye.
struct Ray {
  Val start;
  Val dir;
};

Ray ReadRay(Sketch& s) {
  const bool one_eye = s.rng().Chance(0.5);
  Ray ray;
  ray.start = one_eye ? Arg(s, kVec3, {"cam_pos", "eye", "camera_pos", "origin"}, {-3.0, 3.0})
                      : Read(s, kVec3, {"origins", "ray_origins", "starts"}, {"ro", "start", "o"},
                             {-3.0, 3.0});
  const bool given = s.rng().Chance(0.6);
  ray.dir = given
                ? Read(s, kVec3, {"ray_dirs", "directions", "dirs"}, {"rd", "dir", "d"}, kUnitFill)
                : Named(s,
                        s.Call("normalize", {Read(s, kVec3, {"targets", "pixels", "lookat"},
                                                  {"target", "pix", "look"}) -
                                             ray.start}),
                        {"rd", "dir", "ray_dir"});
  return ray;
}

// Shading of a surface with this normal; in shadow where the mesh occludes the light.
Val Shade(Sketch& s, const SolidArg& mesh, const Val& point, const Val& normal) {
  const Val light = Arg(s, kVec3, {"light_dir", "sun_dir", "to_light"}, kUnitFill);
  const Val lambert = s.Call("max", {s.Call("dot", {normal, light}), Single(s, 0.0)});
  const Val ambient = Coefficient(s, kFloat, {"ambient", "ka", "base_light"}, {0.05, 0.3});
  if (s.rng().Chance(0.6)) {
    return s.rng().Chance(0.3) ? lambert * s.Draw(kFloat, 1) + ambient : lambert + ambient;
  }
  const Val offset = s.DrawNumber(kFloat, 0.001, 0.01);
  const Val from = Named(s, point + normal * offset, {"from_p", "shadow_org", "p_off"});
  const Val far = s.DrawNumber(kFloat, 2.0, 20.0);
  const Val hidden =
      s.Let(s.Call("mesh_query_ray_anyhit", {mesh.id, from, light, far}), "in_shadow");
  return s.Select(hidden, ambient, lambert + ambient);
}

// A ray against a mesh: the color or position of the hit.
void DrawMeshRay(Sketch& s) {
  const Ray ray = ReadRay(s);
  const SolidArg mesh = MeshArg(s);
  const Val far = Coefficient(s, kFloat, {"max_t", "far", "t_max"}, {4.0, 100.0});
  const Val hit =
      s.Let(s.Call("mesh_query_ray", {mesh.id, ray.start, ray.dir, far}), {"query", "hit", "q"});
  const bool shades = s.rng().Chance(0.6);
  Val result;
  if (shades) {
    result = MutableNamed(s, s.DrawNumber(kFloat, 0.0, 0.5), {"color", "shade", "lum"});
  } else {
    result = MutableNamed(s, far, {"depth", "t_hit", "t"});
  }
  s.If(Part(hit, "result"), [&] {
    if (!shades) {
      s.Set(result, Part(hit, "t"));
      return;
    }
    const Val n = Named(s, Part(hit, "normal"), {"n", "normal", "nrm"});
    const Val p = Named(s, ray.start + ray.dir * Part(hit, "t"), {"p", "pos", "hit_p"});
    Val albedo;
    if (s.rng().Chance(0.4)) {
      const int colors =
          TableNamed(s, kFloat, {"albedo", "face_color", "materials"}, mesh.parts, {0.1, 1.0});
      albedo = s.At(colors, {PartBelow(hit, "face", mesh.parts)});
    }
    const Val light = Shade(s, mesh, p, n);
    s.Set(result, albedo.is_valid() ? albedo * light : light);
  });
  if (shades && s.rng().Chance(0.3)) {
    const Val gamma = s.DrawNumber(kFloat, 0.4, 0.6);
    result = s.Call("pow", {Known(s.Call("max", {result, Single(s, 0.001)}), 0.001, 10.0), gamma});
  }
  OutputNamed(s, result, {"image", "frame", "out_depth", "rays_out"});
}

}  // namespace

Motif MeshRayMotif() {
  return {.name = "mesh-ray",
          .family = Family::kGeometry,
          .weight = 1.0,
          .draw = DrawMeshRay,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

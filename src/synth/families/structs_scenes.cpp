// Structs: rays, lights, cameras, meshes.
#include <array>

#include "synth/families/idiom_arrays.h"
#include "synth/families/structs.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// The nearest of a few spheres along a ray; the result is a struct.
void DrawNearestHit(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const Type sphere =
      s.NewRecord("Sphere", Fields{{"center", vec, -2.0, 2.0}, {"radius", real, 0.2, 1.0}});
  const auto origin = OneOf(s, {"origin", "o", "org"});
  const auto direction = origin == "o" ? std::string_view("d") : OneOf(s, {"dir", "direction"});
  const Type ray = s.NewRecord(
      "Ray", Fields{{origin, vec, -3.0, 3.0}, {direction, vec, -1.0, 1.0, Fill::kUnit}});
  const int count = s.rng().Choose(std::array{4, 8, 16, 32});
  const double far =
      real.scalar == lang::Scalar::kFloat16 ? 1e4 : s.rng().Choose(std::array{1e6, 1e9, 1e10});
  Fields hit_fields = {{"t", real, 0.0, far}, {OneOf(s, {"normal", "n"}), vec, -1.0, 1.0}};
  const bool indexed = s.rng().Chance(0.6);
  if (indexed) {
    hit_fields.push_back({OneOf(s, {"id", "index", "prim"}), lang::kInt, -1.0, count - 1.0});
  }
  const Type hit = s.NewRecord(OneOf(s, {"Hit", "HitRecord", "Intersection"}), hit_fields);
  const std::array params = {Sketch::Param{"ray", ray, {}},
                             Sketch::Param{OneOf(s, {"sphere", "sph"}), sphere, {}}};
  const double none = s.rng().Chance(0.5) ? far : -1.0;
  const lang::FuncId intersect = s.DefineHelper(
      OneOf(s, {"intersect_sphere", "ray_sphere", "hit_sphere"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val oc = s.Let(s.Field(p[0], 0) - s.Field(p[1], 0), "oc");
        const Val b = s.Let(s.Call("dot", {oc, s.Field(p[0], 1)}), "b");
        const Val r = s.Field(p[1], 1);
        const Val c = s.Let(s.Call("dot", {oc, oc}) - r * r, "c");
        const Val disc = s.Let(b * b - c, OneOf(s, {"disc", "h", "det"}));
        Val t = s.Mutable(s.Real(none), "t", Between(-1e9, 1e9));
        s.If(disc > 0, [&] { s.Set(t, -b - s.Call("sqrt", {Known(disc, 0.0, 1000.0)})); });
        return {t};
      });
  const Val r =
      s.Let(s.Own(Records(s, ray, {}, OneOf(s, {"rays", "primary_rays"}))), OneOf(s, {"ray", "r"}));
  const int spheres = Records(s, sphere, {count}, OneOf(s, {"spheres", "objects", "scene"}));
  const Val best = s.Mutable(s.Construct(hit, {}), OneOf(s, {"hit", "best", "rec"}));
  s.SetPart(s.Field(best, 0), s.Real(far));
  if (indexed) {
    s.SetPart(s.Field(best, 2), s.Int(-1));
  }
  s.For(OneOf(s, {"k", "j", "idx_s"}), Val{},
        Extent(s, spheres, 0, OneOf(s, {"num_spheres", "num_objects"})), 0, [&](const Val& k) {
          const bool named = s.rng().Chance(0.5);
          const Val object = named ? s.Let(s.At(spheres, {k}), "obj") : s.At(spheres, {k});
          const Val t = s.Let(s.CallHelper(intersect, std::array{r, object}),
                              OneOf(s, {"t_hit", "dist", "tk"}));
          s.If(t > Epsilon(s) && t < s.Field(best, 0), [&] {
            s.SetPart(s.Field(best, 0), t);
            const Val point = s.Field(r, 0) + s.Field(r, 1) * t;
            s.SetPart(s.Field(best, 1), s.Call("normalize", {point - s.Field(object, 0)}));
            if (indexed) {
              s.SetPart(s.Field(best, 2), k);
            }
          });
        });
  StoreRecord(s, best, OneOf(s, {"hits", "results", "hit_out"}));
  if (s.rng().Chance(0.3)) {
    s.Output(s.Field(best, 0), OneOf(s, {"depth_out", "t_out", "distances"}));
  }
}

// Diffuse and specular light from every light of an array.
void DrawLightRecords(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto position = OneOf(s, {"pos", "position", "dir"});
  const bool directional = position == "dir";
  const auto color = OneOf(s, {"color", "emission", "rgb"});
  Fields fields = {{position, vec, -3.0, 3.0, directional ? Fill::kUnit : Fill::kUniform},
                   {color, vec, 0.0, 1.0}};
  const bool intensity = s.rng().Chance(0.6);
  if (intensity) {
    fields.push_back({OneOf(s, {"intensity", "power"}), real, 0.5, 4.0});
  }
  const Type light = s.NewRecord(OneOf(s, {"Light", "PointLight", "LightSource"}), fields);
  const int count = s.rng().Choose(std::array{2, 3, 4, 8, 16});
  const int lights = Records(s, light, {count}, "lights");
  const Val p =
      s.Let(s.Own(Input(s, vec, {}, OneOf(s, {"points", "positions", "hit_points"}), -2.0, 2.0)),
            OneOf(s, {"p", "x", "pos"}));
  ArraySpec spec;
  spec.element = vec;
  spec.fill = Fill::kUnit;
  spec.name = OneOf(s, {"normals", "shading_normals"});
  const Val n = s.Let(s.Own(s.NewArray(spec)), "n");
  const Val view =
      s.rng().Chance(0.45)
          ? s.Let(s.Call("normalize",
                         {s.NewArg(vec, -4.0, 4.0, OneOf(s, {"eye", "camera_pos"})) - p}),
                  OneOf(s, {"v", "view", "wo"}))
          : Val{};
  Val sum = Accumulator(s, vec, OneOf(s, {"color_sum", "total", "radiance", "acc"}));
  s.For(OneOf(s, {"k", "li", "j"}), Val{}, Extent(s, lights, 0, "num_lights"), 0,
        [&](const Val& k) {
          const bool named = s.rng().Chance(0.7);
          const Val light_k =
              named ? s.Let(s.At(lights, {k}), OneOf(s, {"light", "lk"})) : s.At(lights, {k});
          Val toward;
          Val strength = intensity ? s.Field(light_k, 2) : Val{};
          if (directional) {
            toward = s.Field(light_k, 0);
          } else {
            const Val d = s.Let(s.Field(light_k, 0) - p, OneOf(s, {"d", "to_light", "delta"}));
            toward = s.Let(s.Call("normalize", {d}), OneOf(s, {"l", "wi", "ldir"}));
            if (s.rng().Chance(0.6)) {
              const Val square = s.Call("dot", {d, d});
              const Val falloff =
                  s.Let(1.0 / (1.0 + Known(square, 0.0, 500.0)), OneOf(s, {"atten", "falloff"}));
              strength = strength.is_valid() ? strength * falloff : falloff;
            }
          }
          Val shade = s.Let(s.Call("max", {s.Call("dot", {n, toward}), s.Real(0.0)}),
                            OneOf(s, {"ndotl", "diff", "cos_theta"}));
          if (view.is_valid()) {
            const Val h = s.Let(s.Call("normalize", {toward + view}), "h");
            const Val gloss = s.Call("max", {s.Call("dot", {n, h}), s.Real(0.001)});
            shade = shade +
                    s.Call("pow", {gloss, s.Real(s.rng().Choose(std::array{8.0, 8.0, 4.0, 2.0}))});
          }
          s.Update(sum, BinaryOp::kAdd,
                   s.Field(light_k, 1) * (strength.is_valid() ? shade * strength : shade));
        });
  Val result = Shown(sum);
  if (s.rng().Chance(0.4)) {
    result =
        s.Call("cw_mul",
               {result, s.Own(Input(s, vec, {}, OneOf(s, {"albedo", "base_colors"}), 0.0, 1.0))});
  }
  s.Output(result, OneOf(s, {"", "shaded", "out_colors", "image"}));
}

// A pinhole camera: world to pixel, or pixel to ray.
void DrawCameraRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 4>, 2>{
      {{"fx", "fy", "cx", "cy"}, {"focal_x", "focal_y", "center_x", "center_y"}}});
  Fields fields = {{OneOf(s, {"pos", "position", "eye"}), vec, -1.0, 1.0},
                   {OneOf(s, {"rot", "orientation", "q"}), s.quat(), -1.0, 1.0, Fill::kUnit}};
  const bool two = s.rng().Chance(0.5);
  fields.push_back({two ? names[0] : OneOf(s, {"focal", "f"}), real, 1.0, 4.0});
  if (two) {
    fields.push_back({names[1], real, 1.0, 4.0});
  }
  fields.push_back({names[2], real, 16.0, 32.0});
  fields.push_back({names[3], real, 16.0, 32.0});
  Maybe(s, fields, 0.3, {"near", real, 0.01, 0.1});
  const Type record = s.NewRecord(OneOf(s, {"Camera", "PinholeCamera", "CameraParams"}), fields);
  const Val camera = s.NewRecordArg(record, OneOf(s, {"cam", "camera"}));
  const Val fx = s.Field(camera, 2);
  const Val fy = s.Field(camera, two ? 3 : 2);
  const Val cx = s.Field(camera, names[2]);
  const Val cy = s.Field(camera, names[3]);
  const Val eye = s.Field(camera, 0);
  const Val rotation = s.Field(camera, 1);
  if (s.ndim() == 2 && s.rng().Chance(0.6)) {
    const Val u = s.Let((s.Convert(s.Thread(1), real) + 0.5 - cx) / fx, "u");
    const Val v = s.Let((s.Convert(s.Thread(0), real) + 0.5 - cy) / fy, "v");
    const Val local =
        s.Call("normalize", {s.Construct(vec, {u, s.rng().Chance(0.5) ? v : -v,
                                               s.Real(s.rng().Chance(0.5) ? 1.0 : -1.0)})});
    const Val direction = s.Call("quat_rotate", {rotation, local});
    if (s.rng().Chance(0.4)) {
      const Type ray =
          s.NewRecord("Ray", Fields{{"origin", vec, -10.0, 10.0}, {"dir", vec, -1.0, 1.0}});
      return StoreRecord(s, MakeRecord(s, ray, "r", {eye, direction}),
                         OneOf(s, {"rays", "rays_out"}));
    }
    return s.Output(direction + s.Own(s.InputArray(vec)) * s.DrawNumber(real, 0.001, 0.05),
                    OneOf(s, {"ray_dirs_out", "dirs"}));
  }
  const Val point =
      s.Own(Input(s, vec, {}, OneOf(s, {"points", "vertices", "landmarks"}), -2.0, 2.0));
  const Val p =
      s.Let(s.Call("quat_rotate_inv", {rotation, point - eye}), OneOf(s, {"pc", "p_cam", "local"}));
  const Val limit =
      s.rng().Chance(0.5) ? s.DrawNumber(real, 0.01, 0.1) : s.NewArg(real, 0.01, 0.1, "near_z");
  const Type vec2 = s.vec(2);
  const int out = Result(s, vec2, {}, OneOf(s, {"pixels", "uv", "projected", "screen_pos"}));
  s.If(
      p.z() > limit,
      [&] {
        const Val inverse = s.Let(1.0 / Known(p.z(), 0.01, 100.0), OneOf(s, {"inv_z", "iz"}));
        s.StoreOwn(out, s.Construct(vec2, {fx * p.x() * inverse + cx, fy * p.y() * inverse + cy}));
      },
      s.rng().Chance(0.5)
          ? std::function<void()>()
          : [&] { s.StoreOwn(out, s.Construct(vec2, {s.Real(-1.0), s.Real(-1.0)})); });
}

// A struct that carries arrays: a mesh, a graph, a signal with its weights.
void DrawMeshFields(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const int points = s.rng().Choose(std::array{64, 128, 256, 500});
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"points", "indices"}, {"verts", "faces"}, {"positions", "tris"}}});
  const Val own = s.FlatThread();
  const int triangles = s.thread_count();
  Fields fields = {
      {names[0], lang::ArrayOf(vec, 1), -1.0, 1.0, Fill::kUniform, {points}},
      {names[1], lang::ArrayOf(lang::kInt, 1), 0.0, points - 1.0, Fill::kUniform, {triangles * 3}}};
  const bool weighted = s.rng().Chance(0.5);
  const auto attribute = OneOf(s, {"weights", "masses", "heat", "scalars"});
  if (weighted) {
    fields.push_back({attribute, lang::ArrayOf(real, 1), 0.1, 1.0, Fill::kUniform, {points}});
  }
  Maybe(s, fields, 0.4, {OneOf(s, {"scale", "thickness", "density"}), real, 0.5, 2.0});
  const bool scaled = fields.back().type == real;
  const Type record = s.NewRecord(OneOf(s, {"MeshData", "TriMesh", "Surface", "Geometry"}), fields);
  const Val mesh = s.NewRecordArg(record, OneOf(s, {"mesh", "geo", "surface"}));
  const int vertex = s.FieldArray(mesh, names[0]);
  const int index = s.FieldArray(mesh, names[1]);
  static constexpr std::array<std::string_view, 3> kI = {"i0", "i1", "i2"};
  static constexpr std::array<std::array<std::string_view, 3>, 2> kP = {
      {{"a", "b", "c"}, {"p0", "p1", "p2"}}};
  const auto& point_names = s.rng().Choose(kP);
  const bool named = weighted || s.rng().Chance(0.4);
  std::array<Val, 3> ids;
  std::array<Val, 3> p;
  for (size_t k = 0; k < 3; ++k) {
    const Val at = own * s.Int(3) + static_cast<double>(k);
    ids[k] = named ? s.Let(s.At(index, {at}), kI[k]) : s.At(index, {at});
    if (!named) {
      p[k] = s.Let(s.At(vertex, {ids[k]}), point_names[k]);
    }
  }
  for (size_t k = 0; named && k < 3; ++k) {
    p[k] = s.Let(s.At(vertex, {ids[k]}), point_names[k]);
  }
  if (weighted && s.rng().Chance(0.6)) {
    const int values = s.FieldArray(mesh, attribute);
    const Val mean =
        (s.At(values, {ids[0]}) + s.At(values, {ids[1]}) + s.At(values, {ids[2]})) / s.Real(3.0);
    const Val area = s.Call("length", {s.Call("cross", {p[1] - p[0], p[2] - p[0]})}) * s.Real(0.5);
    return s.Output(mean * area, OneOf(s, {"face_values", "integrals", ""}));
  }
  const Val n = s.Let(s.Call("cross", {p[1] - p[0], p[2] - p[0]}), OneOf(s, {"n", "cr", "normal"}));
  if (s.rng().Chance(0.5)) {
    const Val area = s.Call("length", {n}) * s.Real(0.5);
    return s.Output(scaled ? area * s.Field(mesh, static_cast<int>(fields.size() - 1)) : area,
                    OneOf(s, {"areas_out", "face_mass", "areas"}));
  }
  s.Output(s.Call("normalize", {n}), OneOf(s, {"face_normals", "normals_out"}));
}

// A vertex goes through a matrix; the result is a struct again.
void DrawVertexRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const Type vec2 = s.vec(2);
  Fields fields = {{OneOf(s, {"pos", "position"}), vec, -1.0, 1.0},
                   {OneOf(s, {"normal", "n"}), vec, -1.0, 1.0, Fill::kUnit}};
  const bool has_uv = s.rng().Chance(0.6);
  if (has_uv) {
    fields.push_back({OneOf(s, {"uv", "texcoord"}), vec2, 0.0, 1.0});
  }
  const Type record = s.NewRecord(OneOf(s, {"Vertex", "SurfacePoint", "VertexData"}), fields);
  const Val v =
      s.Let(s.Own(Records(s, record, {}, OneOf(s, {"vertices", "verts_in", "vertex_buffer"}))),
            OneOf(s, {"v", "vert", "vtx"}));
  const bool by_pose = s.rng().Chance(0.5);
  Val position;
  Val normal;
  if (by_pose) {
    const Val pose =
        s.NewArg(s.transform(), -1.0, 1.0, OneOf(s, {"model", "xform", "world_from_local"}));
    position = s.Call("transform_point", {pose, s.Field(v, 0)});
    normal = s.Call("transform_vector", {pose, s.Field(v, 1)});
  } else {
    const Val m = s.NewArg(s.mat(3), -1.0, 1.0, OneOf(s, {"model", "basis", "rot_scale"}));
    position = m * s.Field(v, 0) + s.NewArg(vec, -2.0, 2.0, OneOf(s, {"offset", "translation"}));
    normal = s.Call("normalize", {m * s.Field(v, 1)});
  }
  if (s.rng().Chance(0.3)) {
    position = position +
               s.Field(v, 1) * s.NewArg(real, 0.01, 0.2, OneOf(s, {"inflate", "push", "shell"}));
  }
  const auto name = OneOf(s, {"vertices_out", "transformed", "verts_out"});
  if (s.rng().Chance(0.4)) {
    s.SetPart(s.Field(v, 0), position);
    s.SetPart(s.Field(v, 1), normal);
    return StoreRecord(s, v, name);
  }
  const Val made =
      has_uv ? MakeRecord(s, record, OneOf(s, {"out_v", "o", "result"}),
                          {position, normal, s.Field(v, 2)})
             : MakeRecord(s, record, OneOf(s, {"out_v", "o", "result"}), {position, normal});
  StoreRecord(s, made, name);
}

}  // namespace warploom::synth

// Geometry: the closest point on a mesh, rays against it, its faces in a box.
#include "synth/families/geometry.h"
#include "synth/families/inputs.h"
#include "synth/idioms/parts.h"
#include "synth/objects.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec3;

namespace {

// query = wp.mesh_query_point...(mesh, x, max_dist): the closest point and which side x is on.
Val ClosestPoint(Sketch& s, const SolidArg& mesh, const Val& x) {
  const Val reach = Coefficient(s, kFloat, {"max_dist", "query_dist", "max_distance"}, {0.5, 2.0});
  const std::string_view call =
      OneOf(s, {"mesh_query_point", "mesh_query_point_sign_normal", "mesh_query_point",
                "mesh_query_point_sign_winding_number", "mesh_query_point_sign_parity"});
  return s.Let(s.Call(call, {mesh.id, x, reach}), OneOf(s, {"query", "q", "res"}));
}

Val SurfacePoint(Sketch& s, const SolidArg& mesh, const Val& query) {
  const Val face = PartBelow(query, "face", mesh.parts);
  const Val p = s.Call("mesh_eval_position", {mesh.id, face, Part(query, "u"), Part(query, "v")});
  return Named(s, p, {"p", "closest", "cp", "p_surf"});
}

// A ray's start and direction, by thread or from one eye.
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

// Light on a surface with this normal; a shadow where the mesh stands before it.
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

}  // namespace

// A particle that is moved out of a mesh, and its velocity after that.
void DrawMeshCollision(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"positions", "x", "particle_x"}, {"x0", "pos", "x_cur"}, {-kNear, kNear});
  const Val v = Read(s, kVec3, {"velocities", "v", "particle_v"}, {"v0", "vel", "v_cur"});
  const Val dt = TimeStep(s, kFloat);
  const SolidArg mesh = MeshArg(s);
  Val moved = v + Gravity(s, kVec3) * dt;
  if (s.rng().Chance(0.4)) {
    moved = moved - v * (Coefficient(s, kFloat, {"damping", "drag", "kd"}, {0.01, 0.5}) * dt);
  }
  const Val v1 = Named(s, moved, {"v1", "v_new", "v_free"});
  const Val predicted = MutableNamed(s, x + v1 * dt, {"xpred", "x_pred", "x_new"});
  Val position = predicted;
  Val velocity = v1;
  const bool by_steps = s.rng().Chance(0.6);  // Velocities from positions, as PBD has them.
  Val hit_velocity;
  if (!by_steps) {
    hit_velocity = MutableNamed(s, v1, {"v_out", "v_hit", "v2"});
  }
  const Val query = ClosestPoint(s, mesh, predicted);
  const Val margin = Coefficient(s, kFloat, {"margin", "radius", "thickness"}, {0.02, 0.2});
  s.If(Part(query, "result"), [&] {
    const Val p = SurfacePoint(s, mesh, query);
    const Val delta = Named(s, predicted - p, {"delta", "diff", "offset"});
    const Val dist =
        Named(s, s.Call("length", {delta}) * Part(query, "sign"), {"dist", "phi", "depth"});
    const Val err = Named(s, dist - margin, {"err", "c", "gap"});
    s.If(err < Single(s, 0.0), [&] {
      const Val n =
          Named(s, s.Call("normalize", {delta}) * Part(query, "sign"), {"n", "normal", "nrm"});
      s.Set(position, predicted - n * err);
      if (!by_steps) {
        s.Set(hit_velocity, AtWall(s, v1, n));
      }
    });
  });
  velocity = by_steps ? (position - x) / dt : hit_velocity;
  OutputNamed(s, velocity, {"v_out", "velocities_out", "new_velocities"});
  OutputNamed(s, position, {"x_out", "positions_out", "new_positions"});
}

// The signed distance of a point to a mesh, and the direction away from it.
void DrawMeshDistance(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"points", "samples", "queries"}, {"x", "point", "pt"}, {-kNear, kNear});
  const SolidArg mesh = MeshArg(s);
  const Val query = ClosestPoint(s, mesh, x);
  const bool has_normal = s.rng().Chance(0.5);
  Val sdf = MutableNamed(s, s.DrawNumber(kFloat, 1.0, 10.0), {"sdf", "dist", "phi"});
  Val normal;
  if (has_normal) {
    normal = MutableNamed(s, s.Construct(kVec3, {}), {"normal", "grad", "n"});
  }
  s.If(Part(query, "result"), [&] {
    const Val p = SurfacePoint(s, mesh, query);
    const Val away = Named(s, x - p, {"away", "delta", "d"});
    s.Set(sdf, Part(query, "sign") * s.Call("length", {away}));
    if (has_normal && s.rng().Chance(0.5)) {
      const Val face = PartBelow(query, "face", mesh.parts);
      s.Set(normal, s.Call("mesh_eval_face_normal", {mesh.id, face}));
    } else if (has_normal) {
      s.Set(normal, s.Call("normalize", {away}) * Part(query, "sign"));
    }
  });
  if (has_normal) {
    OutputNamed(s, normal, {"normals", "gradients", "normals_out"});
  }
  const bool band = s.rng().Chance(0.4);
  const Val width = band ? Coefficient(s, kFloat, {"band", "width", "eps"}, {0.1, 0.5}) : Val{};
  const bool shifts = !band && s.rng().Chance(0.3);
  const Val shift = shifts ? s.Draw(kFloat, 1) : Val{};
  OutputNamed(s,
              band     ? s.Call("clamp", {sdf, -width, width})
              : shifts ? sdf - shift
                       : sdf,
              {"sdf_out", "distances", "phi_out"});
}

// What a ray meets of a mesh: its colour, or where.
void DrawMeshRay(Sketch& s) {
  const Ray ray = ReadRay(s);
  const SolidArg mesh = MeshArg(s);
  const Val far = Coefficient(s, kFloat, {"max_t", "far", "t_max"}, {4.0, 100.0});
  const Val hit = s.Let(s.Call("mesh_query_ray", {mesh.id, ray.start, ray.dir, far}),
                        OneOf(s, {"query", "hit", "q"}));
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

// The faces of a mesh whose boxes a box or ball meets.
void DrawMeshFaces(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"centers", "points", "positions"}, {"c", "center", "x"}, {-kNear, kNear});
  const SolidArg mesh = MeshArg(s);
  const Val r = Parameter(s, kFloat, {"radii", "radius", "half_extents"}, {0.1, 0.6});
  const Val radius = ReadOnce(s, r, "radius");
  Val query;
  if (s.rng().Chance(0.3)) {
    query = s.Call("mesh_query_sphere", {mesh.id, x, radius});
  } else {
    const Val span = Named(s, s.Construct(kVec3, {radius}), {"half", "ext", "margin"});
    const Val lower = Named(s, x - span, {"lower", "lo", "bmin"});
    const Val upper = Named(s, x + span, {"upper", "hi", "bmax"});
    query = s.Call("mesh_query_aabb", {mesh.id, lower, upper});
  }
  query = s.Let(query, OneOf(s, {"query", "q", "candidates"}));
  const bool counts = s.rng().Chance(0.4);
  Val sum;
  if (counts) {
    sum =
        MutableNamed(s, s.Int(0), {"count", "num_faces", "hits"}, synth::Between(0.0, mesh.parts));
  } else {
    sum = MutableNamed(s, s.Construct(kVec3, {}), {"n_sum", "normal", "total"});
  }
  s.Hide(sum);
  const auto meet = [&](const Val& face) {
    const Val n = counts ? Val{} : s.Call("mesh_eval_face_normal", {mesh.id, face});
    if (counts) {
      s.Update(sum, BinaryOp::kAdd, s.Int(1));
    } else if (s.rng().Chance(0.5)) {
      s.Update(sum, BinaryOp::kAdd, n);
    } else {
      const Val corner = s.Call("mesh_get_point", {mesh.id, face * s.Int(3)});
      const Val away = Named(s, s.Call("length", {x - corner}), {"d", "dist_c", "away"});
      s.Update(sum, BinaryOp::kAdd, n / (away + s.DrawNumber(kFloat, 0.05, 0.5)));
    }
  };
  const Facts faces = synth::Between(0.0, mesh.parts - 1.0);
  if (s.rng().Chance(0.5)) {
    s.ForEach(OneOf(s, {"face", "f", "tri"}), query, faces, meet);
  } else {
    const Val face = MutableNamed(s, s.Int(0), {"face", "f", "tri"}, faces);
    s.Hide(face);
    s.While(s.Call("mesh_query_aabb_next", {query, face}), [&] { meet(face); });
  }
  s.Hide(sum, false);
  OutputNamed(s, sum, {"out", "result", "normals_out", "counts"});
}

}  // namespace warploom::synth

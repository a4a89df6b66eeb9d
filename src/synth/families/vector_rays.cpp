// Vectors: rays and what they meet, shading, sphere tracing.
#include <array>

#include "synth/families/inputs.h"
#include "synth/families/vector.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

struct Ray {
  Val origin;
  Val dir;
};

Ray ReadRay(Sketch& s) {
  const Type vec = s.vec(3);
  const Val origin =
      s.rng().Chance(0.4)
          ? Arg(s, vec, {"camera_pos", "eye", "cam_origin"}, {-4.0, 4.0})
          : Read(s, vec, {"ray_origins", "origins", "ray_o"}, {"ro", "o", "origin"}, {-4.0, 4.0});
  if (s.ndim() == 2 && s.rng().Chance(0.5)) {
    const Type real = s.real();
    const Val width = s.Convert(s.SizeArg(s.dims()[1], "width"), real);
    const Val height = s.Convert(s.SizeArg(s.dims()[0], "height"), real);
    const Val u = s.Let((s.Convert(s.Thread(1), real) + 0.5) / width * 2.0 - 1.0,
                        OneOf(s, {"u", "sx", "px"}));
    const Val v = s.Let(1.0 - 2.0 * (s.Convert(s.Thread(0), real) + 0.5) / height,
                        OneOf(s, {"v", "sy", "py"}));
    const Val aspect = s.rng().Chance(0.5) ? u * (width / height) : u;
    const Val focal =
        s.rng().Chance(0.5) ? -Arg(s, real, {"focal", "focal_length"}, {0.5, 2.0}) : s.Real(-1.0);
    return {origin, Named(s, s.Call("normalize", {s.Construct(vec, {aspect, v, focal})}),
                          {"rd", "dir", "d"})};
  }
  const Val dir =
      s.rng().Chance(0.7)
          ? Read(s, vec, {"ray_dirs", "directions", "ray_d"}, {"rd", "dir", "d"}, kUnitFill)
          : Named(s,
                  s.Call("normalize",
                         {Read(s, vec, {"pixels_world", "targets", "points"}, {"target", "pix"}) -
                          origin}),
                  {"rd", "dir"});
  return {origin, dir};
}

Val At(const Ray& ray, const Val& t) {
  return ray.origin + (t.sketch->rng().Chance(0.7) ? t * ray.dir : ray.dir * t);
}

}  // namespace

// A ray against a sphere or a plane: distance, hit point, normal.
void DrawRayPrimitive(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Ray ray = ReadRay(s);
  Val t =
      s.Let(s.rng().Chance(0.5) ? s.Real(-1.0) : s.Real(1000.0), OneOf(s, {"t", "t_hit", "hit_t"}));
  if (s.rng().Chance(0.6)) {
    const Val center = s.rng().Chance(0.5)
                           ? Arg(s, vec, {"center", "sphere_center"}, {-1.0, 1.0})
                           : Read(s, vec, {"centers", "sphere_centers"}, {"c", "center"});
    const Val radius = Coefficient(s, real, {"radius", "sphere_radius"}, {0.2, 2.0});
    const Val oc = s.Let(ray.origin - center, OneOf(s, {"oc", "m", "l"}));
    const Val b = s.Let(s.Call("dot", {oc, ray.dir}), "b");
    const Val disc =
        Named(s, b * b - (LengthSq(oc) - Square(radius)), {"disc", "discriminant", "h"});
    s.If(disc > 0.0, [&] {
      const Val root = Known(disc, 0.0, 1e4);
      s.Set(t, -b - s.Call("sqrt", {root}));
      if (s.rng().Chance(0.3)) {
        s.If(t < 0.0, [&] { s.Set(t, -b + s.Call("sqrt", {root})); });
      }
    });
    if (s.rng().Chance(0.4)) {
      return s.Output(s.Call("normalize", {At(ray, t) - center}),
                      OneOf(s, {"normals_out", "hit_normals"}));
    }
  } else {
    const Val n = Arg(s, vec, {"plane_normal", "normal", "n_plane"}, kUnitFill);
    const Val denom = Named(s, s.Call("dot", {n, ray.dir}), {"denom", "nd", "cosine"});
    s.If(s.Call("abs", {denom}) > Epsilon(s), [&] {
      const Val top =
          s.rng().Chance(0.5)
              ? s.Call("dot", {n, Arg(s, vec, {"plane_point", "anchor"}, {-1.0, 1.0}) - ray.origin})
              : Arg(s, real, {"plane_d", "offset"}, {-1.0, 1.0}) - s.Call("dot", {n, ray.origin});
      s.Set(t, top / Known(denom, 1e-6, 1.0));
    });
  }
  if (s.rng().Chance(0.5)) {
    return s.Output(t, OneOf(s, {"depth_out", "hit_t_out", "distances"}));
  }
  s.Output(s.Select(t > 0.0, At(ray, t), s.rng().Chance(0.5) ? Zero(s, vec) : s.Draw(vec, 0)),
           OneOf(s, {"hit_points", "hits", "out_points"}));
}

// The slab test of a ray against a box.
void DrawRayBox(Sketch& s) {
  const Type vec = s.vec(3);
  const Ray ray = ReadRay(s);
  const bool one = s.rng().Chance(0.6);
  const Val lower = one ? Arg(s, vec, {"lower", "box_min", "bounds_lo"}, {-2.0, -0.5})
                        : Read(s, vec, {"lowers", "aabb_min"}, {"lo", "bmin"}, {-2.0, -0.5});
  const Val upper = one ? Arg(s, vec, {"upper", "box_max", "bounds_hi"}, {0.5, 2.0})
                        : Read(s, vec, {"uppers", "aabb_max"}, {"hi", "bmax"}, {0.5, 2.0});
  Val near = s.Mutable(s.rng().Chance(0.5) ? s.Real(0.0) : s.Real(-1000.0),
                       OneOf(s, {"t_near", "t_min", "t0"}));
  Val far = s.Mutable(
      s.rng().Chance(0.5) ? s.Real(1000.0) : Arg(s, s.real(), {"max_t", "max_dist"}, {5.0, 100.0}),
      OneOf(s, {"t_far", "t_max", "t1"}));
  const auto slab = [&](auto k) {
    const Val inv = Named(s, 1.0 / (s.rng().Chance(0.3) ? ray.dir[k] + Epsilon(s) : ray.dir[k]),
                          {"inv", "inv_d"});
    const Val a = Named(s, (lower[k] - ray.origin[k]) * inv, {"ta", "t_lo", "a"});
    const Val b = Named(s, (upper[k] - ray.origin[k]) * inv, {"tb", "t_hi", "b"});
    s.Set(near, s.Call("max", {near, s.Call("min", {a, b})}));
    s.Set(far, s.Call("min", {far, s.Call("max", {a, b})}));
  };
  s.Hide(near);
  s.Hide(far);
  s.For(OneOf(s, {"k", "axis", "i"}), Val{}, s.Int(3), 0, [&](Val k) { slab(k); });
  s.Hide(near, false);
  s.Hide(far, false);
  const Val hit = s.rng().Chance(0.5) ? near <= far : far >= s.Call("max", {near, s.Real(0.0)});
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Select(hit, near, s.Real(-1.0)), OneOf(s, {"hit_t", "depth_out", "entry"}));
    case 1:
      return s.Output(s.Select(hit, far - near, s.Real(0.0)),
                      OneOf(s, {"path_length", "thickness", "chord"}));
    default: {
      Val color = s.Let(Zero(s, vec), OneOf(s, {"color", "result", "p_hit"}));
      s.If(hit, [&] { s.Set(color, s.rng().Chance(0.5) ? At(ray, near) : s.Draw(vec, 2)); });
      return s.Output(color);
    }
  }
}

// Moeller and Trumbore's ray-triangle intersection.
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
  const Val e1 = s.Let(corner[1] - a, OneOf(s, {"e1", "ab", "edge1"}));
  const Val e2 = s.Let(corner[2] - a, OneOf(s, {"e2", "ac", "edge2"}));
  const Val p = Named(s, s.Call("cross", {ray.dir, e2}), {"pvec", "h", "p"});
  const Val det = Named(s, s.Call("dot", {e1, p}), {"det", "a_dot"});
  const bool leaves = s.rng().Chance(0.4);
  if (leaves) {
    s.ReturnIf(s.Call("abs", {det}) < Epsilon(s));
  }
  Val t = s.Let(s.Real(-1.0), OneOf(s, {"t", "t_hit"}));
  const auto test = [&] {
    const Val inv = s.Let(1.0 / Known(det, 1e-6, 1e3), OneOf(s, {"inv_det", "f", "inv"}));
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
          : s.Select(t > 0.0, s.Call("min", {t, s.DrawNumber(real, 5.0, 100.0)}), s.Draw(real, 0)));
}

// Light on a surface: diffuse, a highlight, Fresnel, rim, by chance a falling-off lamp.
void DrawShading(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val n = Read(s, vec, {"normals", "surface_normals"}, {"n", "normal"}, kUnitFill);
  Val light;
  Val power = s.DrawNumber(real, 0.5, 4.0);
  if (s.rng().Chance(0.5)) {
    light = Arg(s, vec, {"light_dir", "sun_dir", "l_dir"}, kUnitFill);
  } else {
    const Val to = Named(s,
                         Arg(s, vec, {"light_pos", "lamp"}, {2.0, 4.0}) -
                             Read(s, vec, {"points", "positions", "vertices"}, {"p", "pos"}),
                         {"to_light", "tl", "ld"});
    light = Named(s, s.Call("normalize", {to}), {"l", "light_n", "wi"});
    power = Arg(s, real, {"intensity", "light_power"}, {0.5, 8.0}) /
            (s.DrawNumber(real, 0.1, 1.0) + LengthSq(to));
  }
  const Val ndotl = Named(s, s.Call("max", {s.Call("dot", {n, light}), s.Real(0.0)}),
                          {"ndotl", "diff", "lambert"});
  const Val albedo = s.rng().Chance(0.6) ? Read(s, vec, {"albedo", "colors", "base_colors"},
                                                {"base", "albedo_i", "c"}, {0.0, 1.0})
                                         : Arg(s, vec, {"base_color", "tint"}, {0.0, 1.0});
  Val color = Named(s, albedo * (ndotl * power), {"color", "col", "radiance"});
  if (s.rng().Chance(0.5)) {
    s.Update(color, BinaryOp::kAdd, albedo * s.DrawNumber(real, 0.02, 0.3));
  }
  if (s.rng().Chance(0.6)) {
    const Val view =
        s.rng().Chance(0.5)
            ? Arg(s, vec, {"view_dir", "v_dir"}, kUnitFill)
            : Named(s,
                    s.Call("normalize", {Arg(s, vec, {"camera_pos", "eye"}, {2.0, 4.0}) -
                                         Read(s, vec, {"points", "positions"}, {"p", "pos"})}),
                    {"view", "wo", "v"});
    const auto shiny = s.Real(s.rng().Choose(std::array{4.0, 8.0, 16.0, 32.0, 64.0}));
    Val cosine;
    if (s.rng().Chance(0.5)) {
      const Val half = Named(s, s.Call("normalize", {light + view}), {"h", "half_vec", "hv"});
      cosine = s.Call("dot", {n, half});
    } else {
      const Val r =
          Named(s, 2.0 * s.Call("dot", {n, light}) * n - light, {"r", "refl", "reflected"});
      cosine = s.Call("dot", {r, view});
    }
    const Val spec = Named(
        s,
        s.Call("pow", {Known(s.Call("max", {cosine, s.Real(0.001)}), 0.001, 1.0),
                       Known(s.rng().Chance(0.5) ? shiny
                                                 : Arg(s, real, {"shininess", "gloss"}, {2.0, 8.0}),
                             2.0, 8.0)}),
        {"spec", "highlight"});
    if (s.rng().Chance(0.5)) {
      s.Update(color, BinaryOp::kAdd, s.Construct(vec, {spec * s.DrawNumber(real, 0.1, 1.0)}));
    } else {
      const Val f0 = s.DrawNumber(real, 0.02, 0.1);
      const Val grazing = s.Let(1.0 - s.Call("max", {s.Call("dot", {n, view}), s.Real(0.0)}),
                                OneOf(s, {"grazing", "m", "fc"}));
      const Val fresnel =
          Named(s, f0 + (1.0 - f0) * s.Call("pow", {Known(grazing, 1e-3, 1.0), s.Real(5.0)}),
                {"fresnel", "kr"});
      s.Set(color, color * (1.0 - fresnel) + s.Construct(vec, {fresnel * spec}));
    }
  }
  s.Output(color);
}

// Marches a ray through a distance function until it meets the surface.
void DrawSphereTracing(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const std::array params = {Sketch::Param{"p", vec, Between(-100.0, 100.0)}};
  const lang::FuncId scene = s.DefineHelper(
      OneOf(s, {"sdf_scene", "scene", "map_distance", "sdf"}), params, [&](std::span<const Val> p) {
        const auto at = [&] {
          return s.Construct(vec, {s.DrawNumber(real, -1.0, 1.0), s.DrawNumber(real, -1.0, 1.0),
                                   s.DrawNumber(real, -1.0, 1.0)});
        };
        Val d = s.Let(s.Call("length", {s.rng().Chance(0.5) ? p[0] - at() : p[0]}) -
                          s.DrawNumber(real, 0.3, 1.5),
                      "d");
        const auto more = s.rng().Between(0, 2);
        for (int64_t i = 0; i < more; ++i) {
          Val e;
          if (s.rng().Chance(0.5)) {
            const Val q = s.Let(
                s.Call("abs", {p[0] - at()}) - s.Construct(vec, {s.DrawNumber(real, 0.2, 1.0)}),
                "q");
            e = s.Call("length", {s.Call("max", {q, s.Construct(vec, {s.Real(0.0)})})});
          } else {
            e = p[0].y() + s.DrawNumber(real, 0.5, 1.5);
          }
          d = s.rng().Chance(0.7) ? s.Call("min", {d, e}) : s.Call("max", {d, -e});
        }
        return std::vector<Val>{d};
      });
  const Ray ray = ReadRay(s);
  Val t = s.Mutable(s.Real(0.0), OneOf(s, {"t", "travel", "depth"}), Between(0.0, 100.0));
  const int steps = static_cast<int>(s.rng().Choose(std::array{16, 24, 32, 48, 64, 96, 128}));
  s.For(OneOf(s, {"step", "i", "_i"}), Val{},
        s.rng().Chance(0.6) ? s.Int(steps) : s.SizeArg(steps, "max_steps"), 0, [&](Val) {
          const std::array args = {At(ray, t)};
          const Val d = Named(s, s.CallHelper(scene, args), {"d", "dist", "sd"});
          const Val stop = s.rng().Chance(0.5)
                               ? d < Epsilon(s) || t > s.DrawNumber(real, 10.0, 100.0)
                               : d < Epsilon(s);
          s.If(stop, [&] { s.Break(); });
          s.Update(t, BinaryOp::kAdd, s.rng().Chance(0.7) ? d : d * s.DrawNumber(real, 0.5, 0.95));
        });
  if (s.rng().Chance(0.5)) {
    return s.Output(t, OneOf(s, {"depth_out", "depth_map", "travel_out"}));
  }
  const Val p = Named(s, At(ray, t), {"hit", "p", "pos"});
  const Val h = s.Real(real.scalar == lang::Scalar::kFloat16 ? 0.05 : 0.001);
  std::vector<Val> parts;
  const Val eps = s.Let(h, OneOf(s, {"eps", "e", "h"}));
  for (int k = 0; k < 3; ++k) {
    std::vector<Val> shift(3, s.Real(0.0));
    shift[static_cast<size_t>(k)] = eps;
    const Val step = s.Construct(vec, shift);
    const std::array high = {p + step};
    const std::array low = {p - step};
    parts.push_back(s.CallHelper(scene, high) - s.CallHelper(scene, low));
  }
  const Val n = Named(s, s.Call("normalize", {s.Construct(vec, parts)}), {"n", "normal", "grad"});
  s.Output(
      s.rng().Chance(0.5)
          ? n
          : s.Call("max", {s.Call("dot", {n, Arg(s, vec, {"light_dir", "sun_dir"}, kUnitFill)}),
                           s.DrawNumber(real, 0.0, 0.2)}));
}

}  // namespace warploom::synth

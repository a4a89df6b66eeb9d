// Particles that collide with a signed distance field: a scene of primitives in helpers, its normal
// by finite differences, and a contact response with friction.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct Scene {
  Type real, vec;
  int n = 3;
  lang::FuncId distance, normal;
};

// A point or size with literal components.
Val Written(Sketch& s, const Scene& scene, double low, double high) {
  std::vector<Val> parts;
  for (int k = 0; k < scene.n; ++k) {
    parts.push_back(s.DrawLiteral(scene.real, low, high));
  }
  return s.Make(scene.vec, parts);
}

lang::FuncId DefineBox(Sketch& s, const Scene& scene) {
  const std::array params = {
      Sketch::Param{"p", scene.vec, Between(-8.0, 8.0)},
      Sketch::Param{OneOf(s, {"b", "size", "half"}), scene.vec, Between(0.1, 2.0)}};
  return s.DefineHelper(
      OneOf(s, {"sd_box", "box_sdf", "box_distance"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val q = Named(s, s.Call("abs", {p[0]}) - p[1], {"q", "d"});
        const Val outside = s.Call("length", {s.Call("max", {q, Zero(s, scene.vec)})});
        if (s.rng().Chance(0.3)) {
          return {outside};
        }
        return {outside + s.Call("min", {s.Call("max", {q}), s.Real(0.0, scene.real)})};
      });
}

lang::FuncId DefineCapsule(Sketch& s, const Scene& scene) {
  const std::array params = {
      Sketch::Param{"p", scene.vec, Between(-8.0, 8.0)},
      Sketch::Param{"a", scene.vec, Between(-2.0, 2.0)},
      Sketch::Param{"b", scene.vec, Between(-2.0, 2.0)},
      Sketch::Param{OneOf(s, {"r", "radius"}), scene.real, Between(0.05, 1.0)}};
  return s.DefineHelper(
      OneOf(s, {"sd_capsule", "capsule_sdf", "segment_distance"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val pa = s.Let(p[0] - p[1], "pa");
        const Val ba = s.Let(p[2] - p[1], "ba");
        const Val t = s.Call("dot", {pa, ba}) / Known(s.Call("dot", {ba, ba}), 1e-3, 50.0);
        const Val h = Named(
            s, s.Call("clamp", {t, s.Real(0.0, scene.real), s.Real(1.0, scene.real)}), {"h", "t"});
        return {s.Call("length", {pa - ba * h}) - p[3]};
      });
}

// def smooth_min(a, b, k): the minimum of two distances, rounded where they meet.
lang::FuncId DefineSmoothMin(Sketch& s, const Scene& scene) {
  const ValueRange distance = Between(-8.0, 16.0);
  const std::array params = {Sketch::Param{"a", scene.real, distance},
                             Sketch::Param{"b", scene.real, distance},
                             Sketch::Param{"k", scene.real, Between(0.05, 1.0)}};
  return s.DefineHelper(
      OneOf(s, {"smooth_min", "smin", "soft_union"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val zero = s.Real(0.0, scene.real);
        if (s.rng().Chance(0.5)) {
          const Val raw = 0.5 + 0.5 * (p[1] - p[0]) / p[2];
          const Val h =
              Known(s.Let(s.Call("clamp", {raw, zero, s.Real(1.0, scene.real)}), "h"), 0.0, 1.0);
          return {s.Call("lerp", {p[1], p[0], h}) - p[2] * h * (1.0 - h)};
        }
        const Val gap = p[2] - s.Call("abs", {p[0] - p[1]});
        const Val h = s.Let(s.Call("max", {gap, zero}) / p[2], "h");
        return {s.Call("min", {p[0], p[1]}) - h * h * p[2] * 0.25};
      });
}

// The primitives of a scene; helpers that it does not use are invalid.
struct Primitives {
  lang::FuncId box, capsule, blend, bump;
  bool ground;
};

Primitives DefinePrimitives(Sketch& s, const Scene& scene) {
  const bool boxes = s.rng().Chance(0.7);
  const bool capsules = !boxes || s.rng().Chance(0.4);
  const bool smooth = s.rng().Chance(0.7);
  Primitives parts;
  parts.ground = s.rng().Chance(0.6);
  parts.box = boxes ? DefineBox(s, scene) : lang::FuncId{};
  parts.capsule = capsules ? DefineCapsule(s, scene) : lang::FuncId{};
  parts.blend = smooth ? DefineSmoothMin(s, scene) : lang::FuncId{};
  for (const lang::FuncId helper : {parts.box, parts.capsule, parts.blend}) {
    if (helper.is_valid()) {
      s.Hide(helper);
    }
  }
  if (s.rng().Chance(0.35)) {
    const std::array params = {Sketch::Param{OneOf(s, {"x", "r"}), scene.real, Between(-8.0, 8.0)}};
    parts.bump = DefineFormula(s, {"ripple", "bump", "terrain"}, params, scene.real, 2);
  }
  return parts;
}

// The distance of p to the union of all primitives.
Val SceneDistance(Sketch& s, const Scene& scene, const Primitives& parts, const Val& p) {
  const Val ball = s.Call("length", {p - Written(s, scene, -1.0, 1.0)});
  Val d = s.Mutable(ball - s.DrawLiteral(scene.real, 0.3, 1.0), "d", Between(-8.0, 16.0));
  const auto join = [&](const Val& other, std::string_view name) {
    const Val e = s.Let(other, name);
    s.Set(d, parts.blend.is_valid()
                 ? s.CallHelper(parts.blend, std::array{d, e, s.DrawLiteral(scene.real, 0.1, 0.5)})
                 : s.Call("min", {d, e}));
  };
  if (parts.box.is_valid()) {
    const Val at = p - Written(s, scene, -1.0, 1.0);
    join(s.CallHelper(parts.box, std::array{at, Written(s, scene, 0.2, 1.0)}), "d_box");
  }
  if (parts.capsule.is_valid()) {
    const Val a = Written(s, scene, -1.5, 0.0);
    const Val b = Written(s, scene, 0.2, 1.5);
    join(s.CallHelper(parts.capsule, std::array{p, a, b, s.DrawLiteral(scene.real, 0.1, 0.5)}),
         "d_cap");
  }
  const bool bumps = parts.bump.is_valid();
  if (parts.ground || bumps) {
    const Val level = s.DrawLiteral(scene.real, 0.5, 1.5);
    const Val floor = p.y() + level;
    const Val e = Named(s, bumps ? floor + s.CallHelper(parts.bump, std::array{p.x()}) : floor,
                        {"d_floor", "ground"});
    s.Set(d, s.Call("min", {d, e}));
  }
  return d;
}

// def scene(p): the signed distance to all primitives.
lang::FuncId DefineScene(Sketch& s, const Scene& scene) {
  const Primitives parts = DefinePrimitives(s, scene);
  const std::array params = {Sketch::Param{"p", scene.vec, Between(-8.0, 8.0)}};
  return s.DefineHelper(OneOf(s, {"scene_sdf", "map_scene", "scene_distance"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          return {SceneDistance(s, scene, parts, p[0])};
                        });
}

// def scene_normal(p): the gradient by central or one-sided differences.
lang::FuncId DefineNormal(Sketch& s, const Scene& scene) {
  const std::array params = {Sketch::Param{"p", scene.vec, Between(-8.0, 8.0)}};
  const double step = s.rng().Choose(std::array{1e-3, 1e-4, 5e-3, 1e-2});
  const bool central = s.rng().Chance(0.6);
  return s.DefineHelper(
      OneOf(s, {"scene_normal", "sdf_gradient", "grad_sdf"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val h = s.Real(step, scene.real);
        const Val zero = s.Real(0.0, scene.real);
        const Val here = central ? Val{} : s.Let(s.CallHelper(scene.distance, p), "d0");
        static constexpr std::array<std::string_view, 3> kNames = {"dx", "dy", "dz"};
        std::vector<Val> slopes;
        for (int k = 0; k < scene.n; ++k) {
          std::vector<Val> parts(static_cast<size_t>(scene.n), zero);
          parts[static_cast<size_t>(k)] = h;
          const Val along = s.Make(scene.vec, parts);
          const Val ahead = s.CallHelper(scene.distance, std::array{p[0] + along});
          const Val behind =
              central ? s.CallHelper(scene.distance, std::array{p[0] - along}) : here;
          slopes.push_back(s.Let(ahead - behind, kNames[static_cast<size_t>(k)]));
        }
        return {s.Call("normalize", {s.Make(scene.vec, slopes)})};
      });
}

// Stops or reflects the velocity into the surface, and slows the tangential part by friction.
void Rebound(Sketch& s, const Scene& scene, Val& v, const Val& n, const Val& mu,
             const Val& bounce) {
  const Val vn = Named(s, s.Call("dot", {v, n}), {"vn", "v_n"});
  s.If(vn < 0.0, [&] {
    const Val vt = s.Let(v - n * vn, "vt");
    Val kept = vt * (1.0 - mu);
    if (s.rng().Chance(0.5)) {
      const Val slide = Named(s, s.Call("length", {vt}), {"vt_len", "slip"});
      const Val share =
          s.Call("max", {1.0 + mu * vn / Known(slide + s.Real(1e-6, scene.real), 1e-6, 50.0),
                         s.Real(0.0, scene.real)});
      kept = vt * share;
    }
    s.Set(v, bounce.is_valid() ? kept - n * (bounce * vn) : kept);
  });
}

void DrawSdfCollision(Sketch& s) {
  Scene scene;
  scene.real = Precise(s);
  scene.n = s.rng().Chance(0.8) ? 3 : 2;
  scene.vec = VecOf(scene.real, scene.n);
  scene.distance = DefineScene(s, scene);
  scene.normal = DefineNormal(s, scene);
  s.Hide(scene.distance);
  s.Hide(scene.normal);
  const State position =
      ReadState(s, scene.vec, {"x", "positions", "particle_q"}, {"p0", "x0", "pos"});
  const State velocity = ReadState(s, scene.vec, {"v", "velocities", "particle_qd"}, {"v0", "vel"});
  const Val dt = TimeStep(s, scene.real);
  Val v = MutableNamed(s, velocity.value + Gravity(s, scene.vec) * dt, {"v1", "v_new"});
  Val p = MutableNamed(s, position.value + v * dt, {"p1", "x_new"});
  const Val d = Named(s, s.CallHelper(scene.distance, std::array{p}), {"d", "dist", "sd"});
  const bool thick = s.rng().Chance(0.6);
  const Val margin =
      thick ? SharedValue(s, scene.real, {"margin", "radius", "thickness"}, {0.01, 0.3})
            : s.Real(0.0, scene.real);
  const Val mu = SharedValue(s, scene.real, {"mu", "friction"}, {0.0, 1.0});
  const Val bounce = s.rng().Chance(0.6)
                         ? SharedValue(s, scene.real, {"restitution", "bounce"}, {0.0, 0.9})
                         : Val{};
  s.If(d < margin, [&] {
    const Val n = Named(s, s.CallHelper(scene.normal, std::array{p}), {"n", "normal"});
    thick ? s.Update(p, BinaryOp::kAdd, n * (margin - d)) : s.Update(p, BinaryOp::kSub, n * d);
    Rebound(s, scene, v, n, mu, bounce);
  });
  WriteState(s, position, p, {"x_out", "positions_out"});
  WriteState(s, velocity, v, {"v_out", "velocities_out"});
  if (s.rng().Chance(0.3)) {
    OutputNamed(s, d, {"distances", "sdf_out"});
  }
}

}  // namespace

Motif SdfCollisionMotif() {
  return {.name = "sdf-collision",
          .family = Family::kFunctions,
          .weight = 0.9,
          .draw = DrawSdfCollision,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

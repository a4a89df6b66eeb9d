// Sphere tracing: marches a ray through a signed distance function until it hits the surface, then
// stores the depth, the normal or a shaded value.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// def scene(p): the distance to a sphere, then joined with or cut by boxes and planes.
lang::FuncId DefineScene(Sketch& s, Type vec) {
  const Type real = s.real();
  const std::array params = {Sketch::Param{"p", vec, Between(-100.0, 100.0)}};
  return s.DefineHelper(
      OneOf(s, {"sdf_scene", "scene", "map_distance", "sdf"}), params, [&](std::span<const Val> p) {
        const auto at = [&] {
          return s.Make(vec, {s.DrawNumber(real, -1.0, 1.0), s.DrawNumber(real, -1.0, 1.0),
                              s.DrawNumber(real, -1.0, 1.0)});
        };
        Val d = s.Let(Minus({s.Call("length", {s.rng().Chance(0.5) ? p[0] - at() : p[0]}),
                             s.DrawNumber(real, 0.3, 1.5)}),
                      "d");
        const auto more = s.rng().Integer(0, 2);
        for (int64_t i = 0; i < more; ++i) {
          Val e;
          if (s.rng().Chance(0.5)) {
            const Val q = s.Let(
                Minus({s.Call("abs", {p[0] - at()}), s.Make(vec, {s.DrawNumber(real, 0.2, 1.0)})}),
                "q");
            e = s.Call("length", {s.Call("max", {q, s.Make(vec, {s.Real(0.0)})})});
          } else {
            e = p[0].y() + s.DrawNumber(real, 0.5, 1.5);
          }
          d = s.rng().Chance(0.7) ? s.Call("min", {d, e}) : s.Call("max", {d, -e});
        }
        return std::vector<Val>{d};
      });
}

// How far along the ray the surface is.
Val MarchRay(Sketch& s, lang::FuncId scene, const Ray& ray) {
  const Type real = s.real();
  Val t = s.Mutable(s.Real(0.0), {"t", "travel", "depth"}, Between(0.0, 100.0));
  const int steps = static_cast<int>(s.rng().Choose(std::array{16, 24, 32, 48, 64, 96, 128}));
  s.For({"step", "i", "_i"}, Val{},
        s.rng().Chance(0.6) ? s.Int(steps) : s.SizeArg(steps, "max_steps"), 0, [&](Val) {
          const std::array args = {At(ray, t)};
          const Val d = Named(s, s.CallHelper(scene, args), {"d", "dist", "sd"});
          const Val stop = s.rng().Chance(0.5)
                               ? d < Epsilon(s) || t > s.DrawNumber(real, 10.0, 100.0)
                               : d < Epsilon(s);
          s.If(stop, [&] { s.Break(); });
          s.Update(t, BinaryOp::kAdd, s.rng().Chance(0.7) ? d : d * s.DrawNumber(real, 0.5, 0.95));
        });
  return t;
}

// The normal at a point, by central differences of the distance.
Val SceneNormal(Sketch& s, lang::FuncId scene, const Val& p) {
  const Val h = s.Real(s.real().scalar == lang::Scalar::kFloat16 ? 0.05 : 0.001);
  std::vector<Val> parts;
  const Val eps = s.Let(h, {"eps", "e", "h"});
  for (int k = 0; k < 3; ++k) {
    std::vector<Val> shift(3, s.Real(0.0));
    shift[static_cast<size_t>(k)] = eps;
    const Val step = s.Make(p.type, shift);
    const std::array high = {p + step};
    const std::array low = {p - step};
    parts.push_back(s.CallHelper(scene, high) - s.CallHelper(scene, low));
  }
  return Named(s, s.Call("normalize", {s.Make(p.type, parts)}), {"n", "normal", "grad"});
}

void DrawSphereTracing(Sketch& s) {
  const Type vec = s.vec(3);
  const lang::FuncId scene = DefineScene(s, vec);
  const Ray ray = ReadRay(s);
  const Val t = MarchRay(s, scene, ray);
  if (s.rng().Chance(0.5)) {
    return s.Output(t, {"depth_out", "depth_map", "travel_out"});
  }
  const Val p = Named(s, At(ray, t), {"hit", "p", "pos"});
  const Val n = SceneNormal(s, scene, p);
  s.Output(
      s.rng().Chance(0.5)
          ? n
          : s.Call("max", {s.Call("dot", {n, Arg(s, vec, {"light_dir", "sun_dir"}, kUnitFill)}),
                           s.DrawNumber(s.real(), 0.0, 0.2)}));
}

}  // namespace

Motif SphereTracingMotif() {
  return {.name = "sphere-tracing",
          .family = Family::kVector,
          .weight = 0.5,
          .draw = DrawSphereTracing,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

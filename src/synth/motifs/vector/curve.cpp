// A point on a Bezier, Hermite or Catmull-Rom curve, or a Bezier curve's tangent.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Four control points: consecutive elements of one array, or an array for each.
std::vector<Val> ReadControlPoints(Sketch& s, Type vec) {
  static constexpr std::array<std::string_view, 4> kNames = {"p0", "p1", "p2", "p3"};
  std::vector<Val> p;
  if (s.ndim() == 1 && s.rng().Chance(0.5)) {
    const int count = s.dims()[0] + 3;
    const int points = TableNamed(s, vec, {"control_points", "knots", "ctrl"}, count);
    for (int k = 0; k < 4; ++k) {
      p.push_back(s.Let(s.At(points, {k == 0 ? s.Thread(0) : s.Thread(0) + s.Int(k)}),
                        kNames[static_cast<size_t>(k)]));
    }
    return p;
  }
  static constexpr std::array<std::string_view, 4> kArrays = {"start_points", "control_a",
                                                              "control_b", "end_points"};
  for (size_t k = 0; k < 4; ++k) {
    p.push_back(s.Let(s.ThreadElement(InputNamed(s, vec, {kArrays[k]})), kNames[k]));
  }
  return p;
}

Val BernsteinForm(Sketch& s, const std::vector<Val>& p, const Val& t, bool is_tangent) {
  const Val q = Named(s, 1.0 - t, {"omt", "mt", "w"});
  return is_tangent ? (p[1] - p[0]) * (3.0 * q * q) + (p[2] - p[1]) * (6.0 * q * t) +
                          (p[3] - p[2]) * (3.0 * t * t)
                    : p[0] * (q * q * q) + p[1] * (3.0 * q * q * t) + p[2] * (3.0 * q * t * t) +
                          p[3] * (t * t * t);
}

Val DeCasteljau(Sketch& s, const std::vector<Val>& p, const Val& t) {
  const auto mix = [&](const Val& a, const Val& b) { return s.Call("lerp", {a, b, t}); };
  const Val a = s.Let(mix(p[0], p[1]), "a");
  const Val b = s.Let(mix(p[1], p[2]), "b");
  const Val c = s.Let(mix(p[2], p[3]), "c");
  return mix(mix(a, b), mix(b, c));
}

Val HermiteForm(Sketch& s, const std::vector<Val>& p, const Val& t) {
  const Val m0 = s.Let((p[2] - p[0]) * 0.5, "m0");
  const Val m1 = s.Let((p[3] - p[1]) * 0.5, "m1");
  const Val t2 = s.Let(t * t, "t2");
  const Val t3 = s.Let(t2 * t, "t3");
  return p[1] * (2.0 * t3 - 3.0 * t2 + 1.0) + m0 * (t3 - 2.0 * t2 + t) +
         p[2] * (3.0 * t2 - 2.0 * t3) + m1 * (t3 - t2);
}

Val CatmullRom(Sketch& s, const std::vector<Val>& p, const Val& t) {
  const Val a = Named(s, 3.0 * (p[1] - p[2]) + p[3] - p[0], {"a", "ca"});
  const Val b = Named(s, 2.0 * p[0] - 5.0 * p[1] + 4.0 * p[2] - p[3], {"b", "cb"});
  const Val c = Named(s, p[2] - p[0], {"c", "cc"});
  return p[1] + 0.5 * t * (c + t * (b + t * a));
}

Val CurvePoint(Sketch& s, const std::vector<Val>& p, const Val& t) {
  const bool is_tangent = s.rng().Chance(0.3);
  switch (s.rng().Below(4)) {
    case 0:
      return BernsteinForm(s, p, t, is_tangent);
    case 1:
      return DeCasteljau(s, p, t);
    case 2:
      return HermiteForm(s, p, t);
    default:
      return CatmullRom(s, p, t);
  }
}

void DrawCurve(Sketch& s) {
  const Type vec = s.vec(static_cast<int>(s.rng().Integer(2, 3)));
  const Type real = s.real();
  const Val t = Named(s,
                      s.rng().Chance(0.6)
                          ? s.ThreadElement(InputNamed(s, real, {"params", "t", "u"}, {0.0, 1.0}))
                          : Arg(s, real, {"t", "param"}, {0.0, 1.0}),
                      {"t", "u", "s"});
  const std::vector<Val> points = ReadControlPoints(s, vec);
  const Val out = CurvePoint(s, points, t);
  Emit(s, s.rng().Chance(0.7) ? out : s.Call("length", {out - s.Draw(vec, 1)}));
}

}  // namespace

Motif CurveMotif() {
  return {.name = "curve",
          .family = Family::kVector,
          .weight = 0.7,
          .draw = DrawCurve,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs

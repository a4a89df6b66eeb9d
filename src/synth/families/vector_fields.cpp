// Vectors: distance functions, colours, curves and directions.
#include <array>

#include "synth/families/inputs.h"
#include "synth/families/vector.h"

namespace warploom::synth {

using lang::Type;

// A point against one or two primitives: distances, joined, cut or blended.
void DrawDistanceField(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val p = Read(s, vec, {"points", "queries", "grid_points"}, {"p", "q", "x0"});
  const auto primitive = [&](const Val& at) {
    switch (s.rng().Below(6)) {
      case 0:
        return s.Call("length", {at}) -
               Coefficient(s, real, {"radius", "r0", "sphere_radius"}, {0.2, 1.5});
      case 1: {
        const Val d = Named(s,
                            s.Call("abs", {at}) -
                                Arg(s, vec, {"half_extents", "extent", "box_size"}, kPositiveFill),
                            {"d", "dq", "box_d"});
        const Val inner =
            s.Call("min", {s.Call("max", {d.x(), s.Call("max", {d.y(), d.z()})}), s.Real(0.0)});
        return s.Call("length", {s.Call("max", {d, Zero(s, vec)})}) + inner;
      }
      case 2: {
        const Val ring = s.Call("length", {s.Construct(s.vec(2), {at.x(), at.z()})}) -
                         Coefficient(s, real, {"major", "ring_radius"}, {0.5, 1.5});
        return s.Call("length",
                      {s.Construct(s.vec(2), {Named(s, ring, {"ring", "qx", "dx"}), at.y()})}) -
               s.DrawNumber(real, 0.05, 0.4);
      }
      case 3: {
        const Val side = Named(s,
                               s.Call("length", {s.Construct(s.vec(2), {at.x(), at.z()})}) -
                                   Coefficient(s, real, {"radius", "cyl_radius"}, {0.2, 1.5}),
                               {"side", "dr"});
        const Val cap = Named(s,
                              s.Call("abs", {at.y()}) -
                                  Coefficient(s, real, {"half_height", "half_length"}, {0.2, 1.5}),
                              {"cap", "dh"});
        return s.Call("max", {side, cap});
      }
      case 4:
        return s.Call("dot", {at, Arg(s, vec, {"plane_normal", "up"}, kUnitFill)}) +
               Coefficient(s, real, {"offset", "plane_d"}, {0.1, 1.0});
      default: {
        const Val y = s.Call("clamp", {at.y(), s.Real(0.0),
                                       Coefficient(s, real, {"height", "capsule_h"}, {0.5, 2.0})});
        return s.Call("length", {at - s.Construct(vec, {s.Real(0.0), y, s.Real(0.0)})}) -
               s.DrawNumber(real, 0.1, 0.6);
      }
    }
  };
  Val d = Named(
      s,
      primitive(s.rng().Chance(0.4)
                    ? Named(s, p - Arg(s, vec, {"center", "origin"}, {-1.0, 1.0}), {"rel", "lp"})
                    : p),
      {"d", "d0", "dist"});
  if (s.rng().Chance(0.6)) {
    const Val e =
        Named(s,
              primitive(s.rng().Chance(0.5)
                            ? p - Arg(s, vec, {"center2", "offset_b", "shift"}, {-1.0, 1.0})
                            : p),
              {"d2", "e", "other"});
    switch (s.rng().Below(4)) {
      case 0:
        d = s.Call("min", {d, e});
        break;
      case 1:
        d = s.Call("max", {d, -e});
        break;
      case 2: {
        const Val k = Coefficient(s, real, {"k", "smoothness", "blend"}, {0.05, 0.5});
        const Val h = s.Let(s.Call("max", {k - s.Call("abs", {d - e}), s.Real(0.0)}) / k, "h");
        d = s.Call("min", {d, e}) - h * h * k * 0.25;
        break;
      }
      default:
        d = s.Call("lerp", {d, e, Arg(s, real, {"morph", "blend", "alpha"}, {0.0, 1.0})});
    }
  }
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, s.Call("abs", {d}) - s.DrawNumber(real, 0.01, 0.2));
    case 1:
      return Emit(s, s.Select(d < 0.0, s.Draw(real, 1), s.Draw(real, 0)));
    default:
      return Emit(s, d);
  }
}

// A colour changed: luminance, saturation, contrast, gamma, mixing, hue.
void DrawColor(Sketch& s) {
  const bool alpha = s.rng().Chance(0.2);
  const Type vec = s.vec(alpha ? 4 : 3);
  const Type real = s.real();
  const Val c = Read(s, vec, {"colors", "image", "rgb_in", "albedo"}, {"c", "rgb", "color", "px"},
                     {0.0, 1.0});
  const auto luminance = [&] {
    const Val rec709 = s.Real(0.2126) * c.x() + s.Real(0.7152) * c.y() + s.Real(0.0722) * c.z();
    if (alpha || s.rng().Chance(0.5)) {
      return Named(s, rec709, {"lum", "luma", "y"});
    }
    return Named(
        s, s.Call("dot", {c, s.Construct(vec, {s.Real(0.299), s.Real(0.587), s.Real(0.114)})}),
        {"lum", "gray", "y"});
  };
  const auto each = [&](auto f) {
    std::vector<Val> parts;
    for (int k = 0; k < 3; ++k) {
      parts.push_back(f(c[k]));
    }
    if (alpha) {
      parts.push_back(c.w());
    }
    return s.Construct(vec, parts);
  };
  switch (s.rng().Below(7)) {
    case 0: {
      const Val lum = luminance();
      const Val amount = Coefficient(s, real, {"saturation", "sat", "amount"}, {0.0, 2.0});
      return Emit(s, s.rng().Chance(0.5)
                         ? each([&](const Val& x) { return lum + (x - lum) * amount; })
                         : s.Construct(vec, {lum}) + (c - s.Construct(vec, {lum})) * amount);
    }
    case 1:
      return Emit(s, luminance() * (s.rng().Chance(0.5)
                                        ? s.Draw(real, 0)
                                        : Coefficient(s, real, {"gain", "exposure"}, {0.5, 2.0})));
    case 2: {
      const Val power = s.rng().Chance(0.5) ? 1.0 / Arg(s, real, {"gamma"}, {1.6, 2.6})
                                            : s.Real(s.rng().Choose(std::array{2.2, 0.4545, 2.4}));
      const Val g = s.rng().Chance(0.5) ? Named(s, power, {"inv_gamma", "g"}) : power;
      return Emit(s, each([&](const Val& x) { return s.Call("pow", {Known(x, 1e-3, 1.0), g}); }));
    }
    case 3: {
      const Val contrast = Coefficient(s, real, {"contrast", "gain"}, {0.5, 2.0});
      const Val mid =
          s.rng().Chance(0.5) ? s.Real(0.5) : Arg(s, real, {"pivot", "mid_gray"}, {0.2, 0.6});
      return Emit(s, each([&](const Val& x) {
                    return s.Call("clamp", {(x - mid) * contrast + mid, s.Real(0.0), s.Real(1.0)});
                  }));
    }
    case 4: {
      const Val over =
          Read(s, vec, {"overlay", "layer", "foreground"}, {"top", "fg", "over"}, {0.0, 1.0});
      const Val a =
          alpha ? over.w() : Coefficient(s, real, {"opacity", "alpha", "mix_w"}, {0.0, 1.0});
      return Emit(s, s.rng().Chance(0.5) ? over * a + c * (1.0 - a) : s.Call("lerp", {c, over, a}));
    }
    case 5: {
      const Val most =
          s.Let(s.Call("max", {c.x(), s.Call("max", {c.y(), c.z()})}), OneOf(s, {"vmax", "cmax"}));
      const Val least =
          s.Let(s.Call("min", {c.x(), s.Call("min", {c.y(), c.z()})}), OneOf(s, {"vmin", "cmin"}));
      const Val delta = s.Let(most - least, OneOf(s, {"delta", "chroma"}));
      Val hue = s.Let(s.Real(0.0), "hue");
      s.If(delta > Epsilon(s), [&] {
        const Val safe = Known(delta, 1e-5, 1.0);
        const std::array conditions = {most == c.x(), most == c.y()};
        s.IfChain(
            conditions,
            [&](int branch) {
              s.Set(hue, branch == 0   ? (c.y() - c.z()) / safe
                         : branch == 1 ? 2.0 + (c.z() - c.x()) / safe
                                       : 4.0 + (c.x() - c.y()) / safe);
            },
            true);
      });
      const Val sat = Named(s, delta / (most + Epsilon(s)), {"sat", "saturation"});
      return Emit(s, s.Construct(s.vec(3), {hue / s.Real(6.0), sat, most}), {"hsv", "hsv_out"});
    }
    default:
      return Emit(s, each([&](const Val& x) { return x / (1.0 + x); }) *
                         Coefficient(s, real, {"exposure", "white"}, {0.5, 2.0}));
  }
}

// A point of a Bezier, Hermite or Catmull-Rom curve, its tangent or its speed.
void DrawCurve(Sketch& s) {
  const Type vec = s.vec(static_cast<int>(s.rng().Between(2, 3)));
  const Type real = s.real();
  const Val t =
      Named(s,
            s.rng().Chance(0.6) ? s.Own(InputNamed(s, real, {"params", "t", "u"}, {0.0, 1.0}))
                                : Arg(s, real, {"t", "param"}, {0.0, 1.0}),
            {"t", "u", "s"});
  std::vector<Val> p;
  static constexpr std::array<std::string_view, 4> kNames = {"p0", "p1", "p2", "p3"};
  if (s.ndim() == 1 && s.rng().Chance(0.5)) {
    const int count = s.dims()[0] + 3;
    const int points = TableNamed(s, vec, {"control_points", "knots", "ctrl"}, count);
    for (int k = 0; k < 4; ++k) {
      p.push_back(s.Let(s.At(points, {k == 0 ? s.Thread(0) : s.Thread(0) + s.Int(k)}),
                        kNames[static_cast<size_t>(k)]));
    }
  } else {
    static constexpr std::array<std::string_view, 4> kArrays = {"start_points", "control_a",
                                                                "control_b", "end_points"};
    for (size_t k = 0; k < 4; ++k) {
      p.push_back(s.Let(s.Own(InputNamed(s, vec, {kArrays[k]})), kNames[k]));
    }
  }
  const bool tangent = s.rng().Chance(0.3);
  Val out;
  switch (s.rng().Below(4)) {
    case 0: {
      const Val q = Named(s, 1.0 - t, {"omt", "mt", "w"});
      out = tangent ? (p[1] - p[0]) * (3.0 * q * q) + (p[2] - p[1]) * (6.0 * q * t) +
                          (p[3] - p[2]) * (3.0 * t * t)
                    : p[0] * (q * q * q) + p[1] * (3.0 * q * q * t) + p[2] * (3.0 * q * t * t) +
                          p[3] * (t * t * t);
      break;
    }
    case 1: {
      const auto mix = [&](const Val& a, const Val& b) { return s.Call("lerp", {a, b, t}); };
      const Val a = s.Let(mix(p[0], p[1]), "a");
      const Val b = s.Let(mix(p[1], p[2]), "b");
      const Val c = s.Let(mix(p[2], p[3]), "c");
      out = mix(mix(a, b), mix(b, c));
      break;
    }
    case 2: {
      const Val m0 = s.Let((p[2] - p[0]) * 0.5, "m0");
      const Val m1 = s.Let((p[3] - p[1]) * 0.5, "m1");
      const Val t2 = s.Let(t * t, "t2");
      const Val t3 = s.Let(t2 * t, "t3");
      out = p[1] * (2.0 * t3 - 3.0 * t2 + 1.0) + m0 * (t3 - 2.0 * t2 + t) +
            p[2] * (3.0 * t2 - 2.0 * t3) + m1 * (t3 - t2);
      break;
    }
    default: {
      const Val a = Named(s, 3.0 * (p[1] - p[2]) + p[3] - p[0], {"a", "ca"});
      const Val b = Named(s, 2.0 * p[0] - 5.0 * p[1] + 4.0 * p[2] - p[3], {"b", "cb"});
      const Val c = Named(s, p[2] - p[0], {"c", "cc"});
      out = p[1] + 0.5 * t * (c + t * (b + t * a));
      break;
    }
  }
  Emit(s, s.rng().Chance(0.7) ? out : s.Call("length", {out - s.Draw(vec, 1)}));
}

// Directions: projected, rejected, reflected, refracted, framed, the angle between two.
void DrawDirections(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val v =
      Read(s, vec, {"directions", "vectors", "incident", "velocities"}, {"v", "d", "dir"});
  const Val n = s.rng().Chance(0.6) ? Read(s, vec, {"normals", "axes"}, {"n", "axis"}, kUnitFill)
                                    : Arg(s, vec, {"axis", "normal", "up"}, kUnitFill);
  const Val along = s.Call("dot", {v, n});
  switch (s.rng().Below(7)) {
    case 0: {
      const Val part = Named(s, n * along, {"proj", "v_par", "normal_part"});
      Emit(s, v - part);
      return s.rng().Chance(0.4) ? Emit(s, part) : void();
    }
    case 1:
      return Emit(s, v - 2.0 * along * n, {"reflected", "bounced"});
    case 2: {
      const Val unit = Named(s, s.Call("normalize", {v}), {"i", "wi", "d_hat"});
      const Val eta = Coefficient(s, real, {"eta", "ior_ratio"}, {0.6, 1.5});
      const Val cosi = Named(s, -s.Call("dot", {n, unit}), {"cosi", "ndoti"});
      const Val k = s.Let(1.0 - eta * eta * (1.0 - cosi * cosi), "k");
      Val out = s.Let(Zero(s, vec), OneOf(s, {"refracted", "out_dir", "wt"}));
      s.If(
          k >= 0.0,
          [&] { s.Set(out, eta * unit + (eta * cosi - s.Call("sqrt", {Known(k, 0.0, 2.0)})) * n); },
          s.rng().Chance(0.4) ? std::function<void()>([&] { s.Set(out, unit + 2.0 * cosi * n); })
                              : nullptr);
      return Emit(s, out);
    }
    case 3: {
      const Val other = s.Select(s.Call("abs", {n.x()}) > s.DrawNumber(real, 0.6, 0.95),
                                 s.Construct(vec, {s.Real(0.0), s.Real(1.0), s.Real(0.0)}),
                                 s.Construct(vec, {s.Real(1.0), s.Real(0.0), s.Real(0.0)}));
      const Val tangent = s.Let(
          s.Call("normalize", {s.Call("cross", {Named(s, other, {"helper", "ref", "a"}), n})}),
          OneOf(s, {"t", "tangent"}));
      const Val bitangent = s.Let(s.Call("cross", {n, tangent}), OneOf(s, {"b", "bitangent"}));
      if (s.rng().Chance(0.5)) {
        return Emit(s, tangent * v.x() + bitangent * v.y() + n * v.z());
      }
      return Emit(s, s.Construct(vec, {s.Call("dot", {v, tangent}), s.Call("dot", {v, bitangent}),
                                       s.Call("dot", {v, n})}));
    }
    case 4: {
      const Val cosine = s.Call(
          "clamp", {s.Call("dot", {s.Call("normalize", {v}), n}), s.Real(-0.999), s.Real(0.999)});
      return Emit(
          s, s.Call("acos", {cosine}) * (s.rng().Chance(0.5) ? s.Real(1.0) : s.Real(57.29578)));
    }
    case 5: {
      const Val angle = s.rng().Chance(0.5)
                            ? Arg(s, real, {"angle", "theta"}, {-3.0, 3.0})
                            : Read(s, real, {"angles", "thetas"}, {"theta", "a"}, {-3.0, 3.0});
      const Val c = s.Let(s.Call("cos", {angle}), "c");
      const Val rotated =
          v * c + s.Call("cross", {n, v}) * s.Call("sin", {angle}) + n * (along * (1.0 - c));
      return Emit(s, rotated, {"rotated", "turned"});
    }
    default: {
      const Val w = Read(s, vec, {"others", "references"}, {"w", "ref"});
      const Val x = s.Call("cross", {v, w});
      return Emit(
          s, s.Call("atan2", {s.Call("dot", {x, n}), Known(s.Call("dot", {v, w}), 0.01, 12.0)}),
          {"signed_angles", "angles_out"});
    }
  }
}

}  // namespace warploom::synth

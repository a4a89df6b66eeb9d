// Vectors: triangles, barycentric coordinates and segments.
#include <array>

#include "synth/families/inputs.h"
#include "synth/families/vector.h"

namespace warploom::synth {

using lang::Type;

namespace {

struct Corner3 {
  std::vector<Val> ids;  // Empty when the corners are inputs of their own.
  int count = 0;
  Val a, b, c;
};

// A triangle's corners: through indices into vertices, or an array for each.
Corner3 ReadTriangle(Sketch& s, Type vec) {
  Corner3 t;
  if (s.rng().Chance(0.65)) {
    t.count = TableSize(s);
    static constexpr std::array<std::string_view, 3> kIjk = {"i0", "i1", "i2"};
    static constexpr std::array<std::string_view, 3> kAbc = {"ia", "ib", "ic"};
    t.ids = Corners(s, {"faces", "tri_indices", "triangles"}, s.rng().Chance(0.5) ? kIjk : kAbc,
                    t.count);
    const int points = TableNamed(s, vec, {"vertices", "points", "positions", "verts"}, t.count);
    const bool letters = s.rng().Chance(0.5);
    t.a = s.Let(s.At(points, {t.ids[0]}), letters ? "a" : "p0");
    t.b = s.Let(s.At(points, {t.ids[1]}), letters ? "b" : "p1");
    t.c = s.Let(s.At(points, {t.ids[2]}), letters ? "c" : "p2");
  } else {
    t.a = Read(s, vec, {"tri_a", "corner0", "verts_a"}, {"a", "p0"});
    t.b = Read(s, vec, {"tri_b", "corner1", "verts_b"}, {"b", "p1"});
    t.c = Read(s, vec, {"tri_c", "corner2", "verts_c"}, {"c", "p2"});
  }
  return t;
}

Val Cross2(const Val& a, const Val& b) { return a.x() * b.y() - a.y() * b.x(); }

}  // namespace

// Normal, area, angles or shape quality of a triangle; vertex normals by atomics.
void DrawTriangle(Sketch& s) {
  const Type real = s.real();
  const bool flat = s.rng().Chance(0.15);
  const Type vec = s.vec(flat ? 2 : 3);
  const Corner3 t = ReadTriangle(s, vec);
  const Val ab = Named(s, t.b - t.a, {"ab", "e0", "edge0"});
  const Val ac = Named(s, t.c - t.a, {"ac", "e1", "edge1"});
  if (flat) {
    const Val area = 0.5 * Cross2(ab, ac);
    return Emit(s, s.rng().Chance(0.5) ? area : s.Call("abs", {area}) * s.Draw(real, 0));
  }
  const Val n = Named(s, s.Call("cross", {ab, ac}), {"n", "normal", "cr"});
  switch (s.rng().Below(6)) {
    case 0:
      Emit(s, s.Call("normalize", {n}), {"face_normals", "normals_out"});
      return s.rng().Chance(0.5) ? Emit(s, s.Call("length", {n}) * 0.5, {"areas", "face_areas"})
                                 : void();
    case 1: {
      const Val area = Named(s, 0.5 * s.Call("length", {n}), {"area", "A", "face_area"});
      const Val edges = LengthSq(ab) + LengthSq(ac) + LengthSq(t.c - t.b);
      return Emit(s, s.Real(6.928203) * area / edges, {"quality", "aspect", "shape_out"});
    }
    case 2: {
      if (t.ids.empty()) {
        return Emit(s, (t.a + t.b + t.c) / s.Real(3.0), {"centroids", "centers_out"});
      }
      const int out = s.NewArray({vec,
                                  {t.count},
                                  lang::Fill::kZero,
                                  0.0,
                                  0.0,
                                  Access::kAtomic,
                                  OneOf(s, {"vertex_normals", "normals", "n_accum"})});
      const Val weighted =
          s.rng().Chance(0.5) ? n : Named(s, s.Call("normalize", {n}), {"n_hat", "unit_n"});
      for (const Val& id : t.ids) {
        Scatter(s, out, id, weighted);
      }
      return;
    }
    case 3: {
      const Val cosine = s.Call("dot", {s.Call("normalize", {ab}), s.Call("normalize", {ac})});
      return Emit(s, s.Call("acos", {s.Call("clamp", {cosine, s.Real(-0.999), s.Real(0.999)})}),
                  {"angles_out", "corner_angles"});
    }
    case 4: {
      const Val cot = s.Call("dot", {ab, ac}) / s.Call("length", {n});
      return Emit(s,
                  s.rng().Chance(0.5)
                      ? cot
                      : 0.5 * s.Call("clamp", {cot, s.Real(0.0), s.DrawNumber(real, 2.0, 10.0)}),
                  {"cotan", "cot_weights"});
    }
    default: {
      const Val wind = s.rng().Chance(0.5) ? Arg(s, vec, {"wind", "flow_velocity"}, {-2.0, 2.0})
                                           : s.Draw(vec, 1);
      const Val pressure = Coefficient(s, real, {"pressure", "drag", "inflation"}, {0.1, 2.0});
      return Emit(s, n * (pressure * s.Call("dot", {s.Call("normalize", {n}), wind}) / s.Real(6.0)),
                  {"face_forces", "aero"});
    }
  }
}

// The barycentric coordinates of a point, and what they interpolate.
void DrawBarycentric(Sketch& s) {
  const Type real = s.real();
  const bool flat = s.rng().Chance(0.4);
  const Type vec = s.vec(flat ? 2 : 3);
  const Corner3 t = ReadTriangle(s, vec);
  const Val p = Read(s, vec, {"queries", "samples_pos", "pts"}, {"p", "q"});
  Val u, v, w;
  if (flat) {
    const Val area = Named(s, Cross2(t.b - t.a, t.c - t.a), {"area", "denom", "det"});
    u = s.Let(Cross2(t.b - p, t.c - p) / area, OneOf(s, {"u", "w0"}));
    v = s.Let(Cross2(t.c - p, t.a - p) / area, OneOf(s, {"v", "w1"}));
  } else {
    const Val v0 = s.Let(t.b - t.a, OneOf(s, {"ab", "e0"}));
    const Val v1 = s.Let(t.c - t.a, OneOf(s, {"ac", "e1"}));
    const Val v2 = s.Let(p - t.a, OneOf(s, {"ap", "e2"}));
    const Val d00 = s.Let(s.Call("dot", {v0, v0}), "d00");
    const Val d01 = s.Let(s.Call("dot", {v0, v1}), "d01");
    const Val d11 = s.Let(s.Call("dot", {v1, v1}), "d11");
    const Val d20 = s.Let(s.Call("dot", {v2, v0}), "d20");
    const Val d21 = s.Let(s.Call("dot", {v2, v1}), "d21");
    const Val denom = s.Let(d00 * d11 - d01 * d01 + Epsilon(s), "denom");
    v = s.Let((d11 * d20 - d01 * d21) / Known(denom, 1e-6, 1e4), "v");
    w = s.Let((d00 * d21 - d01 * d20) / Known(denom, 1e-6, 1e4), "w");
    u = s.Let(1.0 - v - w, "u");
  }
  if (flat) {
    w = s.Let(1.0 - u - v, OneOf(s, {"w", "w2"}));
  }
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, s.Construct(s.vec(3), {u, v, w}), {"barycentric", "bary_out"});
    case 1: {
      const Val inside = u >= 0.0 && v >= 0.0 && w >= 0.0;
      return Emit(s, s.Select(inside, s.Draw(real, 1), s.Real(0.0)));
    }
    case 2: {
      const auto value = [&](int k) {
        return t.ids.empty() ? s.Draw(real, 0)
                             : s.At(TableNamed(s, real, {"values", "weights", "heights"}, t.count),
                                    {t.ids[static_cast<size_t>(k)]});
      };
      return Emit(s, u * value(0) + v * value(1) + w * value(2));
    }
    default:
      return Emit(s, s.Call("min", {u, s.Call("min", {v, w})}));
  }
}

// The point of a segment closest to a point, and the distance to it.
void DrawSegment(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.7) ? 3 : 2);
  const Type real = s.real();
  const Val p = Read(s, vec, {"points", "queries", "positions"}, {"p", "q", "x0"});
  const bool shared = s.rng().Chance(0.3);
  const Val a = shared ? Arg(s, vec, {"seg_start", "anchor", "a"}, {-2.0, 0.0})
                       : Read(s, vec, {"starts", "segment_a", "edge_start"}, {"a", "s0"});
  const Val b = shared ? Arg(s, vec, {"seg_end", "tip", "b"}, {0.5, 2.0})
                       : Read(s, vec, {"ends", "segment_b", "edge_end"}, {"b", "s1"});
  const Val ab = Named(s, b - a, {"ab", "d", "seg"});
  const Val raw = s.Call("dot", {p - a, ab}) / s.Call("max", {LengthSq(ab), Epsilon(s)});
  const Val t = Named(s, s.Call("clamp", {raw, s.Real(0.0), s.Real(1.0)}), {"t", "h", "u"});
  const Val close = Named(s, a + ab * t, {"closest", "c", "proj"});
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, close);
    case 1:
      return Emit(s, s.Call("length", {p - close}) -
                         Coefficient(s, real, {"radius", "thickness", "capsule_r"}, {0.05, 0.5}));
    case 2: {
      const Val d = Named(s, p - close, {"diff", "offset", "away"});
      const Val dist = Named(s, s.Call("length", {d}), {"dist", "l"});
      const Val reach = Arg(s, real, {"radius", "reach", "cutoff"}, {0.3, 2.0});
      Val force = s.Let(Zero(s, vec), OneOf(s, {"f", "push", "force"}));
      s.If(dist < reach, [&] {
        s.Set(force, d * (Arg(s, real, {"ke", "stiffness"}, {1.0, 50.0}) * (reach - dist) / dist));
      });
      return Emit(s, force);
    }
    default:
      Emit(s, t, {"params", "t_out"});
      return Emit(s, s.Call("length", {p - close}));
  }
}

}  // namespace warploom::synth

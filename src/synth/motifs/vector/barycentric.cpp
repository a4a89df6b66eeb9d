// The barycentric coordinates of a point in a triangle, or a value interpolated by them.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"
#include "synth/motifs/vector/shapes_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawBarycentric(Sketch& s) {
  const Type real = s.real();
  const bool flat = s.rng().Chance(0.4);
  const Type vec = s.vec(flat ? 2 : 3);
  const Corner3 t = ReadTriangle(s, vec);
  const Val p = Read(s, vec, {"queries", "samples_pos", "pts"}, {"p", "q"});
  Val u, v, w;
  if (flat) {
    const Val area = Named(s, Cross2(t.b - t.a, t.c - t.a), {"area", "denom", "det"});
    u = s.Let(Cross2(t.b - p, t.c - p) / area, {"u", "w0"});
    v = s.Let(Cross2(t.c - p, t.a - p) / area, {"v", "w1"});
  } else {
    const Val v0 = s.Let(t.b - t.a, {"ab", "e0"});
    const Val v1 = s.Let(t.c - t.a, {"ac", "e1"});
    const Val v2 = s.Let(p - t.a, {"ap", "e2"});
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
    w = s.Let(1.0 - u - v, {"w", "w2"});
  }
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, s.Make(s.vec(3), {u, v, w}), {"barycentric", "bary_out"});
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
      return Emit(s, Plus({Plus({u * value(0), v * value(1)}), w * value(2)}));
    }
    default:
      return Emit(s, s.Call("min", {u, s.Call("min", {v, w})}));
  }
}

}  // namespace

Motif BarycentricMotif() {
  return {.name = "barycentric",
          .family = Family::kVector,
          .weight = 0.6,
          .draw = DrawBarycentric,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs

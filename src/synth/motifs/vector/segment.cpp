// The point of a segment closest to a query, and the distance to it.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

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
      Val force = s.Let(Zero(s, vec), {"f", "push", "force"});
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

}  // namespace

Motif SegmentMotif() {
  return {.name = "segment",
          .family = Family::kVector,
          .weight = 0.8,
          .draw = DrawSegment,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs

// A reduction over the components of one vector: sums, extremes or norms, in a loop or written out.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawComponents(Sketch& s) {
  const Type vec = s.vec(static_cast<int>(s.rng().Integer(2, 4)));
  const Type real = s.real();
  const Val a = Read(s, vec, {"features", "points", "a", "samples"}, {"a", "v", "f"});
  const Val b = s.rng().Chance(0.6) ? Read(s, vec, {"b", "queries", "targets"}, {"b", "w", "g"})
                                    : Arg(s, vec, {"mean", "query", "bias_vec"}, {-1.0, 1.0});
  switch (s.rng().Below(5)) {
    case 0: {
      Val total = s.Mutable(s.Real(0.0), {"total", "acc", "sum"});
      s.Hide(total);
      s.For({"k", "c", "d"}, Val{}, s.Int(vec.rows), 0, [&](Val k) {
        const Val diff = a[k] - b[k];
        s.Update(total, BinaryOp::kAdd,
                 s.rng().Chance(0.5) ? s.Call("abs", {diff}) : diff * diff * s.Draw(real, 0));
      });
      s.Hide(total, false);
      return Emit(s, total);
    }
    case 1: {
      const Val cosine =
          s.Call("dot", {a, b}) / (s.Call("length", {a}) * s.Call("length", {b}) + Epsilon(s));
      return Emit(s, s.rng().Chance(0.5) ? cosine : 1.0 - cosine);
    }
    case 2: {
      const Val diff = Named(s, a - b, {"diff", "delta", "e"});
      Val most = s.Call("abs", {diff[0]});
      for (int k = 1; k < vec.rows; ++k) {
        most = s.Call("max", {most, s.Call("abs", {diff[k]})});
      }
      return Emit(s, s.rng().Chance(0.5) ? most : s.Call("max", {s.Call("abs", {diff})}));
    }
    case 3: {
      const Val scaled = s.Call(
          "cw_mul", {a - b, s.rng().Chance(0.5)
                                ? Arg(s, vec, {"scale", "inv_std", "weights_vec"}, kPositiveFill)
                                : s.Draw(vec, 1)});
      return Emit(s, s.rng().Chance(0.5) ? scaled : s.Call("length_sq", {scaled}));
    }
    default: {
      Val out = s.Mutable(a, {"out", "r", "clipped"});
      const Val limit = Coefficient(s, real, {"limit", "clip", "bound"}, {0.3, 2.0});
      s.For({"k", "c", "d"}, Val{}, s.Int(vec.rows), 0,
            [&](Val k) { s.SetPart(out[k], s.Call("clamp", {out[k] - b[k], -limit, limit})); });
      return Emit(s, out);
    }
  }
}

}  // namespace

Motif ComponentsMotif() {
  return {.name = "components", .family = Family::kVector, .weight = 0.9, .draw = DrawComponents};
}

}  // namespace warploom::synth::motifs

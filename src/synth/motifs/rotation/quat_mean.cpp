// The mean of several orientations, each first brought to the same hemisphere.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawQuatMean(Sketch& s) {
  const Type real = Precise(s);
  const int most = static_cast<int>(s.rng().Choose(std::array{3, 4, 6, 8, 16}));
  ArraySpec spec;
  spec.element = Quat(real);
  spec.shape = ThreadRowShape(s, most);
  spec.name = OneOf(s, {"samples_q", "rotation_samples", "bone_rots"});
  const int samples = s.NewArray(spec);
  std::vector<Val> at = ThreadRowIndex(s);
  at.back() = s.Int(0);
  const Val ref = s.Let(s.At(samples, at), {"ref", "first", "q_ref"});
  Val sum = s.Mutable(s.Make(Quat(real), {s.Real(0.0, real), s.Real(0.0, real), s.Real(0.0, real),
                                          s.Real(0.0, real)}),
                      {"acc", "sum_q", "total"});
  s.Hide(sum);
  const bool weighted = s.rng().Chance(0.5);
  s.For("k", Val{}, s.rng().Chance(0.5) ? s.Int(most) : s.SizeOf(samples, s.ndim()), 0, [&](Val k) {
    at.back() = k;
    const Val q = s.Let(s.At(samples, at), {"q", "qk"});
    Val term = q;
    if (weighted) {
      term =
          q * s.At(TableNamed(s, real, {"weights", "bone_weights", "w"}, most, kPositiveFill), {k});
    }
    if (s.rng().Chance(0.5)) {
      s.If(
          s.Call("dot", {q, ref}) < 0.0, [&] { s.Update(sum, BinaryOp::kSub, term); },
          [&] { s.Update(sum, BinaryOp::kAdd, term); });
    } else {
      s.Update(sum, BinaryOp::kAdd, term * s.Call("sign", {s.Call("dot", {q, ref})}));
    }
  });
  s.Hide(sum, false);
  const Val mean = Named(s, s.Call("normalize", {sum}), {"mean", "avg", "q_mean"});
  s.rng().Chance(0.5) ? Emit(s, mean) : Emit(s, Rotate(mean, s.Draw(Vec3(real), 1)));
}

}  // namespace

Motif QuatMeanMotif() {
  return {.name = "quat-mean", .family = Family::kRotation, .weight = 0.6, .draw = DrawQuatMean};
}

}  // namespace warploom::synth::motifs

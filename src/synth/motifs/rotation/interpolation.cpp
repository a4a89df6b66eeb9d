// Interpolation between two orientations or poses: wp.quat_slerp, or a lerp or slerp written out
// along the shorter arc.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The two orientations, often neighbors in a list of keyframes.
std::array<Val, 2> ReadKeys(Sketch& s, Type real) {
  if (s.ndim() == 1 && s.rng().Chance(0.4)) {
    const int keys =
        TableNamed(s, Quat(real), {"keyframes", "key_rotations", "key_rots"}, s.dims()[0] + 1);
    const Val a = s.Let(s.At(keys, {s.Thread(0)}), "a");
    return {a, s.Let(s.At(keys, {s.Thread(0) + s.Int(1)}), "b")};
  }
  const Val a = Read(s, Quat(real), {"start_rot", "rotations_a", "q_from"}, {"a", "q0", "q_start"});
  return {a, Read(s, Quat(real), {"end_rot", "rotations_b", "q_to"}, {"b", "q1", "q_end"})};
}

// A parameter in [0, 1], by chance eased or clamped.
Val DrawBlendParameter(Sketch& s, Type real) {
  const Val t = s.rng().Chance(0.5)
                    ? Arg(s, real, {"t", "alpha", "blend"}, {0.0, 1.0})
                    : Read(s, real, {"params", "weights_t", "times"}, {"t", "u", "s"}, {0.0, 1.0});
  if (!s.rng().Chance(0.4)) {
    return t;
  }
  return Named(s,
               Known(s.rng().Chance(0.5) ? t * t * (3.0 - 2.0 * t)
                                         : s.Call("clamp", {t * s.DrawNumber(real, 0.5, 2.0),
                                                            s.Real(0.0, real), s.Real(1.0, real)}),
                     0.0, 1.0),
               {"w", "ease", "tt"});
}

// sin((1 - t) theta) / sin(theta) a + sin(t theta) / sin(theta) b
Val WrittenSlerp(Sketch& s, const Val& a, const Val& b, const Val& t, const Val& cosine) {
  const Type real = t.type;
  const Val angle = s.Let(
      s.Call("acos",
             {s.Call("clamp", {s.Call("abs", {cosine}), s.Real(0.0, real), s.Real(0.999, real)})}),
      {"theta", "angle"});
  const Val sn = s.Let(s.Call("sin", {angle}) + s.Real(1e-4, real), {"sn", "sin_theta"});
  const Val over = Known(sn, 1e-4, 1.0);
  const Val q =
      a * (s.Call("sin", {(1.0 - t) * angle}) / over) + b * (s.Call("sin", {t * angle}) / over);
  return s.Call("normalize", {q});
}

Val InterpolatedQuat(Sketch& s, const Val& a, const Val& b, const Val& t) {
  if (s.rng().Chance(0.5)) {
    return s.Call("quat_slerp", {a, b, t});
  }
  const Val cosine = Named(s, Dot4(a, b), {"d", "cosine", "dp"});
  const Val target = s.Let(
      Unit(s.rng().Chance(0.5) ? s.Select(cosine < 0.0, -b, b) : b * s.Call("sign", {cosine})),
      {"b_near", "end", "qb"});
  if (s.rng().Chance(0.6)) {
    return s.Call("normalize", {a * (1.0 - t) + target * t});
  }
  return WrittenSlerp(s, a, target, t, cosine);
}

void DrawInterpolation(Sketch& s) {
  const Type real = Precise(s);
  const auto [a, b] = ReadKeys(s, real);
  const Val t = DrawBlendParameter(s, real);
  const Val out = Named(s, InterpolatedQuat(s, a, b, t), {"q", "rot", "qt"});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s,
                  Rotate(Unit(out),
                         s.rng().Chance(0.5)
                             ? Read(s, Vec3(real), {"points", "offsets", "directions"}, {"p", "v"})
                             : s.Draw(Vec3(real), 1)),
                  {"rotated", "points_out"});
    case 1: {
      const Val p0 = Read(s, Vec3(real), {"start_pos", "key_positions"}, {"p0", "pa"});
      const Val p1 = Read(s, Vec3(real), {"end_pos", "next_positions"}, {"p1", "pb"});
      return s.Output(s.Make(Pose(real), {s.Call("lerp", {p0, p1, t}), out}), {"poses_out", "X_t"});
    }
    default:
      return s.Output(out);
  }
}

}  // namespace

Motif InterpolationMotif() {
  return {.name = "interpolation",
          .family = Family::kRotation,
          .weight = 1.0,
          .draw = DrawInterpolation};
}

}  // namespace warploom::synth::motifs

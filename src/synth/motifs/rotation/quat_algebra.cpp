// Quaternion arithmetic written out: products, rotated vectors, distances, logarithms, inverses.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

Val ReadSecondQuat(Sketch& s, Type real) {
  return Read(s, Quat(real), {"q_b", "targets_q", "ref_rot"}, {"b", "p", "qb"});
}

// The vector part of a quaternion.
Val ImaginaryPart(Sketch& s, const Val& q) {
  return s.Make(Vec3(lang::ScalarType(q.type.scalar)), {q.x(), q.y(), q.z()});
}

void DrawQuatProduct(Sketch& s, Type real, const Val& a) {
  const Val b = ReadSecondQuat(s, real);
  const Val w = a.w() * b.w() - a.x() * b.x() - a.y() * b.y() - a.z() * b.z();
  const Val x = a.w() * b.x() + a.x() * b.w() + a.y() * b.z() - a.z() * b.y();
  const Val y = a.w() * b.y() - a.x() * b.z() + a.y() * b.w() + a.z() * b.x();
  const Val z = a.w() * b.z() + a.x() * b.y() - a.y() * b.x() + a.z() * b.w();
  const Val ab = s.Make(Quat(real), {x, y, z, w});
  Emit(s, s.rng().Chance(0.5) ? ab : s.Call("normalize", {ab}));
}

// A vector rotated by cross products instead of wp.quat_rotate.
void DrawRotatedVector(Sketch& s, Type real, const Val& a) {
  const Type vec = Vec3(real);
  const Val v = s.rng().Chance(0.6)
                    ? Read(s, vec, {"points", "vectors", "offsets"}, {"v", "p0", "d"})
                    : s.Let(s.Draw(vec, 2), {"v", "d"});
  const Val u = s.Let(ImaginaryPart(s, a), {"u", "qv", "im"});
  if (s.rng().Chance(0.5)) {
    const Val t = s.Let(2.0 * s.Call("cross", {u, v}), "t");
    return Emit(s, v + a.w() * t + s.Call("cross", {u, t}), {"rotated", "points_out"});
  }
  const Val scalar = s.Let(a.w(), {"qw", "re"});
  Emit(s,
       2.0 * s.Call("dot", {u, v}) * u + (scalar * scalar - s.Call("dot", {u, u})) * v +
           2.0 * scalar * s.Call("cross", {u, v}),
       {"rotated", "v_out"});
}

void DrawQuatDistance(Sketch& s, Type real, const Val& a) {
  const Val b = ReadSecondQuat(s, real);
  const Val d = Named(s, Dot4(a, b), {"d", "dp", "cosine"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, 1.0 - d * d, {"rot_error", "cost_out"});
  }
  Emit(s,
       2.0 * s.Call("acos", {s.Call("clamp",
                                    {s.Call("abs", {d}), s.Real(0.0, real), s.Real(0.999, real)})}),
       {"angle_out", "geodesic"});
}

// The rotation vector from one orientation to the other.
void DrawQuatLogarithm(Sketch& s, Type real, const Val& a) {
  const Val b = ReadSecondQuat(s, real);
  Val rel = s.Let(s.rng().Chance(0.5) ? Inverse(a) * b : b * Inverse(a), {"rel", "dq", "q_err"});
  if (s.rng().Chance(0.6)) {
    s.If(rel.w() < 0.0, [&] { s.Set(rel, -rel); });
  }
  const Val im = s.Let(ImaginaryPart(s, rel), {"im", "v", "axis"});
  const Val len = s.Let(s.Call("length", {im}), {"im_len", "sn"});
  const Val angle =
      s.Let(2.0 * s.Call("atan2", {len, Known(rel.w(), 0.0001, 1.0)}), {"angle", "theta"});
  Val log = s.Let(2.0 * im, {"log_q", "rotvec", "phi"});
  s.If(len > s.Real(s.rng().Choose(std::array{1e-4, 1e-5, 1e-6}), real),
       [&] { s.Set(log, im * (angle / Known(len, 1e-4, 1.0))); });
  Emit(s, s.rng().Chance(0.5) ? log : log / TimeStep(s, real),
       {"rotvec_out", "omega_out", "errors_out"});
}

void DrawQuatInverse(Sketch& s, Type real, const Val& a) {
  const Val n = s.Let(Dot4(a, a), {"n", "norm_sq"});
  const Val conj = s.Make(Quat(real), {-a.x(), -a.y(), -a.z(), a.w()});
  Emit(s, s.rng().Chance(0.6) ? conj * (1.0 / s.Call("max", {n, s.Real(1e-4, real)}))
                              : s.Call("normalize", {conj}));
}

void DrawQuatAlgebra(Sketch& s) {
  const Type real = Precise(s);
  const Val a = Read(s, Quat(real), {"q_a", "rotations", "quats"}, {"a", "q", "qa"});
  switch (s.rng().Below(5)) {
    case 0:
      return DrawQuatProduct(s, real, a);
    case 1:
      return DrawRotatedVector(s, real, a);
    case 2:
      return DrawQuatDistance(s, real, a);
    case 3:
      return DrawQuatLogarithm(s, real, a);
    default:
      return DrawQuatInverse(s, real, a);
  }
}

}  // namespace

Motif QuatAlgebraMotif() {
  return {
      .name = "quat-algebra", .family = Family::kRotation, .weight = 1.0, .draw = DrawQuatAlgebra};
}

}  // namespace warploom::synth::motifs

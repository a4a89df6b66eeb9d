// A quadratic form: the quadric error of a vertex, the covariance of a Gaussian projected to the
// screen (splatting), or a Mahalanobis distance and the density that follows from it.
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solves_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// h^T Q h of a point in homogeneous coordinates.
void DrawQuadricError(Sketch& s, Type real) {
  const Type vec4 = lang::VecType(4, real.scalar);
  const Val q = Read(s, lang::MatType(4, 4, real.scalar), {"quadrics", "Q_in"}, {"Q", "quadric"});
  const Val p = Read(s, lang::VecType(3, real.scalar), {"vertices", "points"}, {"p", "v"});
  const Val h = s.Let(s.Make(vec4, {p.x(), p.y(), p.z(), s.Real(1.0, real)}), {"h", "ph", "vh"});
  const Val error = s.Call("dot", {h, Product(q, h)});
  Emit(s, s.rng().Chance(0.5) ? error : s.Call("max", {error, s.Real(0.0, real)}) + s.Draw(real, 0),
       {"errors_out", "qem_cost"});
}

// J Sigma J^T with the Jacobian J of the perspective projection at d.
void DrawProjectedCovariance(Sketch& s, const Val& d, Type real) {
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Val cov = Read(s, mat, {"covariances", "cov3d"}, {"Sigma", "cov"});
  const Val z = s.Let(s.Call("max", {s.Call("abs", {d.z()}), s.DrawNumber(real, 0.1, 0.5)}),
                      {"z", "depth_z"});
  const Val inv =
      s.Let(Arg(s, real, {"focal", "fx"}, {0.5, 4.0}) / Known(z, 0.1, 4.0), {"fz", "inv_z"});
  const Val zero = s.Real(0.0, real);
  const Type jac = lang::MatType(2, 3, real.scalar);
  const Val j = s.Let(s.Make(jac, {inv, zero, -inv * d.x() / Known(z, 0.1, 4.0), zero, inv,
                                   -inv * d.y() / Known(z, 0.1, 4.0)}),
                      "J");
  const Val flat = Product(Product(j, cov), Transposed(j));
  Emit(s,
       s.rng().Chance(0.5)
           ? flat + s.DrawNumber(real, 0.1, 0.5) * Identity(s, lang::MatType(2, 2, real.scalar))
           : flat,
       {"cov2d", "splat_cov"});
}

// A weight, distance or log density from the squared Mahalanobis distance of d. A matrix that is
// read may serve as the precision (the inverse covariance) itself.
void DrawMahalanobis(Sketch& s, const Val& d, Type real) {
  const Type mat = lang::MatType(d.type.rows, d.type.rows, real.scalar);
  const Val root = ReadMatrix(s, mat);
  const bool precision = s.rng().Chance(0.5);
  const Val cov = precision ? root
                            : Named(s,
                                    Plus({Product(root, Transposed(root)),
                                          s.DrawNumber(real, 0.05, 1.0) * Identity(s, mat)}),
                                    {"Sigma", "cov", "C"});
  const Val m = precision ? s.Call("dot", {d, Product(root, d)})
                          : s.Call("dot", {d, Product(s.Call("inverse", {cov}), d)});
  const Val m2 = Named(s, m, {"m2", "maha", "dist_sq"});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, Exp(-0.5 * Known(s.Call("max", {m2, s.Real(0.0, real)}), 0.0, 20.0)) *
                         Coefficient(s, real, {"opacity", "amplitude"}, {0.1, 1.0}));
    case 1:
      return Emit(s, s.Call("sqrt", {s.Call("max", {m2, s.Real(0.0, real)})}),
                  {"mahalanobis_out", "distances"});
    default:
      return Emit(
          s,
          -0.5 * m2 - (precision ? s.DrawNumber(real, 0.5, 3.0)
                                 : 0.5 * s.Call("log", {s.Call("max", {s.Call("determinant", {cov}),
                                                                       s.Real(1e-4, real)})})),
          {"log_prob", "log_likelihood"});
  }
}

void DrawQuadraticForm(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Integer(2, 3));
  const Type vec = lang::VecType(n, real.scalar);
  if (s.rng().Chance(0.3)) {
    return DrawQuadricError(s, real);
  }
  const Val x = Read(s, vec, {"samples", "points", "pixels"}, {"x", "p"});
  const Val mean = s.rng().Chance(0.5) ? Arg(s, vec, {"mean", "center"}, {-1.0, 1.0})
                                       : Read(s, vec, {"means", "centers"}, {"mean_i", "m"});
  const Val d = Named(s, x - mean, {"d", "diff", "delta"});
  if (n == 3 && real == lang::kFloat && s.rng().Chance(0.4)) {
    return DrawProjectedCovariance(s, d, real);
  }
  DrawMahalanobis(s, d, real);
}

}  // namespace

Motif QuadraticFormMotif() {
  return {.name = "quadratic-form",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawQuadraticForm};
}

}  // namespace warploom::synth::motifs

// Matrices: small linear systems, factorizations, iterations, filters and statistics.
#include <array>

#include "synth/families/matrix.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

Val ReadMatrix(Sketch& s, Type mat) {
  return Read(s, mat, {"mats", "blocks", "hessians", "A_in", "jacobians"}, {"A", "M", "H", "J"});
}

// A matrix that is clearly not singular: symmetric with a strong diagonal.
Val ReadSystem(Sketch& s, Type mat) {
  const Type real = lang::ScalarType(mat.scalar);
  const Val m = ReadMatrix(s, mat);
  const Val shift = Coefficient(s, real, {"damping", "lam", "regularization", "shift"}, {0.5, 5.0});
  const Val square = s.rng().Chance(0.5) ? Product(Transposed(m), m) : 0.5 * (m + Transposed(m));
  return Named(s, square + shift * Identity(s, mat), {"S", "lhs", "JtJ", "K"});
}

}  // namespace

// A x = b for a 2x2 to 4x4 matrix: by inverse, by Cramer's rule, or only when it can be solved.
void DrawSmallSolve(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Choose(std::array{2, 3, 3, 4}));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val b = s.rng().Chance(0.6)
                    ? Read(s, vec, {"rhs", "residuals", "gradients"}, {"b", "r", "g"})
                    : Named(s, s.Draw(vec, 2), {"b", "rhs_i"});
  if (s.rng().Chance(0.35)) {
    const Val a = ReadSystem(s, mat);
    const Val x = Named(s, Product(s.Call("inverse", {a}), b), {"x", "dx", "step"});
    if (s.rng().Chance(0.3)) {
      Emit(s, s.Call("length", {Product(a, x) - b}), {"residual_norm", "errors"});
    }
    return Emit(s, s.rng().Chance(0.6) ? x : -x);
  }
  const Val a = ReadMatrix(s, mat);
  const Val det =
      Named(s,
            n == 2 && s.rng().Chance(0.5) ? a.at(0, 0) * a.at(1, 1) - a.at(0, 1) * a.at(1, 0)
                                          : s.Call("determinant", {a}),
            {"det", "d", "detA"});
  Val x = s.Let(Zero(s, vec), OneOf(s, {"x", "sol", "solution"}));
  s.If(s.Call("abs", {det}) > s.Real(s.rng().Choose(std::array{1e-6, 1e-4, 1e-3, 1e-8}), real),
       [&] {
         const Val safe = Known(det, 1e-8, 1e3);
         if (n == 2) {
           const Val inv = s.Let(1.0 / safe, "inv_det");
           return s.Set(x, s.Construct(vec, {(b.x() * a.at(1, 1) - b.y() * a.at(0, 1)) * inv,
                                             (a.at(0, 0) * b.y() - a.at(1, 0) * b.x()) * inv}));
         }
         if (n == 3 && s.rng().Chance(0.4)) {
           const Val c0 = s.Let(Column(a, 0), "c0");
           const Val c1 = s.Let(Column(a, 1), "c1");
           const Val c2 = s.Let(Column(a, 2), "c2");
           return s.Set(x, s.Construct(vec, {s.Call("dot", {b, s.Call("cross", {c1, c2})}),
                                             s.Call("dot", {c0, s.Call("cross", {b, c2})}),
                                             s.Call("dot", {c0, s.Call("cross", {c1, b})})}) /
                               safe);
         }
         s.Set(x, Product(s.Call("inverse", {a}), b));
       });
  Emit(s, x);
}

// Cholesky, QR and triangular substitution written out or called.
void DrawFactorization(Sketch& s) {
  const Type real = Precise(s);
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Type vec = lang::VecType(3, real.scalar);
  if (s.rng().Chance(0.4)) {
    const Val a = ReadMatrix(s, mat);
    const std::array types = {mat, mat};
    std::array facts = {Between(-1.0, 1.0), Between(-10.0, 10.0)};
    facts[0].from_input = facts[1].from_input = true;
    static constexpr std::array<std::string_view, 2> kNames = {"Q", "R"};
    const auto qr = s.Unpack(kNames, s.Call("qr3", {a}), types, facts);
    if (s.rng().Chance(0.4)) {
      Emit(s, qr[0], {"Q_out", "rotations_out"});
      return Emit(s, s.Call("get_diag", {qr[1]}), {"scales", "R_diag"});
    }
    const Val y = s.Let(Product(Transposed(qr[0]), Read(s, vec, {"rhs", "residuals"}, {"b", "r"})),
                        OneOf(s, {"y", "qtb"}));
    Val x = s.Mutable(Zero(s, vec), OneOf(s, {"x", "sol"}));
    const Val eps = s.Real(s.rng().Choose(std::array{1e-3, 1e-4, 1e-6}), real);
    const auto over = [&](const Val& top, int i) {
      return top / Known(qr[1].at(i, i) + eps, 1e-3, 10.0);
    };
    s.SetPart(x[2], over(y[2], 2));
    s.SetPart(x[1], over(y[1] - qr[1].at(1, 2) * x[2], 1));
    s.SetPart(x[0], over(y[0] - qr[1].at(0, 1) * x[1] - qr[1].at(0, 2) * x[2], 0));
    return Emit(s, x);
  }
  const Val a = ReadSystem(s, mat);
  const Val eps = s.Real(s.rng().Choose(std::array{1e-3, 1e-4, 1e-2}), real);
  const auto root = [&](const Val& x) { return s.Call("sqrt", {s.Call("max", {x, eps})}); };
  const auto pivot = [](const Val& x) { return Known(x, 0.01, 1e3); };
  const Val l00 = s.Let(root(a.at(0, 0)), "l00");
  const Val l10 = s.Let(a.at(1, 0) / pivot(l00), "l10");
  const Val l11 = s.Let(root(a.at(1, 1) - l10 * l10), "l11");
  const Val l20 = s.Let(a.at(2, 0) / pivot(l00), "l20");
  const Val l21 = s.Let((a.at(2, 1) - l20 * l10) / pivot(l11), "l21");
  const Val l22 = s.Let(root(a.at(2, 2) - l20 * l20 - l21 * l21), "l22");
  switch (s.rng().Below(3)) {
    case 0: {
      const Val zero = s.Real(0.0, real);
      return Emit(s, s.Construct(mat, {l00, zero, zero, l10, l11, zero, l20, l21, l22}),
                  {"L_out", "chol"});
    }
    case 1:
      return Emit(s,
                  2.0 * (s.Call("log", {pivot(l00)}) + s.Call("log", {pivot(l11)}) +
                         s.Call("log", {pivot(l22)})),
                  {"log_det", "logdets"});
    default: {
      const Val b = Read(s, vec, {"rhs", "residuals", "noise_vec"}, {"b", "r", "z"});
      const Val y0 = s.Let(b[0] / pivot(l00), "y0");
      const Val y1 = s.Let((b[1] - l10 * y0) / pivot(l11), "y1");
      const Val y2 = s.Let((b[2] - l20 * y0 - l21 * y1) / pivot(l22), "y2");
      if (s.rng().Chance(0.4)) {
        return Emit(s, y0 * y0 + y1 * y1 + y2 * y2, {"whitened_sq", "chi2"});
      }
      const Val x2 = s.Let(y2 / pivot(l22), "x2");
      const Val x1 = s.Let((y1 - l21 * x2) / pivot(l11), "x1");
      const Val x0 = s.Let((y0 - l10 * x1 - l20 * x2) / pivot(l00), "x0");
      return Emit(s, s.Construct(vec, {x0, x1, x2}), {"x_out", "solutions"});
    }
  }
}

// An iteration with a matrix: powers, Jacobi or Gauss-Seidel sweeps, Newton's polar step.
void DrawMatrixIteration(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Choose(std::array{2, 3, 3, 4}));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const int steps = static_cast<int>(s.rng().Choose(std::array{3, 4, 5, 8, 10, 16, 20, 32}));
  const Val bound =
      s.rng().Chance(0.3) ? s.SizeArg(steps, OneOf(s, {"iterations", "num_iters"})) : s.Int(steps);
  const std::string_view it = OneOf(s, {"it", "k", "_"});
  switch (s.rng().Below(4)) {
    case 0: {
      const Val a = ReadSystem(s, mat);
      Val v = s.Mutable(s.rng().Chance(0.5)
                            ? s.Construct(vec, {s.Real(1.0, real)})
                            : Read(s, vec, {"start_vectors", "guess"}, {"v_init", "g0"}),
                        OneOf(s, {"v", "x", "u"}));
      s.For(it, Val{}, bound, 0, [&](Val) { s.Set(v, s.Call("normalize", {Product(a, v)})); });
      Emit(s, s.Call("dot", {v, Product(a, v)}), {"eigenvalue", "rayleigh"});
      return s.rng().Chance(0.5) ? Emit(s, v, {"eigenvector", "direction"}) : void();
    }
    case 1: {
      const Val a = ReadSystem(s, mat);
      const Val b = Read(s, vec, {"rhs", "b_in", "residuals"}, {"b", "r"});
      Val x = s.Mutable(Zero(s, vec), OneOf(s, {"x", "sol"}));
      const Val omega = s.rng().Chance(0.5) ? Arg(s, real, {"omega", "relaxation"}, {0.1, 0.5})
                                            : s.DrawNumber(real, 0.05, 0.4);
      if (s.rng().Chance(0.5)) {
        s.For(it, Val{}, bound, 0,
              [&](Val) { s.Update(x, BinaryOp::kAdd, omega * (b - Product(a, x))); });
      } else {
        s.For(it, Val{}, bound, 0, [&](Val) {
          s.For("i", Val{}, s.Int(n), 0, [&](Val i) {
            Val sum = s.Mutable(b[i], OneOf(s, {"sum", "acc", "sigma"}));
            s.For("j", Val{}, s.Int(n), 0, [&](Val j) {
              s.If(j != i, [&] { s.Update(sum, BinaryOp::kSub, a.at(i, j) * x[j]); });
            });
            s.SetPart(x[i],
                      (1.0 - omega) * x[i] + omega * sum / (s.Call("abs", {a.at(i, i)}) + 0.1));
          });
        });
      }
      return Emit(s, x);
    }
    case 2: {
      const Val a = ReadMatrix(s, mat);
      Val y = s.Mutable(
          Named(s, Transposed(a), {"At", "a_t"}) * (1.0 / (s.Call("ddot", {a, a}) + 0.001)),
          OneOf(s, {"Y", "X", "inv_a"}));
      const Val eye = Eye(s, mat);
      s.For(it, Val{}, bound, 0, [&](Val) { s.Set(y, Product(y, 2.0 * eye - Product(a, y))); });
      return Emit(s, y, {"inverse_out", "A_inv"});
    }
    default: {
      Val r = s.Mutable(ReadMatrix(s, mat) + s.DrawNumber(real, 3.0, 6.0) * Identity(s, mat),
                        OneOf(s, {"R", "Q", "X"}));
      s.For(it, Val{}, bound, 0, [&](Val) {
        const Val next =
            s.Let(0.5 * (r + Transposed(s.Call("inverse", {r}))), OneOf(s, {"R_next", "avg"}));
        if (s.rng().Chance(0.4)) {
          const Val change = Named(s, next - r, {"dR", "diff"});
          s.If(s.Call("ddot", {change, change}) <
                   s.Real(s.rng().Choose(std::array{1e-6, 1e-5, 1e-4}), real),
               [&] { s.Break(); });
        }
        s.Set(r, next);
      });
      return Emit(s, r, {"rotations_out", "polar_out"});
    }
  }
}

// A Kalman filter's prediction or update of a small state.
void DrawKalman(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Choose(std::array{2, 2, 3, 4}));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const State x = ReadState(s, vec, {"states", "x_est", "means"}, {"x", "mean_i", "xk"});
  const State p = ReadState(s, mat, {"covariances", "P_est", "covs"}, {"P", "Pk", "cov"});
  if (s.rng().Chance(0.5)) {
    Val f;
    if (n == 2) {
      f = Named(s,
                s.Construct(
                    mat, {s.Real(1.0, real), TimeStep(s, real), s.Real(0.0, real),
                          s.rng().Chance(0.6) ? s.Real(1.0, real) : s.DrawNumber(real, 0.8, 0.99)}),
                {"F", "Phi", "A"});
    } else {
      f = Arg(s, mat, {"transition", "F_mat", "Phi"}, {-1.0, 1.0});
    }
    WriteState(s, x,
               Product(f, x.value) + (s.rng().Chance(0.4)
                                          ? Read(s, vec, {"controls", "inputs_u"}, {"u", "ctrl"}) *
                                                s.DrawNumber(real, 0.1, 1.0)
                                          : s.Draw(vec, 1)),
               {"x_pred", "states_out"});
    const Val noise = s.rng().Chance(0.5)
                          ? Arg(s, real, {"process_noise", "q"}, {0.001, 0.1}) * Identity(s, mat)
                          : Arg(s, mat, {"Q", "process_cov"}, {0.0, 0.1});
    return WriteState(s, p, Product(Product(f, p.value), Transposed(f)) + noise,
                      {"P_pred", "covs_out"});
  }
  const Val h = s.rng().Chance(0.5) ? Arg(s, vec, {"H", "obs_row", "c_vec"}, {0.1, 1.0})
                                    : Read(s, vec, {"obs_rows", "measurement_jac"}, {"h", "row"});
  const Val z = s.Own(InputNamed(s, real, {"measurements", "z", "observations"}));
  const Val innovation = Named(s, z - s.Call("dot", {h, x.value}), {"innov", "y", "residual"});
  const Val ph = Named(s, Product(p.value, h), {"Ph", "PHt"});
  const Val spread = Named(
      s,
      s.Call("max", {s.Call("dot", {h, ph}) + Arg(s, real, {"meas_noise", "r_var"}, {0.05, 1.0}),
                     s.Real(0.01, real)}),
      {"S", "s_var"});
  const Val gain = s.Let(ph / Known(spread, 0.01, 1e4), OneOf(s, {"K", "gain"}));
  if (s.rng().Chance(0.3)) {
    Emit(s, innovation * innovation / Known(spread, 0.01, 1e4), {"nis", "gate_out"});
  }
  WriteState(s, x, x.value + gain * innovation, {"x_new", "states_out"});
  WriteState(s, p, p.value - s.Call("outer", {gain, ph}), {"P_new", "covs_out"});
}

// Columns made orthonormal by Gram and Schmidt, or a frame from two directions.
void DrawOrthonormal(Sketch& s) {
  const Type real = s.real();
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Type vec = lang::VecType(3, real.scalar);
  const bool given = s.rng().Chance(0.5);
  const Val m = given ? ReadMatrix(s, mat) : Val{};
  const Val a = given ? s.Let(Column(m, 0), OneOf(s, {"a", "c0"}))
                      : Read(s, vec, {"normals", "tangents", "forward"}, {"a", "fwd", "t"});
  const Val b = given                 ? s.Let(Column(m, 1), OneOf(s, {"b", "c1"}))
                : s.rng().Chance(0.5) ? Arg(s, vec, {"up", "ref_axis"}, kUnitFill)
                                      : Read(s, vec, {"hints", "ups"}, {"b", "up_i"});
  const Val x = s.Let(s.Call("normalize", {a}), OneOf(s, {"x", "u0", "ex"}));
  Val y, z;
  if (s.rng().Chance(0.5)) {
    y = s.Let(s.Call("normalize", {b - s.Call("dot", {b, x}) * x}), OneOf(s, {"y", "u1", "ey"}));
    z = s.Let(s.Call("cross", {x, y}), OneOf(s, {"z", "u2", "ez"}));
  } else {
    z = s.Let(s.Call("normalize", {s.Call("cross", {x, b})}), OneOf(s, {"z", "u2", "ez"}));
    y = s.Let(s.Call("cross", {z, x}), OneOf(s, {"y", "u1", "ey"}));
  }
  const Val frame =
      s.rng().Chance(0.7) ? FromColumns(s, {x, y, z}) : s.Call("matrix_from_rows", {x, y, z});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, frame, {"frames_out", "rotations_out", "R_out"});
    case 1:
      return Emit(s, Product(s.Let(frame, OneOf(s, {"R", "frame"})), s.Draw(vec, 1)));
    default: {
      const Val r = s.Let(frame, OneOf(s, {"R", "B"}));
      const Val d = s.Let(
          s.Call("diag",
                 {s.rng().Chance(0.5)
                      ? Arg(s, vec, {"scales_vec", "roughness_aniso", "principal"}, kPositiveFill)
                      : s.Draw(vec, 1)}),
          OneOf(s, {"D", "scale_m"}));
      return Emit(s, Product(Product(r, d), Transposed(r)), {"tensors_out", "metric_out"});
    }
  }
}

// A quadratic form: Mahalanobis distance, Gaussian weight, quadric error, projected covariance.
void DrawMahalanobis(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Between(2, 3));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  if (s.rng().Chance(0.3)) {
    const Type vec4 = lang::VecType(4, real.scalar);
    const Val q = Read(s, lang::MatType(4, 4, real.scalar), {"quadrics", "Q_in"}, {"Q", "quadric"});
    const Val p = Read(s, lang::VecType(3, real.scalar), {"vertices", "points"}, {"p", "v"});
    const Val h = s.Let(s.Construct(vec4, {p.x(), p.y(), p.z(), s.Real(1.0, real)}),
                        OneOf(s, {"h", "ph", "vh"}));
    const Val error = s.Call("dot", {h, Product(q, h)});
    return Emit(
        s,
        s.rng().Chance(0.5) ? error : s.Call("max", {error, s.Real(0.0, real)}) + s.Draw(real, 0),
        {"errors_out", "qem_cost"});
  }
  const Val x = Read(s, vec, {"samples", "points", "pixels"}, {"x", "p"});
  const Val mean = s.rng().Chance(0.5) ? Arg(s, vec, {"mean", "center"}, {-1.0, 1.0})
                                       : Read(s, vec, {"means", "centers"}, {"mean_i", "m"});
  const Val d = Named(s, x - mean, {"d", "diff", "delta"});
  if (n == 3 && real == lang::kFloat && s.rng().Chance(0.4)) {
    const Val cov = Read(s, mat, {"covariances", "cov3d"}, {"Sigma", "cov"});
    const Val z = s.Let(s.Call("max", {s.Call("abs", {d.z()}), s.DrawNumber(real, 0.1, 0.5)}),
                        OneOf(s, {"z", "depth_z"}));
    const Val inv = s.Let(Arg(s, real, {"focal", "fx"}, {0.5, 4.0}) / Known(z, 0.1, 4.0),
                          OneOf(s, {"fz", "inv_z"}));
    const Val zero = s.Real(0.0, real);
    const Type jac = lang::MatType(2, 3, real.scalar);
    const Val j = s.Let(s.Construct(jac, {inv, zero, -inv * d.x() / Known(z, 0.1, 4.0), zero, inv,
                                          -inv * d.y() / Known(z, 0.1, 4.0)}),
                        "J");
    const Val flat = Product(Product(j, cov), Transposed(j));
    return Emit(s,
                s.rng().Chance(0.5) ? flat + s.DrawNumber(real, 0.1, 0.5) *
                                                 Identity(s, lang::MatType(2, 2, real.scalar))
                                    : flat,
                {"cov2d", "splat_cov"});
  }
  const Val root = ReadMatrix(s, mat);
  const bool precision = s.rng().Chance(0.5);
  const Val cov = precision ? root
                            : Named(s,
                                    Product(root, Transposed(root)) +
                                        s.DrawNumber(real, 0.05, 1.0) * Identity(s, mat),
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

}  // namespace warploom::synth

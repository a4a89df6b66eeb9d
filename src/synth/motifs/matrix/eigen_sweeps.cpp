// Eigenvalues of a small symmetric matrix by sweeps of Jacobi rotations, by chance with the
// eigenvectors.
#include <array>
#include <functional>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/matrices.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// def rotation(app, aqq, apq): cosine and sine of the rotation that makes apq zero.
lang::FuncId DefineRotation(Sketch& s, Type real) {
  const ValueRange reach = Between(-1e3, 1e3);
  const std::array params = {Sketch::Param{"app", real, reach}, Sketch::Param{"aqq", real, reach},
                             Sketch::Param{"apq", real, reach}};
  const bool by_angle = s.rng().Chance(0.35);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"jacobi_rotation", "schur_angle", "givens"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val one = s.Real(1.0, real);
        const Val zero = s.Real(0.0, real);
        const double tiny = s.rng().Choose(std::array{1e-8, 1e-10, 1e-6});
        s.ReturnIf(s.Call("abs", {p[2]}) < s.Real(tiny, real), {one, zero});
        if (by_angle) {
          const Val twice = 2.0 * p[2];
          const Val theta = Named(s, 0.5 * s.Call("atan2", {twice, Known(p[1] - p[0], 0.001, 1e3)}),
                                  {"theta", "ang"});
          return {Known(s.Call("cos", {theta}), -1.0, 1.0),
                  Known(s.Call("sin", {theta}), -1.0, 1.0)};
        }
        const Val tau = Named(s, (p[1] - p[0]) / Known(2.0 * p[2], 1e-8, 1e3), {"tau", "theta"});
        const Val root =
            Named(s, s.Call("sqrt", {Known(1.0 + tau * tau, 1.0, 1e12)}), {"root", "sq"});
        const Val sign = s.Select(tau >= 0.0, one, -one);
        const Val t =
            Named(s, sign / Known(s.Call("abs", {tau}) + root, 1.0, 1e12), {"t", "tan_phi"});
        const Val c = Named(
            s, 1.0 / Known(s.Call("sqrt", {Known(1.0 + t * t, 1.0, 4.0)}), 1.0, 2.0), {"c", "co"});
        return {Known(c, -1.0, 1.0), Known(t * c, -1.0, 1.0)};
      });
  s.Hide(helper);
  return helper;
}

struct Problem {
  Type real, mat, vec;
  int n;
  lang::FuncId rotation;
  bool wants_vectors;
};

// Applies one rotation in the plane of p and q to the matrix and the eigenvectors.
void RotateRows(Sketch& s, const Problem& problem, Val& a, Val& v, const Val& p, const Val& q) {
  const std::array names = {std::string_view("c"), std::string_view("s")};
  const std::array args = {a.at(p, p), a.at(q, q), a.at(p, q)};
  const std::vector<Val> turn = s.CallHelperAll(problem.rotation, args, names);
  const Val& c = turn[0];
  const Val& sn = turn[1];
  const std::string_view counter = s.StyleChoice("row is r", 0.5) ? "r" : "m";
  const bool by_role = s.StyleChoice("entries by role", 0.5);
  using Entry = std::function<Val(const Val&)>;
  const auto turned = [&](const Entry& first, const Entry& second, std::string_view role_p,
                          std::string_view role_q, std::string_view plain_p,
                          std::string_view plain_q) {
    s.ForCount(counter, problem.n, [&](const Val& k) {
      const Val x = s.Let(first(k), by_role ? role_p : plain_p);
      const Val y = s.Let(second(k), by_role ? role_q : plain_q);
      s.SetPart(first(k), c * x - sn * y);
      s.SetPart(second(k), sn * x + c * y);
    });
  };
  turned([&](const Val& k) { return a.at(k, p); }, [&](const Val& k) { return a.at(k, q); }, "akp",
         "akq", "x0", "x1");
  turned([&](const Val& k) { return a.at(p, k); }, [&](const Val& k) { return a.at(q, k); }, "apk",
         "aqk", "y0", "y1");
  if (problem.wants_vectors) {
    turned([&](const Val& k) { return v.at(k, p); }, [&](const Val& k) { return v.at(k, q); },
           "vkp", "vkq", "z0", "z1");
  }
}

void Sweep(Sketch& s, const Problem& problem, Val& a, Val& v) {
  const int n = problem.n;
  s.For("p", Val{}, s.Int(n - 1), 0, [&](const Val& p) {
    s.For("q", p + 1, s.Int(n), 0,
          [&](const Val& q) { RotateRows(s, problem, a, v, p, Known(q, 1.0, n - 1.0)); });
  });
}

// A covariance of points, or the symmetric part of an input.
Val Symmetric(Sketch& s, const Problem& problem) {
  const int n = problem.n;
  if (s.rng().Chance(0.4)) {
    const int points = s.rng().Choose(std::array{8, 16, 32});
    const int cloud = Input(s, problem.vec, {s.thread_count(), points},
                            OneOf(s, {"patches", "neighborhoods", "clouds"}));
    const Val own = s.FlatThread();
    Val mean = s.Mutable(s.Make(problem.vec, {}), {"mean", "center"});
    Val spread = s.Mutable(s.Make(problem.mat, {}), {"cov", "C"});
    s.Hide(mean);
    s.Hide(spread);
    const Val bound = Extent(s, cloud, 1, OneOf(s, {"num_points", "patch_size"}));
    s.For("m", Val{}, bound, 0,
          [&](const Val& k) { s.Update(mean, BinaryOp::kAdd, s.At(cloud, {own, k})); });
    const Val count = AsNumber(s, bound, problem.real);
    s.Set(mean, mean / count);
    const Val weight =
        s.rng().Chance(0.4) ? Named(s, s.Draw(problem.real, 1), {"w", "strength"}) : Val{};
    s.For("m", Val{}, bound, 0, [&](const Val& k) {
      const Val d = Named(s, s.At(cloud, {own, k}) - mean, {"d", "diff"});
      const Val part = s.Call("outer", {d, d});
      s.Update(spread, BinaryOp::kAdd, weight.is_valid() ? part * weight : part);
    });
    return spread / count;
  }
  const Val m =
      Read(s, problem.mat, {"tensors", "mats_in", "hessians"}, {"m_in", "T"}, {-1.0, 1.0});
  const Val half = 0.5 * (m + s.Call("transpose", {m}));
  if (s.rng().Chance(0.5)) {
    return half;
  }
  const Val shift = s.rng().Chance(0.5)
                        ? Coefficient(s, problem.real, {"shift", "ridge"}, {0.1, 2.0})
                        : s.Draw(problem.real, 1);
  return half + shift * Identity(s, lang::MatType(n, n, problem.real.scalar));
}

// Outputs a positive semidefinite projection, a normal, or eigenvectors and eigenvalues.
void UseVectors(Sketch& s, const Problem& problem, const Val& values, const Val& v) {
  const Type real = problem.real;
  const auto how = s.rng().Below(3);
  if (how == 0) {
    const Val least = s.Make(problem.vec, {s.DrawNumber(real, 0.0, 0.2)});
    const Val kept = Named(s, s.Call("max", {values, least}), {"clamped", "lam_pos"});
    return OutputNamed(s, v * s.Call("diag", {kept}) * s.Call("transpose", {v}),
                       {"projected", "spd_out"});
  }
  if (how == 1) {
    // The eigenvector of the smallest eigenvalue is the normal.
    Val best = s.Mutable(s.Int(0), {"pick", "least"}, Between(0.0, problem.n - 1.0));
    s.For("m", s.Int(1), s.Int(problem.n), 0,
          [&](const Val& k) { s.If(values[k] < values[best], [&] { s.Set(best, k); }); });
    Val axis = s.Mutable(s.Make(problem.vec, {}), {"axis", "normal"});
    s.ForCount("m", problem.n, [&](const Val& k) { s.SetPart(axis[k], v.at(k, best)); });
    return OutputNamed(s, axis, {"normals_out", "axes_out"});
  }
  OutputNamed(s, v, {"eigenvectors", "frames_out"});
  OutputNamed(s, values, {"eigenvalues", "spectra"});
}

// Outputs the condition number, the surface variation, or the eigenvalues.
void UseValues(Sketch& s, const Val& values, Type real) {
  switch (s.rng().Below(3)) {
    case 0: {
      const Val top = s.Call("abs", {s.Call("max", {values})});
      const Val low = s.Call("abs", {s.Call("min", {values})}) + s.Real(1e-4, real);
      return OutputNamed(s, top / Known(low, 1e-4, 1e3), {"condition", "anisotropy"});
    }
    case 1: {
      const Val sum =
          Named(s, s.Call("abs", {values[0] + values[1] + values[2]}), {"total", "trace_a"});
      const Val share =
          s.Call("min", {values}) / Known(s.Call("max", {sum, s.Real(1e-6, real)}), 1e-6, 1e3);
      const Val scaled = s.rng().Chance(0.5) ? share * s.Draw(real, 1) : share;
      return OutputNamed(s, scaled, {"curvature_out", "surface_variation"});
    }
    default:
      return OutputNamed(s, values, {"eigenvalues", "spectra"});
  }
}

void DrawEigenSweeps(Sketch& s) {
  Problem problem;
  problem.real = Precise(s);
  problem.n = s.rng().Choose(std::array{3, 3, 4});
  problem.mat = lang::MatType(problem.n, problem.n, problem.real.scalar);
  problem.vec = lang::VecType(problem.n, problem.real.scalar);
  problem.wants_vectors = s.rng().Chance(0.55);
  problem.rotation = DefineRotation(s, problem.real);
  const Val start = Symmetric(s, problem);
  Val a = s.Mutable(start, {"A", "S"}, Between(-100.0, 100.0));
  s.Hide(a);
  Val v = problem.wants_vectors
              ? s.Mutable(Identity(s, problem.mat), {"V", "Q"}, Between(-1.0, 1.0))
              : Val{};
  if (problem.wants_vectors) {
    s.Hide(v);
  }
  const int sweeps = s.rng().Choose(std::array{3, 4, 5, 6, 8});
  // Warp unrolls loops with a constant range, so many sweeps would generate pages of code.
  const bool given = sweeps > 3 || s.rng().Chance(0.4);
  const Val bound = given ? s.SizeArg(sweeps, {"sweeps", "num_sweeps"}) : s.Int(sweeps);
  const bool stops = s.rng().Chance(0.4);
  s.For({"sweep", "it"}, Val{}, bound, 0, [&](const Val&) {
    if (stops) {
      Val off;
      for (int row = 0; row < problem.n; ++row) {
        for (int column = row + 1; column < problem.n; ++column) {
          const Val part = s.Call("abs", {a.at(row, column)});
          off = off.is_valid() ? off + part : part;
        }
      }
      const Val rest = Named(s, off, {"off", "off_diag"});
      s.If(rest < s.Real(1e-6, problem.real), [&] { s.Break(); });
    }
    Sweep(s, problem, a, v);
  });
  const Val values = Named(s, s.Call("get_diag", {a}), {"lam", "evals"});
  problem.wants_vectors ? UseVectors(s, problem, values, v) : UseValues(s, values, problem.real);
}

}  // namespace

Motif EigenSweepsMotif() {
  return {.name = "eigen-sweeps",
          .family = Family::kMatrix,
          .weight = 1.0,
          .draw = DrawEigenSweeps,
          .min_dims = 1,
          .max_dims = 1,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

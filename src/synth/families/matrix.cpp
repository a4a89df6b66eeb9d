// Matrices: rotations, covariance, projections, element loops; the other idioms lie beside.
#include "synth/families/matrix.h"

#include <algorithm>
#include <array>

#include "synth/families/families.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

Val Product(const Val& a, const Val& b) {
  Sketch& s = *a.sketch;
  for (const lang::Expr& expr : s.module().exprs) {
    const auto* binary = std::get_if<lang::Binary>(&expr.node);
    if (binary == nullptr || (!expr.type.is_mat() && !expr.type.is_vec())) {
      continue;
    }
    if (binary->op == BinaryOp::kMatMul) {
      return MatMul(a, b);
    }
    if (binary->op == BinaryOp::kMul && s.module()[binary->left].type.is_mat() &&
        !s.module()[binary->right].type.is_scalar()) {
      return a * b;
    }
  }
  return s.rng().Chance(0.5) ? a * b : MatMul(a, b);
}

Val Column(const Val& m, int k) {
  std::vector<Val> parts;
  for (int r = 0; r < m.type.rows; ++r) {
    parts.push_back(m.at(r, k));
  }
  return m.sketch->Construct(lang::VecType(m.type.rows, m.type.scalar), parts);
}

Val FromColumns(Sketch& s, const std::vector<Val>& columns) {
  return columns.size() == 3 ? s.Call("matrix_from_cols", {columns[0], columns[1], columns[2]})
                             : s.Call("matrix_from_cols", {columns[0], columns[1]});
}

namespace {

// A rotation about a coordinate axis, written out.
Val AxisRotation(Sketch& s, const Val& angle, int axis) {
  const Type real = angle.type;
  const Val c = s.Let(s.Call("cos", {angle}), "c");
  const Val sn = s.Let(s.Call("sin", {angle}), OneOf(s, {"s", "sn"}));
  std::vector<Val> m(9, s.Real(0.0, real));
  const auto i = static_cast<size_t>((axis + 1) % 3);
  const auto j = static_cast<size_t>((axis + 2) % 3);
  m[static_cast<size_t>(axis) * 4] = s.Real(1.0, real);
  m[i * 3 + i] = c;
  m[j * 3 + j] = c;
  m[std::min(i, j) * 3 + std::max(i, j)] = axis == 1 ? sn : -sn;
  m[std::max(i, j) * 3 + std::min(i, j)] = axis == 1 ? -sn : sn;
  return s.Construct(lang::MatType(3, 3, real.scalar), m);
}

// A rotation matrix by angle or by axis and angle (Rodrigues), applied or stored.
void DrawRotationMatrix(Sketch& s) {
  const Type real = s.real();
  const Type mat = s.mat(3);
  const Type vec = s.vec(3);
  const Val angle =
      s.rng().Chance(0.5)
          ? Read(s, real, {"angles", "thetas", "joint_q"}, {"theta", "angle", "a"}, {-3.0, 3.0})
          : Named(
                s,
                Arg(s, real, {"rate", "omega", "speed"}) * Arg(s, real, {"time", "t"}, {0.0, 4.0}) +
                    s.Draw(real, 1),
                {"theta", "phi", "angle"});
  Val r;
  if (s.rng().Chance(0.25)) {
    const Type flat = s.mat(2);
    const Val c = s.Let(s.Call("cos", {angle}), "c");
    const Val sn = s.Let(s.Call("sin", {angle}), OneOf(s, {"s", "sn"}));
    r = s.Let(s.Construct(flat, {c, -sn, sn, c}), OneOf(s, {"R", "rot"}));
    return Emit(s, s.rng().Chance(0.7)
                       ? Product(r, Read(s, s.vec(2), {"points", "uv", "offsets"}, {"p", "uv_i"}))
                       : r);
  }
  if (s.rng().Chance(0.5)) {
    r = s.Let(AxisRotation(s, angle, static_cast<int>(s.rng().Below(3))),
              OneOf(s, {"R", "Rz", "rot"}));
    if (s.rng().Chance(0.3)) {
      const Val next = s.Let(AxisRotation(s, s.Draw(real, 1), static_cast<int>(s.rng().Below(3))),
                             OneOf(s, {"R2", "Ry"}));
      r = s.Let(Product(r, next), OneOf(s, {"R12", "R_total"}));
    }
  } else {
    const Val axis = s.rng().Chance(0.5)
                         ? Arg(s, vec, {"axis", "spin_axis"}, kUnitFill)
                         : Read(s, vec, {"axes", "joint_axis"}, {"axis_i", "w"}, kUnitFill);
    const Val k = s.Let(s.Call("skew", {axis}), OneOf(s, {"K", "W"}));
    r = s.Let(Identity(s, mat) + s.Call("sin", {angle}) * k +
                  (1.0 - s.Call("cos", {angle})) * Product(k, k),
              OneOf(s, {"R", "rot"}));
  }
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, r, {"rotations_out", "R_out"});
    case 1: {
      const Val pivot = Arg(s, vec, {"center", "pivot", "origin"}, {-1.0, 1.0});
      return Emit(
          s, Product(r, Read(s, vec, {"points", "vertices", "positions"}, {"p", "v"}) - pivot) +
                 pivot);
    }
    case 2:
      return Emit(s, Product(Transposed(r), s.Draw(vec, 2)));
    default:
      return Emit(s,
                  s.Call("acos", {s.Call("clamp", {0.5 * (s.Call("trace", {r}) - 1.0),
                                                   s.Real(-0.999), s.Real(0.999)})}),
                  {"angles_out", "turn"});
  }
}

// Covariance of some points around their mean, and what it tells of them.
void DrawCovariance(Sketch& s) {
  const Type real = Precise(s);
  const int n = s.rng().Chance(0.75) ? 3 : 2;
  const Type vec = lang::VecType(n, real.scalar);
  const Type mat = lang::MatType(n, n, real.scalar);
  const int extent = TableSize(s);
  const int most = static_cast<int>(s.rng().Choose(std::array{4, 6, 8, 12, 16, 20, 24}));
  const int points = TableNamed(s, vec, {"points", "positions", "vertices"}, extent);
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(most);
  const int lists = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, extent - 1.0,
                                Access::kInput, OneOf(s, {"neighbors", "knn", "nbr_ids"})});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  const Val bound = s.rng().Chance(0.5) ? s.Int(most) : s.SizeOf(lists, s.ndim());
  const auto point = [&](const Val& k) {
    at.back() = k;
    return s.At(points, {s.At(lists, at)});
  };
  Val mean;
  if (s.rng().Chance(0.7)) {
    Val sum = s.Mutable(Zero(s, vec), OneOf(s, {"mean", "center", "centroid"}));
    s.Hide(sum);
    s.For("k", Val{}, bound, 0, [&](Val k) { s.Update(sum, BinaryOp::kAdd, point(k)); });
    s.Set(sum, sum / s.Real(most, real));
    s.Hide(sum, false);
    mean = sum;
  } else {
    mean = Read(s, vec, {"centers", "queries"}, {"p", "center"});
  }
  Val cov = s.Mutable(Zero(s, mat), OneOf(s, {"cov", "C", "scatter"}));
  s.Hide(cov);
  const bool weighted = s.rng().Chance(0.4);
  s.For("k", Val{}, bound, 0, [&](Val k) {
    const Val d = s.Let(point(k) - mean, OneOf(s, {"d", "r", "diff"}));
    const Val term = s.Call("outer", {d, d});
    s.Update(
        cov, BinaryOp::kAdd,
        weighted
            ? Exp(-(LengthSq(d) / Square(Arg(s, real, {"h", "sigma", "bandwidth"}, {0.5, 2.0})))) *
                  term
            : term);
  });
  s.Hide(cov, false);
  if (n == 3 && s.rng().Chance(0.5)) {
    const auto eig = UnpackEig(s, cov);
    const Val low = s.Call("min", {eig[1][0], s.Call("min", {eig[1][1], eig[1][2]})});
    return s.rng().Chance(0.5) ? Emit(s, Column(eig[0], static_cast<int>(s.rng().Below(3))),
                                      {"normals_out", "directions_out"})
                               : Emit(s, low / (s.Call("trace", {cov}) + s.Real(1e-3, real)),
                                      {"surface_variation", "flatness"});
  }
  Emit(s, s.rng().Chance(0.5) ? cov : cov * (1.0 / most), {"cov_out", "covariances_out"});
}

// A point through a 4x4 matrix, by chance with the perspective division and a viewport.
void DrawProjection(Sketch& s) {
  const Type real = s.real();
  const Type mat = s.mat(4);
  const Type vec = s.vec(3);
  const Type vec4 = s.vec(4);
  const Val m = s.rng().Chance(0.6)
                    ? Arg(s, mat, {"view_proj", "mvp", "world_to_clip"}, {-1.0, 1.0})
                    : Read(s, mat, {"matrices", "view_mats", "node_xforms"}, {"M", "V"});
  const Val p = Read(s, vec, {"points", "vertices", "positions"}, {"p", "v", "pos"});
  if (s.rng().Chance(0.25)) {
    const Val q = s.Call("transform_point", {m, p});
    return Emit(s, s.rng().Chance(0.5) ? q : q - s.Call("transform_vector", {m, s.Draw(vec, 1)}));
  }
  const Val clip = s.Let(
      Product(s.rng().Chance(0.3)
                  ? Named(s, Product(Arg(s, mat, {"projection", "proj"}, {-1.0, 1.0}), m),
                          {"PV", "full"})
                  : m,
              s.Construct(vec4,
                          {p.x(), p.y(), p.z(), s.rng().Chance(0.85) ? s.Real(1.0) : s.Real(0.0)})),
      OneOf(s, {"clip", "h", "q"}));
  if (s.rng().Chance(0.25)) {
    return Emit(s, s.rng().Chance(0.5) ? clip : s.Construct(vec, {clip.x(), clip.y(), clip.z()}));
  }
  if (s.rng().Chance(0.3)) {
    s.ReturnIf(s.Call("abs", {clip.w()}) < s.DrawNumber(real, 0.01, 0.1));
  }
  const Val inv =
      s.Let(1.0 / s.Call("max", {s.Call("abs", {clip.w()}), s.DrawNumber(real, 0.01, 0.1)}),
            OneOf(s, {"inv_w", "rw"}));
  const Val ndc = s.Let(s.Construct(vec, {clip.x() * inv, clip.y() * inv, clip.z() * inv}),
                        OneOf(s, {"ndc", "proj_p"}));
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, ndc, {"ndc_out", "projected"});
    case 1: {
      const Val width = Arg(s, real, {"width_px", "image_w"}, {4.0, 64.0});
      const Val height = Arg(s, real, {"height_px", "image_h"}, {4.0, 64.0});
      return Emit(
          s,
          s.Construct(s.vec(2),
                      {(ndc.x() * 0.5 + 0.5) * width,
                       (s.rng().Chance(0.5) ? 0.5 - ndc.y() * 0.5 : ndc.y() * 0.5 + 0.5) * height}),
          {"screen", "pixels_out"});
    }
    default: {
      const Val visible = s.Call("abs", {ndc.x()}) <= 1.0 && s.Call("abs", {ndc.y()}) <= 1.0;
      return Emit(
          s, s.Select(Named(s, visible, {"visible", "inside", "on_screen"}), ndc.z(), s.Real(1.0)),
          {"depth_out", "z_out"});
    }
  }
}

// A matrix gone through element by element: norms, sums, symmetric parts, products by hand.
void DrawElements(Sketch& s) {
  const Type real = s.real();
  const int n = static_cast<int>(s.rng().Between(2, 4));
  const Type mat = s.mat(n);
  const Type vec = s.vec(n);
  const Val a = Read(s, mat, {"mats", "A_in", "jacobians", "blocks"}, {"A", "M", "J"});
  const std::string_view i_name = OneOf(s, {"i", "r", "row"});
  const std::string_view j_name = i_name == "i" ? "j" : i_name == "r" ? "c" : "col";
  switch (s.rng().Below(5)) {
    case 0: {
      Val total = s.Mutable(s.Real(0.0), OneOf(s, {"total", "norm_sq", "acc"}));
      s.Hide(total);
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        s.For(j_name, Val{}, s.Int(n), 0, [&](Val j) {
          if (s.rng().Chance(0.3)) {
            s.If(i != j, [&] { s.Update(total, BinaryOp::kAdd, s.Call("abs", {a.at(i, j)})); });
          } else {
            s.Update(total, BinaryOp::kAdd,
                     a.at(i, j) * (s.rng().Chance(0.6) ? a.at(i, j) : s.Draw(real, 1)));
          }
        });
      });
      s.Hide(total, false);
      return Emit(s, s.rng().Chance(0.5) ? total : s.Call("sqrt", {total}));
    }
    case 1: {
      const Val x = Read(s, vec, {"x_in", "vectors", "features"}, {"x", "v"});
      Val y = s.Mutable(
          s.rng().Chance(0.5) ? Zero(s, vec) : Read(s, vec, {"bias", "y_in"}, {"b", "y0"}),
          OneOf(s, {"y", "out", "res"}));
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        s.For(j_name, Val{}, s.Int(n), 0,
              [&](Val j) { s.SetPart(y[i], y[i] + a.at(i, j) * x[j]); });
      });
      return Emit(s, y);
    }
    case 2: {
      Val most = s.Mutable(s.Real(0.0), OneOf(s, {"best", "row_max", "inf_norm"}));
      s.Hide(most);
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        Val sum = s.Mutable(s.Real(0.0), OneOf(s, {"row_sum", "sum"}));
        s.For(j_name, Val{}, s.Int(n), 0,
              [&](Val j) { s.Update(sum, BinaryOp::kAdd, s.Call("abs", {a.at(i, j)})); });
        s.Set(most, s.Call("max", {most, sum}));
      });
      s.Hide(most, false);
      return Emit(s, most);
    }
    case 3: {
      Val b = s.Mutable(a, OneOf(s, {"B", "scaled", "out"}));
      const Val scale = s.rng().Chance(0.5)
                            ? Read(s, vec, {"row_scales", "scales_vec"}, {"sc", "d"}, kPositiveFill)
                            : Arg(s, vec, {"row_weights", "weights_vec"}, kPositiveFill);
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        s.For(j_name, Val{}, s.Int(n), 0, [&](Val j) {
          s.SetPart(b.at(i, j),
                    s.rng().Chance(0.5) ? a.at(i, j) * scale[i] : a.at(i, j) * scale[i] * scale[j]);
        });
      });
      return Emit(s, b);
    }
    default: {
      const Val b = Read(s, mat, {"B_in", "others", "targets"}, {"B", "T"});
      const Val c =
          Named(s, s.rng().Chance(0.5) ? Product(a, b) - Product(b, a) : a - b, {"C", "D", "diff"});
      if (s.rng().Chance(0.5)) {
        return Emit(s, s.Call("ddot", {c, c}) * s.Draw(real, 0));
      }
      return Emit(s, 0.5 * (c + (s.rng().Chance(0.5) ? Transposed(c) : -Transposed(c))));
    }
  }
}

constexpr std::array kMotifs = {
    Motif{"rotation-matrix", 1.0, DrawRotationMatrix},
    Motif{"inertia", 0.9, DrawInertia, 0, 0, "simulation"},
    Motif{"covariance", 0.8, DrawCovariance, 0, 0, "geometry"},
    Motif{"projection", 0.9, DrawProjection, 0, 0, "graphics"},
    Motif{"elements", 1.0, DrawElements},
    Motif{"deformation", 0.9, DrawDeformation, 0, 0, "simulation"},
    Motif{"elastic-stress", 1.2, DrawElasticStress, 0, 0, "simulation"},
    Motif{"svd-clamp", 0.9, DrawSvdClamp},
    Motif{"principal", 0.8, DrawPrincipal},
    Motif{"velocity-gradient", 0.7, DrawVelocityGradient, 0, 0, "simulation"},
    Motif{"material-point", 0.8, DrawMaterialPoint, 0, 0, "simulation"},
    Motif{"stiffness-block", 0.8, DrawStiffnessBlock, 0, 0, "simulation"},
    Motif{"small-solve", 1.0, DrawSmallSolve},
    Motif{"factorization", 0.7, DrawFactorization},
    Motif{"matrix-iteration", 0.8, DrawMatrixIteration},
    Motif{"kalman", 0.6, DrawKalman, 0, 0, "robotics"},
    Motif{"orthonormal", 0.7, DrawOrthonormal, 0, 0, "geometry"},
    Motif{"quadratic-form", 0.8, DrawMahalanobis},
};

}  // namespace

Family MatrixFamily() {
  return {"matrix", "deformation, stress, inertia, small solves, factorizations, projections",
          1.2,      1,
          2,        kMotifs};
}

}  // namespace warploom::synth

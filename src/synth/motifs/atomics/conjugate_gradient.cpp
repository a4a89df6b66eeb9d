// One stage of a conjugate gradient solver: the sparse matrix-vector product, the update of the
// solution, or the next direction. Dot products are accumulated by atomics.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// A scalar that an earlier launch stored in an array of one element.
Val Scalar(Sketch& s, Type real, Words names, Words locals, double low = 0.01, double high = 4.0) {
  const int array = Input(s, real, {1}, OneOf(s, names), low, high);
  return Named(s, s.At(array, {s.Int(0)}), locals);
}

// total[0] += value
void Collect(Sketch& s, Type real, const Val& value, Words names) {
  const int total = Totals(s, real, {1}, OneOf(s, names));
  Scatter(s, total, s.Int(0), value);
}

// a / b, or zero where the divisor is nearly zero after a breakdown.
Val Ratio(Sketch& s, const Val& top, const Val& bottom, Words names) {
  const Val least = s.Real(s.rng().Choose(std::array{1e-12, 1e-8, 1e-10}), top.type);
  const Val safe = Known(bottom, 1e-12, 1e6);
  if (s.rng().Chance(0.5)) {
    return Named(s, s.Select(bottom > least, top / safe, s.NumberLike(top, 0.0)), names);
  }
  return Named(s, top / Known(s.Call("max", {bottom, least}), 1e-12, 1e6), names);
}

// The sparse matrix: CSR, or with a fixed number of entries per row.
Val RowProduct(Sketch& s, Type real, Type element, const Val& own, int vector) {
  const int rows = s.thread_count();
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "ap"}));
  if (s.rng().Chance(0.5)) {
    const int width = s.rng().Choose(std::array{4, 5, 7, 8});
    const int columns =
        Indices(s, {rows, width}, rows, OneOf(s, {"ell_cols", "cols", "col_idx"}), true);
    const int values = Input(s, real, {rows, width}, OneOf(s, {"ell_vals", "vals", "coeffs"}));
    const Val bound = Extent(s, columns, 1, OneOf(s, {"row_width", "max_nnz"}));
    s.For({"nz", "m"}, Val{}, bound, 0, [&](const Val& k) {
      const Val column = Named(s, s.At(columns, {own, k}), {"col", "c"});
      s.If(column >= 0, [&] {
        s.Update(sum, BinaryOp::kAdd,
                 s.At(vector, {Known(column, 0.0, rows - 1.0)}) * s.At(values, {own, k}));
      });
    });
    return Shown(sum);
  }
  const int entries = rows * s.rng().Choose(std::array{3, 5, 8});
  ArraySpec spec;
  spec.element = kInt;
  spec.shape = {rows + 1};
  spec.fill = lang::Fill::kSorted;
  spec.low = 0.0;
  spec.high = entries;
  spec.name = OneOf(s, {"row_ptr", "offsets", "indptr"});
  const int offsets = s.NewArray(spec);
  const int columns = Indices(s, {entries}, rows, OneOf(s, {"col_idx", "columns", "cols"}));
  const int values = Input(s, real, {entries}, OneOf(s, {"vals", "data", "a_vals"}));
  const Val start = s.At(offsets, {own});
  s.For({"nz", "m"}, start, s.At(offsets, {own + 1}), 0, [&](const Val& k) {
    s.Update(sum, BinaryOp::kAdd, s.At(vector, {s.At(columns, {k})}) * s.At(values, {k}));
  });
  return Shown(sum);
}

// The product of two scalars or the dot product of two small vectors.
Val Dot(Sketch& s, const Val& a, const Val& b) {
  return a.type.is_vec() ? s.Call("dot", {a, b}) : a * b;
}

// Fixed unknowns keep their values; their rows are skipped.
void SkipFixed(Sketch& s, const Val& own) {
  if (s.rng().Chance(0.25)) {
    const int fixed = Input(s, kInt, {s.thread_count()},
                            OneOf(s, {"fixed", "dirichlet", "is_boundary"}), 0.0, 1.0);
    const Val flag = s.At(fixed, {own});
    s.ReturnIf(s.rng().Chance(0.5) ? flag != s.Int(0) : flag == s.Int(1));
  }
}

void RowProduct(Sketch& s, Type real, Type element) {
  const Val own = s.FlatThread();
  SkipFixed(s, own);
  const int p = Input(s, element, {s.thread_count()}, OneOf(s, {"p", "direction", "search_dir"}));
  Val value = RowProduct(s, real, element, own, p);
  const Val mine = Named(s, s.At(p, {own}), {"pi", "p_i"});
  if (s.rng().Chance(0.4)) {
    const Val shift = s.rng().Chance(0.5)
                          ? Coefficient(s, real, {"shift", "lam", "mass_scale"}, {0.01, 1.0})
                          : s.Draw(real, 2);
    value = value + mine * ReadOnce(s, shift, "shift_i");
  }
  value = Named(s, value, {"ap_i", "q"});
  s.StoreThreadElement(OutputArray(s, element, {}, OneOf(s, {"Ap", "q_out", "Ap_out"})), value);
  Collect(s, real, Dot(s, mine, value), {"pAp", "p_dot_q", "curvature"});
}

void Step(Sketch& s, Type real, Type element) {
  const Val own = s.FlatThread();
  SkipFixed(s, own);
  const Val rz = Scalar(s, real, {"rz_old", "rs_old", "rho_in"}, {"rz", "rho"});
  const Val curvature = Scalar(s, real, {"pAp", "p_dot_q"}, {"pq", "denom"});
  Val alpha = Ratio(s, rz, curvature, {"alpha", "step"});
  if (s.rng().Chance(0.25)) {
    alpha = Named(s, alpha * s.Draw(real, 1), {"damped", "alpha_d"});
  }
  const Val p = Read(s, element, {"p", "direction"}, {"p_i", "d"});
  const Val q = Read(s, element, {"Ap", "q"}, {"ap_i", "q_i"});
  const int x = InPlace(s, element, {}, OneOf(s, {"x", "solution", "u"}));
  const int r = InPlace(s, element, {}, OneOf(s, {"r", "residual"}));
  s.StoreThreadElement(x, s.ThreadElement(x) + p * alpha);
  const Val rest = Named(s, s.ThreadElement(r) - q * alpha, {"r_new", "ri"});
  s.StoreThreadElement(r, rest);
  Val z = rest;
  if (s.rng().Chance(0.45)) {
    const Val inverse =
        Read(s, real, {"inv_diag", "jacobi", "precond"}, {"mi", "inv_d"}, {0.1, 2.0});
    z = Named(s, rest * inverse, {"z", "zi"});
    s.StoreThreadElement(OutputArray(s, element, {}, OneOf(s, {"z_out", "zr"})), z);
  }
  Collect(s, real, Dot(s, rest, z), {"rz_new", "rs_new", "rho_out"});
  if (s.rng().Chance(0.3)) {
    const Type wide = rest.type.scalar == lang::Scalar::kFloat64 ? lang::kDouble : lang::kFloat;
    const int worst = Totals(s, wide, {1}, OneOf(s, {"max_res", "r_inf"}));
    const Val size = rest.type.is_vec() ? s.Call("length", {rest}) : s.Call("abs", {rest});
    s.Do(s.Call("atomic_max", {s.ArrayRef(worst), s.Int(0), s.Convert(size, wide)}));
  }
}

void Direction(Sketch& s, Type real, Type element) {
  const Val own = s.FlatThread();
  SkipFixed(s, own);
  const Val next = Scalar(s, real, {"rz_new", "rs_new"}, {"rz1", "rho_new"});
  const Val last = Scalar(s, real, {"rz_old", "rs_old"}, {"rz0", "rho_old"});
  Val beta = Ratio(s, next, last, {"beta", "b"});
  const Val z = Read(s, element, {"z", "r", "residual"}, {"zi", "ri"});
  if (s.rng().Chance(0.35)) {
    // Restarts where beta would be negative, as Polak-Ribiere+ does.
    beta = Named(s, s.Call("max", {beta - s.Draw(real, 1), s.Real(0.0, real)}),
                 {"beta_pr", "beta_plus"});
  }
  const int p = InPlace(s, element, {}, OneOf(s, {"p", "direction", "search_dir"}));
  const Val ahead = Named(s, z + s.ThreadElement(p) * beta, {"p_new", "d_new"});
  s.StoreThreadElement(p, ahead);
  if (s.rng().Chance(0.4)) {
    Collect(s, real, Dot(s, ahead, z), {"p_dot_r", "descent"});
  }
}

void DrawConjugateGradient(Sketch& s) {
  const Type real = Precise(s);
  const Type element = s.rng().Chance(0.35) ? lang::VecType(3, real.scalar) : real;
  switch (s.rng().Below(5)) {
    case 0:
      return Direction(s, real, element);
    case 1:
    case 2:
      return Step(s, real, element);
    default:
      return RowProduct(s, real, element);
  }
}

}  // namespace

Motif ConjugateGradientMotif() {
  return {.name = "conjugate-gradient",
          .family = Family::kAtomics,
          .weight = 1.0,
          .draw = DrawConjugateGradient,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

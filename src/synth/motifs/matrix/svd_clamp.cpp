#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solids_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Singular values clamped, flipped or shifted, and the matrix put together again.
void DrawSvdClamp(Sketch& s) {
  const Type real = Precise(s);
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val f = s.rng().Chance(0.6) ? ReadGradient(s, mat)
                                    : Read(s, mat, {"mats", "A_in", "jacobians"}, {"A", "m", "J"});
  const Svd svd = UnpackSvd(s, f);
  const auto each = [&](auto g) {
    std::vector<Val> parts;
    for (int k = 0; k < n; ++k) {
      parts.push_back(g(svd.sigma[k]));
    }
    return s.Make(vec, parts);
  };
  Val sigma;
  switch (s.rng().Below(4)) {
    case 0: {
      const Val low = s.rng().Chance(0.5) ? Arg(s, real, {"sigma_min", "compression"}, {0.5, 0.98})
                                          : s.DrawNumber(real, 0.5, 0.95);
      const Val high = s.rng().Chance(0.5) ? Arg(s, real, {"sigma_max", "stretch"}, {1.01, 2.0})
                                           : s.DrawNumber(real, 1.05, 2.0);
      sigma = each([&](const Val& x) { return s.Call("clamp", {x, low, high}); });
      break;
    }
    case 1: {
      const Val eps = Parameter(s, real, {"eps", "tikhonov", "damping"}, {0.01, 0.5});
      sigma = each([&](const Val& x) { return x / Known(x * x + eps * eps, 1e-4, 1e6); });
      break;
    }
    case 2:
      sigma = each([&](const Val& x) {
        return s.Call("max", {x - Coefficient(s, real, {"threshold", "shrink"}, {0.05, 0.5}),
                              s.Real(0.0, real)});
      });
      break;
    default: {
      const Val flip = s.Call("sign", {s.Call("determinant", {Product(svd.u, Transposed(svd.v))})});
      std::vector<Val> ones(static_cast<size_t>(n), s.Real(1.0, real));
      ones.back() = flip;
      const Val middle = s.Call("diag", {s.Make(vec, ones)});
      return Emit(s, Product(Product(svd.u, middle), Transposed(svd.v)),
                  {"rotations_out", "R_out", "nearest_rot"});
    }
  }
  const Val s_new = Named(s, sigma, {"s_new", "clamped", "sig_c"});
  Emit(s, Product(Product(svd.u, s.Call("diag", {s_new})), Transposed(svd.v)),
       {"F_out", "projected_F", "A_out"});
  if (s.rng().Chance(0.4)) {
    Val volume = s_new[0] * s_new[1];
    if (n == 3) {
      volume = volume * s_new[2];
    }
    Emit(s, volume, {"J_out", "dets"});
  }
}

}  // namespace

Motif SvdClampMotif() {
  return {.name = "svd-clamp", .family = Family::kMatrix, .weight = 0.9, .draw = DrawSvdClamp};
}

}  // namespace warploom::synth::motifs

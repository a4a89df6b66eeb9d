// A matrix rebuilt from its singular value decomposition with the singular values clamped, inverted
// or shrunk, or replaced by ones: the nearest rotation.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solids_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The vector of f(x) for each component x.
template <typename F>
Val MapComponents(Sketch& s, const Val& v, const F& f) {
  std::vector<Val> parts;
  for (int k = 0; k < v.type.rows; ++k) {
    parts.push_back(f(v[k]));
  }
  return s.Make(v.type, parts);
}

Val ClampedSigma(Sketch& s, const Val& sigma, Type real) {
  const Val low = s.rng().Chance(0.5) ? Arg(s, real, {"sigma_min", "compression"}, {0.5, 0.98})
                                      : s.DrawNumber(real, 0.5, 0.95);
  const Val high = s.rng().Chance(0.5) ? Arg(s, real, {"sigma_max", "stretch"}, {1.01, 2.0})
                                       : s.DrawNumber(real, 1.05, 2.0);
  return MapComponents(s, sigma, [&](const Val& x) { return s.Call("clamp", {x, low, high}); });
}

// Tikhonov's regularized inverse.
Val DampedInverseSigma(Sketch& s, const Val& sigma, Type real) {
  const Val eps = Parameter(s, real, {"eps", "tikhonov", "damping"}, {0.01, 0.5});
  return MapComponents(s, sigma,
                       [&](const Val& x) { return x / Known(x * x + eps * eps, 1e-4, 1e6); });
}

// Soft thresholding.
Val ShrunkSigma(Sketch& s, const Val& sigma, Type real) {
  return MapComponents(s, sigma, [&](const Val& x) {
    return s.Call(
        "max", {x - Coefficient(s, real, {"threshold", "shrink"}, {0.05, 0.5}), s.Real(0.0, real)});
  });
}

// U diag(1, ..., det(U V^T)) V^T
void EmitNearestRotation(Sketch& s, const Svd& svd, Type real) {
  const Val flip = s.Call("sign", {s.Call("determinant", {Product(svd.u, Transposed(svd.v))})});
  std::vector<Val> ones(static_cast<size_t>(svd.sigma.type.rows), s.Real(1.0, real));
  ones.back() = flip;
  const Val middle = s.Call("diag", {s.Make(svd.sigma.type, ones)});
  Emit(s, Product(Product(svd.u, middle), Transposed(svd.v)),
       {"rotations_out", "R_out", "nearest_rot"});
}

void DrawSvdClamp(Sketch& s) {
  const Type real = Precise(s);
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Val f = s.rng().Chance(0.6) ? ReadGradient(s, mat)
                                    : Read(s, mat, {"mats", "A_in", "jacobians"}, {"A", "m", "J"});
  const Svd svd = UnpackSvd(s, f);
  static constexpr std::array kChanges = {ClampedSigma, DampedInverseSigma, ShrunkSigma};
  const auto change = s.rng().Below(kChanges.size() + 1);
  if (change == kChanges.size()) {
    return EmitNearestRotation(s, svd, real);
  }
  const Val s_new = Named(s, kChanges[change](s, svd.sigma, real), {"s_new", "clamped", "sig_c"});
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

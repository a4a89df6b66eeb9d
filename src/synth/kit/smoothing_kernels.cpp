#include "synth/kit/smoothing_kernels.h"

#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::Type;

namespace {

Val Cube(Sketch& s, const Val& x) { return s.rng().Chance(0.5) ? x * x * x : x * (x * x); }

// sigma / (pi h^3): normalizes the integral of the kernel to one.
Val Norm(Sketch& s, const Val& h, double sigma) {
  const Val pi = s.Real(3.14159265, h.type);
  const Val cube = s.rng().Chance(0.5) ? h * h * h : s.Call("pow", {h, s.Real(3.0, h.type)});
  return s.Real(sigma, h.type) / (pi * Known(cube, 1e-3, 8.0));
}

Val Poly6(Sketch& s, const Val& r, const Val& h) {
  if (s.rng().Chance(0.5)) {
    s.ReturnIf(s.rng().Chance(0.5) ? r >= h : r > h, {s.Real(0.0, r.type)});
    const Val x = Named(s, h * h - r * r, {"x", "d2", "a"});
    return Times({Cube(s, x), Norm(s, h, 4.92)});
  }
  const Val x = Named(s, s.Call("max", {h * h - r * r, s.Real(0.0, r.type)}), {"x", "d2", "a"});
  return Times({Cube(s, x), Norm(s, h, 4.92)});
}

Val Cubic(Sketch& s, const Val& r, const Val& h) {
  const Val q = s.Let(r / h, "q");
  const Val one = s.Real(1.0, r.type);
  const Val w = MutableNamed(s, s.Real(0.0, r.type), {"w", "value", "k"});
  s.Hide(w);
  const std::array conditions = {q < 0.5, q < 1.0};
  s.IfChain(
      conditions,
      [&](int branch) {
        Val target = w;
        if (branch == 0) {
          s.Set(target, 6.0 * (q * q * q - q * q) + 1.0);
        } else {
          const Val rest = Named(s, one - q, {"t", "rest"});
          s.Set(target, 2.0 * Cube(s, rest));
        }
      },
      false);
  s.Hide(w, false);
  return w * Norm(s, h, 8.0);
}

Val Wendland(Sketch& s, const Val& r, const Val& h) {
  const Val q = s.Let(r / h, "q");
  const Val zero = s.Real(0.0, r.type);
  const bool leaves = s.rng().Chance(0.6);
  if (leaves) {
    s.ReturnIf(q > 1.0, {zero});
  }
  const Val t =
      Named(s, leaves ? 1.0 - q : s.Call("max", {1.0 - q, zero}), {"t", "u", "one_minus_q"});
  const Val t2 = Named(s, t * t, {"t2", "u2"});
  return t2 * t2 * (4.0 * q + 1.0) * Norm(s, h, 10.5);
}

Val Bell(Sketch& s, const Val& r, const Val& h) {
  s.ReturnIf(r > h, {s.Real(0.0, r.type)});
  const Val q = Known(Named(s, r / h, {"q", "t"}), 0.0, 1.0);
  const double sharp = s.rng().Choose(std::array{3.0, 4.0, 5.0});
  return s.Call("exp", {-s.Real(sharp, r.type) * q * q});
}

}  // namespace

lang::FuncId DefineSmoothing(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{OneOf(s, {"r", "dist"}), real, Between(0.0, 4.0)},
                             Sketch::Param{"h", real, Between(0.1, 2.0)}};
  const auto kind = s.rng().Below(4);
  static constexpr std::array<std::array<std::string_view, 2>, 4> kNames = {
      {{"poly6", "kernel_w"},
       {"cubic_spline", "w_cubic"},
       {"wendland", "w_c2"},
       {"bell", "weight"}}};
  const std::string_view name = s.rng().Choose(kNames[kind]);
  return s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    switch (kind) {
      case 0:
        return {Known(Poly6(s, p[0], p[1]), 0.0, 2e3)};
      case 1:
        return {Known(Cubic(s, p[0], p[1]), 0.0, 2e3)};
      case 2:
        return {Known(Wendland(s, p[0], p[1]), 0.0, 2e3)};
      default:
        return {Known(Bell(s, p[0], p[1]), 0.0, 1.0)};
    }
  });
}

lang::FuncId DefineSpikyGradient(Sketch& s, Type vec) {
  const Type real = lang::ScalarType(vec.scalar);
  const std::array params = {Sketch::Param{OneOf(s, {"d", "xij", "diff"}), vec, Between(-4.0, 4.0)},
                             Sketch::Param{OneOf(s, {"r", "dist"}), real, Between(1e-4, 4.0)},
                             Sketch::Param{"h", real, Between(0.1, 2.0)}};
  const bool leaves = s.rng().Chance(0.5);
  return s.DefineHelper(
      OneOf(s, {"spiky_gradient", "grad_spiky", "kernel_gradient", "grad_w"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        if (leaves) {
          s.ReturnIf(p[1] > p[2], {Zero(s, vec)});
        }
        const Val gap = leaves ? p[2] - p[1] : s.Call("max", {p[2] - p[1], s.Real(0.0, real)});
        const Val x = Named(s, gap, {"x", "t", "gap"});
        const Val norm = s.rng().Chance(0.6)
                             ? s.Real(-14.3239, real) /
                                   Known(s.Call("pow", {p[2], s.Real(6.0, real)}), 1e-6, 64.0)
                             : s.Real(-3.0, real) / (p[2] * p[2] * p[2]);
        const Val slope = Named(s, norm * x * x, {"slope", "dw", "g"});
        return {s.rng().Chance(0.5) ? p[0] * (slope / p[1]) : slope * p[0] / p[1]};
      });
}

}  // namespace warploom::synth::kit

// The volume constraint of tetrahedra in position-based dynamics: gradients, the multiplier with
// compliance, and corrections of the four vertices.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct Tet {
  std::vector<Val> ids;
  std::array<Val, 4> x, w, g;
  Val volume;
};

Tet ReadTet(Sketch& s, Type vec, int points) {
  static constexpr std::array<std::string_view, 4> kLetters = {"i", "j", "k", "l"};
  static constexpr std::array<std::string_view, 4> kNumbers = {"i0", "i1", "i2", "i3"};
  Tet tet;
  tet.ids = Corners(s, {"tets", "tet_ids", "elements"}, s.rng().Chance(0.5) ? kLetters : kNumbers,
                    points);
  const int positions = TableNamed(s, vec, {"x", "predicted", "positions"}, points);
  const Type real = lang::ScalarType(vec.scalar);
  const int weights = TableNamed(s, real, {"inv_mass", "inv_masses", "w"}, points, {0.0, 2.0});
  static constexpr std::array<std::string_view, 4> kX = {"x0", "x1", "x2", "x3"};
  static constexpr std::array<std::string_view, 4> kP = {"p0", "p1", "p2", "p3"};
  static constexpr std::array<std::string_view, 4> kW = {"w0", "w1", "w2", "w3"};
  const auto& names = s.rng().Chance(0.5) ? kX : kP;
  for (size_t k = 0; k < 4; ++k) {
    tet.x[k] = s.Let(s.At(positions, {tet.ids[k]}), names[k]);
  }
  for (size_t k = 0; k < 4; ++k) {
    tet.w[k] = s.Let(s.At(weights, {tet.ids[k]}), kW[k]);
  }
  return tet;
}

// The volume and its gradients, from the three edges at the first vertex.
void Measure(Sketch& s, Tet& tet) {
  const Type real = lang::ScalarType(tet.x[0].type.scalar);
  static constexpr std::array<std::array<std::string_view, 3>, 3> kEdges = {
      {{"e1", "e2", "e3"}, {"a", "b", "c"}, {"x10", "x20", "x30"}}};
  static constexpr std::array<std::array<std::string_view, 4>, 2> kGradients = {
      {{"g0", "g1", "g2", "g3"}, {"grad0", "grad1", "grad2", "grad3"}}};
  const auto& edges = s.rng().Choose(kEdges);
  const auto& names = s.rng().Choose(kGradients);
  std::array<Val, 3> e;
  for (size_t k = 0; k < 3; ++k) {
    e[k] = s.Let(tet.x[k + 1] - tet.x[0], edges[k]);
  }
  const bool sixth = s.rng().Chance(0.5);  // Otherwise six times the volume is used.
  const Val six = s.Real(6.0, real);
  for (size_t k = 0; k < 3; ++k) {
    const Val cross = s.Call("cross", {e[(k + 1) % 3], e[(k + 2) % 3]});
    tet.g[k + 1] = s.Let(sixth ? cross / six : cross, names[k + 1]);
  }
  tet.g[0] = s.Let(-(tet.g[1] + tet.g[2] + tet.g[3]), names[0]);
  tet.volume = Named(s, s.Call("dot", {e[0], tet.g[1]}), {"volume", "vol", "v"});
}

// def safe_inverse(x): 1 / x for an x that may be zero.
lang::FuncId DefineSafeInverse(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{OneOf(s, {"x", "d", "a"}), real, Between(0.0, 1e4)}};
  const Val least = Tiny(s, real);
  return s.DefineHelper(OneOf(s, {"safe_inverse", "inv_or_zero", "safe_rcp"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          s.ReturnIf(p[0] < least, {s.Real(0.0, real)});
                          return {1.0 / Known(p[0], 1e-8, 1e4)};
                        });
}

// The sum over vertices of inverse mass times squared gradient.
Val Stiffness(Sketch& s, const Tet& tet) {
  std::vector<Val> terms;
  for (size_t k = 0; k < 4; ++k) {
    terms.push_back(tet.w[k] * LengthSq(tet.g[k]));
  }
  return Named(s, SumOf(terms), {"denom", "w_sum", "den"});
}

Val Multiplier(Sketch& s, const Val& c, const Val& weight) {
  const Type real = c.type;
  const bool compliant = s.rng().Chance(0.7);
  Val alpha;
  if (compliant) {
    const Val dt = TimeStep(s, real);
    const Val compliance =
        ReadOnce(s, Coefficient(s, real, {"compliance", "alpha", "inv_stiffness"}, {0.0, 0.1}),
                 {"comp", "a"});
    alpha = Named(s, compliance / (dt * dt), {"alpha_tilde", "a_tilde", "gamma"});
  }
  const bool accumulates = compliant && s.rng().Chance(0.5);
  const int lambdas = accumulates ? s.NewArray({real,
                                                {},
                                                lang::Fill::kUniform,
                                                -1.0,
                                                1.0,
                                                Access::kPerThread,
                                                OneOf(s, {"lambdas", "multipliers", "lambda_acc"})})
                                  : -1;
  const Val old =
      accumulates ? Named(s, s.ThreadElement(lambdas), {"lam", "lam_old", "l0"}) : Val{};
  const Val error = accumulates ? -(c + alpha * old) : -c;
  const Val total = compliant ? weight + alpha : weight;
  Val lambda;
  if (s.rng().Chance(0.35)) {
    const lang::FuncId inverse = DefineSafeInverse(s, real);
    lambda = error * s.CallHelper(inverse, std::array{total});
  } else if (s.rng().Chance(0.5)) {
    s.ReturnIf(weight == 0.0);
    lambda = error / Known(total, 1e-8, 1e8);
  } else {
    lambda = error / (total + Tiny(s, real));
  }
  const Val change = Named(s, lambda, {"dlambda", "dlam", "delta_lambda"});
  if (accumulates) {
    s.StoreThreadElement(lambdas,
                         s.rng().Chance(0.8) ? old + change : old + change * s.Draw(real, 1));
  }
  return change;
}

void DrawTetVolume(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, 3);
  const int points = TableSize(s);
  Tet tet = ReadTet(s, vec, points);
  Measure(s, tet);
  const int rests = InputNamed(s, real, {"rest_volumes", "rest_volume", "v0"}, {0.05, 1.0});
  const Val rest = s.ThreadElement(rests);
  Val error = tet.volume - rest;
  if (s.rng().Chance(0.3)) {
    const Val pressure = SharedValue(s, real, {"pressure", "inflation", "scale"}, {0.8, 1.5});
    error = tet.volume - pressure * rest;
  }
  const Val c = Named(s, error, {"c", "err", "constraint"});
  if (s.rng().Chance(0.3)) {
    s.ReturnIf(s.rng().Chance(0.5) ? c >= 0.0
                                   : s.Call("abs", {c}) < s.DrawNumber(real, 0.001, 0.05));
  }
  const Val weight = Stiffness(s, tet);
  Val lambda = Multiplier(s, c, weight);
  if (s.rng().Chance(0.3)) {
    const Val relax = SharedValue(s, real, {"relaxation", "omega", "sor"}, {0.2, 1.0});
    lambda = Named(s, lambda * relax, {"step", "ds"});
  }
  const int deltas = Totals(s, vec, {points}, OneOf(s, {"deltas", "corrections", "dx"}));
  const bool counts = s.rng().Chance(0.35);
  const int hits =
      counts ? Totals(s, real, {points}, OneOf(s, {"counts", "num_constraints", "valence"})) : -1;
  const bool scalar_first = s.rng().Chance(0.5);
  for (size_t k = 0; k < 4; ++k) {
    Scatter(s, deltas, tet.ids[k],
            scalar_first ? tet.w[k] * lambda * tet.g[k] : tet.g[k] * (tet.w[k] * lambda));
  }
  for (size_t k = 0; counts && k < 4; ++k) {
    Scatter(s, hits, tet.ids[k], s.Real(1.0, real));
  }
}

}  // namespace

Motif TetVolumeMotif() {
  return {.name = "tet-volume",
          .family = Family::kAtomics,
          .weight = 0.8,
          .draw = DrawTetVolume,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

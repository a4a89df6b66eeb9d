// A neo-Hookean finite element: deformation gradient, stress and forces on the corners of a
// tetrahedron or triangle, by chance with damping and muscle activation.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/matrices.h"
#include "synth/kit/records.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solids_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

struct Element {
  Type real, vec, mat;
  int n = 3;  // Dimensions; an element has n + 1 corners.
  int points = 0;
  std::vector<Val> ids;
  Val rest_inverse, f;
};

// Names of an element's edges, of the matrix that they form, and of the gradient.
struct GradientNames {
  std::string_view origin;
  std::array<std::string_view, 3> edges;
  std::string_view shape, gradient;
};
constexpr GradientNames kDeformed = {"x0", {"e1", "e2", "e3"}, "Ds", "F"};
constexpr GradientNames kRates = {"v0", {"dv1", "dv2", "dv3"}, "dDs", "dF"};

// The deformation gradient for positions, or its rate of change for velocities.
Val Gradient(Sketch& s, const Element& element, int table, const GradientNames& names) {
  const std::vector<Val> edges = EdgesFromFirst(s, table, element.ids, names.origin, names.edges);
  const Val shape = s.Let(FromColumns(s, edges), names.shape);
  return s.Let(Product(shape, element.rest_inverse), names.gradient);
}

Element ReadElement(Sketch& s) {
  Element element;
  element.real = Precise(s);
  element.n = s.rng().Chance(0.75) ? 3 : 2;
  element.vec = VecOf(element.real, element.n);
  element.mat = MatOf(element.real, element.n);
  element.points = TableSize(s);
  static constexpr std::array<std::string_view, 4> kLetters = {"i", "j", "k", "l"};
  static constexpr std::array<std::string_view, 4> kNumbers = {"i0", "i1", "i2", "i3"};
  const auto& names = s.rng().Chance(0.5) ? kLetters : kNumbers;
  element.ids = Corners(s, {"elements", element.n == 3 ? "tets" : "triangles", "cells"},
                        std::span(names).first(static_cast<size_t>(element.n) + 1), element.points);
  const int positions =
      TableNamed(s, element.vec, {"x", "positions", "particle_q"}, element.points);
  element.rest_inverse = Read(s, element.mat, {"inv_rest", "Dm_inv", "rest_inverse"},
                              {"Dm_inv_e", "Bm", "inv_Dm"}, {-1.5, 1.5});
  element.f = Gradient(s, element, positions, kDeformed);
  return element;
}

// Lame's parameters: from a struct, given for each element, or computed from Young's modulus and
// Poisson's ratio.
struct Material {
  Val mu, lambda, damping;
};

Material ReadMaterial(Sketch& s, Type real) {
  if (s.rng().Chance(0.45)) {
    const std::string_view name = OneOf(s, {"Material", "ElasticMaterial", "Solid"});
    const Type record = s.NewRecord(name, Fields{{"mu", real, 1.0, 50.0},
                                                 {OneOf(s, {"lam", "lmbda"}), real, 1.0, 50.0},
                                                 {OneOf(s, {"damping", "eta"}), real, 0.01, 1.0}});
    const bool table = s.rng().Chance(0.5);
    Val material;
    if (table) {
      const int kinds = s.rng().Choose(std::array{2, 4, 8});
      const int ids = Indices(s, {}, kinds, OneOf(s, {"material_ids", "mat_id"}));
      const int materials = Records(s, record, {kinds}, "materials");
      material = Named(s, s.At(materials, {s.ThreadElement(ids)}), {"mat", "m"});
    } else {
      material = s.NewRecordArg(record, OneOf(s, {"material", "mat", "solid"}));
    }
    return {s.Field(material, 0), s.Field(material, 1), s.Field(material, 2)};
  }
  Material m;
  if (s.rng().Chance(0.5)) {
    m.mu = ReadOnce(s, Parameter(s, real, {"k_mu", "mu", "shear"}, {1.0, 50.0}), {"mu_e"});
    m.lambda = ReadOnce(s, Parameter(s, real, {"k_lambda", "lam"}, {1.0, 50.0}), {"lam_e"});
  } else {
    const Val young = Arg(s, real, {"young", "E", "youngs_modulus"}, {1.0, 100.0});
    const Val poisson = Arg(s, real, {"nu", "poisson"}, {0.1, 0.4});
    m.mu = s.Let(young / (2.0 * (1.0 + poisson)), "mu");
    m.lambda =
        s.Let(young * poisson / Known((1.0 + poisson) * (1.0 - 2.0 * poisson), 0.2, 1.0), "lam");
  }
  m.damping =
      ReadOnce(s, Coefficient(s, real, {"k_damp", "damping", "eta"}, {0.01, 1.0}), {"damp_e"});
  return m;
}

// The first Piola-Kirchhoff stress: with the logarithm of the volume ratio, or in Macklin and
// Mueller's stable form without a logarithm.
Val Stress(Sketch& s, const Element& element, const Material& m) {
  const Type real = element.real;
  const Val j = Named(s, s.Call("determinant", {element.f}), {"J", "det_F"});
  if (s.rng().Chance(0.5)) {
    const Val least = s.DrawLiteral(real, 0.01, 0.2);
    const Val safe = Known(Named(s, s.Call("max", {j, least}), {"J_safe", "Jc"}), 0.01, 100.0);
    const Val inverse = Named(s, s.Call("inverse", {element.f}), {"F_inv", "Finv"});
    const Val inv_t = Named(s, Transposed(inverse), {"F_inv_t", "FinvT"});
    const Val log_j = Named(s, s.Call("log", {safe}), {"log_J", "lnJ"});
    return m.mu * (element.f - inv_t) + (m.lambda * log_j) * inv_t;
  }
  const Val alpha = Named(s, 1.0 + m.mu / m.lambda, {"alpha", "rest_J"});
  std::vector<Val> columns;
  if (element.n == 3) {
    static constexpr std::array<std::string_view, 3> kF = {"col0", "col1", "col2"};
    std::array<Val, 3> f;
    for (int k = 0; k < 3; ++k) {
      f[static_cast<size_t>(k)] = s.Let(Column(element.f, k), kF[static_cast<size_t>(k)]);
    }
    for (size_t k = 0; k < 3; ++k) {
      static constexpr std::array<std::string_view, 3> kC = {"cof0", "cof1", "cof2"};
      columns.push_back(s.Let(s.Call("cross", {f[(k + 1) % 3], f[(k + 2) % 3]}), kC[k]));
    }
    const Val cofactor = Named(s, FromColumns(s, columns), {"dJdF", "cof_F"});
    return m.mu * element.f + m.lambda * (j - alpha) * cofactor;
  }
  const Val& f = element.f;
  const Val cofactor =
      Named(s, s.Make(element.mat, {f.at(1, 1), -f.at(1, 0), -f.at(0, 1), f.at(0, 0)}),
            {"dJdF", "cof_F"});
  return m.mu * f + m.lambda * (j - alpha) * cofactor;
}

void AddForces(Sketch& s, const Element& element, const Val& h) {
  const int forces =
      Totals(s, element.vec, {element.points}, OneOf(s, {"forces", "f_out", "particle_f"}));
  static constexpr std::array<std::string_view, 3> kF = {"f1", "f2", "f3"};
  std::vector<Val> parts;
  for (int k = 0; k < element.n; ++k) {
    parts.push_back(s.Let(Column(h, k), kF[static_cast<size_t>(k)]));
    Scatter(s, forces, element.ids[static_cast<size_t>(k) + 1], parts.back());
  }
  if (s.rng().Chance(0.5)) {
    return ScatterMinus(s, forces, element.ids[0], SumOf(parts));
  }
  const Val rest = s.Let(-SumOf(parts), "f0");
  Scatter(s, forces, element.ids[0], rest);
}

void DrawNeoHookean(Sketch& s) {
  const Element element = ReadElement(s);
  const Material material = ReadMaterial(s, element.real);
  Val stress = Named(s, Stress(s, element, material), {"P", "piola"});
  if (s.rng().Chance(0.45)) {
    const int velocities =
        TableNamed(s, element.vec, {"v", "velocities", "particle_qd"}, element.points);
    const Val rate = Gradient(s, element, velocities, kRates);
    s.Update(stress, BinaryOp::kAdd, material.damping * rate);
  }
  if (s.rng().Chance(0.4)) {
    const std::array params = {
        Sketch::Param{OneOf(s, {"a", "act", "signal"}), element.real, Between(-1.0, 1.0)}};
    const lang::FuncId response = DefineFormula(
        s, {"activation_stress", "muscle_tension", "active_stress"}, params, element.real, 2);
    const Val signal = s.ThreadElement(
        InputNamed(s, element.real, {"activations", "tet_act", "act"}, {-1.0, 1.0}));
    const Val tension = s.CallHelper(response, std::array{signal});
    s.Update(stress, BinaryOp::kAdd, tension * element.f);
  }
  const Val volume = s.ThreadElement(InputNamed(
      s, element.real, {element.n == 3 ? "rest_volumes" : "rest_areas", "measure"}, {0.01, 1.0}));
  if (s.rng().Chance(0.25)) {
    OutputNamed(
        s,
        0.5 * material.mu * (s.Call("ddot", {element.f, element.f}) - double(element.n)) * volume,
        {"energies", "psi_out"});
  }
  const Val turned = Product(stress, Transposed(element.rest_inverse));
  AddForces(s, element, s.Let(-volume * turned, "H"));
}

}  // namespace

Motif NeoHookeanMotif() {
  return {.name = "neo-hookean",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawNeoHookean,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

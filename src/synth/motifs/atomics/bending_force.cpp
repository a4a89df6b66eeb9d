// Bending of cloth at a hinge: the dihedral angle of two triangles that share an edge, and the
// forces that restore its rest angle.
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

// Two triangles (a, c, d) and (b, d, c) and the vectors derived from them.
struct Hinge {
  std::vector<Val> ids;
  std::array<Val, 4> x;
  Val edge, edge_length, n_a, n_b, len_a, len_b;
};

// The normals of both triangles and their lengths.
constexpr std::array<std::array<std::string_view, 4>, 4> kNormals = {
    {{"n0", "n1", "len0", "len1"},
     {"na", "nb", "la", "lb"},
     {"n1", "n2", "n1_len", "n2_len"},
     {"cross_a", "cross_b", "area_a", "area_b"}}};
// The unit normals and the unit edge.
constexpr std::array<std::array<std::string_view, 3>, 3> kUnits = {
    {{"n0_hat", "n1_hat", "e_hat"}, {"u0", "u1", "ue"}, {"nh_a", "nh_b", "eh"}}};

Hinge ReadHinge(Sketch& s, Type vec, int points) {
  static constexpr std::array<std::string_view, 4> kLetters = {"i", "j", "k", "l"};
  static constexpr std::array<std::string_view, 4> kNumbers = {"i0", "i1", "i2", "i3"};
  Hinge hinge;
  hinge.ids = Corners(s, {"hinges", "edge_indices", "bend_ids", "quads"},
                      s.rng().Chance(0.5) ? kLetters : kNumbers, points);
  const int positions = TableNamed(s, vec, {"x", "positions", "particle_q"}, points);
  static constexpr std::array<std::string_view, 4> kX = {"x0", "x1", "x2", "x3"};
  static constexpr std::array<std::string_view, 4> kP = {"pa", "pb", "pc", "pd"};
  const auto& names = s.rng().Chance(0.6) ? kX : kP;
  for (size_t k = 0; k < 4; ++k) {
    hinge.x[k] = s.Let(s.At(positions, {hinge.ids[k]}), names[k]);
  }
  hinge.edge = Named(s, hinge.x[3] - hinge.x[2], {"e", "edge", "hinge"});
  const auto& [n_a, n_b, len_a, len_b] = s.rng().Choose(kNormals);
  hinge.n_a = s.Let(s.Call("cross", {hinge.x[2] - hinge.x[0], hinge.x[3] - hinge.x[0]}), n_a);
  hinge.n_b = s.Let(s.Call("cross", {hinge.x[3] - hinge.x[1], hinge.x[2] - hinge.x[1]}), n_b);
  hinge.edge_length = Named(s, s.Call("length", {hinge.edge}), {"e_len", "len_e", "edge_len"});
  hinge.len_a = s.Let(s.Call("length", {hinge.n_a}), len_a);
  hinge.len_b = s.Let(s.Call("length", {hinge.n_b}), len_b);
  return hinge;
}

// Threads with degenerate triangles or edges return early, so all lengths are positive afterwards.
void SkipDegenerate(Sketch& s, Hinge& hinge) {
  const Val tiny = Tiny(s, hinge.len_a.type);
  const std::array flat = {hinge.len_a < tiny, hinge.len_b < tiny, hinge.edge_length < tiny};
  s.ReturnIf(s.rng().Chance(0.5) ? AnyOf(flat)
                                 : s.Call("min", {s.Call("min", {hinge.len_a, hinge.len_b}),
                                                  hinge.edge_length}) < tiny);
  for (Val* length : {&hinge.len_a, &hinge.len_b, &hinge.edge_length}) {
    *length = Known(*length, 1e-6, 1e3);
  }
}

// def dihedral(n0, n1, e): the angle between two unit normals about a unit edge.
lang::FuncId DefineDihedral(Sketch& s, Type vec) {
  const ValueRange unit = {-1.0, 1.0, true, true, false};
  const std::array params = {Sketch::Param{OneOf(s, {"n0", "na"}), vec, unit},
                             Sketch::Param{OneOf(s, {"n1", "nb"}), vec, unit},
                             Sketch::Param{OneOf(s, {"e", "axis"}), vec, unit}};
  const bool by_cosine = s.rng().Chance(0.4);
  return s.DefineHelper(
      OneOf(s, {"dihedral_angle", "hinge_angle", "signed_angle"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Type real = lang::ScalarType(vec.scalar);
        const Val cosine = s.Call("dot", {p[0], p[1]});
        const Val turn = s.Call("dot", {s.Call("cross", {p[0], p[1]}), p[2]});
        if (!by_cosine) {
          const Val c = Known(Named(s, cosine, {"c", "cos_theta"}), 0.001, 1.0);
          return {s.Call("atan2", {Named(s, turn, {"sn", "sin_theta"}), c})};
        }
        const Val c = s.Call("clamp", {cosine, s.Real(-1.0, real), s.Real(1.0, real)});
        const Val angle = Named(s, s.Call("acos", {Known(c, -0.99, 0.99)}), {"angle", "theta"});
        s.ReturnIf(turn < 0.0, {-angle});
        return {Known(angle, -3.1416, 3.1416)};
      });
}

// The gradients of the angle with respect to the four points.
std::array<Val, 4> Gradients(Sketch& s, const Hinge& hinge, const Val& unit_a, const Val& unit_b,
                             const Val& unit_e) {
  const auto& x = hinge.x;
  static constexpr std::array<std::string_view, 4> kG = {"g0", "g1", "g2", "g3"};
  static constexpr std::array<std::string_view, 4> kD = {"d0", "d1", "d2", "d3"};
  const auto& names = s.rng().Chance(0.5) ? kG : kD;
  std::array<Val, 4> g;
  g[0] = s.Let(unit_a * (hinge.edge_length / hinge.len_a), names[0]);
  g[1] = s.Let(unit_b * (hinge.edge_length / hinge.len_b), names[1]);
  const bool scalar_first = s.rng().Chance(0.5);
  const auto part = [&](int corner, int end) {
    const auto k = static_cast<size_t>(corner);
    const Val along = s.Call("dot", {x[k] - x[static_cast<size_t>(end)], unit_e});
    const Val share = along / hinge.edge_length;
    return scalar_first ? share * g[k] : g[k] * share;
  };
  g[2] = s.Let(part(0, 3) + part(1, 3), names[2]);
  g[3] = s.Let(-part(0, 2) - part(1, 2), names[3]);
  return g;
}

// The rate of change of the angle.
Val AngleRate(Sketch& s, Type vec, int points, const Hinge& hinge, const std::array<Val, 4>& g) {
  const int velocities = TableNamed(s, vec, {"v", "velocities", "particle_qd"}, points);
  std::vector<Val> terms;
  for (size_t k = 0; k < 4; ++k) {
    terms.push_back(s.Call("dot", {g[k], s.At(velocities, {hinge.ids[k]})}));
  }
  return Named(s, SumOf(terms), {"rate", "theta_dot", "dtheta"});
}

void DrawBendingForce(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, 3);
  const int points = TableSize(s);
  const bool helper = s.rng().Chance(0.6);
  const lang::FuncId dihedral = helper ? DefineDihedral(s, vec) : lang::FuncId{};
  Hinge hinge = ReadHinge(s, vec, points);
  SkipDegenerate(s, hinge);
  const auto& [name_a, name_b, name_e] = s.rng().Choose(kUnits);
  const Val unit_a = s.Let(hinge.n_a / hinge.len_a, name_a);
  const Val unit_b = s.Let(hinge.n_b / hinge.len_b, name_b);
  const Val unit_e = s.Let(hinge.edge / hinge.edge_length, name_e);
  Val angle;
  if (helper) {
    angle = s.CallHelper(dihedral, std::array{unit_a, unit_b, unit_e});
  } else {
    const Val turn = s.Call("dot", {s.Call("cross", {unit_a, unit_b}), unit_e});
    const Val cosine = Known(s.Call("dot", {unit_a, unit_b}), 0.001, 1.0);
    angle = s.Call("atan2", {turn, cosine});
  }
  const Val theta = Named(s, angle, {"theta", "angle", "phi"});
  const std::array<Val, 4> g = Gradients(s, hinge, unit_a, unit_b, unit_e);
  const Val rest =
      s.ThreadElement(InputNamed(s, real, {"rest_angles", "rest_angle", "theta0"}, {-1.0, 1.0}));
  const Val ke = Parameter(s, real, {"bend_ke", "edge_ke", "k_bend"}, {0.1, 10.0});
  Val torque = ke * (theta - rest);
  if (s.rng().Chance(0.4)) {
    torque = torque * hinge.edge_length / (hinge.len_a + hinge.len_b);
  }
  if (s.rng().Chance(0.5)) {
    const Val kd = Coefficient(s, real, {"bend_kd", "edge_kd", "damping"}, {0.001, 0.1});
    torque = torque + kd * AngleRate(s, vec, points, hinge, g);
  } else if (s.rng().Chance(0.4)) {
    torque = torque + s.Draw(real, 1);
  }
  const bool negative = s.rng().Chance(0.5);
  const Val f = Named(s, negative ? torque : -torque, {"f", "tau", "mag"});
  const bool scalar_first = s.rng().Chance(0.5);
  const int forces = Totals(s, vec, {points}, OneOf(s, {"forces", "f_out", "particle_f"}));
  for (size_t k = 0; k < 4; ++k) {
    const Val part = scalar_first ? f * g[k] : g[k] * f;
    negative ? ScatterMinus(s, forces, hinge.ids[k], part) : Scatter(s, forces, hinge.ids[k], part);
  }
}

}  // namespace

Motif BendingForceMotif() {
  return {.name = "bending-force",
          .family = Family::kAtomics,
          .weight = 0.8,
          .draw = DrawBendingForce,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

// The cotangent Laplacian of a triangle mesh, scattered by faces: the cotangent of each angle is
// the weight of the opposite edge.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

struct Face {
  Type real, vec;
  int points = 0;
  std::vector<Val> ids;
  std::array<Val, 3> p;
  std::array<std::string_view, 3> letters;
};

Face ReadFace(Sketch& s) {
  Face f;
  f.real = Precise(s);
  f.vec = VecOf(f.real, 3);
  f.points = TableSize(s);
  static constexpr std::array<std::array<std::string_view, 3>, 2> kIds = {
      {{"i", "j", "k"}, {"i0", "i1", "i2"}}};
  static constexpr std::array<std::array<std::string_view, 3>, 3> kPoints = {
      {{"a", "b", "c"}, {"p0", "p1", "p2"}, {"xi", "xj", "xk"}}};
  f.ids = Corners(s, {"faces", "triangles", "tri_indices"}, s.rng().Choose(kIds), f.points);
  const int points = TableNamed(s, f.vec, {"vertices", "x", "points"}, f.points);
  const auto& names = s.rng().Choose(kPoints);
  for (size_t c = 0; c < 3; ++c) {
    f.p[c] = s.Let(s.At(points, {f.ids[c]}), names[c]);
  }
  return f;
}

// def cotangent(u, v): the cotangent of the angle between two edges.
lang::FuncId DefineCotangent(Sketch& s, const Face& f) {
  const std::array params = {Sketch::Param{"u", f.vec, Between(-4.0, 4.0)},
                             Sketch::Param{"v", f.vec, Between(-4.0, 4.0)}};
  const bool limits = s.rng().Chance(0.4);
  const Val most = limits ? s.DrawLiteral(f.real, 2.0, 20.0) : Val{};
  const Val tiny = Tiny(s, f.real);
  return s.DefineHelper(
      OneOf(s, {"cotangent", "cot_angle", "cot"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val sine = s.Call("length", {s.Call("cross", {p[0], p[1]})});
        const Val guarded = s.rng().Chance(0.5) ? sine + tiny : s.Call("max", {sine, tiny});
        const Val value = s.Call("dot", {p[0], p[1]}) / Known(guarded, 1e-6, 50.0);
        return {limits ? s.Call("clamp", {value, -most, most}) : value};
      });
}

void DrawCotanLaplacian(Sketch& s) {
  const Face f = ReadFace(s);
  const bool on_values = s.rng().Chance(0.4);
  const Type element = on_values ? f.real : f.vec;
  const int values = on_values ? TableNamed(s, f.real, {"u", "values", "heat"}, f.points) : -1;
  const int laplacian = Totals(s, element, {f.points}, OneOf(s, {"laplacian", "lap", "delta"}));
  const bool areas = s.rng().Chance(0.4);
  const bool helper = s.rng().Chance(0.7);
  const lang::FuncId cotangent = helper ? DefineCotangent(s, f) : lang::FuncId{};
  std::array<Val, 3> at = f.p;
  for (size_t c = 0; on_values && c < 3; ++c) {
    static constexpr std::array<std::string_view, 3> kU = {"u0", "u1", "u2"};
    at[c] = s.Let(s.At(values, {f.ids[c]}), kU[c]);
  }
  const Val normal =
      helper && !areas ? Val{}
                       : Named(s, s.Call("cross", {f.p[1] - f.p[0], f.p[2] - f.p[0]}), {"n", "cr"});
  const Val twice =
      normal.is_valid() ? Named(s, s.Call("length", {normal}), {"area2", "dbl_area"}) : Val{};
  if (twice.is_valid() && s.rng().Chance(0.5)) {
    s.ReturnIf(twice < Tiny(s, f.real));
  }
  const bool halves = s.rng().Chance(0.6);
  static constexpr std::array<std::array<std::string_view, 3>, 2> kWeights = {
      {{"w0", "w1", "w2"}, {"cot_a", "cot_b", "cot_c"}}};
  const auto& names = s.rng().Choose(kWeights);
  std::array<Val, 3> weights;
  for (size_t c = 0; c < 3; ++c) {
    const Val u = f.p[(c + 1) % 3] - f.p[c];
    const Val v = f.p[(c + 2) % 3] - f.p[c];
    Val w = helper ? s.CallHelper(cotangent, std::array{u, v})
                   : s.Call("dot", {u, v}) / Known(twice, 1e-6, 50.0);
    w = halves ? 0.5 * w : w;
    weights[c] = s.Let(w, names[c]);
  }
  const bool weighs = s.rng().Chance(0.3);
  for (size_t c = 0; c < 3; ++c) {
    const size_t a = (c + 1) % 3;
    const size_t b = (c + 2) % 3;
    Val flow = weights[c] * (at[b] - at[a]);
    flow = weighs ? flow * s.Draw(f.real, 0) : flow;
    const Val named = s.StyleChoice("edge terms named", 0.6) ? s.Let(flow, c == 0   ? "d0"
                                                                           : c == 1 ? "d1"
                                                                                    : "d2")
                                                             : flow;
    Scatter(s, laplacian, f.ids[a], named);
    ScatterMinus(s, laplacian, f.ids[b], named);
  }
  if (areas) {
    const int sums = Totals(s, f.real, {f.points}, OneOf(s, {"vertex_area", "areas", "mass"}));
    const Val third = Named(s, twice / s.Real(6.0, f.real), {"third", "area_share", "va"});
    for (const Val& id : f.ids) {
      Scatter(s, sums, id, third);
    }
  }
}

}  // namespace

Motif CotanLaplacianMotif() {
  return {.name = "cotan-laplacian",
          .family = Family::kAtomics,
          .weight = 0.8,
          .draw = DrawCotanLaplacian,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "geometry",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

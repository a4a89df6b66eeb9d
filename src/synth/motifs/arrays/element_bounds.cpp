// Bounding boxes of edges, triangles or tetrahedra, with a margin; of moving elements, over the
// whole time step.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

// The component-wise minimum or maximum of the points.
Val Extreme(Sketch& s, std::string_view call, std::span<const Val> points) {
  Val value = points[0];
  for (const Val& point : points.subspan(1)) {
    value = s.Call(call, {value, point});
  }
  return value;
}

// Adds the vertices at the end of the time step.
void AddMoved(Sketch& s, Type vec, int count, std::span<const Val> ids, std::vector<Val>& points) {
  const Type real = lang::ScalarType(vec.scalar);
  const int velocities = TableNamed(s, vec, {"v", "velocities", "particle_qd"}, count);
  const Val dt = TimeStep(s, real);
  static constexpr std::array<std::string_view, 4> kNames = {"y0", "y1", "y2", "y3"};
  for (size_t k = 0; k < ids.size(); ++k) {
    points.push_back(s.Let(points[k] + s.At(velocities, {ids[k]}) * dt, kNames[k]));
  }
}

// Another output of the box: its center, surface area, longest side, or a formula of its size.
void OutputMeasure(Sketch& s, const Val& low, const Val& high) {
  const Type real = lang::ScalarType(low.type.scalar);
  if (s.rng().Chance(0.3)) {
    return OutputNamed(s, (low + high) * s.Real(0.5, real), {"centers", "box_centers"});
  }
  const Val e = Named(s, high - low, {"e", "extent", "size"});
  if (low.type.rows == 3 && s.rng().Chance(0.5)) {
    return OutputNamed(s, 2.0 * (e[0] * e[1] + e[1] * e[2] + e[2] * e[0]),
                       {"surface_out", "box_areas"});
  }
  const Val longest = s.Call("max", {e});
  if (s.rng().Chance(0.5)) {
    return OutputNamed(s, longest, {"longest", "box_size"});
  }
  const std::array params = {Sketch::Param{OneOf(s, {"x", "len"}), real, Between(0.0, 8.0)}};
  const lang::FuncId cost =
      DefineFormula(s, {"split_cost", "box_cost", "priority"}, params, real, 2);
  OutputNamed(s, s.CallHelper(cost, std::array{longest}), {"costs_out", "priorities"});
}

void DrawElementBounds(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, s.rng().Chance(0.8) ? 3 : 2);
  const size_t corners = s.rng().Choose(std::array<size_t, 4>{2, 3, 3, 4});
  const int count = TableSize(s);
  static constexpr std::array<std::string_view, 4> kIds = {"i", "j", "k", "l"};
  static constexpr std::array<std::array<std::string_view, 4>, 2> kPoints = {
      {{"x0", "x1", "x2", "x3"}, {"a", "b", "c", "d"}}};
  const auto ids = Corners(s,
                           {corners == 2   ? "edges"
                            : corners == 3 ? "triangles"
                                           : "tets",
                            "elements"},
                           std::span(kIds).first(corners), count);
  const int table = TableNamed(s, vec, {"x", "positions", "points"}, count);
  const auto& names = s.rng().Choose(kPoints);
  std::vector<Val> points;
  for (size_t k = 0; k < corners; ++k) {
    points.push_back(s.Let(s.At(table, {ids[k]}), names[k]));
  }
  if (s.rng().Chance(0.35)) {
    AddMoved(s, vec, count, ids, points);
  }
  Val low = Extreme(s, "min", points);
  Val high = Extreme(s, "max", points);
  static constexpr std::array<std::array<std::string_view, 2>, 3> kEnds = {
      {{"lo", "hi"}, {"lower", "upper"}, {"bmin", "bmax"}}};
  const auto& ends = s.rng().Choose(kEnds);
  low = s.Let(low, ends[0]);
  high = s.Let(high, ends[1]);
  if (s.rng().Chance(0.65)) {
    const Val margin =
        s.rng().Chance(0.7)
            ? SharedValue(s, real, {"margin", "thickness", "radius"}, {0.01, 0.2})
            : s.ThreadElement(InputNamed(s, real, {"radii", "thickness"}, {0.01, 0.2}));
    const Val pad = Named(s, s.Make(vec, {margin}), {"pad", "grow", "m"});
    low = low - pad;
    high = high + pad;
  }
  const bool measures = s.rng().Chance(0.55);
  if (measures) {
    low = s.Let(low, "lo_pad");
    high = s.Let(high, "hi_pad");
  }
  const bool named = s.rng().Chance(0.5);
  s.Output(low, named ? "lowers" : "box_min");
  s.Output(high, named ? "uppers" : "box_max");
  if (measures) {
    OutputMeasure(s, low, high);
  }
}

}  // namespace

Motif ElementBoundsMotif() {
  return {.name = "element-bounds",
          .family = Family::kArrays,
          .weight = 0.9,
          .draw = DrawElementBounds,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "geometry",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

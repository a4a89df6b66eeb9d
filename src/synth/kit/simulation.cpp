#include "synth/kit/simulation.h"

#include <array>

#include "lang/walk.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::Fill;
using lang::Type;

Val AxisVector(Sketch& s, Type vec, int axis) {
  const Type real = lang::ScalarType(vec.scalar);
  std::vector<Val> parts(static_cast<size_t>(vec.rows), s.Real(0.0, real));
  parts[static_cast<size_t>(axis)] = s.Real(1.0, real);
  Val value = s.Make(vec, parts);
  value.range.unit = true;
  return value;
}

Val Gravity(Sketch& s, Type vec) {
  if (s.rng().Chance(0.7)) {
    return Arg(s, vec, {"gravity", "g", "external_acc"}, {-10.0, 10.0});
  }
  const Type real = lang::ScalarType(vec.scalar);
  const int up = vec.rows == 3 && s.rng().Chance(0.3) ? 2 : 1;
  std::vector<Val> parts(static_cast<size_t>(vec.rows), s.Real(0.0, real));
  parts[static_cast<size_t>(up)] =
      s.rng().Chance(0.6) ? s.Real(-9.81, real) : -Arg(s, real, {"g", "gravity_mag"}, {1.0, 10.0});
  return s.Make(vec, parts);
}

namespace {

void ForEachInList(Sketch& s, const Val& own, int points,
                   const std::function<void(const Val& j)>& body) {
  const int entries = points * s.rng().Choose(std::array{4, 8, 16});
  const int offsets =
      s.NewArray({.element = lang::kInt,
                  .shape = {points + 1},
                  .fill = Fill::kSorted,
                  .low = 0.0,
                  .high = static_cast<double>(entries),
                  .name = OneOf(s, {"neighbor_offsets", "nbr_start", "row_offsets"})});
  const int list = Indices(s, {entries}, points, OneOf(s, {"neighbors", "nbr_ids", "adjacency"}));
  Val start = s.At(offsets, {own});
  Val end = s.At(offsets, {own + 1});
  if (s.rng().Chance(0.6)) {
    start = Named(s, start, {"start", "begin", "k0"});
    end = Named(s, end, {"end", "stop", "k1"});
  }
  s.For({"k", "n", "e"}, start, end, 0, [&](const Val& k) { body(s.Let(s.At(list, {k}), "j")); });
}

void ForEachInRow(Sketch& s, const Val& own, int points, bool counted,
                  const std::function<void(const Val& j)>& body) {
  const int most = s.rng().Choose(std::array{8, 16, 24, 32});
  const int rows =
      Indices(s, {points, most}, points, OneOf(s, {"neighbors", "nbrs", "neighbor_ids"}), !counted);
  Val bound;
  if (counted) {
    const int counts = Input(s, lang::kInt, {points},
                             OneOf(s, {"neighbor_count", "num_neighbors", "counts"}), 0, most);
    bound = Named(s, s.At(counts, {own}), {"count", "n_nbrs", "num"});
  } else {
    bound = Extent(s, rows, 1, "max_neighbors");
  }
  s.For({"k", "n", "m"}, Val{}, bound, 0, [&](const Val& k) {
    const Val j = s.Let(s.At(rows, {own, k}), "j");
    if (!counted) {
      s.If(j < 0.0, [&] { s.Break(); });
    }
    body(Known(j, 0.0, points - 1.0));
  });
}

}  // namespace

void ForEachNeighbor(Sketch& s, const Val& own, int points,
                     const std::function<void(const Val& j)>& body) {
  const auto how = s.rng().Below(4);
  if (how < 2) {
    ForEachInList(s, own, points, body);
  } else {
    ForEachInRow(s, own, points, how == 2, body);
  }
}

Val MutableNamed(Sketch& s, const Val& init, Words names) { return s.Mutable(init, names); }

Val MutableNamed(Sketch& s, const Val& init, Words names, const ValueRange& bound) {
  return s.Mutable(init, names, bound);
}

lang::FuncId DefineFormula(Sketch& s, Words names, std::span<const Sketch::Param> params,
                           Type result, int depth) {
  return s.DefineHelper(OneOf(s, names), params, [&](std::span<const Val> p) -> std::vector<Val> {
    const Val drawn = s.Draw(result, depth);
    bool reads = false;
    lang::ForEachExpr(s.module(), drawn.id, [&](lang::ExprId id) {
      const auto* ref = std::get_if<lang::VarRef>(&s.module()[id].node);
      const auto* first = std::get_if<lang::VarRef>(&s.module()[p[0].id].node);
      reads = reads || (ref != nullptr && ref->var == first->var);
    });
    const bool plain = std::holds_alternative<lang::VarRef>(s.module()[drawn.id].node);
    if (reads) {
      return {plain ? drawn * s.DrawLiteral(lang::ScalarType(result.scalar), 0.1, 4.0) : drawn};
    }
    return {result == p[0].type && !result.is_scalar() ? drawn + p[0] : drawn * p[0]};
  });
}

Val SumOf(std::span<const Val> terms) {
  Val sum = terms[0];
  for (const Val& term : terms.subspan(1)) {
    sum = sum + term;
  }
  return sum;
}

}  // namespace warploom::synth::kit

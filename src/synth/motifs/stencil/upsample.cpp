#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Upsampling: a coarse field read at the points of a fine grid, nearest or linear.
void DrawUpsample(Sketch& s) {
  const Type real = s.real();
  const Type element = DrawElement(s, 0.25);
  const int factor = s.rng().Choose(std::array{2, 2, 4});
  std::vector<int> shape;
  for (const int dim : s.dims()) {
    shape.push_back(dim / factor + 2);
  }
  const int coarse = Input(s, element, shape, OneOf(s, {"coarse", "low_res", "src", "e_coarse"}));
  const bool nearest = s.rng().Chance(0.35);
  static constexpr std::array<std::array<std::string_view, 2>, 2> kCells = {
      {{"ci", "fi"}, {"cj", "fj"}}};
  std::array<Val, 2> cell;
  std::array<Val, 2> t;
  for (size_t axis = 0; axis < static_cast<size_t>(s.ndim()); ++axis) {
    const Val own = s.Thread(static_cast<int>(axis));
    cell[axis] = s.Let(s.rng().Chance(0.7) ? FloorDiv(own, s.Int(factor)) : own / s.Int(factor),
                       kCells[axis][0]);
    if (!nearest) {
      const Val rest = own % s.Int(factor);
      t[axis] = Known(s.Let(s.Convert(rest, real) / s.Real(factor), kCells[axis][1]), 0.0, 1.0);
    }
  }
  const auto at = [&](int a, int b) {
    const Val i = a == 0 ? cell[0] : cell[0] + a;
    return s.ndim() == 1 ? s.At(coarse, {i}) : s.At(coarse, {i, b == 0 ? cell[1] : cell[1] + b});
  };
  const auto name = OneOf(s, {"fine", "upsampled", "high_res", "dst"});
  const auto corrected = [&](const Val& v) {
    return s.rng().Chance(0.3) ? s.ThreadElement(s.InputArray(element)) + v : v;
  };
  if (nearest) {
    return s.Output(corrected(at(0, 0)), name);
  }
  if (s.ndim() == 1) {
    return s.Output(corrected(s.Call("lerp", {at(0, 0), at(1, 0), t[0]})), name);
  }
  const Val a = s.Let(s.Call("lerp", {at(0, 0), at(0, 1), t[1]}), {"a", "top", "v0"});
  const Val b = s.Let(s.Call("lerp", {at(1, 0), at(1, 1), t[1]}), {"b", "bottom", "v1"});
  s.Output(corrected(s.Call("lerp", {a, b, t[0]})), name);
}

}  // namespace

Motif UpsampleMotif() {
  return {.name = "upsample",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawUpsample,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

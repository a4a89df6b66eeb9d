#include <algorithm>
#include <array>
#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Differences inside a grid, another rule on its edge.
void DrawBoundary(Sketch& s) {
  const Type real = s.real();
  const int u = s.NewArray({real, {}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
  const auto axes = static_cast<size_t>(s.ndim());
  const auto at = [&](size_t axis, int step) {
    std::vector<Val> index;
    for (size_t k = 0; k < axes; ++k) {
      const Val i = s.Thread(static_cast<int>(k));
      const double last = s.dims()[k] - 1.0;
      index.push_back(k != axis || step == 0 ? i : Known(step > 0 ? i + 1.0 : i - 1.0, 0.0, last));
    }
    return s.At(u, index);
  };
  const Val here = s.Let(s.ThreadElement(u), {"center", "u0", "here", "c"});
  if (axes == 1 && s.rng().Chance(0.5)) {
    const Val i = s.Thread(0);
    const Val inv = s.NewArg(real, 0.5, 4.0, OneOf(s, {"inv_dx", "inv_h", "scale"}));
    Val slope = s.Let(s.Real(0.0), {"grad", "slope", "du"});
    s.IfChain(
        std::array{i == 0.0, i == s.SizeOf(u, 0) - s.Int(1)},
        [&](int branch) {
          s.Set(slope, branch == 0   ? (at(0, 1) - here) * inv
                       : branch == 1 ? (here - at(0, -1)) * inv
                                     : 0.5 * (at(0, 1) - at(0, -1)) * inv);
        },
        true);
    return s.Output(slope);
  }
  const size_t used = std::min<size_t>(axes, 2);
  const bool edge = s.rng().Chance(0.5);
  Val condition;
  for (size_t k = 0; k < used; ++k) {
    const Val i = s.Thread(static_cast<int>(k));
    const Val end = s.SizeOf(u, static_cast<int>(k)) - s.Int(1);
    const Val one = edge ? i == 0.0 || i == end : i > 0.0 && i < end;
    condition = k == 0 ? one : edge ? condition || one : condition && one;
  }
  Val total = at(0, 1);
  for (size_t k = 0; k < used; ++k) {
    total = k == 0 ? at(k, -1) + total : total + at(k, -1) + at(k, 1);
  }
  const Val neighbours = total;
  const Val laplacian = neighbours - 2.0 * static_cast<double>(used) * here;
  const bool diffuses = s.rng().Chance(0.6);
  const Val rate = s.NewArg(real, 0.05, 0.25, OneOf(s, {"alpha", "rate", "kappa", "omega"}));
  const auto inner = [&] {
    return diffuses ? here + rate * laplacian
                    : (1.0 - rate) * here + rate * neighbours / (2.0 * static_cast<double>(used));
  };
  const auto outer = [&] {
    return s.rng().Chance(0.4)   ? s.Real(0.0)
           : s.rng().Chance(0.5) ? s.DrawNumber(real, 0.1, 1.0) * here
                                 : here;
  };
  if (edge && s.rng().Chance(0.5)) {
    const int out = s.NewArray({real, {}, lang::Fill::kZero, 0.0, 0.0, Access::kPerThread, ""});
    s.If(condition, [&] {
      s.StoreThreadElement(out, outer());
      s.builder().Return();
    });
    return s.StoreThreadElement(out, inner());
  }
  Val next = s.Mutable(s.rng().Chance(0.5) ? here : s.Real(0.0), {"next_u", "value", "updated"});
  s.Hide(next);
  if (edge) {
    s.If(condition, [&] { s.Set(next, outer()); }, [&] { s.Set(next, inner()); });
  } else {
    s.If(condition, [&] { s.Set(next, inner()); });
  }
  s.Hide(next, false);
  s.Output(next);
}

}  // namespace

Motif BoundaryMotif() {
  return {.name = "boundary", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawBoundary};
}

}  // namespace warploom::synth::motifs

#include <algorithm>
#include <array>
#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A field on the grid of the launch.
struct BoundedField {
  Sketch& s;
  int u;
  size_t axes;

  // The value `step` cells along the axis from the thread's own.
  Val At(size_t axis, int step) const {
    std::vector<Val> index;
    for (size_t k = 0; k < axes; ++k) {
      const Val i = s.Thread(static_cast<int>(k));
      const double last = s.dims()[k] - 1.0;
      index.push_back(k != axis || step == 0 ? i : Known(step > 0 ? i + 1.0 : i - 1.0, 0.0, last));
    }
    return s.At(u, index);
  }

  // Holds on the border (`edge`) or inside, along the first `used` axes.
  Val Place(size_t used, bool edge) const {
    Val condition;
    for (size_t k = 0; k < used; ++k) {
      const Val i = s.Thread(static_cast<int>(k));
      const Val end = s.SizeOf(u, static_cast<int>(k)) - s.Int(1);
      const Val one = edge ? i == 0.0 || i == end : i > 0.0 && i < end;
      condition = k == 0 ? one : edge ? condition || one : condition && one;
    }
    return condition;
  }

  Val NeighborSum(size_t used) const {
    Val total = At(0, 1);
    for (size_t k = 0; k < used; ++k) {
      total = k == 0 ? At(k, -1) + total : total + At(k, -1) + At(k, 1);
    }
    return total;
  }
};

// Central differences inside, one-sided ones at both ends.
void DrawSlopes(Sketch& s, const BoundedField& field, const Val& here) {
  const Val i = s.Thread(0);
  const Val inv = s.NewArg(s.real(), 0.5, 4.0, OneOf(s, {"inv_dx", "inv_h", "scale"}));
  Val slope = s.Let(s.Real(0.0), {"grad", "slope", "du"});
  s.IfChain(
      std::array{i == 0.0, i == s.SizeOf(field.u, 0) - s.Int(1)},
      [&](int branch) {
        s.Set(slope, branch == 0   ? (field.At(0, 1) - here) * inv
                     : branch == 1 ? (here - field.At(0, -1)) * inv
                                   : 0.5 * (field.At(0, 1) - field.At(0, -1)) * inv);
      },
      true);
  s.Output(slope);
}

// Stores one value at cells where the condition holds and another elsewhere, with an early return.
template <typename Inner, typename Outer>
void StoreWithReturn(Sketch& s, const Val& condition, const Inner& inner, const Outer& outer) {
  const int out = s.NewArray({s.real(), {}, lang::Fill::kZero, 0.0, 0.0, Access::kPerThread, ""});
  s.If(condition, [&] {
    s.StoreThreadElement(out, outer());
    s.builder().Return();
  });
  s.StoreThreadElement(out, inner());
}

// A diffusion or relaxation step inside, another rule on the border.
void DrawRelaxation(Sketch& s, const BoundedField& field, const Val& here) {
  const Type real = s.real();
  const size_t used = std::min<size_t>(field.axes, 2);
  const double count = 2.0 * static_cast<double>(used);
  const bool edge = s.rng().Chance(0.5);
  const Val condition = field.Place(used, edge);
  const Val neighbors = field.NeighborSum(used);
  const Val laplacian = neighbors - count * here;
  const bool diffuses = s.rng().Chance(0.6);
  const Val rate = s.NewArg(real, 0.05, 0.25, OneOf(s, {"alpha", "rate", "kappa", "omega"}));
  const auto inner = [&] {
    return diffuses ? here + rate * laplacian : (1.0 - rate) * here + rate * neighbors / count;
  };
  const auto outer = [&] {
    return s.rng().Chance(0.4)   ? s.Real(0.0)
           : s.rng().Chance(0.5) ? s.DrawNumber(real, 0.1, 1.0) * here
                                 : here;
  };
  if (edge && s.rng().Chance(0.5)) {
    return StoreWithReturn(s, condition, inner, outer);
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

// Differences inside a grid, another rule on its border.
void DrawBoundary(Sketch& s) {
  const int u = s.NewArray({s.real(), {}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
  const BoundedField field{.s = s, .u = u, .axes = static_cast<size_t>(s.ndim())};
  const Val here = s.Let(s.ThreadElement(u), {"center", "u0", "here", "c"});
  if (field.axes == 1 && s.rng().Chance(0.5)) {
    return DrawSlopes(s, field, here);
  }
  DrawRelaxation(s, field, here);
}

}  // namespace

Motif BoundaryMotif() {
  return {.name = "boundary", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawBoundary};
}

}  // namespace warploom::synth::motifs

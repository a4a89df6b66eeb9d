#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// In-place Gauss-Seidel on the cells of one color, whose neighbors all have the other color.
void DrawRedBlack(Sketch& s) {
  Grid grid(s, s.rng().Chance(0.5) ? Border::kReturn : Border::kGuard);
  const Type real = s.real();
  const int p = grid.State(real, OneOf(s, {"p", "u", "x", "phi"}));
  const int rhs = grid.Field(real, OneOf(s, {"rhs", "b", "f"}));
  const int which = static_cast<int>(s.rng().Below(2));
  const Val colour = SizeOrLiteral(s, which, {"color", "parity", "phase"}, 0.7);
  const Val omega =
      s.rng().Chance(0.5) ? s.NewArg(real, 1.0, 1.9, OneOf(s, {"omega", "sor"})) : Val{};
  grid.Inside([&] {
    Val sum = s.Thread(0);
    for (int axis = 1; axis < grid.axes(); ++axis) {
      sum = sum + s.Thread(axis);
    }
    s.If(sum % s.Int(2) == colour, [&] {
      const Val next = (Minus({grid.NeighborSum(p), grid.Here(rhs)})) / s.Real(2.0 * grid.axes());
      if (omega.is_valid()) {
        const Val gs = s.Let(next, {"gs", "update", "target"});
        grid.Store(p, Plus({grid.Here(p), omega * (gs - grid.Here(p))}));
      } else {
        grid.Store(p, next);
      }
    });
  });
}

}  // namespace

Motif RedBlackMotif() {
  return {.name = "red-black",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawRedBlack,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs

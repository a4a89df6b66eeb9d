#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// First-order upwind advection: the one-sided difference against the flow.
void DrawUpwind(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int q = grid.Field(real, OneOf(s, {"q", "phi", "density", "u", "tracer"}));
  const int out = grid.Result(real, OneOf(s, {"q_new", "phi_out", "advected", "density_out"}));
  const Val dt = FieldCoefficient(s, 0.01, 0.1, {"dt", "courant", "cfl"});
  const bool field_speed = s.rng().Chance(0.5);
  static constexpr std::array<std::string_view, 3> kSpeeds = {"vx", "vy", "vz"};
  std::vector<Val> speeds;
  std::vector<int> fields;
  for (int axis = 0; axis < grid.axes(); ++axis) {
    const auto name =
        grid.axes() == 1 ? OneOf(s, {"speed", "c", "vel"}) : kSpeeds[static_cast<size_t>(axis)];
    if (field_speed) {
      fields.push_back(grid.Field(real, name));
    } else {
      speeds.push_back(s.NewArg(real, -1.0, 1.0, name));
    }
  }
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(q), {"qc", "center", "q0"});
    Val change;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const Val v = field_speed
                        ? s.Let(grid.Here(fields[static_cast<size_t>(axis)]), {"vel", "w", "a"})
                        : speeds[static_cast<size_t>(axis)];
      const Val back = here - grid.Beside(q, axis, -1);
      const Val ahead = grid.Beside(q, axis, 1) - here;
      static constexpr std::array<std::string_view, 3> kNames = {"dqdx", "dqdy", "dqdz"};
      Val term;
      if (s.rng().Chance(0.5)) {
        Val slope = s.Mutable(ahead, kNames[static_cast<size_t>(axis)]);
        s.If(v > 0, [&] { s.Set(slope, back); });
        term = v * slope;
      } else {
        const Val zero = s.Real(0.0);
        term = s.Call("max", {v, zero}) * back + s.Call("min", {v, zero}) * ahead;
      }
      change = change.is_valid() ? change + term : term;
    }
    grid.Store(out, here - dt * change);
  });
}

}  // namespace

Motif UpwindMotif() {
  return {.name = "upwind", .family = Family::kStencil, .weight = 1.0, .draw = DrawUpwind};
}

}  // namespace warploom::synth::motifs

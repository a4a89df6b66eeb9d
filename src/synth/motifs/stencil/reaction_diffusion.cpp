#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Reaction and diffusion of two species: Gray-Scott, or an excitable medium.
void DrawReaction(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const bool excitable = s.rng().Chance(0.35);
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 3>{{{"u", "v"}, {"a", "b"}, {"U", "V"}}});
  const int a = grid.Field(real, names[0], 0.0, 1.0);
  const int b = grid.Field(real, names[1], 0.0, 1.0);
  const int a_out = grid.Result(real, OneOf(s, {"u_out", "u_next", "a_next"}));
  const int b_out = grid.Result(real, OneOf(s, {"v_out", "v_next", "b_next"}));
  const Val da = FieldCoefficient(s, 0.1, 0.2, {"Du", "du_rate", "diff_a"});
  const Val dt = s.rng().Chance(0.7) ? FieldCoefficient(s, 0.1, 1.0, {"dt", "delta_t"}) : Val{};
  const auto stepped = [&](const Val& value, const Val& rate) {
    return value + (dt.is_valid() ? dt * rate : rate);
  };
  grid.Inside([&] {
    const Val lap_a = s.Let(grid.Laplacian(a), {"lap_u", "lu", "lap_a"});
    const bool both = !excitable || s.rng().Chance(0.3);
    const Val lap_b = both ? s.Let(grid.Laplacian(b), {"lap_v", "lv", "lap_b"}) : Val{};
    const Val x = s.Let(grid.Here(a), {"uc", "u0", "conc_a"});
    const Val y = s.Let(grid.Here(b), {"vc", "v0", "conc_b"});
    if (excitable) {
      const Val threshold = FieldCoefficient(s, 0.05, 0.4, {"threshold", "a0", "beta"});
      const Val rate = da * lap_a + x * (1.0 - x) * (x - threshold) - y;
      grid.Store(a_out, stepped(x, rate));
      const Val slow = FieldCoefficient(s, 0.005, 0.1, {"eps", "epsilon", "tau_inv"});
      Val recovery = slow * (x * s.DrawNumber(real, 0.2, 1.0) - y);
      recovery = both ? recovery + lap_b * s.DrawNumber(real, 0.05, 0.2) : recovery;
      return grid.Store(b_out, stepped(y, recovery));
    }
    const Val db = FieldCoefficient(s, 0.02, 0.1, {"Dv", "dv_rate", "diff_b"});
    const Val feed = FieldCoefficient(s, 0.01, 0.08, {"feed", "f", "feed_rate"});
    const Val kill = FieldCoefficient(s, 0.03, 0.07, {"kill", "k", "kill_rate"});
    const Val reaction = s.Let(x * y * y, {"uvv", "reaction", "r"});
    Val next_a = stepped(x, da * lap_a - reaction + feed * (1.0 - x));
    Val next_b = stepped(y, db * lap_b + reaction - (feed + kill) * y);
    if (s.rng().Chance(0.3)) {
      next_a = s.Call("clamp", {next_a, s.Real(0.0), s.Real(1.0)});
      next_b = s.Call("clamp", {next_b, s.Real(0.0), s.Real(1.0)});
    }
    grid.Store(a_out, next_a);
    grid.Store(b_out, next_b);
  });
}

}  // namespace

Motif ReactionDiffusionMotif() {
  return {.name = "reaction-diffusion",
          .family = Family::kStencil,
          .weight = 1.2,
          .draw = DrawReaction,
          .min_dims = 1,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs

// One explicit step of the heat equation on a 2D grid: u + alpha * dt * laplacian(u).
#include <array>

#include "synth/families/inputs.h"
#include "synth/idioms/idioms.h"

namespace warploom::synth {
namespace {

void DrawHeatStep(Sketch& s) {
  const lang::Type real = s.real();
  const int field = InputNamed(s, real, {"u", "temperature", "T", "field"}, {0.0, 10.0});
  const Val i = s.Thread(0);
  const Val j = s.Thread(1);
  const auto neighbor = [&](int di, int dj) {
    const auto wrapped = [&](const Val& at, int offset, int dimension) {
      if (offset == 0) {
        return at;
      }
      return offset < 0 ? s.Call("max", {at - s.Int(1), s.Int(0)})
                        : s.Call("min", {at + s.Int(1), s.SizeOf(field, dimension) - s.Int(1)});
    };
    return s.At(field, {wrapped(i, di, 0), wrapped(j, dj, 1)});
  };
  const Val center = Named(s, s.Own(field), {"c", "center", "u0"});
  const Val sum = Named(s, neighbor(-1, 0) + neighbor(1, 0) + neighbor(0, -1) + neighbor(0, 1),
                        {"sum", "neighbors", "s"});
  const Val laplacian = Named(s, sum - 4.0 * center, {"lap", "laplacian"});
  const Val alpha = Coefficient(s, real, {"alpha", "diffusivity", "kappa"}, {0.01, 0.2});
  const Val source = s.rng().Chance(0.3) ? s.Draw(real, 1) : Val{};
  const Val next =
      center + TimeStep(s) * (source.is_valid() ? alpha * laplacian + source : alpha * laplacian);
  s.Output(next, s.rng().Chance(0.5) ? "u_next" : "");
}

}  // namespace

Idiom HeatStepIdiom() { return {"stencil", {"heat-step", 1.0, DrawHeatStep, 2, 2, "simulation"}}; }

}  // namespace warploom::synth

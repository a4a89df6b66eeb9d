// A Runge-Kutta step through a force field given as a function.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawRungeKutta(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const std::array params = {Sketch::Param{"p", vec, Between(-4.0, 4.0)},
                             Sketch::Param{"t", real, Between(0.0, 8.0)}};
  const lang::FuncId field = s.DefineHelper(
      OneOf(s, {"velocity_field", "flow", "field_at", "derivative"}), params,
      [&](std::span<const Val> p) {
        std::vector<Val> parts;
        for (int k = 0; k < vec.rows; ++k) {
          const Val other = p[0][(k + 1) % vec.rows];
          switch (s.rng().Below(3)) {
            case 0: {
              const std::string_view wave = OneOf(s, {"sin", "cos"});
              parts.push_back(s.Call(wave, {other * s.DrawNumber(real, 0.5, 4.0) + p[1]}));
              break;
            }
            case 1:
              parts.push_back(-(s.DrawNumber(real, 0.1, 2.0) * other));
              break;
            default:
              parts.push_back(s.DrawNumber(real, 0.1, 2.0) * (other - p[0][k]));
          }
        }
        return std::vector<Val>{s.Make(vec, parts)};
      });
  const auto at = [&](const Val& x, const Val& t) {
    const std::array args = {x, t};
    return s.CallHelper(field, args);
  };
  const Val x = Read(s, vec, {"positions", "points", "x"}, {"x0", "p", "pos"});
  const Val dt = TimeStep(s);
  const Val time = Arg(s, real, {"time", "t", "t0"}, {0.0, 4.0});
  const Val half = s.rng().Chance(0.5) ? Named(s, 0.5 * dt, {"half", "hdt", "dt_half"}) : 0.5 * dt;
  const Val k1 = s.Let(at(x, time), "k1");
  const Val k2 = s.Let(at(x + k1 * half, time + half), "k2");
  if (s.rng().Chance(0.4)) {
    return s.Output(s.rng().Chance(0.5) ? x + k2 * dt : x + (k1 + k2) * half);
  }
  const Val k3 = s.Let(at(x + k2 * half, time + half), "k3");
  const Val k4 = s.Let(at(x + k3 * dt, time + dt), "k4");
  const Val sum = k1 + 2.0 * k2 + 2.0 * k3 + k4;
  s.Output(s.rng().Chance(0.5) ? x + sum * (dt / s.Real(6.0)) : x + (dt / s.Real(6.0)) * sum);
}

}  // namespace

Motif RungeKuttaMotif() {
  return {.name = "runge-kutta", .family = Family::kVector, .weight = 0.6, .draw = DrawRungeKutta};
}

}  // namespace warploom::synth::motifs

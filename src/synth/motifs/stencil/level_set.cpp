// A level set on a grid: reinitialized to a distance, or moved along its normal, with Godunov's
// upwind gradient.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/grid.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

// def godunov(a, b, s): the squared upwind slope along one axis.
lang::FuncId DefineGodunov(Sketch& s) {
  const Type real = s.real();
  static constexpr std::array<std::array<std::string_view, 2>, 3> kSides = {
      {{"a", "b"}, {"dm", "dp"}, {"back", "fwd"}}};
  const auto& sides = s.rng().Choose(kSides);
  const std::array params = {
      Sketch::Param{sides[0], real, Between(-20.0, 20.0)},
      Sketch::Param{sides[1], real, Between(-20.0, 20.0)},
      Sketch::Param{OneOf(s, {"s", "sgn", "speed"}), real, Between(-2.0, 2.0)}};
  return s.DefineHelper(OneOf(s, {"godunov", "upwind_sq", "godunov_term"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val zero = s.Real(0.0, real);
                          static constexpr std::array<std::array<std::string_view, 2>, 3> kParts = {
                              {{"x", "y"}, {"u", "w"}, {"from_left", "from_right"}}};
                          const auto& names = s.rng().Choose(kParts);
                          const auto larger = [&](std::string_view left, std::string_view right) {
                            const Val x = s.Let(s.Call(left, {p[0], zero}), names[0]);
                            const Val y = s.Let(s.Call(right, {p[1], zero}), names[1]);
                            return Known(s.Call("max", {Square(x), Square(y)}), 0.0, 400.0);
                          };
                          if (s.rng().Chance(0.6)) {
                            s.If(p[2] > 0.0, [&] {
                              const Val value = larger("max", "min");
                              s.builder().Return(std::array{value.id});
                            });
                            return {larger("min", "max")};
                          }
                          const Val out = MutableNamed(s, s.Real(0.0, real), {"g2", "result"},
                                                       Between(0.0, 400.0));
                          Val target = out;
                          s.If(
                              p[2] > 0.0, [&] { s.Set(target, larger("max", "min")); },
                              [&] { s.Set(target, larger("min", "max")); });
                          return {out};
                        });
}

// The one-sided slopes along an axis.
std::array<Val, 2> Slopes(Sketch& s, Grid& grid, int phi, const Val& here, int axis,
                          const Val& dx) {
  static constexpr std::array<std::array<std::string_view, 2>, 3> kLetters = {
      {{"dxm", "dxp"}, {"dym", "dyp"}, {"dzm", "dzp"}}};
  static constexpr std::array<std::array<std::string_view, 2>, 3> kSides = {
      {{"left_d", "right_d"}, {"down_d", "up_d"}, {"back_d", "front_d"}}};
  const auto& names =
      (s.StyleChoice("slopes by sides", 0.3) ? kSides : kLetters)[static_cast<size_t>(axis)];
  const auto scaled = [&](const Val& d) { return dx.is_valid() ? d / dx : d; };
  const Val back = s.Let(scaled(here - grid.Beside(phi, axis, -1)), names[0]);
  const Val ahead = s.Let(scaled(grid.Beside(phi, axis, 1) - here), names[1]);
  return {back, ahead};
}

// The sign of the distance, smoothed near zero.
Val SmoothSign(Sketch& s, const Val& phi0, const Val& dx) {
  const Val width = dx.is_valid() ? dx * dx : s.DrawLiteral(phi0.type, 0.01, 1.0);
  const Val root = s.Call("sqrt", {Known(phi0 * phi0 + width, 1e-4, 1e3)});
  return s.rng().Chance(0.25) ? s.Call("sign", {phi0}) : phi0 / root;
}

// The outward speed of the surface: a field, a number, or a drawn formula.
Val FrontSpeed(Sketch& s, Grid& grid, const Val& here) {
  const Type real = s.real();
  if (s.rng().Chance(0.5)) {
    return grid.Here(grid.Field(real, OneOf(s, {"speed", "normal_vel", "burn_rate"})));
  }
  const std::array params = {Sketch::Param{OneOf(s, {"d", "phi", "x"}), real, Between(-4.0, 4.0)}};
  const lang::FuncId speed =
      DefineFormula(s, {"front_speed", "growth_rate", "normal_speed"}, params, real, 2);
  return s.CallHelper(speed, std::array{here});
}

void DrawLevelSet(Sketch& s) {
  const Type real = s.real();
  Grid grid(s, s.rng().Choose(std::array{Border::kClamp, Border::kClamp, Border::kReturn,
                                         Border::kGuard, Border::kHalo}));
  const lang::FuncId godunov = DefineGodunov(s);
  s.Hide(godunov);
  const int phi = grid.Field(real, OneOf(s, {"phi", "sdf", "levelset"}), -4.0, 4.0);
  const int out = grid.Result(real, OneOf(s, {"phi_out", "phi_new", "sdf_out"}));
  const Val dx =
      s.rng().Chance(0.7) ? Arg(s, real, {"dx", "h_grid", "cell_size"}, {0.2, 1.0}) : Val{};
  const bool restores = s.rng().Chance(0.6);
  const int start = restores && s.rng().Chance(0.6)
                        ? grid.Field(real, OneOf(s, {"phi0", "phi_init", "sdf0"}), -4.0, 4.0)
                        : -1;
  grid.Inside([&] {
    const Val here = Named(s, grid.Here(phi), {"p", "d", "c"});
    if (s.rng().Chance(0.35)) {
      const Val band = SharedValue(s, real, {"band", "narrow_band", "band_width"}, {1.0, 4.0});
      s.If(s.Call("abs", {here}) > band, [&] {
        grid.Store(out, here);
        s.builder().Return();
      });
    }
    const Val first = start < 0 ? here : grid.Here(start);
    const Val speed = restores ? Named(s, SmoothSign(s, first, dx), {"s", "sgn", "s0"})
                               : Named(s, FrontSpeed(s, grid, here), {"f", "speed_n", "vn"});
    std::vector<Val> squares;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const auto [back, ahead] = Slopes(s, grid, phi, here, axis, dx);
      squares.push_back(s.CallHelper(godunov, std::array{back, ahead, speed}));
    }
    const Val slope =
        Named(s, s.Call("sqrt", {Known(SumOf(squares), 0.0, 1e3)}), {"g", "grad_mag", "slope"});
    const Val dt = Arg(s, real, {"dt", "dtau", "step"}, {0.01, 0.3});
    grid.Store(out, restores ? here - dt * speed * (slope - 1.0) : here - dt * speed * slope);
  });
}

}  // namespace

Motif LevelSetMotif() {
  return {.name = "level-set",
          .family = Family::kStencil,
          .weight = 1.0,
          .draw = DrawLevelSet,
          .min_dims = 2,
          .max_dims = 3,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

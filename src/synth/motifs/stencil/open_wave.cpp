// The wave equation in an open domain: leapfrog inside, absorbing borders, a sponge layer in front
// of them, and sources.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// def sponge(i, j, width, ...): the damping of waves near the border.
Val Sponge(Sketch& s, Grid& grid) {
  const Type real = s.real();
  const int width = s.rng().Choose(std::array{4, 6, 8});
  const Val bound = SizeOrLiteral(s, width, {"sponge_width", "pad"}, 0.5);
  const Val strength = SharedValue(s, real, {"sigma", "sponge", "absorb"}, {0.01, 0.5});
  Val depth;
  for (int axis = 0; axis < grid.axes(); ++axis) {
    const Val own = s.Thread(axis);
    const double last = s.dims()[static_cast<size_t>(axis)] - 1.0;
    const Val side = s.Call("min", {own, Known(grid.Last(axis) - own, 0.0, last)});
    depth = depth.is_valid() ? s.Call("min", {depth, side}) : side;
  }
  depth = Named(s, depth, {"d", "edge_dist", "depth"});
  Val damp = MutableNamed(s, s.Real(0.0, real), {"damp", "loss", "gamma"}, Between(0.0, 1.0));
  s.Hide(damp);
  s.If(depth < bound, [&] {
    const Val part = s.Convert(bound - depth, real) / AsNumber(s, bound, real);
    const Val r = Known(Named(s, part, {"r", "t", "ramp"}), 0.0, 1.0);
    s.Set(damp, strength * (s.rng().Chance(0.6) ? r * r : r));
  });
  s.Hide(damp, false);
  return damp;
}

// The value that a source adds at its position.
void AddSource(Sketch& s, Val& next) {
  const Type real = s.real();
  const Val time = Arg(s, real, {"time", "sim_time"}, {0.0, 4.0});
  const Val amplitude = SharedValue(s, real, {"amplitude", "amp", "strength"}, {0.1, 2.0});
  static constexpr std::array<std::string_view, 2> kAt = {"src_x", "src_y"};
  std::vector<Val> here;
  for (int axis = 0; axis < s.ndim(); ++axis) {
    const int place = s.dims()[static_cast<size_t>(axis)] / 2;
    here.push_back(s.Thread(axis) == s.SizeArg(place, kAt[static_cast<size_t>(axis)]));
  }
  s.If(AllOf(here), [&] {
    const Val omega = SharedValue(s, real, {"omega", "freq", "frequency"}, {1.0, 8.0});
    Val pulse = s.Call("sin", {omega * time});
    if (s.rng().Chance(0.4)) {
      const Val width = s.DrawLiteral(real, 0.1, 1.0);
      pulse = pulse * Exp(Known(-(time * time) / width, -40.0, 0.0));
    }
    s.Update(next, BinaryOp::kAdd, amplitude * pulse);
  });
}

// The new value of a border cell: the wave leaves along the axis normal to the border.
Val WalkOut(Sketch& s, int u, int axis, bool low, const Val& here, const Val& courant) {
  std::vector<Val> inner;
  for (int k = 0; k < s.ndim(); ++k) {
    const double last = s.dims()[static_cast<size_t>(k)] - 1.0;
    inner.push_back(k == axis ? Known(low ? s.Thread(k) + 1 : s.Thread(k) - 1, 0.0, last)
                              : s.Thread(k));
  }
  return here - courant * (here - s.At(u, inner));
}

// The leapfrog step of inner cells.
Val Leapfrog(Sketch& s, Grid& grid, int u, const Val& here, const Val& before, const Val& c2) {
  const Val count = s.Real(2.0 * grid.axes());
  const Val lap = Named(s, grid.NeighborSum(u) - count * here, {"lap", "laplacian", "l"});
  return s.rng().Chance(0.5) ? 2.0 * here - before + c2 * lap : here + (here - before) + c2 * lap;
}

void DrawOpenWave(Sketch& s) {
  const Type real = s.real();
  Grid grid(s, Border::kGuard);
  const int u = grid.Field(real, OneOf(s, {"u", "eta", "wave"}));
  const int previous = grid.Field(real, OneOf(s, {"u_prev", "u_old", "prev"}));
  const Val here = Named(s, grid.Here(u), {"uc", "h", "c", "u0"});
  const Val before = grid.Here(previous);
  const Val courant =
      s.rng().Chance(0.6)
          ? Arg(s, real, {"courant", "cfl", "c_dt_dx"}, {0.1, 0.7})
          : Named(s, s.ThreadElement(InputNamed(s, real, {"speed", "celerity"}, {0.1, 0.7})),
                  {"k", "ck"});
  const Val c2 = Named(s, courant * courant, {"c2", "k2", "r2"});
  Val next = MutableNamed(s, here, {"next", "u1", "result"});
  s.Hide(next);
  std::vector<Val> sides;
  std::vector<std::array<int, 2>> walls;
  for (int axis = 0; axis < grid.axes(); ++axis) {
    sides.push_back(s.Thread(axis) == 0);
    sides.push_back(s.Thread(axis) == grid.Last(axis));
    walls.push_back({axis, 1});
    walls.push_back({axis, 0});
  }
  s.IfChain(
      sides,
      [&](int side) {
        const auto k = static_cast<size_t>(side);
        s.Set(next, k < walls.size() ? WalkOut(s, u, walls[k][0], walls[k][1] == 1, here, courant)
                                     : Leapfrog(s, grid, u, here, before, c2));
      },
      true);
  s.Hide(next, false);
  if (s.rng().Chance(0.5)) {
    const Val damp = Sponge(s, grid);
    s.rng().Chance(0.5) ? s.Update(next, BinaryOp::kMul, 1.0 - damp)
                        : s.Update(next, BinaryOp::kSub, damp * (here - before));
  }
  if (s.rng().Chance(0.5)) {
    AddSource(s, next);
  } else if (s.rng().Chance(0.5)) {
    s.Update(next, BinaryOp::kAdd, s.Draw(real, 1) * c2);
  }
  OutputNamed(s, next, {"u_next", "u_new", "wave_out"});
}

}  // namespace

Motif OpenWaveMotif() {
  return {.name = "open-wave",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawOpenWave,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

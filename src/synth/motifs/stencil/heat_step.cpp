// One explicit step of the heat equation on a grid: plain, or with a conductivity per cell,
// sources, cooling and cells of fixed temperature.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

constexpr std::array<std::string_view, 3> kFluxes = {"flux_x", "flux_y", "flux_z"};

// def harmonic_mean(a, b): the conductivity between two cells.
lang::FuncId DefineHarmonicMean(Sketch& s) {
  const std::array params = {Sketch::Param{"a", s.real(), Between(0.1, 1.0)},
                             Sketch::Param{"b", s.real(), Between(0.1, 1.0)}};
  return s.DefineHelper(OneOf(s, {"harmonic_mean", "face_conductivity", "between"}), params,
                        [](std::span<const Val> p) -> std::vector<Val> {
                          return {Known(2.0 * p[0] * p[1] / (p[0] + p[1]), 0.1, 1.0)};
                        });
}

// The heat flux from all neighbors: each difference times the mean of both conductivities.
Val FlowIn(Sketch& s, Grid& grid, int field, const Val& here) {
  const int conductivity = grid.Field(s.real(), OneOf(s, {"k", "kappa", "conductivity"}), 0.1, 1.0);
  const bool harmonic = s.rng().Chance(0.4);
  const lang::FuncId mean = harmonic ? DefineHarmonicMean(s) : lang::FuncId{};
  const Val own = Named(s, grid.Here(conductivity), {"k0", "k_here", "kc"});
  const auto between = [&](const Val& other) {
    return harmonic ? s.CallHelper(mean, std::array{own, other}) : 0.5 * (own + other);
  };
  Val sum;
  for (int axis = 0; axis < grid.axes(); ++axis) {
    const auto side = [&](int step) {
      const Val difference = grid.Beside(field, axis, step) - here;
      return between(grid.Beside(conductivity, axis, step)) * difference;
    };
    const Val right = side(1);
    const Val flux = s.Let(right + side(-1), kFluxes[static_cast<size_t>(axis)]);
    sum = sum.is_valid() ? sum + flux : flux;
  }
  return sum;
}

Val Conducted(Sketch& s, Grid& grid, int field, const Val& here) {
  Val flow;
  if (s.rng().Chance(0.35)) {
    flow = FlowIn(s, grid, field, here);
  } else {
    const Val lap = Named(s, grid.NeighborSum(field) - s.Real(2.0 * grid.axes()) * here,
                          {"lap", "laplacian", "d2u"});
    const Val alpha = SharedValue(s, s.real(), {"alpha", "diffusivity", "kappa"}, {0.01, 0.2});
    flow = s.rng().Chance(0.5) ? alpha * lap : lap * alpha;
  }
  if (s.rng().Chance(0.4)) {
    const Val dx = Arg(s, s.real(), {"dx", "cell_size", "spacing"}, {0.5, 2.0});
    flow = flow / (dx * dx);
  }
  return flow;
}

// Heat sources and cooling of the cell itself.
Val Exchanged(Sketch& s, Grid& grid, const Val& here) {
  const Type real = s.real();
  switch (s.rng().Below(4)) {
    case 0:
      return grid.Here(grid.Field(real, OneOf(s, {"source", "heat", "q_in"})));
    case 1: {
      const Val outside = SharedValue(s, real, {"ambient", "t_env", "u_ext"}, {0.0, 5.0});
      const Val rate = SharedValue(s, real, {"cooling", "h_conv", "loss"}, {0.01, 0.5});
      return rate * (outside - here);
    }
    case 2: {
      const std::array params = {
          Sketch::Param{OneOf(s, {"u", "t", "x"}), real, Between(0.0, 10.0)}};
      const lang::FuncId reaction =
          DefineFormula(s, {"reaction", "source_term", "generation"}, params, real, 2);
      return s.CallHelper(reaction, std::array{here});
    }
    default:
      return Val{};
  }
}

void DrawHeatStep(Sketch& s) {
  const Type real = s.real();
  Grid grid(s);
  const int field = grid.Field(real, OneOf(s, {"u", "temperature", "T", "field"}), 0.0, 10.0);
  const int out = grid.Result(real, OneOf(s, {"u_next", "u_new", "temperature_out", "T_out"}));
  const bool keeps = s.rng().Chance(0.3);
  const bool copies = s.rng().Chance(0.5);
  const Val dt = s.rng().Chance(0.7) ? TimeStep(s) : Val{};
  const auto body = [&] {
    const Val here = Named(s, grid.Here(field), {"c", "center", "u0", "here"});
    const Val flow = Conducted(s, grid, field, here);
    const Val own = Exchanged(s, grid, here);
    Val rate = own.is_valid() ? flow + own : flow;
    rate = dt.is_valid() ? dt * rate : rate;
    grid.Store(out, here + rate);
  };
  const auto rim = !copies ? std::function<void()>() : [&] { grid.Store(out, grid.Here(field)); };
  if (!keeps) {
    return grid.Inside(body, rim);
  }
  const int fixed = Indices(s, {}, 2, OneOf(s, {"fixed", "is_boundary", "dirichlet"}));
  s.If(s.ThreadElement(fixed) != 0.0, [&] {
    grid.Store(out, grid.Here(field));
    s.builder().Return();
  });
  grid.Inside(body, rim);
}

}  // namespace

Motif HeatStepMotif() {
  return {.name = "heat-step",
          .family = Family::kStencil,
          .weight = 1.6,
          .draw = DrawHeatStep,
          .min_dims = 1,
          .max_dims = 3,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

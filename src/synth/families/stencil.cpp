// Stencils: explicit time steps on grids.
#include "synth/families/stencil.h"

#include <array>

#include "synth/families/families.h"
#include "synth/families/grid.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// dt, or a number, or a module constant.
Val Coefficient(Sketch& s, double low, double high, std::initializer_list<std::string_view> names) {
  return s.rng().Chance(0.65) ? s.NewArg(s.real(), low, high, OneOf(s, names))
                              : s.DrawNumber(s.real(), low, high);
}

// The Laplacian with its name and grid spacing, or as it stands.
Val NamedLaplacian(Sketch& s, Grid& grid, int field, std::string_view name) {
  Val lap = s.Let(grid.Laplacian(field), name);
  switch (s.rng().Below(4)) {
    case 0:
      return lap * s.NewArg(s.real(), 1.0, 16.0, OneOf(s, {"inv_dx2", "inv_h2"}));
    case 1: {
      const Val dx = s.NewArg(s.real(), 0.5, 2.0, OneOf(s, {"dx", "h", "cell_size"}));
      return lap / (dx * dx);
    }
    default:
      return lap;
  }
}

// 2 u - u_prev + c^2 dt^2 lap(u), perhaps damped.
void DrawWave(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int u = grid.Field(real, OneOf(s, {"u", "height", "curr", "wave", "h_curr"}));
  const int previous = grid.Field(real, OneOf(s, {"u_prev", "prev", "h_prev", "u_old"}));
  const int next = grid.Result(real, OneOf(s, {"u_next", "next_u", "h_next", "u_new"}));
  const Val speed = Coefficient(s, 0.05, 0.5, {"c2", "courant", "k_speed", "c_dt_sq"});
  const Val damping =
      s.rng().Chance(0.5) ? Coefficient(s, 0.9, 0.999, {"damping", "decay"}) : Val{};
  grid.Inside([&] {
    const Val lap = NamedLaplacian(s, grid, u, OneOf(s, {"lap", "laplacian", "l"}));
    const Val now =
        s.rng().Chance(0.4) ? s.Let(grid.Here(u), OneOf(s, {"uc", "h", "center"})) : grid.Here(u);
    Val value;
    if (s.rng().Chance(0.3)) {
      const Val velocity = s.Let(now - grid.Here(previous), OneOf(s, {"vel", "v", "du"}));
      value = now + (damping.is_valid() ? velocity * damping : velocity) + speed * lap;
    } else {
      value = 2.0 * now - grid.Here(previous) + speed * lap;
      value = damping.is_valid() ? damping * value : value;
    }
    grid.Store(next, value);
  });
}

// Two species that diffuse and react: Gray-Scott, or an excitable medium.
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
  const Val da = Coefficient(s, 0.1, 0.2, {"Du", "du_rate", "diff_a"});
  const Val dt = s.rng().Chance(0.7) ? Coefficient(s, 0.1, 1.0, {"dt", "delta_t"}) : Val{};
  const auto stepped = [&](const Val& value, const Val& rate) {
    return value + (dt.is_valid() ? dt * rate : rate);
  };
  grid.Inside([&] {
    const Val lap_a = s.Let(grid.Laplacian(a), OneOf(s, {"lap_u", "lu", "lap_a"}));
    const bool both = !excitable || s.rng().Chance(0.3);
    const Val lap_b = both ? s.Let(grid.Laplacian(b), OneOf(s, {"lap_v", "lv", "lap_b"})) : Val{};
    const Val x = s.Let(grid.Here(a), OneOf(s, {"uc", "u0", "conc_a"}));
    const Val y = s.Let(grid.Here(b), OneOf(s, {"vc", "v0", "conc_b"}));
    if (excitable) {
      const Val threshold = Coefficient(s, 0.05, 0.4, {"threshold", "a0", "beta"});
      const Val rate = da * lap_a + x * (1.0 - x) * (x - threshold) - y;
      grid.Store(a_out, stepped(x, rate));
      const Val slow = Coefficient(s, 0.005, 0.1, {"eps", "epsilon", "tau_inv"});
      Val recovery = slow * (x * s.DrawNumber(real, 0.2, 1.0) - y);
      recovery = both ? recovery + lap_b * s.DrawNumber(real, 0.05, 0.2) : recovery;
      return grid.Store(b_out, stepped(y, recovery));
    }
    const Val db = Coefficient(s, 0.02, 0.1, {"Dv", "dv_rate", "diff_b"});
    const Val feed = Coefficient(s, 0.01, 0.08, {"feed", "f", "feed_rate"});
    const Val kill = Coefficient(s, 0.03, 0.07, {"kill", "k", "kill_rate"});
    const Val reaction = s.Let(x * y * y, OneOf(s, {"uvv", "reaction", "r"}));
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

// First-order upwind: the difference against the flow.
void DrawUpwind(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int q = grid.Field(real, OneOf(s, {"q", "phi", "density", "u", "tracer"}));
  const int out = grid.Result(real, OneOf(s, {"q_new", "phi_out", "advected", "density_out"}));
  const Val dt = Coefficient(s, 0.01, 0.1, {"dt", "courant", "cfl"});
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
    const Val here = s.Let(grid.Here(q), OneOf(s, {"qc", "center", "q0"}));
    Val change;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const Val v = field_speed ? s.Let(grid.Here(fields[static_cast<size_t>(axis)]),
                                        OneOf(s, {"vel", "w", "a"}))
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

// Burgers: u du/dx - nu d2u/dx2 along the last axis.
void DrawBurgers(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int axis = grid.axes() - 1;
  const int u = grid.Field(real, OneOf(s, {"u", "vel", "velocity_x"}));
  const int out = grid.Result(real, OneOf(s, {"u_new", "u_out", "rhs"}));
  const Val dt = Coefficient(s, 0.001, 0.05, {"dt", "h"});
  const Val nu = Coefficient(s, 0.01, 0.2, {"nu", "viscosity", "mu"});
  const Val inv_dx = s.rng().Chance(0.6) ? s.NewArg(real, 1.0, 8.0, "inv_dx") : Val{};
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(u), OneOf(s, {"uc", "ui", "u0"}));
    const Val right = s.Let(grid.Beside(u, axis, 1), OneOf(s, {"ur", "right_u", "u_plus"}));
    const Val left = s.Let(grid.Beside(u, axis, -1), OneOf(s, {"ul", "left_u", "u_minus"}));
    Val slope = s.Real(0.5) * (right - left);
    Val bend = right - 2.0 * here + left;
    if (inv_dx.is_valid()) {
      slope = slope * inv_dx;
      bend = bend * inv_dx * inv_dx;
    }
    slope = s.Let(slope, OneOf(s, {"dudx", "ux", "grad_u"}));
    bend = s.Let(bend, OneOf(s, {"d2udx2", "uxx", "lap"}));
    grid.Store(out, here + dt * (nu * bend - here * slope));
  });
}

// Diffusion that stops at edges: each difference is weighed by how large it is.
void DrawAnisotropic(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int image = grid.Field(real, OneOf(s, {"image", "src", "u", "intensity"}), 0.0, 1.0);
  const int out = grid.Result(real, OneOf(s, {"dst", "smoothed", "out", "u_new"}));
  const Val kappa = s.NewArg(real, 0.05, 0.5, OneOf(s, {"kappa", "edge_scale", "k"}));
  const bool rational = s.rng().Chance(0.5);
  const std::array params = {Sketch::Param{OneOf(s, {"d", "diff", "x"}), real, Between(-2.0, 2.0)},
                             Sketch::Param{"k", real, Between(0.05, 0.5)}};
  const lang::FuncId flux = s.DefineHelper(
      OneOf(s, {"edge_flux", "conduct", "edge_stop", "flux"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val r = s.Let(p[0] / p[1], OneOf(s, {"r", "q", "t"}));
        const Val square = Known(r * r, 0.0, 1000.0);
        return {rational ? p[0] / (1.0 + square)
                         : Known(s.Call("exp", {Known(-square, -8.0, 0.0)}), 0.0, 1.0) * p[0]};
      });
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(image), OneOf(s, {"c", "center", "u0"}));
    Val sum;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      for (const int step : {-1, 1}) {
        const Val term =
            s.CallHelper(flux, std::array{grid.Beside(image, axis, step) - here, kappa});
        sum = sum.is_valid() ? sum + term : term;
      }
    }
    sum = s.Let(sum, OneOf(s, {"total_flux", "acc", "sum"}));
    grid.Store(out, here + Coefficient(s, 0.05, 0.25, {"lam", "rate", "dt"}) * sum);
  });
}

// A helper reads the grid with its indices clamped or wrapped; the kernel calls it for each side.
void DrawSampledLaplacian(Sketch& s) {
  const Type real = s.real();
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  const int field = Input(s, real, shape, OneOf(s, {"f", "phi", "u", "field", "height_field"}));
  static constexpr std::array<std::string_view, 3> kIndices = {"i", "j", "k"};
  static constexpr std::array<std::string_view, 3> kCells = {"ci", "cj", "ck"};
  std::vector<Sketch::Param> params = {
      {OneOf(s, {"f", "grid", "a"}), lang::ArrayOf(real, s.ndim()), {}}};
  for (int axis = 0; axis < s.ndim(); ++axis) {
    params.push_back({kIndices[static_cast<size_t>(axis)], lang::kInt,
                      Between(-2.0, shape[static_cast<size_t>(axis)] + 1.0)});
  }
  const bool wraps = s.rng().Chance(0.35);
  const bool named = s.rng().Chance(0.5);
  const lang::FuncId sample = s.DefineHelper(
      OneOf(s, {"sample", "lookup", "fetch", "read_clamped", "get_cell"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const int array = s.AsArray(p[0], shape, Between(-1.0, 1.0));
        std::vector<Val> cells;
        for (size_t axis = 0; axis + 1 < p.size(); ++axis) {
          const int extent = shape[axis];
          const Val size = Val{&s, s.builder().Shape(p[0].id, static_cast<int>(axis)), lang::kInt,
                               Exactly(extent)};
          Val cell = wraps ? (p[axis + 1] + size) % size
                           : s.Call("clamp", {p[axis + 1], s.Int(0), size - 1});
          cell = Known(named ? s.Let(cell, kCells[axis]) : cell, 0.0, extent - 1.0);
          cells.push_back(cell);
        }
        return {s.At(array, cells)};
      });
  const auto at = [&](int axis, int step) {
    std::vector<Val> args = {s.ArrayRef(field)};
    for (int k = 0; k < s.ndim(); ++k) {
      const Val own = s.Thread(k);
      args.push_back(k != axis ? own : step > 0 ? own + 1 : own - 1);
    }
    Val value = s.CallHelper(sample, args);
    value.facts.from_input = true;
    return value;
  };
  Val sum = at(0, 1) + at(0, -1);
  for (int axis = 1; axis < s.ndim(); ++axis) {
    sum = sum + at(axis, 1) + at(axis, -1);
  }
  const Val lap =
      s.Let(sum - s.Real(2.0 * s.ndim()) * s.Own(field), OneOf(s, {"lap", "laplacian", "l"}));
  s.Output(s.rng().Chance(0.6) ? s.Own(field) + lap * s.DrawNumber(real, 0.01, 0.25)
                               : Finished(s, lap));
}

// The mean of the neighbours, or a blend with it: smoothing of any field of vectors too.
void DrawSmoothing(Sketch& s) {
  Grid grid(s);
  const Type element = DrawElement(s, 0.6);
  const int field = grid.Field(element, OneOf(s, {"", "v", "x", "normals"}));
  const int out = grid.Result(element, OneOf(s, {"smoothed", "v_out", "x_new", "filtered"}));
  grid.Inside([&] {
    const Val mean =
        s.Let(grid.NeighborSum(field) / s.Real(2.0 * grid.axes()), OneOf(s, {"avg", "mean", "m"}));
    const Val weight = Coefficient(s, 0.1, 0.9, {"weight", "lam", "blend"});
    grid.Store(out, s.rng().Chance(0.5)
                        ? s.Call("lerp", {grid.Here(field), mean, Known(weight, 0.1, 0.9)})
                        : grid.Here(field) + (mean - grid.Here(field)) * weight);
  });
}

// Shallow water: the height follows from how the flow diverges, the flow from the slope.
void DrawShallowWater(Sketch& s) {
  Grid grid(s, s.rng().Chance(0.5) ? Border::kWrap : Border::kClamp);
  const Type real = s.real();
  const int h = grid.Field(real, OneOf(s, {"h", "eta", "depth"}), 0.5, 1.5);
  static constexpr std::array<std::string_view, 3> kFlows = {"hu", "hv", "hw"};
  static constexpr std::array<std::string_view, 3> kOuts = {"hu_new", "hv_new", "hw_new"};
  const Val dt = Coefficient(s, 0.001, 0.02, {"dt", "time_step"});
  const Val scale = s.NewArg(real, 0.5, 8.0, OneOf(s, {"inv_2dx", "half_inv_dx"}));
  const int h_out = grid.Result(real, OneOf(s, {"h_new", "eta_new", "depth_new"}));
  Val divergence;
  std::vector<int> flows;
  for (int axis = 0; axis < grid.axes(); ++axis) {
    flows.push_back(grid.Field(real, kFlows[static_cast<size_t>(axis)]));
    const Val d = grid.Difference(flows.back(), axis);
    divergence = divergence.is_valid() ? divergence + d : d;
  }
  divergence = s.Let(divergence * scale, OneOf(s, {"div", "flux", "net"}));
  grid.Store(h_out, grid.Here(h) - dt * divergence);
  const Val g = s.DrawNumber(real, 9.81, 9.81);
  for (int axis = 0; axis < grid.axes(); ++axis) {
    const auto k = static_cast<size_t>(axis);
    static constexpr std::array<std::string_view, 3> kSlopes = {"dhdx", "dhdy", "dhdz"};
    const Val slope = s.Let(grid.Difference(h, axis) * scale, kSlopes[k]);
    grid.Store(grid.Result(real, kOuts[k]), grid.Here(flows[k]) - dt * g * grid.Here(h) * slope);
  }
}

constexpr std::array kMotifs = {
    Motif{"wave", 1.3, DrawWave},
    Motif{"reaction-diffusion", 1.2, DrawReaction, 1, 2},
    Motif{"upwind", 1.0, DrawUpwind},
    Motif{"burgers", 0.8, DrawBurgers, 1, 2},
    Motif{"anisotropic-diffusion", 0.8, DrawAnisotropic, 1, 2},
    Motif{"sampled-laplacian", 1.0, DrawSampledLaplacian},
    Motif{"smoothing", 1.0, DrawSmoothing},
    Motif{"shallow-water", 0.7, DrawShallowWater, 1, 2},
    Motif{"gradient", 1.2, DrawGradient, 2, 3},
    Motif{"divergence", 1.2, DrawDivergence, 2, 3},
    Motif{"curl", 0.9, DrawCurl, 2, 3},
    Motif{"pressure-jacobi", 1.2, DrawPressureJacobi, 2, 3},
    Motif{"red-black", 0.8, DrawRedBlack, 2, 3},
    Motif{"projection", 0.9, DrawProjection, 2, 3},
    Motif{"semi-lagrange", 1.3, DrawSemiLagrange, 1, 2},
    Motif{"height-normal", 0.7, DrawHeightNormal, 2, 2},
    Motif{"box-blur", 1.2, DrawBoxBlur, 1, 2, "graphics"},
    Motif{"convolution", 1.2, DrawConvolution, 1, 2, "graphics"},
    Motif{"sobel", 1.0, DrawSobel, 2, 2, "graphics"},
    Motif{"bilateral", 0.9, DrawBilateral, 1, 2, "graphics"},
    Motif{"morphology", 0.9, DrawMorphology, 1, 2, "graphics"},
    Motif{"sharpen", 0.8, DrawSharpen, 2, 2, "graphics"},
    Motif{"median", 0.7, DrawMedian, 1, 2, "graphics"},
    Motif{"upsample", 0.8, DrawUpsample, 1, 2, "graphics"},
    Motif{"life", 1.0, DrawLife, 2, 3},
    Motif{"rule-table", 0.7, DrawRuleTable, 1, 1},
    Motif{"spread", 0.8, DrawSpread, 2, 2},
    Motif{"distance-sweep", 0.8, DrawDistanceSweep},
};

}  // namespace

Family StencilFamily() {
  return {"stencil", "stencils: heat, waves, fluids, image filters, cellular automata", 1.0, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth

// Stencils: gradients, divergences, pressure, advection.
#include <array>

#include "synth/families/grid.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/stencil.h"

namespace warploom::synth {
namespace {

using lang::Type;

constexpr std::array<std::string_view, 3> kD = {"dx", "dy", "dz"};
constexpr std::array<std::string_view, 3> kG = {"gx", "gy", "gz"};

// 0.5 * inv_dx, 1 / (2 dx), or just a half: what turns a central difference into a slope.
class Spacing {
 public:
  explicit Spacing(Sketch& s) : sketch_(s), kind_(s.rng().Below(3)) {
    if (kind_ == 0) {
      value_ = s.NewArg(s.real(), 0.5, 8.0, OneOf(s, {"inv_dx", "inv_h", "rdx"}));
    } else if (kind_ == 1) {
      value_ = s.NewArg(s.real(), 0.1, 2.0, OneOf(s, {"dx", "h", "cell_size"}));
    }
  }

  Val Slope(const Val& difference) const {
    switch (kind_) {
      case 0:
        return difference * sketch_.Real(0.5) * value_;
      case 1:
        return difference / (2.0 * value_);
      default:
        return sketch_.Real(0.5) * difference;
    }
  }

 private:
  Sketch& sketch_;
  uint64_t kind_;
  Val value_;
};

// The components of a velocity as one field of vecs or as one field each.
struct Velocity {
  int vecs = -1;
  std::array<int, 3> parts = {-1, -1, -1};

  Velocity(Sketch& s, Grid& grid, bool writes) {
    static constexpr std::array<std::string_view, 3> kParts = {"u", "v", "w"};
    if (s.rng().Chance(0.55)) {
      const auto name = OneOf(s, {"vel", "velocity", "u", "v_field"});
      const Type vec = s.vec(grid.axes());
      vecs = writes ? grid.State(vec, name) : grid.Field(vec, name);
      return;
    }
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const auto k = static_cast<size_t>(axis);
      parts[k] = writes ? grid.State(s.real(), kParts[k]) : grid.Field(s.real(), kParts[k]);
    }
  }

  // (right - left) of one component along an axis.
  Val Difference(Grid& grid, int component, int axis) const {
    if (vecs < 0) {
      return grid.Difference(parts[static_cast<size_t>(component)], axis);
    }
    return grid.Beside(vecs, axis, 1)[component] - grid.Beside(vecs, axis, -1)[component];
  }
};

Grid PlainGrid(Sketch& s) {
  static constexpr std::array kBorders = {Border::kClamp,  Border::kClamp, Border::kWrap,
                                          Border::kReturn, Border::kGuard, Border::kHalo};
  return {s, s.rng().Choose(kBorders)};
}

}  // namespace

// Central differences as a vec, or its length.
void DrawGradient(Sketch& s) {
  Grid grid = PlainGrid(s);
  const int field = grid.Field(s.real(), OneOf(s, {"phi", "sdf", "density", "p", "f", "height"}));
  const bool length = s.rng().Chance(0.3);
  const int out = grid.Result(length ? s.real() : s.vec(grid.axes()),
                              length ? OneOf(s, {"grad_mag", "slope", "magnitude"})
                                     : OneOf(s, {"grad", "gradient", "normals", "grad_phi"}));
  const Spacing spacing(s);
  grid.Inside([&] {
    std::vector<Val> parts;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      parts.push_back(
          s.Let(spacing.Slope(grid.Difference(field, axis)), kG[static_cast<size_t>(axis)]));
    }
    if (length && s.rng().Chance(0.5)) {
      Val sum = Square(parts[0]);
      for (size_t k = 1; k < parts.size(); ++k) {
        sum = sum + Square(parts[k]);
      }
      return grid.Store(out, s.Call("sqrt", {sum}));
    }
    const Val vec = s.Construct(s.vec(grid.axes()), parts);
    grid.Store(out, length                ? s.Call("length", {vec})
                    : s.rng().Chance(0.3) ? s.Call("normalize", {vec})
                                          : vec);
  });
}

void DrawDivergence(Sketch& s) {
  Grid grid = PlainGrid(s);
  const Velocity velocity(s, grid, false);
  const int out = grid.Result(s.real(), OneOf(s, {"div", "divergence", "div_out", "rhs"}));
  const Spacing spacing(s);
  grid.Inside([&] {
    std::vector<Val> parts;
    const bool named = s.rng().Chance(0.6);
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const Val d = velocity.Difference(grid, axis, axis);
      parts.push_back(named ? s.Let(d, kD[static_cast<size_t>(axis)]) : d);
    }
    Val sum = parts[0];
    for (size_t k = 1; k < parts.size(); ++k) {
      sum = sum + parts[k];
    }
    const Val value = spacing.Slope(sum);
    grid.Store(out, s.rng().Chance(0.25) ? -value : value);
  });
}

// dv/dx - du/dy, or its three components.
void DrawCurl(Sketch& s) {
  Grid grid = PlainGrid(s);
  const Velocity velocity(s, grid, false);
  const Spacing spacing(s);
  const bool flat = grid.axes() == 2;
  const int out =
      grid.Result(flat ? s.real() : s.vec(3), OneOf(s, {"curl", "vorticity", "omega", "curl_out"}));
  grid.Inside([&] {
    if (flat) {
      const Val dvdx = velocity.Difference(grid, 1, 0);
      const Val dudy = velocity.Difference(grid, 0, 1);
      const Val w = spacing.Slope(dvdx - dudy);
      return grid.Store(out, s.rng().Chance(0.25) ? s.Call("abs", {w}) : w);
    }
    std::vector<Val> parts;
    static constexpr std::array<std::string_view, 3> kNames = {"cx", "cy", "cz"};
    for (int axis = 0; axis < 3; ++axis) {
      const int b = (axis + 1) % 3;
      const int c = (axis + 2) % 3;
      const Val part = velocity.Difference(grid, c, b) - velocity.Difference(grid, b, c);
      parts.push_back(s.Let(spacing.Slope(part), kNames[static_cast<size_t>(axis)]));
    }
    grid.Store(out, s.Construct(s.vec(3), parts));
  });
}

// One Jacobi sweep of the pressure equation.
void DrawPressureJacobi(Sketch& s) {
  Grid grid(s);
  const Type real = s.real();
  const int p = grid.Field(real, OneOf(s, {"p", "pressure", "p_in", "x"}));
  const int rhs = grid.Field(real, OneOf(s, {"div", "divergence", "rhs", "b"}));
  const int out = grid.Result(real, OneOf(s, {"p_out", "p_new", "pressure_out", "x_new"}));
  const double count = 2.0 * grid.axes();
  const Val alpha =
      s.rng().Chance(0.5) ? s.NewArg(real, 0.1, 2.0, OneOf(s, {"dx2", "h2", "alpha"})) : Val{};
  const Val omega = s.rng().Chance(0.35)
                        ? s.NewArg(real, 0.5, 0.9, OneOf(s, {"omega", "relax", "weight"}))
                        : Val{};
  grid.Inside([&] {
    const Val sum = s.Let(grid.NeighborSum(p), OneOf(s, {"sum", "nbr", "s"}));
    const Val b = alpha.is_valid() ? alpha * grid.Here(rhs) : grid.Here(rhs);
    Val next =
        count == 4.0 && s.rng().Chance(0.5) ? (sum - b) * s.Real(0.25) : (sum - b) / s.Real(count);
    if (omega.is_valid()) {
      next = s.Let(next, OneOf(s, {"p_star", "p_new_val", "jac"}));
      next = s.rng().Chance(0.5) ? s.Call("lerp", {grid.Here(p), next, Known(omega, 0.5, 0.9)})
                                 : (1.0 - omega) * grid.Here(p) + omega * next;
    }
    grid.Store(out, next);
  });
}

// Gauss-Seidel in place on the cells of one colour, whose neighbours all have the other.
void DrawRedBlack(Sketch& s) {
  Grid grid(s, s.rng().Chance(0.5) ? Border::kReturn : Border::kGuard);
  const Type real = s.real();
  const int p = grid.State(real, OneOf(s, {"p", "u", "x", "phi"}));
  const int rhs = grid.Field(real, OneOf(s, {"rhs", "b", "f"}));
  const int which = static_cast<int>(s.rng().Below(2));
  const Val colour =
      s.rng().Chance(0.7) ? s.SizeArg(which, OneOf(s, {"color", "parity", "phase"})) : s.Int(which);
  const Val omega =
      s.rng().Chance(0.5) ? s.NewArg(real, 1.0, 1.9, OneOf(s, {"omega", "sor"})) : Val{};
  grid.Inside([&] {
    Val sum = s.Thread(0);
    for (int axis = 1; axis < grid.axes(); ++axis) {
      sum = sum + s.Thread(axis);
    }
    s.If(sum % s.Int(2) == colour, [&] {
      const Val next = (grid.NeighborSum(p) - grid.Here(rhs)) / s.Real(2.0 * grid.axes());
      if (omega.is_valid()) {
        const Val gs = s.Let(next, OneOf(s, {"gs", "update", "target"}));
        grid.Store(p, grid.Here(p) + omega * (gs - grid.Here(p)));
      } else {
        grid.Store(p, next);
      }
    });
  });
}

// Takes the pressure gradient from the velocity.
void DrawProjection(Sketch& s) {
  Grid grid = PlainGrid(s);
  const int p = grid.Field(s.real(), OneOf(s, {"p", "pressure"}));
  const Velocity velocity(s, grid, true);
  const Spacing spacing(s);
  grid.Inside([&] {
    std::vector<Val> parts;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const Val slope = spacing.Slope(grid.Difference(p, axis));
      if (velocity.vecs >= 0) {
        parts.push_back(s.Let(slope, kG[static_cast<size_t>(axis)]));
      } else {
        const int part = velocity.parts[static_cast<size_t>(axis)];
        grid.Store(part, grid.Here(part) - slope);
      }
    }
    if (velocity.vecs >= 0) {
      const Val gradient = s.Construct(s.vec(grid.axes()), parts);
      grid.Store(velocity.vecs, grid.Here(velocity.vecs) - gradient);
    }
  });
}

namespace {

// def sample(f, x, y): the field between cells. The coordinates are clamped to the grid.
lang::FuncId DefineLinearSample(Sketch& s, const std::vector<int>& shape) {
  const Type real = s.real();
  const int axes = static_cast<int>(shape.size());
  static constexpr std::array<std::string_view, 2> kCoords = {"x", "y"};
  std::vector<Sketch::Param> params = {
      {OneOf(s, {"f", "field", "src", "grid"}), lang::ArrayOf(real, axes), {}}};
  for (int axis = 0; axis < axes; ++axis) {
    params.push_back({kCoords[static_cast<size_t>(axis)], real, Between(-1000.0, 1000.0)});
  }
  const bool clamps_first = s.rng().Chance(0.6);
  const auto body = [&](std::span<const Val> p) -> std::vector<Val> {
    const int array = s.AsArray(p[0], shape, Between(-1.0, 1.0));
    static constexpr std::array<std::array<std::string_view, 4>, 2> kNames = {
        {{"xc", "i0", "i1", "fx"}, {"yc", "j0", "j1", "fy"}}};
    std::array<std::array<Val, 2>, 2> cell;
    std::array<Val, 2> t;
    for (size_t axis = 0; axis < shape.size(); ++axis) {
      const double last = shape[axis] - 1.0;
      const Val size = Val{&s, s.builder().Shape(p[0].id, static_cast<int>(axis)), lang::kInt,
                           Exactly(shape[axis])};
      const Val top = s.Convert(size - 1, real);
      const Val at = Known(s.Let(s.Call("clamp", {p[axis + 1], s.Real(0.0), top}), kNames[axis][0]),
                           0.0, last);
      const Val whole = clamps_first ? at : Known(s.Call("floor", {at}), 0.0, last);
      cell[axis][0] = Known(s.Let(s.Convert(whole, lang::kInt), kNames[axis][1]), 0.0, last);
      cell[axis][1] =
          Known(s.Let(s.Call("min", {cell[axis][0] + 1, size - 1}), kNames[axis][2]), 0.0, last);
      t[axis] = Known(s.Let(at - s.Convert(cell[axis][0], real), kNames[axis][3]), 0.0, 1.0);
    }
    if (axes == 1) {
      return {s.Call("lerp", {s.At(array, {cell[0][0]}), s.At(array, {cell[0][1]}), t[0]})};
    }
    const auto row = [&](int side) {
      const Val a = s.At(array, {cell[0][static_cast<size_t>(side)], cell[1][0]});
      const Val b = s.At(array, {cell[0][static_cast<size_t>(side)], cell[1][1]});
      return s.Call("lerp", {a, b, t[1]});
    };
    const Val a = s.Let(row(0), OneOf(s, {"a", "s0", "v0"}));
    const Val b = s.Let(row(1), OneOf(s, {"b", "s1", "v1"}));
    return {s.rng().Chance(0.5) ? s.Call("lerp", {a, b, t[0]}) : a * (1.0 - t[0]) + b * t[0]};
  };
  return s.DefineHelper(OneOf(s, {"sample", "bilerp", "sample_field", "interp", "sample_linear"}),
                        params, body);
}

}  // namespace

// Semi-Lagrangian advection: go back along the flow and sample there.
void DrawSemiLagrange(Sketch& s) {
  const Type real = s.real();
  const int axes = s.ndim();
  const std::vector<int> shape(s.dims().begin(), s.dims().end());
  const lang::FuncId sample = DefineLinearSample(s, shape);
  const int field = Input(s, real, shape, OneOf(s, {"q", "density", "dye", "smoke", "rho"}));
  const Val dt = s.NewArg(real, 0.01, 0.5, OneOf(s, {"dt", "step", "time_step"}));
  const bool vecs = axes == 2 && s.rng().Chance(0.6);
  const int velocity = vecs ? Input(s, s.vec(2), shape, OneOf(s, {"vel", "velocity", "u"})) : -1;
  static constexpr std::array<std::string_view, 2> kParts = {"u", "v"};
  static constexpr std::array<std::string_view, 2> kBack = {"px", "py"};
  const Val v = vecs ? s.Let(s.Own(velocity), OneOf(s, {"vel_here", "vc", "flow"})) : Val{};
  std::vector<Val> args = {s.ArrayRef(field)};
  for (int axis = 0; axis < axes; ++axis) {
    const Val speed =
        vecs ? v[axis] : s.Own(Input(s, real, shape, kParts[static_cast<size_t>(axis)]));
    Val back = s.Convert(s.Thread(axis), real) - dt * speed;
    back = s.rng().Chance(0.7) ? s.Let(back, kBack[static_cast<size_t>(axis)]) : back;
    args.push_back(back);
  }
  Val value = s.CallHelper(sample, args);
  value.facts.from_input = true;
  if (s.rng().Chance(0.4)) {
    value = value * (s.rng().Chance(0.5)
                         ? s.NewArg(real, 0.9, 0.999, OneOf(s, {"dissipation", "decay", "fade"}))
                         : s.DrawNumber(real, 0.9, 0.999));
  }
  s.Output(value, OneOf(s, {"q_out", "advected", "density_out", "dye_new", ""}));
}

// The normal of a height field.
void DrawHeightNormal(Sketch& s) {
  Grid grid = PlainGrid(s);
  const Type real = s.real();
  const int height = grid.Field(real, OneOf(s, {"heights", "heightmap", "terrain", "z"}), 0.0, 2.0);
  const int out = grid.Result(s.vec(3), OneOf(s, {"normals", "normal_map", "n_out"}));
  const Val scale =
      s.rng().Chance(0.6)
          ? s.NewArg(real, 0.2, 4.0, OneOf(s, {"cell_size", "spacing", "height_scale"}))
          : s.DrawNumber(real, 0.5, 2.0);
  grid.Inside([&] {
    const Val dx = s.Let(grid.Difference(height, 0), OneOf(s, {"dhdx", "hx", "dzdx"}));
    const Val dy = s.Let(grid.Difference(height, 1), OneOf(s, {"dhdy", "hy", "dzdy"}));
    const bool up_y = s.rng().Chance(0.5);
    const Val n = s.Let(s.Construct(s.vec(3), up_y ? std::array{-dx, 2.0 * scale, -dy}
                                                   : std::array{-dx, -dy, 2.0 * scale}),
                        OneOf(s, {"n", "normal"}));
    if (s.rng().Chance(0.35)) {
      const Val light =
          s.NewArg(s.vec(3), -1.0, 1.0, OneOf(s, {"light_dir", "sun_dir"}), lang::Fill::kUnit);
      const Val shade =
          s.Call("max", {s.Call("dot", {s.Call("normalize", {n}), light}), s.Real(0.0)});
      grid.Store(grid.Result(real, OneOf(s, {"shade", "hillshade", "lit"})), shade);
      if (s.rng().Chance(0.5)) {
        return;
      }
    }
    grid.Store(out, s.Call("normalize", {n}));
  });
}

}  // namespace warploom::synth

// Volume rendering: composites color along a ray by opacity, front to back, until little light gets
// through.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// The sums along a ray.
struct Sums {
  Val color, transmittance;
  Val depth;  // Invalid if the depth is not computed.
};

// The samples of each ray are a row of arrays, such as the outputs of a network.
class RowSamples {
 public:
  RowSamples(Sketch& s, Type real, Type color) : sketch_(s), real_(real) {
    count_ = s.rng().Choose(std::array{8, 16, 24, 32, 64});
    ray_ = s.FlatThread();
    const std::vector<int> shape = {s.thread_count(), count_};
    density_ = Input(s, real, shape, OneOf(s, {"sigmas", "densities"}), -0.5, 4.0);
    color_ = Input(s, color, shape, OneOf(s, {"rgbs", "colors", "features"}), 0.0, 1.0);
    spaced_ = s.rng().Chance(0.6);
    if (spaced_) {
      places_ = Input(s, real, {s.thread_count(), count_ + 1}, OneOf(s, {"t_vals", "z_vals", "ts"}),
                      0.1, 6.0);
    } else {
      near_ = Arg(s, real, {"near", "t_near"}, {0.1, 1.0});
      step_ = Arg(s, real, {"step_size", "dt", "delta_t"}, {0.01, 0.2});
    }
  }

  Val Bound() const {
    return Extent(sketch_, density_, 1, OneOf(sketch_, {"num_samples", "n_samples"}));
  }
  Val Density(const Val& k) const { return sketch_.At(density_, {ray_, k}); }
  Val Color(const Val& k) const { return sketch_.At(color_, {ray_, k}); }
  Val Place(const Val& k) const {
    return spaced_ ? sketch_.At(places_, {ray_, k}) : near_ + step_ * sketch_.Convert(k, real_);
  }
  Val Step(const Val& k) const {
    if (!spaced_) {
      return step_;
    }
    const Val gap = sketch_.At(places_, {ray_, k + 1}) - sketch_.At(places_, {ray_, k});
    return sketch_.Let(sketch_.Call("max", {gap, sketch_.Real(0.0, real_)}), {"delta", "dist"});
  }

 private:
  Sketch& sketch_;
  Type real_;
  int count_ = 0;
  bool spaced_ = false;
  int density_ = -1;
  int color_ = -1;
  int places_ = -1;
  Val ray_, near_, step_;
};

// The samples are taken from a voxel grid along the ray.
class GridSamples {
 public:
  GridSamples(Sketch& s, Type real, Type color) : sketch_(s), real_(real), element_(color) {
    const Type vec = lang::VecType(3, real.scalar);
    size_ = s.rng().Choose(std::array{8, 16, 32});
    grid_ = Input(s, real, {size_, size_, size_}, OneOf(s, {"volume", "density_grid", "voxels"}),
                  0.0, 2.0);
    origin_ = Read(s, vec, {"ray_origins", "origins"}, {"ro", "origin"}, {-2.0, 2.0});
    direction_ = Read(s, vec, {"ray_dirs", "directions"}, {"rd", "dir"}, kUnitFill);
    near_ = Arg(s, real, {"t_min", "near"}, {0.0, 1.0});
    step_ = Arg(s, real, {"step_size", "dt", "march_step"}, {0.02, 0.2});
    scale_ = Arg(s, real, {"inv_voxel", "grid_scale"}, {1.0, 8.0});
    limit_ =
        s.rng().Chance(0.3) ? s.Int(size_) : Named(s, ShapeOf(s, grid_, 0), {"res", "n_vox", "n"});
    static constexpr std::array<std::array<std::string_view, 3>, 3> kNames = {
        {{"gi", "gj", "gk"}, {"vx", "vy", "vz"}, {"cx", "cy", "cz"}}};
    names_ = s.rng().Choose(kNames);
    transfer_ = DefineTransfer();
  }

  Val Bound() const {
    return sketch_.rng().Chance(0.5) ? sketch_.SizeArg(64, "max_steps") : sketch_.Int(64);
  }
  Val Place(const Val& k) const {
    return sketch_.Let(near_ + step_ * (sketch_.Convert(k, real_) + 0.5), "t");
  }
  Val Step(const Val&) const { return step_; }

  // The density of the voxel at distance t; outside the grid the loop continues with the next step.
  Val Density(const Val& t) {
    Sketch& s = sketch_;
    const Val p = Named(s, (origin_ + direction_ * t) * scale_, {"p", "pos", "gp"});
    std::vector<Val> index;
    std::vector<Val> outside;
    for (int k = 0; k < 3; ++k) {
      const Val cell = Known(s.Call("floor", {p[k]}), -1e6, 1e6);
      const Val i = s.Let(s.Convert(cell, kInt), names_[static_cast<size_t>(k)]);
      outside.push_back(i < 0);
      outside.push_back(i >= limit_);
      index.push_back(Known(i, 0.0, size_ - 1.0));
    }
    s.If(AnyOf(outside), [&] { s.Continue(); });
    value_ = Named(s, s.At(grid_, index), {"rho", "value", "v"});
    return value_;
  }
  Val Color(const Val&) const { return sketch_.CallHelper(transfer_, std::array{value_}); }

 private:
  // def transfer(v): the color of a density.
  lang::FuncId DefineTransfer() const {
    Sketch& s = sketch_;
    const std::array params = {
        Sketch::Param{OneOf(s, {"v", "x", "rho"}), real_, Between(0.0, 2.0)}};
    const lang::FuncId helper = s.DefineHelper(
        OneOf(s, {"transfer", "color_map", "emission_color"}), params,
        [&](std::span<const Val> p) -> std::vector<Val> {
          if (element_.is_float()) {
            return {p[0] * s.Draw(real_, 2)};
          }
          const Val warm = Named(s,
                                 s.Call("clamp", {p[0] * s.DrawNumber(real_, 0.5, 2.0),
                                                  s.Real(0.0, real_), s.Real(1.0, real_)}),
                                 {"t", "heat"});
          const Val middle = s.Draw(real_, 1);
          return {s.Make(element_, {warm, middle * warm, 1.0 - warm})};
        });
    s.Hide(helper);
    return helper;
  }

  Sketch& sketch_;
  Type real_, element_;
  int size_ = 0;
  int grid_ = -1;
  lang::FuncId transfer_;
  std::array<std::string_view, 3> names_;
  Val origin_, direction_, near_, step_, scale_, limit_, value_;
};

// 1 - exp(-density * step), or its first-order approximation.
Val Opacity(Sketch& s, const Val& density, const Val& step) {
  const Val depth = Known(density * step, 0.0, 30.0);
  return s.rng().Chance(0.75) ? 1.0 - Exp(-depth)
                              : s.Call("min", {depth, s.NumberLike(density, 1.0)});
}

void AddSample(Sketch& s, Sums& sums, const Val& opacity, const Val& color, const Val& place) {
  const Val alpha = Named(s, opacity, {"alpha", "a"});
  const Val weight = Named(s, alpha * sums.transmittance, {"w", "weight", "contrib"});
  s.Update(sums.color, BinaryOp::kAdd, color * weight);
  if (sums.depth.is_valid()) {
    s.Update(sums.depth, BinaryOp::kAdd, weight * place);
  }
  s.Update(sums.transmittance, BinaryOp::kMul, 1.0 - alpha);
}

void StopWhenOpaque(Sketch& s, const Sums& sums, Type real) {
  const double threshold = s.rng().Choose(std::array{1e-3, 1e-2, 1e-4});
  s.If(sums.transmittance < s.Real(threshold, real), [&] { s.Break(); });
}

template <typename Samples>
void March(Sketch& s, Samples& samples, Sums& sums, Type real, bool by_place) {
  const Val shift = s.rng().Chance(0.4) ? s.Draw(real, 1) : Val{};
  const Val bound = samples.Bound();
  const bool skips = s.rng().Chance(0.4);
  const bool stops = s.rng().Chance(0.7);
  s.For({"k", "step", "s"}, Val{}, bound, 0, [&](const Val& k) {
    const Val place = by_place ? samples.Place(k) : Val{};
    const Val raw = samples.Density(by_place ? place : k);
    const Val shifted = shift.is_valid() ? raw + shift : raw;
    const Val density =
        Named(s, by_place && !shift.is_valid() ? raw : s.Call("max", {shifted, s.Real(0.0, real)}),
              {"sigma", "dens"});
    if (skips) {
      s.If(density <= s.DrawNumber(real, 0.001, 0.1), [&] { s.Continue(); });
    }
    const Val step = samples.Step(k);
    const Val opacity = Opacity(s, density, step);
    const Val color = samples.Color(k);
    AddSample(s, sums, opacity, color,
              by_place || !sums.depth.is_valid() ? place : samples.Place(k));
    if (stops) {
      StopWhenOpaque(s, sums, real);
    }
  });
}

Sums StartSums(Sketch& s, Type real, Type color) {
  Sums sums;
  sums.color = Accumulator(s, color, OneOf(s, {"color", "acc", "radiance"}));
  sums.transmittance =
      s.Mutable(s.Real(1.0, real), {"T", "trans", "transmittance"}, Between(0.0, 1.0));
  s.Hide(sums.transmittance);
  if (s.rng().Chance(0.4)) {
    sums.depth = Accumulator(s, real, OneOf(s, {"depth", "expected_t"}));
  }
  return sums;
}

void OutputSums(Sketch& s, const Sums& sums, Type real, Type color) {
  Val result = sums.color;
  if (s.rng().Chance(0.5)) {
    result =
        result + Arg(s, color, {"background", "bg_color", "sky"}, {0.0, 1.0}) * sums.transmittance;
  }
  Shown(sums.color);
  OutputNamed(s, result, {"image", "pixels_out", "rendered", "rgb_out"});
  if (sums.depth.is_valid()) {
    const Val share = s.Call("max", {1.0 - sums.transmittance, s.Real(1e-3, real)});
    OutputNamed(s, s.rng().Chance(0.5) ? sums.depth / share : Shown(sums.depth),
                {"depth_out", "depth_map"});
  }
  if (s.rng().Chance(0.4)) {
    OutputNamed(s, 1.0 - Shown(sums.transmittance), {"opacity_out", "alpha_out", "mask_out"});
  }
}

void DrawVolumeComposite(Sketch& s) {
  const Type real = Precise(s);
  const Type color = s.rng().Chance(0.7) ? lang::VecType(3, real.scalar) : real;
  const bool in_grid = s.rng().Chance(0.5);
  Sums sums;
  if (in_grid) {
    GridSamples samples(s, real, color);
    sums = StartSums(s, real, color);
    March(s, samples, sums, real, true);
  } else {
    RowSamples samples(s, real, color);
    sums = StartSums(s, real, color);
    March(s, samples, sums, real, false);
  }
  OutputSums(s, sums, real, color);
}

}  // namespace

Motif VolumeCompositeMotif() {
  return {.name = "volume-composite",
          .family = Family::kLoops,
          .weight = 1.0,
          .draw = DrawVolumeComposite,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

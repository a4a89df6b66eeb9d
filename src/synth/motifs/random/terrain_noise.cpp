// Terrain from value noise that the kernel spells out: a hash of lattice points, interpolation,
// octaves (plain, billowed or ridged), then terraces or a sea level, and normals.
#include <array>
#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;
using lang::kUint;
using lang::kVec2;
using lang::kVec3;
using lang::Type;

Val ShiftedXor(const Val& h, int count) { return h ^ (h >> h.sketch->Int(count, kUint)); }

// def lattice(ix, iy): a number in [-1, 1] for each lattice point.
lang::FuncId DefineLattice(Sketch& s) {
  const ValueRange reach = Between(-100000.0, 100000.0);
  const std::array params = {Sketch::Param{"ix", kInt, reach}, Sketch::Param{"iy", kInt, reach}};
  const auto kind = s.rng().Below(3);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"lattice", "hash_value", "hash2"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        if (kind == 0) {
          const Val dot = s.Convert(p[0], kFloat) * 12.9898 + s.Convert(p[1], kFloat) * 78.233;
          const Val wave = Named(s, s.Call("sin", {dot}) * 43758.5453, {"n", "wave"});
          return {Known(2.0 * (wave - s.Call("floor", {wave})) - 1.0, -1.0, 1.0)};
        }
        const auto word = [&](const Val& x) {
          Val value = s.Make(kUint, {x});
          return Known(value, 0.0, 4294967295.0);
        };
        Val h = word(p[0]) * Word(s, 0x85ebca6b, kUint, true) ^
                word(p[1]) * Word(s, 0xc2b2ae35, kUint, true);
        h = s.Let(h, "h");
        s.Set(h, ShiftedXor(h, kind == 1 ? 16 : 13) *
                     Word(s, kind == 1 ? 0x7feb352d : 0x27d4eb2d, kUint, true));
        s.Set(h, ShiftedXor(h, 15));
        const Val low = s.Convert(Known(h & Word(s, 0xffff, kUint, true), 0.0, 65535.0), kFloat);
        return {Known(low / 32767.5 - 1.0, -1.0, 1.0)};
      });
  s.Hide(helper);
  return helper;
}

// def value_noise(p): interpolates between the four lattice points around p.
lang::FuncId DefineNoise(Sketch& s, lang::FuncId lattice) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"p", "q"}), kVec2, Between(-50000.0, 50000.0)}};
  const bool quintic = s.rng().Chance(0.4);
  const bool lerps = s.rng().Chance(0.5);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"value_noise", "noise2", "smooth_noise"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const auto floor = [&](const Val& x, std::string_view name) {
          return s.Let(Known(s.Call("floor", {x}), -50000.0, 50000.0), name);
        };
        const Val fx = floor(p[0].x(), "fx");
        const Val fy = floor(p[0].y(), "fy");
        const Val ix = s.Let(s.Convert(fx, kInt), "ix");
        const Val iy = s.Let(s.Convert(fy, kInt), "iy");
        const Val tx = s.Let(p[0].x() - fx, "tx");
        const Val ty = s.Let(p[0].y() - fy, "ty");
        const auto faded = [&](const Val& t, std::string_view name) {
          const Val f =
              quintic ? t * t * t * (t * (t * 6.0 - 15.0) + 10.0) : t * t * (3.0 - 2.0 * t);
          return Known(s.Let(f, name), 0.0, 1.0);
        };
        const Val u = faded(tx, "u");
        const Val v = faded(ty, "v");
        const auto corner = [&](int dx, int dy, std::string_view name) {
          return s.Let(
              s.CallHelper(lattice, std::array{dx == 0 ? ix : ix + 1, dy == 0 ? iy : iy + 1}),
              name);
        };
        const Val a = corner(0, 0, "a");
        const Val b = corner(1, 0, "b");
        const Val c = corner(0, 1, "c");
        const Val d = corner(1, 1, "d");
        const Val mixed =
            lerps ? s.Call("lerp", {s.Call("lerp", {a, b, u}), s.Call("lerp", {c, d, u}), v})
                  : a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v;
        return {Known(mixed, -1.0, 1.0)};
      });
  s.Hide(helper);
  return helper;
}

// The contribution of one octave: as it is, as billows, or as ridges.
Val OctaveHeight(Sketch& s, size_t shape, const Val& n, Val& carry) {
  if (shape == 1) {
    return s.Call("abs", {n});
  }
  if (shape == 2) {
    Val ridge = Named(s, 1.0 - s.Call("abs", {n}), {"ridge", "r"});
    ridge = ridge * ridge;
    if (carry.is_valid()) {
      ridge = Named(s, ridge * carry, {"signal", "part"});
      s.Set(carry, s.Call("clamp", {2.0 * ridge, Single(s, 0.0), Single(s, 1.0)}));
    }
    return ridge;
  }
  return n;
}

// The parameters of the octaves: a struct, or separate values.
struct Octaves {
  bool packed;
  Type record;
  std::vector<Val> arguments;  // Of a call of height, after the point.
};

Octaves DrawOctaves(Sketch& s, int max_octaves) {
  Octaves octaves;
  octaves.packed = s.rng().Chance(0.5);
  if (octaves.packed) {
    octaves.record = s.NewRecord(OneOf(s, {"NoiseParams", "TerrainParams", "FbmSettings"}),
                                 Fields{{"octaves", kInt, 1.0, static_cast<double>(max_octaves)},
                                        {"gain", kFloat, 0.35, 0.65},
                                        {"lacunarity", kFloat, 1.8, 2.2}});
    octaves.arguments = {s.NewRecordArg(octaves.record, OneOf(s, {"params", "noise_cfg"}))};
    return octaves;
  }
  octaves.arguments = {SizeOrLiteral(s, max_octaves, "octaves", 0.5)};
  octaves.arguments.push_back(
      ReadOnce(s, Coefficient(s, kFloat, {"gain", "persistence"}, {0.35, 0.65}), "g"));
  return octaves;
}

// Domain warping: the point moved by noise.
Val WarpedPoint(Sketch& s, lang::FuncId noise, const Val& p) {
  const Val strength = s.DrawNumber(kFloat, 0.2, 1.5);
  const Val wx = s.CallHelper(noise, std::array{p});
  const Val wy =
      s.CallHelper(noise, std::array{p + s.Make(kVec2, {Single(s, 5.2), Single(s, 1.3)})});
  return Named(s, p + strength * s.Make(kVec2, {wx, wy}), {"q", "warped"});
}

struct OctaveStyle {
  uint64_t shape;  // See OctaveHeight.
  bool weighted;   // Each ridge is weighted by the one before.
};

// The sum of the octaves at q; `params` are the parameters of height after the point.
Val SumOctaves(Sketch& s, lang::FuncId noise, const Octaves& octaves, const OctaveStyle& style,
               const Val& q, std::span<const Val> params) {
  Val sum = s.Mutable(Single(s, 0.0), {"total", "h"}, Between(-4.0, 4.0));
  const Val loudest = Single(s, s.rng().Chance(0.5) ? 0.5 : 1.0);
  Val amplitude = s.Mutable(loudest, {"amp", "a"}, Between(0.0, 1.0));
  Val frequency = s.Mutable(Single(s, 1.0), {"freq", "f"}, Between(1.0, 300.0));
  Val carry =
      style.weighted ? s.Mutable(Single(s, 1.0), {"weight", "prev"}, Between(0.0, 1.0)) : Val{};
  const Val count = octaves.packed ? s.Field(params[0], "octaves") : params[0];
  const Val gain = octaves.packed ? s.Field(params[0], "gain") : params[1];
  const Val lacunarity = octaves.packed ? s.Field(params[0], "lacunarity")
                                        : Single(s, s.rng().Choose(std::array{2.0, 2.0, 1.9, 2.1}));
  s.For({"k", "octave"}, Val{}, count, 0, [&](const Val&) {
    const Val n = Named(s, s.CallHelper(noise, std::array{q * frequency}), {"n", "val"});
    s.Update(sum, BinaryOp::kAdd, amplitude * OctaveHeight(s, style.shape, n, carry));
    s.Update(frequency, BinaryOp::kMul, lacunarity);
    s.Update(amplitude, BinaryOp::kMul, gain);
  });
  return sum;
}

// def height(p, octaves, gain): the sum of the octaves.
lang::FuncId DefineHeight(Sketch& s, lang::FuncId noise, const Octaves& octaves, int max_octaves) {
  std::vector<Sketch::Param> params = {{"p", kVec2, Between(-100.0, 100.0)}};
  if (octaves.packed) {
    params.push_back({OneOf(s, {"params", "cfg"}), octaves.record, {}});
  } else {
    params.push_back({OneOf(s, {"octaves", "levels"}), kInt, Between(1.0, max_octaves)});
    params.push_back({OneOf(s, {"gain", "persistence"}), kFloat, Between(0.3, 0.7)});
  }
  OctaveStyle style;
  style.shape = s.rng().Below(3);
  style.weighted = style.shape == 2 && s.rng().Chance(0.5);
  const bool warped = s.rng().Chance(0.3);
  const lang::FuncId helper =
      s.DefineHelper(OneOf(s, {"fbm", "height_at", "terrain"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val q = warped ? WarpedPoint(s, noise, p[0]) : p[0];
                       return {SumOctaves(s, noise, octaves, style, q, p.subspan(1))};
                     });
  s.Hide(helper);
  return helper;
}

// Terraces, a sea level, or a drawn factor.
Val ShapedTerrain(Sketch& s, Val h) {
  switch (s.rng().Below(4)) {
    case 0: {
      const Val steps =
          ReadOnce(s, Coefficient(s, kFloat, {"terraces", "steps"}, {4.0, 12.0}), "n_steps");
      const Val level = Named(s, h * steps, {"lvl", "stepped"});
      const Val whole = Named(s, s.Call("floor", {level}), {"base_level", "k0"});
      const Val rest = Named(s, level - whole, {"t", "rest"});
      return (whole + rest * rest * rest) / Known(steps, 4.0, 12.0);
    }
    case 1:
      return s.Call("max", {h, Coefficient(s, kFloat, {"sea_level", "water"}, {-0.3, 0.2})});
    case 2:
      return h * s.Draw(kFloat, 2);
    default:
      return h;
  }
}

void DrawTerrainNoise(Sketch& s) {
  const int max_octaves = static_cast<int>(s.rng().Integer(3, 7));
  const lang::FuncId lattice = DefineLattice(s);
  const lang::FuncId noise = DefineNoise(s, lattice);
  const Octaves octaves = DrawOctaves(s, max_octaves);
  const lang::FuncId height = DefineHeight(s, noise, octaves, max_octaves);
  const Val scale = Arg(s, kFloat, {"frequency", "noise_scale"}, {0.02, 0.5});
  const bool given = s.ndim() == 1 || s.rng().Chance(0.4);
  const Val base =
      given ? Val{} : Read(s, kFloat, {"base_height", "heightmap"}, {"h0", "ground"}, {0.0, 2.0});
  const Val at =
      given ? Read(s, kVec2, {"points", "samples_xy"}, {"xy", "pos"}, {-20.0, 20.0})
            : s.Make(kVec2, {s.Convert(s.Thread(1), kFloat), s.Convert(s.Thread(0), kFloat)});
  const Val p = Named(s, at * scale, {"p", "uv"});
  const auto at_point = [&](const Val& point) {
    std::vector<Val> args = {point};
    args.insert(args.end(), octaves.arguments.begin(), octaves.arguments.end());
    return s.CallHelper(height, args);
  };
  const Val h = Named(s, at_point(p), {"h", "elev"});
  if (given && s.rng().Chance(0.45)) {
    const Val e = Single(s, s.rng().Choose(std::array{0.01, 0.05}));
    const Val zero = Single(s, 0.0);
    const Val hx = Named(s, at_point(p + s.Make(kVec2, {e, zero})), {"hx", "h_right"});
    const Val hy = Named(s, at_point(p + s.Make(kVec2, {zero, e})), {"hy", "h_up"});
    const Val normal = s.Call("normalize", {s.Make(kVec3, {h - hx, h - hy, e})});
    OutputNamed(s, normal, {"normals", "normals_out"});
  }
  const Val relief = Coefficient(s, kFloat, {"relief", "amplitude"}, {0.2, 3.0});
  const Val tall = ShapedTerrain(s, h) * relief;
  OutputNamed(s, base.is_valid() ? base + tall : tall, {"heights", "height_out", "terrain_out"});
}

}  // namespace

Motif TerrainNoiseMotif() {
  return {.name = "terrain-noise",
          .family = Family::kRandom,
          .weight = 1.0,
          .draw = DrawTerrainNoise,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

// Escape-time fractals (Mandelbrot, Julia, Burning Ship, Tricorn, ...): iterates a point of the
// complex plane until it escapes and stores the count or a color.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

enum class Map : uint8_t { kSquare, kShip, kTricorn, kCube, kDrawn };

// z -> f(z) + c for a vec2 z.
Val Stepped(Sketch& s, Map map, const Val& z, const Val& c) {
  const Val x = z.x();
  const Val y = z.y();
  switch (map) {
    case Map::kSquare:
      return s.Make(z.type, {x * x - y * y + c.x(), 2.0 * x * y + c.y()});
    case Map::kShip:
      return s.Make(z.type, {x * x - y * y + c.x(), 2.0 * s.Call("abs", {x * y}) + c.y()});
    case Map::kTricorn:
      return s.Make(z.type, {x * x - y * y + c.x(), -2.0 * x * y + c.y()});
    case Map::kCube: {
      const Val xx = s.Let(x * x, "xx");
      const Val yy = s.Let(y * y, "yy");
      return s.Make(z.type, {x * (xx - 3.0 * yy) + c.x(), y * (3.0 * xx - yy) + c.y()});
    }
    case Map::kDrawn: {
      const Val real = x * x - y * y + c.x() * s.Draw(x.type, 1);
      return s.Make(z.type, {real, 2.0 * x * y + c.y()});
    }
  }
  return z;
}

// def iterate(z, c): one step of the map.
lang::FuncId DefineStep(Sketch& s, Map map, Type vec) {
  const ValueRange reach = Between(-1e3, 1e3);
  const std::array params = {Sketch::Param{"z", vec, reach}, Sketch::Param{"c", vec, reach}};
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"iterate", "step_map", "complex_map", "next_z"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> { return {Stepped(s, map, p[0], p[1])}; });
  s.Hide(helper);
  return helper;
}

// This thread's point of the plane.
Val PlanePoint(Sketch& s, Type vec) {
  const Type real = lang::ScalarType(vec.scalar);
  if (s.rng().Chance(0.3)) {
    return Read(s, vec, {"points", "seeds", "grid_points"}, {"c0", "p", "point"}, {-1.5, 1.5});
  }
  const int frames = s.rng().Choose(std::array{4, 16, 32});
  const int centers = Input(s, vec, {frames}, OneOf(s, {"centers", "view_centers"}), -1.0, 0.5);
  const Val frame = s.NewArg(lang::kInt, 0.0, frames - 1.0, OneOf(s, {"frame", "view"}));
  const Val center = s.Let(s.At(centers, {frame}), "center");
  const Val zoom = Arg(s, real, {"zoom", "scale", "span"}, {0.1, 3.0});
  const auto side = [&](int axis, std::string_view size) {
    const Val n = s.Convert(s.SizeArg(s.dims()[static_cast<size_t>(axis)], size), real);
    return (s.Convert(s.Thread(axis), real) / n - 0.5) * zoom;
  };
  const Val dx = Named(s, side(1, "width"), {"dx", "off_x"});
  const Val dy = Named(s, side(0, "height"), {"dy", "off_y"});
  return Named(s, center + s.Make(vec, {dx, dy}), {"p", "c0", "point"});
}

// Stores the count, or a shade or a color for it.
void OutputColor(Sketch& s, const Val& count, const Val& limit, const Val& z, Type real) {
  const auto style = s.rng().Below(4);
  if (style == 0) {
    return OutputNamed(s, count, {"iterations_out", "counts", "escape_counts"});
  }
  const Val whole = s.Convert(count, real);
  Val value;
  if (style == 1) {
    // Smooth coloring: a fraction from the modulus of the last point avoids bands.
    const Val size =
        Named(s, s.Call("max", {s.Call("dot", {z, z}), s.Real(1.5, real)}), {"r2", "mag2"});
    const Val inner = Named(s, s.Call("log", {size}), {"log_r", "lz"});
    value = Named(s, whole + 1.0 - s.Call("log2", {Known(inner, 0.4, 100.0)}), {"mu", "smooth_n"});
    value = s.Select(count >= limit, s.Real(0.0, real), value);
  } else {
    value = whole / s.Convert(limit, real);
  }
  if (style == 3) {
    const int colors = s.rng().Choose(std::array{16, 64, 256});
    const Type rgb = lang::VecType(3, real.scalar);
    const int palette =
        Input(s, rgb, {colors}, OneOf(s, {"palette", "color_map", "lut"}), 0.0, 1.0);
    const Val entry = Named(s, count % s.Int(colors), {"slot", "entry"});
    return OutputNamed(
        s, Times({s.At(palette, {entry}), (s.rng().Chance(0.5) ? s.Draw(real, 1) : value)}),
        {"image", "rgb_out"});
  }
  OutputNamed(s, s.rng().Chance(0.4) ? value * s.Draw(real, 1) : value,
              {"image", "shade_out", "levels"});
}

// The iteration of one point.
struct Orbit {
  Type real, vec;
  Map map;
  bool has_helper;  // The map is a helper function.
  lang::FuncId helper;
  Val c, limit, bailout;
  Val z, count;
  Val trap;  // The least distance to an orbit trap; invalid if there is none.
};

Orbit StartOrbit(Sketch& s) {
  Orbit orbit;
  orbit.real = Precise(s);
  orbit.vec = lang::VecType(2, orbit.real.scalar);
  orbit.map = static_cast<Map>(s.rng().Below(5));
  orbit.has_helper = orbit.map == Map::kDrawn || s.rng().Chance(0.4);
  orbit.helper = orbit.has_helper ? DefineStep(s, orbit.map, orbit.vec) : lang::FuncId{};
  const Val p = PlanePoint(s, orbit.vec);
  const bool julia = s.rng().Chance(0.5);
  orbit.c = julia ? Arg(s, orbit.vec, {"julia_c", "c", "seed_c"}, {-0.8, 0.8}) : p;
  const int limit = s.rng().Choose(std::array{32, 64, 100, 256});
  orbit.limit = SizeOrLiteral(s, limit, {"max_iter", "max_iterations"}, 0.5);
  orbit.z = s.Mutable(julia ? p : s.Make(orbit.vec, {}), "z", Between(-1e3, 1e3));
  orbit.count = s.Mutable(s.Int(0), {"n", "iters", "count"}, Between(0.0, limit));
  if (s.rng().Chance(0.35)) {
    orbit.trap = s.Mutable(s.Real(1000.0, orbit.real), {"trap", "min_dist"});
  }
  s.Hide(orbit.z);
  s.Hide(orbit.count);
  if (orbit.trap.is_valid()) {
    s.Hide(orbit.trap);
  }
  orbit.bailout = s.rng().Chance(0.3)
                      ? Arg(s, orbit.real, {"escape_radius_sq", "bailout"}, {4.0, 64.0})
                      : s.Real(s.rng().Choose(std::array{4.0, 4.0, 16.0, 256.0}), orbit.real);
  return orbit;
}

void Advance(Sketch& s, Orbit& orbit) {
  const Val& z = orbit.z;
  s.Set(orbit.z, orbit.has_helper ? s.CallHelper(orbit.helper, std::array{z, orbit.c})
                                  : Stepped(s, orbit.map, z, orbit.c));
  if (orbit.trap.is_valid()) {
    const Val distance =
        s.rng().Chance(0.5) ? s.Call("abs", {z.x()}) : s.Call("length", {z - orbit.c});
    s.Set(orbit.trap, s.Call("min", {orbit.trap, distance}));
  }
  s.Update(orbit.count, BinaryOp::kAdd, s.Int(1));
}

void DrawEscapeTime(Sketch& s) {
  Orbit orbit = StartOrbit(s);
  const Val& z = orbit.z;
  if (s.rng().Chance(0.5)) {
    s.While(orbit.count < orbit.limit && s.Call("dot", {z, z}) < orbit.bailout,
            [&] { Advance(s, orbit); });
  } else {
    s.For({"k", "it"}, Val{}, orbit.limit, 0, [&](const Val&) {
      s.If(s.Call("dot", {z, z}) > orbit.bailout, [&] { s.Break(); });
      Advance(s, orbit);
    });
  }
  Shown(orbit.count);
  OutputColor(s, orbit.count, orbit.limit, z, orbit.real);
  if (orbit.trap.is_valid()) {
    OutputNamed(s, Shown(orbit.trap), {"trap_out", "orbit_dist"});
  }
}

}  // namespace

Motif EscapeTimeMotif() {
  return {.name = "escape-time",
          .family = Family::kLoops,
          .weight = 1.0,
          .draw = DrawEscapeTime,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs

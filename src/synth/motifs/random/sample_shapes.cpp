// Random points in or on a disk, sphere, hemisphere, cube, triangle or square, placed and scaled.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;

// A point of a plane shape, lifted into a horizontal plane.
void SampleFlatShape(Sketch& s, const Val& state, const Val& radius) {
  const Val q =
      s.Let(SampleShape(s, OneOf(s, {"sample_unit_disk", "sample_unit_ring", "sample_unit_square"}),
                        state),
            {"q", "d", "uv"});
  const Val height = s.rng().Chance(0.5) ? Single(s, 0.0) : s.NewArg(kFloat, -1.0, 1.0, "height");
  s.Output(s.rng().Chance(0.5) ? s.Make(kVec3, {radius * q[0], height, radius * q[1]})
                               : s.Make(kVec3, {radius * q[0], radius * q[1], height}));
}

void SampleSolidShape(Sketch& s, const Val& state, const Val& radius) {
  const Val center = s.NewArg(kVec3, -1.0, 1.0, OneOf(s, {"center", "origin"}));
  s.Output(center +
           radius * SampleShape(s,
                                OneOf(s, {"sample_unit_sphere", "sample_unit_sphere_surface",
                                          "sample_unit_cube"}),
                                state));
}

// A direction in the hemisphere around a normal.
void SampleHemisphere(Sketch& s, const Val& state, const Val& radius) {
  const Val n = s.Let(s.Call("normalize", {s.ThreadElement(s.InputArray(kVec3))}), {"n", "normal"});
  Val dir = s.Mutable(
      SampleShape(s, OneOf(s, {"sample_unit_sphere_surface", "sample_unit_hemisphere_surface"}),
                  state),
      {"dir", "wi", "d"}, Between(-1.0, 1.0));
  s.If(s.Call("dot", {dir, n}) < 0.0, [&] { s.Set(dir, -dir); });
  s.rng().Chance(0.5) ? s.Output(dir) : s.Output(s.Call("dot", {dir, n}) * radius);
}

void SampleTriangle(Sketch& s, const Val& state, const Val&) {
  const Val a = s.Let(s.ThreadElement(s.InputArray(kVec3)), "a");
  const auto corner = [&](std::string_view name) {
    return s.Let(s.ThreadElement(Input(s, kVec3, {}, "", -2.0, 2.0)), name);
  };
  const Val b = corner("b");
  const Val c = corner("c");
  if (s.rng().Chance(0.5)) {
    const Val uv = s.Let(SampleShape(s, "sample_triangle", state), {"uv", "bary"});
    return s.Output(a * (1.0 - uv[0] - uv[1]) + b * uv[0] + c * uv[1]);
  }
  const Val root = s.Let(s.Call("sqrt", {Uniform(s, state)}), {"r", "su"});
  const Val v = s.Let(Uniform(s, state), "v");
  s.Output(a * (1.0 - root) + b * (root * (1.0 - v)) + c * (v * root));
}

// A point of the sphere from a uniform height and angle.
void SampleSphere(Sketch& s, const Val& state, const Val& radius) {
  const Val z = s.Let(1.0 - 2.0 * Uniform(s, state), {"z", "cos_theta"});
  const Val ring =
      s.Let(s.Call("sqrt", {s.Call("max", {1.0 - z * z, Single(s, 0.0)})}), {"r", "sin_theta"});
  const Val phi = s.Let(6.2831853 * Uniform(s, state), "phi");
  s.Output(s.Make(kVec3, {ring * s.Call("cos", {phi}), ring * s.Call("sin", {phi}), z}) * radius);
}

void DrawShapes(Sketch& s) {
  const Val state = RandomState(s);
  const Val radius = s.NewArg(kFloat, 0.2, 3.0, OneOf(s, {"radius", "scale", "size"}));
  static constexpr std::array kShapes = {SampleFlatShape, SampleSolidShape, SampleHemisphere,
                                         SampleTriangle, SampleSphere};
  s.rng().Choose(kShapes)(s, state, radius);
}

}  // namespace

Motif SampleShapesMotif() {
  return {.name = "sample-shapes", .family = Family::kRandom, .weight = 1.2, .draw = DrawShapes};
}

}  // namespace warploom::synth::motifs

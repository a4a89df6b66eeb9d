#include <array>

#include "lang/object_fields.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/geometry/fields_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec3;

// A ray marched through a volume: to the surface of a distance field, or through a density.
void DrawVolumeTrace(Sketch& s) {
  const Val start =
      Read(s, kVec3, {"origins", "ray_origins", "starts"}, {"ro", "start", "o"}, {-1.0, 1.0});
  const Val dir = Read(s, kVec3, {"ray_dirs", "directions", "dirs"}, {"rd", "dir", "d"}, kUnitFill);
  const Val volume = VolumeArg(s, kFloat);
  const int count = s.rng().Choose(std::array{16, 24, 32, 64});
  const Val steps = SizeOrLiteral(s, count, "num_steps", 0.5);
  const bool is_density = s.rng().Chance(0.4);
  Val t = MutableNamed(s, Single(s, 0.0), {"t", "t_cur", "depth"});
  Val sum;
  if (is_density) {
    sum = MutableNamed(s, Single(s, 0.0), {"optical", "absorbed", "acc"});
    s.Hide(sum);
  }
  s.Hide(t);
  const Val eps = s.DrawNumber(kFloat, 0.001, 0.05);
  const Val stride =
      is_density ? Coefficient(s, kFloat, {"step_size", "dt_ray", "stride"}, {0.02, 0.1}) : Val{};
  s.For({"k", "step", "it"}, Val{}, steps, 0, [&](const Val&) {
    const Val p = Named(s, start + dir * t, {"p", "pos", "at"});
    const Val d = Named(s, DistanceAt(s, volume, p), {"d", "phi", "rho"});
    if (is_density) {
      s.Update(sum, BinaryOp::kAdd, s.Call("max", {d, Single(s, 0.0)}) * stride);
      s.Update(t, BinaryOp::kAdd, stride);
      return;
    }
    if (s.rng().Chance(0.7)) {
      s.If(d < eps, [&] { s.Break(); });
    }
    s.Update(t, BinaryOp::kAdd, s.rng().Chance(0.5) ? d : s.Call("max", {d, eps}));
  });
  s.Hide(t, false);
  if (!is_density) {
    return OutputNamed(s, t, {"depth_out", "t_out", "distances"});
  }
  s.Hide(sum, false);
  const Val sigma = Coefficient(s, kFloat, {"sigma", "extinction", "opacity"}, {0.5, 4.0});
  OutputNamed(s, Exp(Known(-(sum * sigma), -100.0, 0.0)), {"transmittance", "image", "light_out"});
}

}  // namespace

Motif VolumeTraceMotif() {
  return {.name = "volume-trace",
          .family = Family::kGeometry,
          .weight = 0.7,
          .draw = DrawVolumeTrace,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

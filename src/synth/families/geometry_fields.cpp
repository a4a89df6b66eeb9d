// Geometry: distance fields kept in volumes, and pictures kept in textures.
#include <array>

#include "lang/object_fields.h"
#include "synth/families/geometry.h"
#include "synth/families/inputs.h"
#include "synth/idioms/parts.h"
#include "synth/objects.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec2;
using lang::kVec3;

namespace {

Val ToIndex(Sketch& s, const Val& volume, const Val& p) {
  return s.Call("volume_world_to_index", {volume, p});
}

Val Linear(Sketch& s) {
  const auto name = lang::NumberName::kVolumeLinear;
  return {&s, s.builder().Named(name, lang::NumberSource::kWarp), lang::kInt, Exactly(1.0)};
}

Val DistanceAt(Sketch& s, const Val& volume, const Val& p) {
  const Val index = s.rng().Chance(0.6) ? Named(s, ToIndex(s, volume, p), {"q", "uvw", "p_idx"})
                                        : ToIndex(s, volume, p);
  return s.Call("volume_sample_f", {volume, index, Linear(s)});
}

lang::Type TextureType(Sketch& s, int rank) {
  const auto& table = s.builder().builtins();
  for (const lang::CallId id : table.Named(table.Name("texture_sample"))) {
    const lang::Type kind = table.call(id).args[0];
    if (static_cast<int>(lang::FieldsOfObject(kind).size()) == rank) {
      return kind;
    }
  }
  WARPLOOM_CHECK(false, "Warp samples no such texture");
}

const lang::Call& SampleCall(Sketch& s, lang::Type kind, lang::Type result, size_t args) {
  const auto& table = s.builder().builtins();
  for (const lang::CallId id : table.Named(table.Name("texture_sample"))) {
    const lang::Call& call = table.call(id);
    if (call.args[0] == kind && call.result == result && call.args.size() == args) {
      return call;
    }
  }
  WARPLOOM_CHECK(false, "Warp has no such sample of a texture");
}

}  // namespace

// A particle that a distance field in a volume keeps out.
void DrawVolumeCollision(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"positions", "x", "particle_x"}, {"x0", "pos", "x_cur"}, {-1.0, 1.0});
  const Val v = Read(s, kVec3, {"velocities", "v", "particle_v"}, {"v0", "vel", "v_cur"});
  const Val volume = VolumeArg(s, kFloat);
  const Val dt = TimeStep(s, kFloat);
  const Val v1 = Named(s, v + Gravity(s, kVec3) * dt, {"v1", "v_free", "v_pred"});
  const Val moved = Named(s, x + v1 * dt, {"x1", "xpred", "x_new"});
  const Val position = MutableNamed(s, moved, {"x_out_i", "xc", "x_fix"});
  Val velocity = MutableNamed(s, v1, {"v2", "v_fix", "vc"});
  Val fixed = position;
  const Val margin = Coefficient(s, kFloat, {"margin", "radius", "contact_dist"}, {0.01, 0.2});
  const auto push = [&](const Val& d, const Val& gradient) {
    s.If(d < margin, [&] {
      const Val n = Named(s, s.Call("normalize", {gradient}), {"n", "nrm", "normal"});
      s.Set(fixed, moved - n * (d - margin));
      s.Set(velocity, AtWall(s, v1, n));
    });
  };
  if (s.rng().Chance(0.6)) {
    const Val grad = MutableNamed(s, s.Construct(kVec3, {}), {"grad", "nrm_idx", "g"});
    const Val index = Named(s, ToIndex(s, volume, moved), {"q", "uvw", "p_idx"});
    const Val d = Named(s, s.Call("volume_sample_grad_f", {volume, index, Linear(s), grad}),
                        {"d", "phi", "dist"});
    push(d, s.rng().Chance(0.5) ? grad : s.Call("volume_index_to_world_dir", {volume, grad}));
  } else {
    const Val d = Named(s, DistanceAt(s, volume, moved), {"d", "phi", "dist"});
    const double step = s.rng().Choose(std::array{0.05, 0.1, 0.125});
    std::vector<Val> slopes;
    for (int k = 0; k < 3; ++k) {
      const Val shift =
          s.Construct(kVec3, {Single(s, k == 0 ? step : 0.0), Single(s, k == 1 ? step : 0.0),
                              Single(s, k == 2 ? step : 0.0)});
      const Val ahead =
          s.Call("volume_sample_f", {volume, ToIndex(s, volume, moved + shift), Linear(s)});
      slopes.push_back(Named(s, ahead - d, {"gx", "gy", "gz"}));
    }
    push(d, s.Construct(kVec3, slopes));
  }
  OutputNamed(s, fixed, {"x_out", "positions_out", "new_positions"});
  OutputNamed(s, velocity, {"v_out", "velocities_out", "new_velocities"});
}

// A ray that steps through a distance field until it is near enough, or through a density.
void DrawVolumeTrace(Sketch& s) {
  const Val start =
      Read(s, kVec3, {"origins", "ray_origins", "starts"}, {"ro", "start", "o"}, {-1.0, 1.0});
  const Val dir = Read(s, kVec3, {"ray_dirs", "directions", "dirs"}, {"rd", "dir", "d"}, kUnitFill);
  const Val volume = VolumeArg(s, kFloat);
  const int count = s.rng().Choose(std::array{16, 24, 32, 64});
  const Val steps = s.rng().Chance(0.5) ? s.SizeArg(count, "num_steps") : s.Int(count);
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
  s.For(OneOf(s, {"k", "step", "it"}), Val{}, steps, 0, [&](const Val&) {
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

// A height or colour that is looked up in a picture.
void DrawTexture(Sketch& s) {
  const bool is_color = s.rng().Chance(0.4);
  const lang::Type texel = is_color ? lang::kVec4 : kFloat;
  const lang::Type kind = TextureType(s, 2);
  const bool apart = s.rng().Chance(0.4);
  const Val texture = TextureArg(s, kind, texel);
  Val uv;
  if (s.rng().Chance(0.6)) {
    uv = Read(s, kVec2, {"uvs", "tex_coords", "uv"}, {"st", "uv0", "coord"}, {0.0, 1.0});
  } else {
    const Val p = Read(s, kVec3, {"positions", "points", "vertices"}, {"p", "pos", "x0"});
    const Val scale = Coefficient(s, kFloat, {"uv_scale", "tiling", "freq"}, {0.1, 0.5});
    uv = Named(s, s.Construct(kVec2, {p.x() * scale + 0.5, p.z() * scale + 0.5}),
               {"st", "uv0", "coord"});
  }
  const Val sample =
      apart ? s.Call(SampleCall(s, kind, texel, 3), std::array{texture, uv.x(), uv.y()})
            : s.Call(SampleCall(s, kind, texel, 2), std::array{texture, uv});
  Val value = Named(s, sample, {"texel", "sample", "tex_value"});
  value.facts.from_input = true;
  if (is_color) {
    const Val tint = Parameter(s, kFloat, {"exposure", "gain", "brightness"}, {0.2, 2.0});
    return OutputNamed(s, value * tint, {"colors", "image", "color_out"});
  }
  const Val height = Coefficient(s, kFloat, {"height_scale", "amplitude", "displacement"});
  if (s.rng().Chance(0.5)) {
    return OutputNamed(s, value * height, {"heights", "out", "elevation"});
  }
  const Val n = Read(s, kVec3, {"normals", "vertex_normals"}, {"n", "nrm"}, kUnitFill);
  const Val p = Read(s, kVec3, {"positions", "points", "vertices"}, {"p", "pos", "x0"});
  OutputNamed(s, p + n * (value * height), {"displaced", "points_out", "vertices_out"});
}

}  // namespace warploom::synth

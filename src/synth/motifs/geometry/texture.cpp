#include <array>

#include "lang/object_fields.h"
#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec2;
using lang::kVec3;

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

// A texture lookup of a height or color.
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
    uv =
        Named(s, s.Make(kVec2, {p.x() * scale + 0.5, p.z() * scale + 0.5}), {"st", "uv0", "coord"});
  }
  const Val sample =
      apart ? s.Call(SampleCall(s, kind, texel, 3), std::array{texture, uv.x(), uv.y()})
            : s.Call(SampleCall(s, kind, texel, 2), std::array{texture, uv});
  Val value = Named(s, sample, {"texel", "sample", "tex_value"});
  value.range.from_input = true;
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

}  // namespace

Motif TextureMotif() {
  return {.name = "texture",
          .family = Family::kGeometry,
          .weight = 0.6,
          .draw = DrawTexture,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

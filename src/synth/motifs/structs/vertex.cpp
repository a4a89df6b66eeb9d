// Transforms a vertex, which is a struct, into another one.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

// Position and normal of a vertex under a transform, or a matrix with an offset.
std::array<Val, 2> Transformed(Sketch& s, const Val& v) {
  const Type vec = s.vec(3);
  if (s.rng().Chance(0.5)) {
    const Val pose =
        s.NewArg(s.transform(), -1.0, 1.0, OneOf(s, {"model", "xform", "world_from_local"}));
    const Val position = s.Call("transform_point", {pose, s.Field(v, 0)});
    return {position, s.Call("transform_vector", {pose, s.Field(v, 1)})};
  }
  const Val m = s.NewArg(s.mat(3), -1.0, 1.0, OneOf(s, {"model", "basis", "rot_scale"}));
  const Val position =
      m * s.Field(v, 0) + s.NewArg(vec, -2.0, 2.0, OneOf(s, {"offset", "translation"}));
  return {position, s.Call("normalize", {m * s.Field(v, 1)})};
}

void DrawVertexRecord(Sketch& s) {
  const Type vec = s.vec(3);
  Fields fields = {{OneOf(s, {"pos", "position"}), vec, -1.0, 1.0},
                   {OneOf(s, {"normal", "n"}), vec, -1.0, 1.0, Fill::kUnit}};
  const bool has_uv = s.rng().Chance(0.6);
  if (has_uv) {
    fields.push_back({OneOf(s, {"uv", "texcoord"}), s.vec(2), 0.0, 1.0});
  }
  const Type record = s.NewRecord(OneOf(s, {"Vertex", "SurfacePoint", "VertexData"}), fields);
  const Val v = s.Let(
      s.ThreadElement(Records(s, record, {}, OneOf(s, {"vertices", "verts_in", "vertex_buffer"}))),
      {"v", "vert", "vtx"});
  auto [position, normal] = Transformed(s, v);
  if (s.rng().Chance(0.3)) {
    position = position + s.Field(v, 1) *
                              s.NewArg(s.real(), 0.01, 0.2, OneOf(s, {"inflate", "push", "shell"}));
  }
  const auto name = OneOf(s, {"vertices_out", "transformed", "verts_out"});
  if (s.rng().Chance(0.4)) {
    s.SetPart(s.Field(v, 0), position);
    s.SetPart(s.Field(v, 1), normal);
    return StoreRecord(s, v, name);
  }
  const auto local = OneOf(s, {"out_v", "o", "result"});
  const Val made = has_uv ? MakeRecord(s, record, local, {position, normal, s.Field(v, 2)})
                          : MakeRecord(s, record, local, {position, normal});
  StoreRecord(s, made, name);
}

}  // namespace

Motif VertexMotif() {
  return {.name = "vertex",
          .family = Family::kStructs,
          .weight = 0.9,
          .draw = DrawVertexRecord,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs

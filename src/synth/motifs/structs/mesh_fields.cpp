#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

// A struct that carries arrays: a mesh, a graph, a signal with its weights.
void DrawMeshFields(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const int points = s.rng().Choose(std::array{64, 128, 256, 500});
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"points", "indices"}, {"verts", "faces"}, {"positions", "tris"}}});
  const Val own = s.FlatThread();
  const int triangles = s.thread_count();
  Fields fields = {
      {names[0], lang::ArrayOf(vec, 1), -1.0, 1.0, Fill::kUniform, {points}},
      {names[1], lang::ArrayOf(lang::kInt, 1), 0.0, points - 1.0, Fill::kUniform, {triangles * 3}}};
  const bool weighted = s.rng().Chance(0.5);
  const auto attribute = OneOf(s, {"weights", "masses", "heat", "scalars"});
  if (weighted) {
    fields.push_back({attribute, lang::ArrayOf(real, 1), 0.1, 1.0, Fill::kUniform, {points}});
  }
  Maybe(s, fields, 0.4, {OneOf(s, {"scale", "thickness", "density"}), real, 0.5, 2.0});
  const bool scaled = fields.back().type == real;
  const Type record = s.NewRecord(OneOf(s, {"MeshData", "TriMesh", "Surface", "Geometry"}), fields);
  const Val mesh = s.NewRecordArg(record, OneOf(s, {"mesh", "geo", "surface"}));
  const int vertex = s.FieldArray(mesh, names[0]);
  const int index = s.FieldArray(mesh, names[1]);
  static constexpr std::array<std::string_view, 3> kI = {"i0", "i1", "i2"};
  static constexpr std::array<std::array<std::string_view, 3>, 2> kP = {
      {{"a", "b", "c"}, {"p0", "p1", "p2"}}};
  const auto& point_names = s.rng().Choose(kP);
  const bool named = weighted || s.rng().Chance(0.4);
  std::array<Val, 3> ids;
  std::array<Val, 3> p;
  for (size_t k = 0; k < 3; ++k) {
    const Val at = own * s.Int(3) + static_cast<double>(k);
    ids[k] = named ? s.Let(s.At(index, {at}), kI[k]) : s.At(index, {at});
    if (!named) {
      p[k] = s.Let(s.At(vertex, {ids[k]}), point_names[k]);
    }
  }
  for (size_t k = 0; named && k < 3; ++k) {
    p[k] = s.Let(s.At(vertex, {ids[k]}), point_names[k]);
  }
  if (weighted && s.rng().Chance(0.6)) {
    const int values = s.FieldArray(mesh, attribute);
    const Val mean =
        (s.At(values, {ids[0]}) + s.At(values, {ids[1]}) + s.At(values, {ids[2]})) / s.Real(3.0);
    const Val area = s.Call("length", {s.Call("cross", {p[1] - p[0], p[2] - p[0]})}) * s.Real(0.5);
    return s.Output(mean * area, {"face_values", "integrals", ""});
  }
  const Val n = s.Let(s.Call("cross", {p[1] - p[0], p[2] - p[0]}), {"n", "cr", "normal"});
  if (s.rng().Chance(0.5)) {
    const Val area = s.Call("length", {n}) * s.Real(0.5);
    return s.Output(scaled ? area * s.Field(mesh, static_cast<int>(fields.size() - 1)) : area,
                    {"areas_out", "face_mass", "areas"});
  }
  s.Output(s.Call("normalize", {n}), {"face_normals", "normals_out"});
}

}  // namespace

Motif MeshFieldsMotif() {
  return {.name = "mesh-fields", .family = Family::kStructs, .weight = 1.1, .draw = DrawMeshFields};
}

}  // namespace warploom::synth::motifs

// A mesh as a struct of arrays: areas, normals and averages over triangles.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

struct MeshModel {
  Type real, vec;
  Val mesh;
  std::array<std::string_view, 2> names;  // Vertices and indices.
  std::string_view attribute;             // A value of each vertex; empty: none.
  int scale_field = -1;                   // A scalar factor; -1: none.
};

MeshModel DrawMeshModel(Sketch& s) {
  MeshModel model;
  model.real = s.real();
  model.vec = s.vec(3);
  const int points = s.rng().Choose(std::array{64, 128, 256, 500});
  model.names = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"points", "indices"}, {"verts", "faces"}, {"positions", "tris"}}});
  s.FlatThread();
  const int indices = 3 * s.thread_count();
  Fields fields = {
      {model.names[0], lang::ArrayOf(model.vec, 1), -1.0, 1.0, Fill::kUniform, {points}},
      {model.names[1], lang::ArrayOf(lang::kInt, 1), 0.0, points - 1.0, Fill::kUniform, {indices}}};
  const bool weighted = s.rng().Chance(0.5);
  const auto attribute = OneOf(s, {"weights", "masses", "heat", "scalars"});
  if (weighted) {
    model.attribute = attribute;
    fields.push_back({attribute, lang::ArrayOf(model.real, 1), 0.1, 1.0, Fill::kUniform, {points}});
  }
  Maybe(s, fields, 0.4, {OneOf(s, {"scale", "thickness", "density"}), model.real, 0.5, 2.0});
  model.scale_field = fields.back().type == model.real ? static_cast<int>(fields.size()) - 1 : -1;
  const Type record = s.NewRecord(OneOf(s, {"MeshData", "TriMesh", "Surface", "Geometry"}), fields);
  model.mesh = s.NewRecordArg(record, OneOf(s, {"mesh", "geo", "surface"}));
  return model;
}

// This thread's triangle.
struct Triangle {
  std::array<Val, 3> ids, p;
};

Triangle ReadTriangle(Sketch& s, const MeshModel& model) {
  const int vertex = s.FieldArray(model.mesh, model.names[0]);
  const int index = s.FieldArray(model.mesh, model.names[1]);
  static constexpr std::array<std::string_view, 3> kI = {"i0", "i1", "i2"};
  static constexpr std::array<std::array<std::string_view, 3>, 2> kP = {
      {{"a", "b", "c"}, {"p0", "p1", "p2"}}};
  const auto& point_names = s.rng().Choose(kP);
  const bool named = !model.attribute.empty() || s.rng().Chance(0.4);
  Triangle triangle;
  for (size_t k = 0; k < 3; ++k) {
    const Val at = s.FlatThread() * s.Int(3) + static_cast<double>(k);
    triangle.ids[k] = named ? s.Let(s.At(index, {at}), kI[k]) : s.At(index, {at});
    if (!named) {
      triangle.p[k] = s.Let(s.At(vertex, {triangle.ids[k]}), point_names[k]);
    }
  }
  for (size_t k = 0; named && k < 3; ++k) {
    triangle.p[k] = s.Let(s.At(vertex, {triangle.ids[k]}), point_names[k]);
  }
  return triangle;
}

void DrawMeshFields(Sketch& s) {
  const MeshModel model = DrawMeshModel(s);
  const auto [ids, p] = ReadTriangle(s, model);
  if (!model.attribute.empty() && s.rng().Chance(0.6)) {
    const int values = s.FieldArray(model.mesh, model.attribute);
    const Val mean =
        (s.At(values, {ids[0]}) + s.At(values, {ids[1]}) + s.At(values, {ids[2]})) / s.Real(3.0);
    const Val area = s.Call("length", {s.Call("cross", {p[1] - p[0], p[2] - p[0]})}) * s.Real(0.5);
    return s.Output(mean * area, {"face_values", "integrals", ""});
  }
  const Val n = s.Let(s.Call("cross", {p[1] - p[0], p[2] - p[0]}), {"n", "cr", "normal"});
  if (s.rng().Chance(0.5)) {
    const Val area = s.Call("length", {n}) * s.Real(0.5);
    return s.Output(model.scale_field >= 0 ? area * s.Field(model.mesh, model.scale_field) : area,
                    {"areas_out", "face_mass", "areas"});
  }
  s.Output(s.Call("normalize", {n}), {"face_normals", "normals_out"});
}

}  // namespace

Motif MeshFieldsMotif() {
  return {.name = "mesh-fields", .family = Family::kStructs, .weight = 1.1, .draw = DrawMeshFields};
}

}  // namespace warploom::synth::motifs

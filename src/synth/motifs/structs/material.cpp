// The response of a material: a helper takes the material as a struct and returns the stress.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// One material for all threads: a struct constant in wp.static().
Val OneMaterial(Sketch& s, Type record, const Fields& fields) {
  std::vector<Val> values;
  for (const Sketch::FieldSpec& field : fields) {
    values.push_back(s.DrawLiteral(field.type, field.low, field.high));
  }
  const auto name = OneOf(s, {"STEEL", "RUBBER", "JELLY", "DEFAULT_MATERIAL", "SOFT"});
  const Val material = s.Static(s.NewStructConstant(name, record, values));
  return s.rng().Chance(0.6) ? s.Let(material, {"mat", "material"}) : material;
}

// A material from a table, by this thread's index.
Val MaterialOfTable(Sketch& s, Type record) {
  const int kinds = s.rng().Choose(std::array{2, 4, 8, 16});
  const int table = Records(s, record, {kinds}, OneOf(s, {"materials", "mats", "material_table"}));
  const Val id = s.Let(
      s.ThreadElement(Indices(s, {}, kinds, OneOf(s, {"material_ids", "mat_id", "material"}))),
      {"mid", "mat_idx", "id"});
  const Val material = s.At(table, {id});
  return s.rng().Chance(0.5) ? s.Let(material, "mat") : material;
}

void DrawMaterial(Sketch& s) {
  const Type real = s.real();
  const auto stiffness = OneOf(s, {"young", "stiffness", "k", "E"});
  const auto second = OneOf(s, {"damping", "viscosity", "hardening", "nu"});
  Fields fields = {{stiffness, real, 0.5, 4.0}, {second, real, 0.05, 0.45}};
  const bool yields = s.rng().Chance(0.5);
  if (yields) {
    fields.push_back({OneOf(s, {"yield_strain", "limit", "max_strain"}), real, 0.1, 0.5});
  }
  Maybe(s, fields, 0.4, {OneOf(s, {"density", "friction"}), real, 0.1, 1.0});
  const Type record = s.NewRecord(OneOf(s, {"Material", "MaterialParams", "Elastic"}), fields);
  const std::array params = {
      Sketch::Param{OneOf(s, {"mat", "m", "material"}), record, {}},
      Sketch::Param{OneOf(s, {"strain", "e", "stretch"}), real, Between(-2.0, 2.0)},
      Sketch::Param{OneOf(s, {"rate", "strain_rate", "de"}), real, Between(-2.0, 2.0)}};
  const lang::FuncId response = s.DefineHelper(
      OneOf(s, {"stress", "eval_stress", "material_response", "compute_stress"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val e = s.Let(
            yields ? s.Call("clamp", {p[1], -s.Field(p[0], 2), s.Field(p[0], 2)}) : p[1], "e_el");
        Val value = s.Field(p[0], 0) * e + s.Field(p[0], 1) * p[2];
        if (s.rng().Chance(0.3)) {
          value = value + s.Field(p[0], 0) * s.DrawNumber(real, 0.1, 0.9) * e * e * e;
        }
        return {value};
      });
  const Val strain = s.DrawInput(real);
  const Val rate = s.Draw(real, 1);
  const Val material =
      s.rng().Chance(0.4) ? OneMaterial(s, record, fields) : MaterialOfTable(s, record);
  s.Output(Finished(s, s.CallHelper(response, std::array{material, strain, rate})),
           {"stress_out", "", "sigma"});
}

}  // namespace

Motif MaterialMotif() {
  return {.name = "material", .family = Family::kStructs, .weight = 1.2, .draw = DrawMaterial};
}

}  // namespace warploom::synth::motifs

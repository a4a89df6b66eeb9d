// Structs: settings, materials, and the table of the family.
#include "synth/families/structs.h"

#include <array>

#include "synth/families/families.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

void Maybe(Sketch& s, Fields& fields, double chance, const Sketch::FieldSpec& field) {
  if (s.rng().Chance(chance)) {
    fields.push_back(field);
  }
}

int Records(Sketch& s, Type record, std::vector<int> shape, std::string_view name) {
  return Input(s, record, std::move(shape), name);
}

int RecordState(Sketch& s, Type record, std::vector<int> shape, std::string_view name) {
  return InPlace(s, record, std::move(shape), name);
}

Val MakeRecord(Sketch& s, Type record, std::string_view name, std::initializer_list<Val> values) {
  if (s.rng().Chance(0.35)) {
    return s.Construct(record, values);
  }
  const Val made = s.Mutable(s.Construct(record, {}), name);
  int field = 0;
  for (const Val& value : values) {
    s.SetPart(s.Field(made, field++), value);
  }
  return made;
}

void StoreRecord(Sketch& s, const Val& value, std::string_view name) {
  s.StoreOwn(Result(s, value.type, {}, name), value);
}

namespace {

// A struct of settings as an argument; a formula over its fields.
void DrawSettings(Sketch& s) {
  const Type real = s.real();
  static constexpr std::array<std::array<std::string_view, 5>, 5> kFields = {{
      {"dt", "stiffness", "damping", "rest_length", "mass"},
      {"lr", "beta", "eps", "weight_decay", "scale"},
      {"kp", "kd", "target", "limit", "bias"},
      {"exposure", "gamma", "contrast", "black_level", "white"},
      {"viscosity", "density", "drag", "pressure_scale", "cutoff"},
  }};
  const auto& names = s.rng().Choose(kFields);
  const size_t count = 3 + s.rng().Below(3);
  Fields fields;
  for (size_t k = 0; k < count; ++k) {
    fields.push_back({names[k], real, 0.1, 2.0});
  }
  Maybe(s, fields, 0.3, {OneOf(s, {"gravity", "offset", "origin"}), s.vec(3), -1.0, 1.0});
  Maybe(s, fields, 0.25, {OneOf(s, {"num_steps", "iterations", "max_iter"}), lang::kInt, 2.0, 8.0});
  const Type record =
      s.NewRecord(OneOf(s, {"Params", "SimParams", "Settings", "Config", "Options"}), fields);
  const Val params = s.NewRecordArg(record, OneOf(s, {"params", "cfg", "settings", "opts", "p"}));
  s.OfferFields(params);
  const Val x = s.Let(s.Own(s.InputArray(real)));
  const bool loops = fields.back().type.is_int();
  const Val first = s.Field(params, 0);
  const Val second = s.Field(params, 1);
  if (loops) {
    Val value = s.Mutable(x, OneOf(s, {"value", "y", "cur"}));
    s.For(OneOf(s, {"it", "step", "k"}), Val{},
          s.Field(params, static_cast<int>(fields.size() - 1)), 0, [&](const Val&) {
            const Val change = second * s.Draw(real, 1) - s.Field(params, 2) * value;
            s.Set(value, value + first * change);
          });
    return s.Output(value);
  }
  const Val term = s.Let(s.Draw(real, 2) * second);
  const Val value = s.rng().Chance(0.5) ? x + first * (term - s.Field(params, 2) * x)
                                        : first * term + s.Draw(real, 1);
  s.Output(value);
}

// One material for all, known before the kernel runs.
Val OneMaterial(Sketch& s, Type record, const Fields& fields) {
  std::vector<Val> values;
  for (const Sketch::FieldSpec& field : fields) {
    values.push_back(s.DrawLiteral(field.type, field.low, field.high));
  }
  const auto name = OneOf(s, {"STEEL", "RUBBER", "JELLY", "DEFAULT_MATERIAL", "SOFT"});
  const Val material = s.Static(s.NewStructConstant(name, record, values));
  return s.rng().Chance(0.6) ? s.Let(material, OneOf(s, {"mat", "material"})) : material;
}

// One of a table of materials.
Val MaterialOfTable(Sketch& s, Type record) {
  const int kinds = s.rng().Choose(std::array{2, 4, 8, 16});
  const int table = Records(s, record, {kinds}, OneOf(s, {"materials", "mats", "material_table"}));
  const Val id =
      s.Let(s.Own(Indices(s, {}, kinds, OneOf(s, {"material_ids", "mat_id", "material"}))),
            OneOf(s, {"mid", "mat_idx", "id"}));
  const Val material = s.At(table, {id});
  return s.rng().Chance(0.5) ? s.Let(material, "mat") : material;
}

// A helper takes a material and gives its response.
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
           OneOf(s, {"stress_out", "", "sigma"}));
}

constexpr std::array kMotifs = {
    Motif{"particle", 1.6, DrawParticleRecord},
    Motif{"settings", 1.6, DrawSettings},
    Motif{"material", 1.2, DrawMaterial},
    Motif{"springs", 0.9, DrawSpringRecords, 0, 0, "simulation"},
    Motif{"contact", 1.0, DrawContactRecord},
    Motif{"nested-pose", 1.2, DrawNestedPose},
    Motif{"state-step", 1.1, DrawStateStep},
    Motif{"nearest-hit", 1.1, DrawNearestHit, 0, 0, "graphics"},
    Motif{"lights", 1.0, DrawLightRecords, 0, 0, "graphics"},
    Motif{"camera", 1.0, DrawCameraRecord, 0, 0, "graphics"},
    Motif{"mesh-fields", 1.1, DrawMeshFields},
    Motif{"boxes", 1.0, DrawBoxRecords},
    Motif{"vertex", 0.9, DrawVertexRecord, 0, 0, "graphics"},
    Motif{"grid-cell", 0.9, DrawGridCell},
    Motif{"statistics", 1.0, DrawStatisticsRecord},
    Motif{"complex", 1.0, DrawComplexRecord},
    Motif{"interval", 0.7, DrawIntervalRecord},
    Motif{"tree", 0.8, DrawTreeRecords, 0, 0, "learning"},
    Motif{"optimizer", 1.0, DrawOptimizer, 0, 0, "learning"},
    Motif{"controller", 1.0, DrawJointDrive, 0, 0, "robotics"},
    Motif{"pack", 0.9, DrawPackRecords},
    Motif{"struct-operators", 1.0, DrawStructOperators},
    Motif{"local-parts", 1.0, DrawLocalParts},
};

}  // namespace

Family StructsFamily() {
  return {"structs", "structs: as arguments, in arrays, nested, with arrays, through helpers",
          1.0,       1,
          3,         kMotifs};
}

}  // namespace warploom::synth

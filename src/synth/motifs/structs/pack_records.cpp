// Packs arrays of plain values into an array of structs, or unpacks them.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct PackedType {
  Type record;
  Fields fields;
  bool tagged;  // The last field is an integer tag.
};

PackedType DrawPackedType(Sketch& s) {
  PackedType packed;
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 3>, 4>{{{"pos", "vel", "mass"},
                                                      {"center", "axis", "radius"},
                                                      {"key", "value", "score"},
                                                      {"mean", "scale", "opacity"}}});
  const auto type_name = OneOf(s, {"Item", "Sample", "Record", "Splat", "Element"});
  packed.fields = {{names[0], vec, -1.0, 1.0},
                   {names[1], s.rng().Chance(0.6) ? vec : real, -1.0, 1.0},
                   {names[2], real, 0.1, 1.0}};
  packed.tagged = s.rng().Chance(0.4);
  if (packed.tagged) {
    packed.fields.push_back(
        {OneOf(s, {"id", "tag", "owner"}), lang::kInt, 0.0, s.thread_count() - 1.0});
  }
  packed.record = s.NewRecord(type_name, packed.fields);
  return packed;
}

void Pack(Sketch& s, const PackedType& packed) {
  std::vector<Val> parts;
  for (size_t k = 0; k < 3; ++k) {
    const Sketch::FieldSpec& field = packed.fields[k];
    parts.push_back(s.ThreadElement(Input(s, field.type, {},
                                          s.rng().Chance(0.5) ? std::string_view() : field.name,
                                          field.low, field.high)));
  }
  parts[1] = Finished(s, parts[1]);
  const auto local = OneOf(s, {"item", "rec", "e", "elem"});
  const Val made =
      packed.tagged
          ? MakeRecord(s, packed.record, local, {parts[0], parts[1], parts[2], s.FlatThread()})
          : MakeRecord(s, packed.record, local, {parts[0], parts[1], parts[2]});
  StoreRecord(s, made, OneOf(s, {"packed", "records", "items", "out"}));
}

void Unpack(Sketch& s, const PackedType& packed) {
  const int records = Records(s, packed.record, {}, OneOf(s, {"records", "items", "elements"}));
  const bool named = s.rng().Chance(0.5);
  const Val item =
      named ? s.Let(s.ThreadElement(records), {"item", "rec", "e"}) : s.ThreadElement(records);
  s.Output(s.Field(item, 0) * s.Field(item, 2), {"weighted", "out_vec", ""});
  s.Output(packed.fields[1].type.is_vec() ? s.Call("length", {s.Field(item, 1)})
                                          : Finished(s, s.Field(item, 1)));
  if (packed.tagged && s.rng().Chance(0.5)) {
    s.Output(s.Field(item, 3), {"ids_out", "tags"});
  }
}

void DrawPackRecords(Sketch& s) {
  const PackedType packed = DrawPackedType(s);
  s.rng().Chance(0.55) ? Pack(s, packed) : Unpack(s, packed);
}

}  // namespace

Motif PackRecordsMotif() {
  return {
      .name = "pack-records", .family = Family::kStructs, .weight = 0.9, .draw = DrawPackRecords};
}

}  // namespace warploom::synth::motifs

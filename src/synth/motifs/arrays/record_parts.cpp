#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/slots_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Updates fields, and components of fields, of structs in an array.
void DrawRecordParts(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const std::string_view scalar = OneOf(s, {"age", "heat", "charge", "pressure"});
  Fields inner = {{"pos", vec, -5.0, 5.0}, {"vel", vec, -2.0, 2.0}};
  const bool nested = s.rng().Chance(0.4);
  const bool turned = s.rng().Chance(0.4);
  Fields fields = inner;
  if (nested) {
    const Type body = s.NewRecord(OneOf(s, {"Body", "Motion", "Kinematics"}), inner);
    fields = {{OneOf(s, {"body", "state"}), body}};
  }
  fields.push_back({scalar, real, 0.0, 10.0});
  if (turned) {
    fields.push_back({"frame", s.mat(3)});
  }
  const Type record = s.NewRecord(OneOf(s, {"Agent", "Element", "Sample", "Site"}), fields);
  const int state = RecordState(s, record, {}, OneOf(s, {"agents", "elements", "items"}));
  const Val dt = TimeStep(s, real);
  const auto body = [&] {
    return nested ? s.Field(s.ThreadElement(state), 0) : s.ThreadElement(state);
  };
  const Val push = s.Let(s.Draw(real, 1) * dt, {"push", "dv", "impulse"});
  Write(s, ComponentOf(s, s.Field(body(), "vel"), 3), push);
  if (s.rng().Chance(0.6)) {
    const bool whole = s.rng().Chance(0.4);
    const Val speed = s.Field(body(), "vel");
    whole ? s.UpdatePart(s.Field(body(), "pos"), BinaryOp::kAdd, speed * dt)
          : s.UpdatePart(s.Field(body(), "pos").y(), BinaryOp::kAdd, speed.y() * dt);
  }
  if (s.rng().Chance(0.7)) {
    s.UpdatePart(s.Field(s.ThreadElement(state), scalar), BinaryOp::kAdd, dt);
  }
  if (turned) {
    WriteMatrixPart(s, s.Field(s.ThreadElement(state), "frame"), 3);
  }
}

}  // namespace

Motif RecordPartsMotif() {
  return {
      .name = "record-parts", .family = Family::kArrays, .weight = 1.0, .draw = DrawRecordParts};
}

}  // namespace warploom::synth::motifs

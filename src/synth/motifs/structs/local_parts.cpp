// A local struct with another one inside: its fields are set, updated and copied out.
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawLocalParts(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const std::string_view weight = OneOf(s, {"weight", "radius", "scale"});
  const Type inner = s.NewRecord(OneOf(s, {"Frame", "Anchor", "Probe"}),
                                 Fields{{"pos", vec}, {weight, real, -10.0, 10.0}});
  const Type outer = s.NewRecord(OneOf(s, {"Marker", "Sensor", "Target"}),
                                 Fields{{"frame", inner}, {"value", real, -10.0, 10.0}});
  const Val point = Read(s, vec, {"points", "anchors", "targets"}, {"p", "point"});
  const Val local = s.Mutable(s.Make(outer, {}), {"m", "marker", "local"});
  const auto frame = [&] { return s.Field(local, "frame"); };
  s.SetPart(s.Field(frame(), "pos"), point);
  s.SetPart(s.Field(frame(), weight), s.Draw(real, 1));
  s.SetPart(s.Field(local, "value"), s.Draw(real, 1));
  const auto axis = static_cast<int>(s.rng().Below(3));
  const Val shift = s.Draw(real, 1);
  if (s.rng().Chance(0.5)) {
    s.SetPart(s.Field(frame(), "pos")[axis], shift);
  } else {
    s.UpdatePart(s.Field(frame(), "pos").y(), BinaryOp::kAdd, shift);
  }
  const bool copied = s.rng().Chance(0.5);
  const Val part = copied ? s.Let(frame(), {"f", "frame", "inner"}) : frame();
  const Val length = s.Call("length", {s.Field(part, "pos")});
  Val result = length * s.Field(part, weight) + s.Field(local, "value");
  result.range.from_input = true;
  if (s.rng().Chance(0.4)) {
    return StoreRecord(s, local, OneOf(s, {"markers", "records", "poses_out"}));
  }
  s.Output(result);
}

}  // namespace

Motif LocalPartsMotif() {
  return {.name = "local-parts", .family = Family::kStructs, .weight = 1.0, .draw = DrawLocalParts};
}

}  // namespace warploom::synth::motifs

// A helper that changes a field of its struct parameter, which the caller's copy keeps.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawRecordByValue(Sketch& s) {
  const Type real = s.real();
  const auto speed = OneOf(s, {"speed", "value", "level", "energy"});
  const auto mass = OneOf(s, {"mass", "weight", "scale"});
  const Type record = s.NewRecord(OneOf(s, {"Body", "Node", "Agent", "State"}),
                                  Fields{{speed, real, -50.0, 50.0}, {mass, real, 0.1, 2.0}});
  const std::array params = {Sketch::Param{OneOf(s, {"body", "p", "st"}), record, {}},
                             Sketch::Param{"amount", real, Between(-2.0, 2.0)}};
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"pushed", "advanced", "after", "cost_of"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val field = s.Field(p[0], speed);
        if (s.rng().Chance(0.5)) {
          s.UpdatePart(field, BinaryOp::kAdd, p[1]);
        } else {
          s.SetPart(field, s.Call("clamp", {field + p[1], s.Real(-50.0), s.Real(50.0)}));
        }
        return {s.Field(p[0], speed) * s.Field(p[0], mass)};
      });
  s.Hide(helper);
  const Val own = s.Let(s.ThreadElement(Records(s, record, {}, OneOf(s, {"bodies", "nodes"}))),
                        {"body", "b", "node"});
  const Val amount = s.DrawNumber(real, 0.1, 1.5);
  const Val result = s.Let(s.CallHelper(helper, std::array{own, amount}), {"cost", "next_value"});
  s.Output(result);
  s.Output(s.Field(own, speed));
}

}  // namespace

Motif RecordByValueMotif() {
  return {.name = "record-by-value",
          .family = Family::kStructs,
          .weight = 0.8,
          .draw = DrawRecordByValue};
}

}  // namespace warploom::synth::motifs

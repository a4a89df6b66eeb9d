// A formula over integers of one width.
#include <array>
#include <cstdint>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Scalar;
using lang::Type;

void DrawFormula(Sketch& s) {
  constexpr std::array kScalars = {Scalar::kInt32, Scalar::kInt32, Scalar::kInt64, Scalar::kUint32,
                                   Scalar::kInt16, Scalar::kUint8, Scalar::kUint64};
  const Type type = lang::ScalarType(s.rng().Choose(kScalars));
  const Val a = s.Let(s.ThreadElement(s.InputArray(type)));
  const auto steps = s.rng().Integer(1, 3);
  Val last = a;
  for (int64_t i = 0; i < steps; ++i) {
    last = s.Let(s.Draw(type, s.DrawDepth()));
  }
  if (s.rng().Chance(0.3)) {
    const Val condition =
        s.Compare(s.rng().Chance(0.5) ? lang::CompareOp::kGt : lang::CompareOp::kLe, last,
                  a.id == last.id ? s.Int(3, type) : a);
    last = s.Select(condition, last, s.Draw(type, 1));
  }
  s.Output(last);
}

}  // namespace

Motif IntegerFormulaMotif() {
  return {
      .name = "integer-formula", .family = Family::kInteger, .weight = 1.5, .draw = DrawFormula};
}

}  // namespace warploom::synth::motifs

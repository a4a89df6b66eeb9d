#include <cstdint>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;

// Counts how many of several tests hold, and decides by the count.
void DrawVotes(Sketch& s) {
  const auto tests = s.rng().Integer(2, 4);
  Val votes = s.Let(s.Int(0), {"votes", "count", "passed", "score"});
  s.Hide(votes);
  for (int64_t i = 0; i < tests; ++i) {
    s.If(s.DrawCondition(i == 0 ? 1 : 2),
         [&] { s.Update(votes, BinaryOp::kAdd, s.Int(s.rng().Chance(0.8) ? 1 : 2)); });
  }
  s.Hide(votes, false);
  const Val enough = tests > 2 ? votes >= s.Int(tests - 1) : votes > 0.0;
  if (s.rng().Chance(0.4)) {
    return s.Output(votes);
  }
  s.Output(Either(enough,
                  {s.Draw(s.real(), 1), s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(s.real(), 0)}));
}

}  // namespace

Motif VotesMotif() {
  return {.name = "votes", .family = Family::kControlFlow, .weight = 0.8, .draw = DrawVotes};
}

}  // namespace warploom::synth::motifs

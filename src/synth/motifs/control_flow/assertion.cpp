#include <string>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// An assert statement, with or without a message.
void DrawAssertion(Sketch& s) {
  const Type real = s.real();
  const bool index = s.rng().Chance(0.5);
  if (index) {
    const int count = TableSize(s);
    const int ids = Indices(s, {}, count, OneOf(s, {"indices", "ids", "parents", "slots"}));
    const int table = Input(s, real, {count}, OneOf(s, {"table", "values", "pool"}));
    const Val id = s.Let(s.ThreadElement(ids), {"idx", "id", "slot"});
    const Val bound = Extent(s, table, 0, OneOf(s, {"n", "table_size", "num_values"}));
    const bool chained = s.rng().Chance(0.4);
    const std::string message(OneOf(s, {"", "index out of range", "bad index"}));
    s.Assert(chained ? s.InRange(s.Int(0), id, bound, false) : id < bound, message);
    const Val value = s.At(table, {id});
    return s.Output(s.rng().Chance(0.5) ? value : value * s.Draw(real, 1));
  }
  const Val x = Source(s, "x");
  const Val squared = s.Let(Square(x), {"sq", "energy", "d2"});
  const std::string message(OneOf(s, {"", "must not be negative", "negative energy"}));
  s.Assert(squared >= 0.0, message);
  s.Output(s.Call("sqrt", {squared}) * s.Draw(real, 0));
}

}  // namespace

Motif AssertionMotif() {
  return {
      .name = "assertion", .family = Family::kControlFlow, .weight = 0.6, .draw = DrawAssertion};
}

}  // namespace warploom::synth::motifs

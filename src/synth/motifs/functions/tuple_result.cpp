// A tuple in one variable, such as the results of a helper: r = f(x), then r[0] and r[1].
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/tuples_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::ExprId;
using lang::Type;

// tuple[index], with the value range of that item.
Val Item(Sketch& s, const Val& tuple, int64_t index, const ValueRange& value_range) {
  const ExprId id = s.builder().Subscript(tuple.id, {s.Int(index).id});
  ValueRange known = value_range;
  known.from_input = true;
  return {&s, id, s.builder().type_of(id), known};
}

void DrawTupleResult(Sketch& s) {
  const Type real = s.real();
  const std::array params = {RealParam(s, "x"), RealParam(s, "k")};
  const lang::FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val first = s.Draw(real, 1) * p[0];
        const Val second = s.Draw(real, 1) + p[1];
        return {first, second};
      });
  s.Hide(helper);
  const bool whole = s.rng().Chance(0.6);
  const Val x = s.DrawInput(real);
  const Val k = s.Draw(real, 1);
  Val tuple;
  if (whole) {
    const std::array ids = {x.id, k.id};
    const std::array items = {real, real};
    const Type type = s.builder().TupleOf(items);
    const lang::UserCall call{.function = helper, .args = {}, .callee = {}};
    tuple = {&s, s.builder().UserCall(call, ids, type), type, Unknown(real)};
  } else {
    const std::array items = {s.CallHelperAll(helper, std::array{x, k}, {})[0], x * k,
                              s.Draw(real, 1)};
    tuple = TupleOf(s, items);
  }
  tuple = s.Let(tuple, {"r", "pair", "state", "result"});
  s.Hide(tuple);
  const Val first = Item(s, tuple, 0, Unknown(real));
  const Val last = Item(s, tuple, s.rng().Chance(0.3) ? 2 - (whole ? 1 : 0) : 1, Unknown(real));
  s.Output(s.rng().Chance(0.5) ? first + last * s.Draw(real, 0) : first * last);
}

}  // namespace

Motif TupleResultMotif() {
  return {
      .name = "tuple-result", .family = Family::kFunctions, .weight = 0.8, .draw = DrawTupleResult};
}

}  // namespace warploom::synth::motifs

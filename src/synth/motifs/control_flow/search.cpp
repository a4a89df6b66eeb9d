#include <array>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// The first, nearest or number of matching entries of a row, with `continue` and `break`.
void DrawSearch(Sketch& s) {
  const Type real = s.real();
  const int length = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const int table = s.NewArray(
      {real, {s.dims()[0], length}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
  const Val x = Source(s, OneOf(s, {"query", "x", "key"}));
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(table, 1) : s.Int(length);
  const auto kind = s.rng().Below(3);
  Val found =
      s.Mutable(s.Int(kind == 2 ? 0 : -1),
                kind == 2 ? OneOf(s, {"hits", "count"}) : OneOf(s, {"found", "best", "index"}),
                Between(-1.0, length));
  Val best = kind == 1 ? s.Mutable(s.Real(s.rng().Chance(0.5) ? 1000.0 : 100.0),
                                   {"best_dist", "closest", "min_d"})
                       : Val{};
  s.Hide(found);
  const bool skips = s.rng().Chance(0.5);
  const Val tolerance =
      kind == 1 ? Val{} : s.NewArg(real, 0.05, 0.5, OneOf(s, {"tolerance", "eps", "threshold"}));
  s.For({"k", "j", "n"}, Val{}, bound, 0, [&](Val k) {
    const Val value = s.Let(s.At(table, {s.Thread(0), k}), {"v", "value", "other"});
    if (skips) {
      const Val skip =
          s.rng().Chance(0.5) ? k == s.Thread(0) : value < s.DrawNumber(real, -0.8, 0.0);
      s.If(skip, [&] { s.Continue(); });
    }
    const Val d = s.Let(s.Call("abs", {value - x}), {"d", "diff", "gap"});
    if (kind == 1) {
      return s.If(d < best, [&] {
        s.Set(best, d);
        s.Set(found, k);
      });
    }
    s.If(d < tolerance, [&] {
      if (kind == 0) {
        s.Set(found, k);
        return s.Break();
      }
      s.Update(found, BinaryOp::kAdd, s.Int(1));
      if (s.rng().Chance(0.4)) {
        s.If(found >= s.Int(s.rng().Integer(2, 6)), [&] { s.Break(); });
      }
    });
  });
  s.Hide(found, false);
  s.Output(found);
  if (kind == 1 && s.rng().Chance(0.7)) {
    s.Output(best);
  }
}

}  // namespace

Motif SearchMotif() {
  return {.name = "search", .family = Family::kControlFlow, .weight = 0.9, .draw = DrawSearch};
}

}  // namespace warploom::synth::motifs

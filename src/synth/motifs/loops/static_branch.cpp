// A branch on a module constant, mostly in wp.static(), so that Python decides it before Warp
// generates code.
#include <functional>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawStaticBranch(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, OneOf(s, {"x", "u", "value"}));
  const bool flag = s.rng().Chance(0.6);
  const Val constant =
      flag ? s.NewConstant({"USE_DRAG", "NORMALIZE", "CLAMP_OUTPUT", "ENABLE_LIMITER"},
                           s.Bool(s.rng().Chance(0.6)))
           : s.NewConstant({"ORDER", "DIM", "QUALITY", "LEVEL"}, s.Int(s.rng().Integer(1, 3)));
  const Val test = flag ? constant : constant > s.Int(s.rng().Integer(1, 2));
  const bool plain = s.rng().Chance(0.3);
  Val y = s.Mutable(x * s.Draw(real, 0), {"y", "result", "out_value"});
  s.Hide(y);
  const bool has_else = s.rng().Chance(0.5);
  s.If(
      plain ? test : s.Static(test), [&] { s.Set(y, y * s.Draw(real, 1)); },
      has_else ? std::function<void()>([&] { s.Update(y, BinaryOp::kAdd, s.Draw(real, 1)); })
               : nullptr);
  s.Hide(y, false);
  s.Output(y);
}

}  // namespace

Motif StaticBranchMotif() {
  return {
      .name = "static-branch", .family = Family::kLoops, .weight = 0.7, .draw = DrawStaticBranch};
}

}  // namespace warploom::synth::motifs

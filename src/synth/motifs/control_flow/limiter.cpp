#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A slope limiter of two differences.
void DrawLimiter(Sketch& s) {
  const Type real = s.real();
  const Val a = s.Let(s.ThreadElement(s.InputArray(real)), {"a", "left", "dl"});
  const Val b = s.Let(Another(s), {"b", "right", "dr"});
  Val slope = s.Let(s.Real(0.0), {"slope", "limited", "phi"});
  s.Hide(slope);
  const auto size = [&](const Val& v) { return s.Call("abs", {v}); };
  const bool sign_test = s.rng().Chance(0.6);
  s.If(sign_test ? a * b > 0.0 : (a > 0.0 && b > 0.0) || (a < 0.0 && b < 0.0), [&] {
    switch (s.rng().Below(4)) {
      case 0:
        return s.If(size(a) < size(b), [&] { s.Set(slope, a); }, [&] { s.Set(slope, b); });
      case 1:
        return s.Set(slope, 2.0 * a * b / s.Let(a + b, "total"));
      case 2: {
        const Val mean = s.Let(0.5 * (a + b), "mean");
        const Val theta = s.NewArg(real, 1.0, 2.0, "theta");
        return s.Set(slope,
                     s.Call("sign", {mean}) *
                         s.Call("min", {size(mean), theta * s.Call("min", {size(a), size(b)})}));
      }
      default: {
        const Val s1 = s.Let(s.Call("min", {2.0 * size(a), size(b)}), "s1");
        const Val s2 = s.Let(s.Call("min", {size(a), 2.0 * size(b)}), "s2");
        return s.Set(slope, s.Call("sign", {a}) * s.Call("max", {s1, s2}));
      }
    }
  });
  s.Hide(slope, false);
  s.Output(s.rng().Chance(0.5) ? slope : s.Draw(real, 0) + 0.5 * slope);
}

}  // namespace

Motif LimiterMotif() {
  return {.name = "limiter", .family = Family::kControlFlow, .weight = 0.8, .draw = DrawLimiter};
}

}  // namespace warploom::synth::motifs

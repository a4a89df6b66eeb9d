#include <array>
#include <string>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

// A condition that holds for exactly one thread.
Val FirstThread(Sketch& s) {
  Val condition = s.Thread(0) == s.Int(0);
  for (int k = 1; k < s.ndim(); ++k) {
    condition = condition && s.Thread(k) == s.Int(0);
  }
  return condition;
}

std::string Place(Type type) { return type.is_float() ? "%f" : "%d"; }

// Debug output of one thread with print or printf.
void DrawReport(Sketch& s) {
  const Type real = s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
  const Val first = s.ThreadElement(s.InputArray(real));
  const Val x = s.Let(s.Draw(real, 1) * first);
  s.Output(x);
  const bool vector = s.rng().Chance(0.25);
  const Val seen = vector ? s.DrawInput(s.vec(3)) : x;
  s.If(FirstThread(s), [&] {
    switch (s.rng().Below(4)) {
      case 0:
        return s.Print(seen);
      case 1: {
        s.PrintText(std::string(OneOf(s, {"value:", "x =", "first thread", "start"})));
        return s.Print(seen);
      }
      case 2: {
        const std::string name(OneOf(s, {"value", "x", "residual", "state"}));
        return s.Printf(name + " = " + Place(x.type) + "\n", std::array{x});
      }
      default: {
        const Val other = s.rng().Chance(0.5) ? s.Draw(kInt, 0) : s.Draw(real, 0);
        const std::string text = "[%d] " + Place(x.type) + " " + Place(other.type) + "\n";
        return s.Printf(text, std::array{s.Thread(0), x, other});
      }
    }
  });
}

}  // namespace

Motif ReportMotif() {
  return {.name = "report", .family = Family::kControlFlow, .weight = 0.4, .draw = DrawReport};
}

}  // namespace warploom::synth::motifs

// A rate law of chemistry, biology, mechanics or control, often with an Euler step.
#include <initializer_list>
#include <string_view>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawRates(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{real, {}, lang::Fill::kUniform, 0.05, 2.0, Access::kInput, ""};
  const Val x = s.Let(s.ThreadElement(s.NewArray(spec)), {"x", "u", "c", "n", "y"});
  const auto arg = [&](double low, double high, std::initializer_list<std::string_view> names) {
    return s.NewArg(real, low, high, OneOf(s, names));
  };
  Val rate = x;
  switch (s.rng().Below(7)) {
    case 0:
      rate =
          Times({arg(0.1, 2.0, {"growth", "r"}) * x, (1.0 - x / arg(1.0, 4.0, {"capacity", "K"}))});
      break;
    case 1:
      rate = Over(
          {arg(0.5, 2.0, {"v_max", "rate_max"}) * x, (arg(0.1, 2.0, {"k_m", "half_sat"}) + x)});
      break;
    case 2: {
      const Val prey = s.Let(Another(s), {"v", "w"});
      rate = x - x * x * x / 3.0 - prey + s.NewArg(real, 0.0, 1.0, OneOf(s, {"current", "drive"}));
      break;
    }
    case 3: {
      const Val temperature = s.NewArg(real, 300.0, 500.0, OneOf(s, {"temperature", "temp"}));
      rate = Times({arg(0.5, 4.0, {"prefactor", "k0"}),
                    Exp(-s.NewArg(real, 100.0, 900.0, "activation") / temperature)}) *
             x;
      break;
    }
    case 4: {
      const Val speed = s.Let(Another(s), {"v", "speed"});
      rate = Minus({-arg(0.1, 2.0, {"drag", "damping"}) * s.Call("abs", {speed}) * speed,
                    arg(0.5, 4.0, {"stiffness", "k"}) * x});
      break;
    }
    case 5: {
      const Val limit = arg(0.5, 2.0, {"max_rate", "limit"});
      rate = s.Call("clamp",
                    {Times({arg(0.5, 4.0, {"kp", "gain"}), (s.Draw(real, 1) - x)}), -limit, limit});
      break;
    }
    default: {
      const Val h = s.DrawNumber(real, 2.0, 4.0);
      const Val xn = s.Let(Pow(Known(x, 0.05, 2.0), h), "xn");
      rate = Minus({xn / (Pow(arg(0.3, 1.5, {"k_half", "theta"}), h) + xn),
                    s.DrawNumber(real, 0.1, 1.0) * x});
      break;
    }
  }
  if (s.rng().Chance(0.6)) {
    const Val slope = s.Let(rate, {"rate", "dxdt", "f", "flux"});
    const Val next = x + s.NewArg(real, 0.001, 0.1, OneOf(s, {"dt", "h"})) * slope;
    return s.Output(s.rng().Chance(0.3) ? s.Call("max", {next, s.Real(0.0)}) : next);
  }
  s.Output(rate);
}

}  // namespace

Motif RatesMotif() {
  return {.name = "rates", .family = Family::kScalarMath, .weight = 1.0, .draw = DrawRates};
}

}  // namespace warploom::synth::motifs

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A call of a helper function with several return statements.
void DrawReturns(Sketch& s) {
  const Type real = s.real();
  const size_t steps = 1 + s.rng().Below(3);
  const bool two = s.rng().Chance(0.6);
  std::vector<Sketch::Param> params = {
      {OneOf(s, {"x", "d", "t", "r"}), real, Between(-10.0, 10.0)}};
  if (two) {
    params.push_back({OneOf(s, {"limit", "h", "k", "eps"}), real, Between(-10.0, 10.0)});
  }
  const bool as_label = s.rng().Chance(0.25);
  const lang::FuncId helper = s.DefineHelper(
      s.rng().Choose(s.theme().of(Role::kHelper)), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const double first = s.rng().Chance(0.5) ? 0.0 : -1.0;
        const Val x = p[0];
        Val last;
        const auto result = [&](size_t i) {
          const Val value = as_label               ? s.Int(static_cast<int64_t>(i) + 1)
                            : s.rng().Chance(0.35) ? s.DrawNumber(real, -1.0, 2.0)
                                                   : s.Draw(real, 2);
          last = last.is_valid() ? Known(value, std::min(value.range.low, last.range.low),
                                         std::max(value.range.high, last.range.high))
                                 : value;
          return value;
        };
        for (size_t i = 0; i < steps; ++i) {
          const Val limit = two && i + 1 == steps
                                ? p[1]
                                : s.DrawNumber(real, first + static_cast<double>(i),
                                               first + static_cast<double>(i) + 0.9);
          s.If(s.rng().Chance(0.75) ? x < limit : s.Call("abs", {x}) <= limit, [&] {
            const std::array ids = {result(i).id};
            s.builder().Return(ids);
          });
        }
        const Val value = result(steps);
        Val joined = last;
        joined.id = value.id;
        return {joined};
      });
  std::vector<Val> args = {Source(s)};
  if (two) {
    args.push_back(s.NewArg(real, 0.5, 4.0));
  }
  const Val value = s.CallHelper(helper, args);
  if (as_label) {
    return s.Output(value);
  }
  s.Output(s.rng().Chance(0.5) ? value : value * s.Draw(real, 1));
}

}  // namespace

Motif ReturnsMotif() {
  return {.name = "returns", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawReturns};
}

}  // namespace warploom::synth::motifs

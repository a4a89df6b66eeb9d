// A numerical method (integration, differentiation, root finding) in a helper that takes a function
// as an argument, called with one or two different functions.
#include <array>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::FuncId;
using lang::Type;

// A helper that takes a function as its first parameter.
struct Use {
  std::array<std::string_view, 3> names;
  std::vector<std::string_view> params;  // Those after the function.
  std::vector<Val> (*body)(Sketch& s, const std::function<Val(Val)>& f, std::span<const Val> p);
};

std::vector<Val> DrawTrapezoid(Sketch& s, const std::function<Val(Val)>& f,
                               std::span<const Val> p) {
  const Type real = p[0].type;
  const int steps = s.StyleChoice("few samples", 0.5) ? 8 : 20;
  const Val h = s.Let((p[1] - p[0]) / s.Real(steps, real), "h");
  Val sum = s.Mutable((Plus({f(p[0]), f(p[1])})) * s.Real(0.5, real), "total");
  s.Hide(sum);
  s.For("i", s.Int(1), s.Int(steps), 0,
        [&](const Val& i) { s.Update(sum, BinaryOp::kAdd, f(p[0] + s.Convert(i, real) * h)); });
  return {sum * h};
}

std::vector<Val> DrawSlope(Sketch& s, const std::function<Val(Val)>& f, std::span<const Val> p) {
  const Val high = f(p[0] + p[1]);
  const Val low = f(p[0] - p[1]);
  return {(high - low) / (s.Real(2.0, p[0].type) * p[1])};
}

std::vector<Val> DrawNewton(Sketch& s, const std::function<Val(Val)>& f, std::span<const Val> p) {
  Val x = s.Mutable(p[0], "x");
  s.Hide(x);
  s.ForCount("it", s.StyleChoice("few samples", 0.5) ? 4 : 24, [&](const Val&) {
    const Val y = s.Let(f(x), "y");
    const Val slope = s.Let((f(x + p[1]) - y) / p[1], "slope");
    s.Update(x, BinaryOp::kSub, y / (s.Call("abs", {slope}) + 1.0));
  });
  return {x};
}

std::vector<Val> DrawTwice(Sketch&, const std::function<Val(Val)>& f, std::span<const Val> p) {
  return {f(f(p[0]) * p[1])};
}

const std::array<Use, 4>& Uses() {
  static const std::array<Use, 4> kUses = {{
      {{"integrate", "trapezoid", "quadrature"}, {"a", "b"}, DrawTrapezoid},
      {{"derivative", "finite_difference", "slope_at"}, {"x", "h"}, DrawSlope},
      {{"solve", "newton_solve", "find_root"}, {"x0", "eps"}, DrawNewton},
      {{"apply_twice", "compose", "iterate"}, {"x", "scale"}, DrawTwice},
  }};
  return kUses;
}

// The instance of the helper for one function that is passed to it.
FuncId DefineUse(Sketch& s, const Use& use, std::string_view name, Type real, FuncId passed) {
  std::vector<Sketch::Param> params = {{"func", lang::FunctionType(), {}}};
  for (const std::string_view param : use.params) {
    const bool is_step = param == "h" || param == "eps";
    params.push_back({param, real, is_step ? Between(0.01, 1.0) : Between(-10.0, 10.0)});
  }
  const FuncId id = s.DefineHelper(name, params, [&](std::span<const Val> p) {
    const auto call = [&](const Val& x) { return CallBy(s, p[0], passed, std::array{x}); };
    return use.body(s, call, p.subspan(1));
  });
  s.Hide(id);
  return id;
}

void DrawFunctionArgument(Sketch& s) {
  const Type real = Precise(s);
  const Use& use = s.rng().Choose(Uses());
  const std::string_view name = s.rng().Choose(use.names);
  std::vector<FuncId> passed = {DefineCurve(s, real, HelperName(s))};
  if (s.rng().Chance(0.5)) {
    passed.push_back(DefineCurve(s, real, HelperName(s)));
  }
  std::vector<FuncId> users;
  for (const FuncId function : passed) {
    users.push_back(DefineUse(s, use, name, real, function));
    lang::Function& user = FunctionOf(s, users.back());
    if (users.size() > 1) {
      user.name = FunctionOf(s, users[0]).name;
      user.role = lang::Function::Role::kInstance;
      user.of = users[0];
    }
  }
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  const bool steps = use.params[1] == "h" || use.params[1] == "eps";
  for (size_t i = 0; i < users.size(); ++i) {
    const Val second = steps ? s.DrawLiteral(real, 0.01, 0.5) : s.Draw(real, 1);
    const std::array args = {FunctionValue(s, passed[i]), x, second};
    Val value = s.CallHelper(users[i], args);
    value.range.from_input = true;
    s.Output(value);
  }
}

}  // namespace

Motif FunctionArgumentMotif() {
  return {.name = "function-argument",
          .family = Family::kFunctions,
          .weight = 1.5,
          .draw = DrawFunctionArgument};
}

}  // namespace warploom::synth::motifs

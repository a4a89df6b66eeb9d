// Functions as values: passed to other functions, chosen before there is code.
#include <array>

#include "synth/families/functions.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::FuncId;
using lang::Type;

// What a function that takes a function does with it.
struct Use {
  std::array<std::string_view, 3> names;
  std::vector<std::string_view> params;  // Beside the function.
  std::vector<Val> (*body)(Sketch& s, const std::function<Val(Val)>& f, std::span<const Val> p);
};

std::vector<Val> DrawTrapezoid(Sketch& s, const std::function<Val(Val)>& f,
                               std::span<const Val> p) {
  const Type real = p[0].type;
  const int steps = s.Habit("few samples", 0.5) ? 8 : 20;
  const Val h = s.Let((p[1] - p[0]) / s.Real(steps, real), "h");
  Val sum = s.Mutable((f(p[0]) + f(p[1])) * s.Real(0.5, real), "total");
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
  s.ForCount("it", s.Habit("few samples", 0.5) ? 4 : 24, [&](const Val&) {
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

// The function that uses another one, for one of those that are passed to it.
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

}  // namespace

Val CallBy(Sketch& s, const Val& callee, FuncId function, std::span<const Val> args) {
  std::vector<lang::ExprId> ids;
  bool from_input = false;
  for (const Val& arg : args) {
    ids.push_back(arg.id);
    from_input = from_input || arg.facts.from_input;
  }
  const Type type = FunctionOf(s, function).results.front();
  const lang::UserCall call{.function = function, .args = {}, .callee = callee.id};
  Facts facts = Unknown(type);
  facts.from_input = from_input;
  return {&s, s.builder().UserCall(call, ids, type), type, facts};
}

Val FunctionValue(Sketch& s, FuncId function) {
  return {&s, s.builder().Callee(function), lang::FunctionType(), {}};
}

FuncId DefineCurve(Sketch& s, Type real, std::string_view name) {
  const std::array params = {Sketch::Param{OneOf(s, {"x", "t", "u"}), real, Between(-10.0, 10.0)}};
  const FuncId id = s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    const Val value = s.Draw(real, 2);
    return {s.rng().Chance(0.5) ? value : s.Draw(real, 1) * p[0] + value};
  });
  s.Hide(id);
  return id;
}

// A rule of numerical analysis over a function that it is given: called with one or two of them.
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
    value.facts.from_input = true;
    s.Output(value);
  }
}

// op = f, then op(x): a local name for a function.
void DrawFunctionAlias(Sketch& s) {
  const Type real = Precise(s);
  const FuncId function = DefineCurve(s, real, HelperName(s));
  const Val alias = s.Let(FunctionValue(s, function), OneOf(s, {"curve", "fn", "op", "model"}));
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  const Val first = CallBy(s, alias, function, std::array{x});
  if (s.rng().Chance(0.5)) {
    return s.Output(first);
  }
  const Val step = s.DrawNumber(real, 0.1, 1.0);
  s.Output(first - CallBy(s, alias, function, std::array{x - step}));
}

// wp.static(f if FLAG else g)(x): one of two functions, chosen by a constant of the module.
void DrawFunctionChoice(Sketch& s) {
  const Type real = Precise(s);
  const FuncId first = DefineCurve(s, real, HelperName(s));
  const FuncId second = DefineCurve(s, real, HelperName(s));
  const bool flag = s.rng().Chance(0.6);
  const Val constant =
      flag ? s.NewConstant(OneOf(s, {"USE_SMOOTH", "USE_FAST", "QUADRATIC", "SOFT"}),
                           s.Bool(s.rng().Chance(0.5)))
           : s.NewConstant(OneOf(s, {"ORDER", "MODEL", "VARIANT"}), s.Int(s.rng().Between(1, 3)));
  const Val test = flag ? constant : constant > s.Int(1);
  const bool takes_first = flag ? constant.facts.low > 0.0 : constant.facts.low > 1.0;
  lang::Builder& b = s.builder();
  const lang::ExprId choice = b.Static(b.Ternary(test.id, b.Callee(first), b.Callee(second)));
  const Val callee{&s, choice, lang::FunctionType(), {}};
  const Val x = s.Convert(s.DrawInput(s.real()), real);
  const Val value = CallBy(s, callee, takes_first ? first : second, std::array{x});
  s.Output(s.rng().Chance(0.5) ? value * s.Draw(real, 1) : value);
}

}  // namespace warploom::synth

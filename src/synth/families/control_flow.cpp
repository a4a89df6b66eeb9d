// Control flow: branches, guards, early returns and logic; control_flow_checks.cpp and
// control_flow_rules.cpp have more.
#include "synth/families/control_flow.h"

#include <array>

#include "synth/families/choices.h"
#include "synth/families/families.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::CompareOp;
using lang::kInt;
using lang::Type;

// Rising thresholds for x: numbers, or arguments whose ranges do not overlap.
std::vector<Val> Thresholds(Sketch& s, const Val& x, size_t count) {
  constexpr std::array<std::string_view, 4> kNames = {"low", "mid", "high", "limit"};
  const bool wide = x.facts.low <= -1.5 && x.facts.high >= 1.5;
  const Facts range = wide ? Between(-1.5, 1.5) : UsualPart(x.facts);
  const double step = (range.high - range.low) / static_cast<double>(count);
  const bool given = s.rng().Chance(0.35) && count <= kNames.size();
  std::vector<Val> values;
  for (size_t i = 0; i < count; ++i) {
    const double low = range.low + step * static_cast<double>(i);
    values.push_back(given ? s.NewArg(s.real(), low, low + 0.9 * step, kNames[i])
                           : s.DrawNumber(s.real(), low + 0.1 * step, low + 0.9 * step));
  }
  return values;
}

// y by intervals of x, as if, elif, else.
void DrawPiecewise(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, OneOf(s, {"x", "t", "r", "d"}));
  const auto branches = static_cast<size_t>(s.rng().Between(1, 4));
  const bool falling = s.rng().Chance(0.4);
  std::vector<Val> limits = Thresholds(s, x, branches);
  std::vector<Val> conditions;
  const bool open = s.rng().Chance(0.7);
  for (size_t i = 0; i < branches; ++i) {
    const Val limit = falling ? limits[branches - 1 - i] : limits[i];
    const CompareOp up = open ? CompareOp::kGt : CompareOp::kGe;
    const CompareOp down = open ? CompareOp::kLt : CompareOp::kLe;
    conditions.push_back(s.Compare(falling ? up : down, x, limit));
  }
  const bool has_else = s.rng().Chance(0.75);
  const Val start =
      has_else || s.rng().Chance(0.5) ? s.Real(s.rng().Chance(0.8) ? 0.0 : 1.0) : s.Draw(real, 1);
  Val y = s.Let(start, OneOf(s, {"y", "result", "value", "out_val", "w"}));
  s.Hide(y);
  const bool constant_end = s.rng().Chance(0.3);
  s.IfChain(
      conditions,
      [&](int branch) {
        if (branch == 0 && constant_end) {
          return s.Set(y, s.DrawNumber(real, -2.0, 2.0));
        }
        if (s.rng().Chance(0.25)) {
          const Val part = s.Let(s.Draw(real, 1));
          return s.Set(y, part * s.Draw(real, 1));
        }
        s.Set(y, s.rng().Chance(0.5) ? s.Draw(real, s.DrawDepth())
                                     : s.DrawNumber(real, 0.1, 3.0) * x + s.Draw(real, 0));
      },
      has_else);
  s.Hide(y, false);
  s.Output(y);
}

// Conditional expressions inside each other.
void DrawTernaries(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const std::vector<Val> limits = Thresholds(s, x, 2);
  const auto part = [&] {
    return s.rng().Chance(0.3) ? s.DrawNumber(real, -2.0, 2.0) : s.Draw(real, 1);
  };
  switch (s.rng().Below(4)) {
    case 0:
      return s.Output(s.Select(x < limits[0], part(), s.Select(x < limits[1], part(), part())));
    case 1:
      return s.Output(s.Select(x > 0.0, s.Real(1.0), s.Select(x < 0.0, s.Real(-1.0), s.Real(0.0))) *
                      s.Draw(real, 1));
    case 2: {
      const Val sign =
          s.Let(s.Select(x < 0.0, s.Real(-1.0), s.Real(1.0)), OneOf(s, {"sgn", "side", "sign"}));
      return s.Output(sign * s.Call("sqrt", {s.Call("abs", {s.Draw(real, 1)})}));
    }
    default: {
      const Val inside = s.Between(limits[0], x, limits[1], s.rng().Chance(0.5));
      const Val scaled = s.Let(s.Select(inside, x, part()), OneOf(s, {"v", "kept", "u"}));
      return s.Output(s.Select(s.DrawCondition(2), scaled, -scaled));
    }
  }
}

// An integer label by intervals or by conditions.
void DrawClassify(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const auto count = static_cast<size_t>(s.rng().Between(2, 4));
  const std::vector<Val> limits = Thresholds(s, x, count);
  Val label = s.Let(s.Int(s.rng().Chance(0.5) ? 0 : -1),
                    OneOf(s, {"label", "kind", "region", "bin", "level", "side"}));
  s.Hide(label);
  const bool chained = s.rng().Chance(0.5);
  const bool logic = s.rng().Chance(0.5);
  std::vector<Val> conditions;
  for (size_t i = 0; i < count; ++i) {
    if (chained && i > 0) {
      conditions.push_back(s.Between(limits[i - 1], x, limits[i], false));
    } else if (logic && i + 1 == count) {
      conditions.push_back(x > limits[i] && s.DrawCondition(1));
    } else {
      conditions.push_back(x < limits[i]);
    }
  }
  s.IfChain(conditions, [&](int branch) { s.Set(label, s.Int(branch + 1)); }, s.rng().Chance(0.4));
  s.Hide(label, false);
  if (s.rng().Chance(0.3)) {
    return s.Output(s.Select(label == s.Int(1), s.Draw(real, 1), x));
  }
  s.Output(label, OneOf(s, {"labels_out", "classes", "regions", ""}));
}

// Returns early for elements that are off, invalid or out of range; some store a value first.
void DrawGuards(Sketch& s) {
  const Type real = s.real();
  const bool stores = s.rng().Chance(0.45);
  const int out =
      stores ? s.NewArray({real, {}, lang::Fill::kZero, 0.0, 0.0, Access::kOwned, ""}) : -1;
  const auto guards = s.rng().Between(1, 3);
  for (int64_t i = 0; i < guards; ++i) {
    Val condition;
    switch (s.rng().Below(i == 0 ? 4 : 2)) {
      case 0: {
        const int active = s.NewArray({kInt,
                                       {},
                                       lang::Fill::kUniform,
                                       0.0,
                                       2.0,
                                       Access::kInput,
                                       OneOf(s, {"active", "flags", "enabled", "mask", "valid"})});
        condition = s.Own(active) == 0.0;
        break;
      }
      case 1: {
        const Val index =
            s.Let(s.Own(s.NewArray({kInt,
                                    {},
                                    lang::Fill::kUniform,
                                    -1.0,
                                    8.0,
                                    Access::kInput,
                                    OneOf(s, {"owner", "parents", "island_ids", "links"})})));
        condition = index < 0.0;
        break;
      }
      case 2:
        condition = Source(s) <= s.DrawNumber(real, 0.0, 0.5);
        break;
      default:
        condition = Another(s) > s.DrawNumber(real, 0.5, 1.5);
        break;
    }
    if (!stores) {
      s.ReturnIf(condition);
      continue;
    }
    s.If(condition, [&] {
      s.StoreOwn(out, s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(real, 0));
      s.builder().Return();
    });
  }
  const Val a = s.Let(s.Draw(real, s.DrawDepth()));
  const Val value = s.rng().Chance(0.5) ? a * s.DrawInput(real) : a;
  stores ? s.StoreOwn(out, value.facts.from_input ? value : value + s.DrawInput(real))
         : s.Output(value);
}

// A helper with several returns, called here.
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
          last = last.is_valid() ? Known(value, std::min(value.facts.low, last.facts.low),
                                         std::max(value.facts.high, last.facts.high))
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

// Named conditions joined by and, or, not.
void DrawLogic(Sketch& s) {
  const Type real = s.real();
  const auto flag = [&](const Val& tested, std::initializer_list<std::string_view> names) {
    const bool range = s.rng().Chance(0.35);
    const std::vector<Val> limits = Thresholds(s, tested, 2);
    const Val condition = range ? s.Between(limits[0], tested, limits[1], s.rng().Chance(0.6))
                          : s.rng().Chance(0.5) ? tested > limits[0]
                                                : tested <= limits[1];
    return s.Let(condition, OneOf(s, names));
  };
  const Val a = flag(Source(s), {"inside", "in_range", "near", "is_close"});
  const Val b = flag(s.Let(Another(s)), {"active", "moving", "valid", "above"});
  Val joined = a;
  switch (s.rng().Below(5)) {
    case 0:
      joined = a && b;
      break;
    case 1:
      joined = a || b;
      break;
    case 2:
      joined = a && !b;
      break;
    case 3:
      joined = (a && !b) || (!a && b);
      break;
    default:
      joined = !(a || b);
      break;
  }
  if (s.rng().Chance(0.4)) {
    const int enabled = s.NewArray({lang::kBool,
                                    {},
                                    lang::Fill::kUniform,
                                    0.0,
                                    1.0,
                                    Access::kInput,
                                    OneOf(s, {"enabled", "visible", "mask", "selected"})});
    joined = s.rng().Chance(0.7) ? s.Own(enabled) && joined : joined || s.Own(enabled);
  }
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Select(joined, s.Int(1), s.Int(0)), OneOf(s, {"hits", "selected_out", ""}));
    case 1: {
      Val value = s.Let(s.Draw(real, 1), OneOf(s, {"value", "v", "result"}));
      s.Hide(value);
      Val kept = s.Mutable(value, OneOf(s, {"kept", "out_val", "res"}));
      s.Hide(kept);
      s.If(
          joined, [&] { s.Set(kept, s.Draw(real, 2)); },
          s.rng().Chance(0.5) ? std::function<void()>([&] {
            s.Update(kept, BinaryOp::kMul, s.DrawNumber(real, 0.1, 0.9));
          })
                              : nullptr);
      s.Hide(kept, false);
      return s.Output(kept);
    }
    default:
      return s.Output(s.Select(joined, s.Draw(real, s.DrawDepth()), s.Draw(real, 0)));
  }
}

// One of several operations by a mode: an argument, an input's code or the thread's number.
void DrawModeSwitch(Sketch& s) {
  const Type real = s.real();
  const auto modes = s.rng().Between(2, 5);
  const auto most = static_cast<double>(modes - 1);
  Val mode;
  switch (s.rng().Below(3)) {
    case 0:
      mode = s.NewArg(kInt, 0.0, most, OneOf(s, {"mode", "op", "method", "blend_mode", "kind"}));
      break;
    case 1:
      mode = s.Let(s.Own(s.NewArray({kInt,
                                     {},
                                     lang::Fill::kUniform,
                                     0.0,
                                     most,
                                     Access::kInput,
                                     OneOf(s, {"types", "ops", "modes", "kinds", "joint_type"})})),
                   OneOf(s, {"op", "kind", "type_id"}));
      break;
    default:
      mode = s.Let(s.Thread(0) % static_cast<int>(modes), OneOf(s, {"phase", "lane", "kind"}));
      break;
  }
  const Val a = s.Let(s.Own(s.InputArray(real)), "a");
  const Val b = s.Let(Another(s), "b");
  Val result = s.Let(s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(real, 0) * a,
                     OneOf(s, {"result", "value", "r"}));
  s.Hide(result);
  std::vector<Val> conditions;
  const bool has_else = s.rng().Chance(0.6);
  static constexpr std::array<std::string_view, 8> kNames = {
      "ADD", "MULTIPLY", "LIMIT", "SCREEN", "CUSTOM", "DIFFERENCE", "MIX", "OVERLAY"};
  const size_t first = s.rng().Below(8);
  std::vector<std::string_view> names;
  for (int64_t i = 0; i < modes; ++i) {
    names.push_back(kNames[(first + static_cast<size_t>(i)) % kNames.size()]);
  }
  const Choices choices(s, OneOf(s, {"Mode", "BlendMode", "Op"}), names);
  for (int64_t i = 0; i < modes - (has_else ? 1 : 0); ++i) {
    conditions.push_back(mode == choices[i]);
  }
  s.IfChain(
      conditions,
      [&](int branch) {
        switch ((first + static_cast<size_t>(branch)) % 8) {
          case 0:
            return s.Set(result, a + b);
          case 1:
            return s.Set(result, a * b);
          case 2:
            return s.Set(result, s.Call(OneOf(s, {"min", "max"}), {a, b}));
          case 3:
            return s.Set(result, 1.0 - (1.0 - a) * (1.0 - b));
          case 4:
            return s.Set(result, s.Draw(real, 2));
          case 5:
            return s.Set(result, s.Call("abs", {a - b}));
          case 6: {
            const Val t = s.Let(s.Call("clamp", {a, s.Real(0.0), s.Real(1.0)}), "t");
            return s.Set(result, s.Call("lerp", {a, b, t}));
          }
          default:
            return s.Set(result, s.Select(b > 0.5, 1.0 - 2.0 * (1.0 - a) * (1.0 - b), 2.0 * a * b));
        }
      },
      has_else);
  s.Hide(result, false);
  s.Output(result);
}

// Counts which of several tests hold, and decides by the count.
void DrawVotes(Sketch& s) {
  const auto tests = s.rng().Between(2, 4);
  Val votes = s.Let(s.Int(0), OneOf(s, {"votes", "count", "passed", "score"}));
  s.Hide(votes);
  for (int64_t i = 0; i < tests; ++i) {
    s.If(s.DrawCondition(i == 0 ? 1 : 2),
         [&] { s.Update(votes, BinaryOp::kAdd, s.Int(s.rng().Chance(0.8) ? 1 : 2)); });
  }
  s.Hide(votes, false);
  const Val enough = tests > 2 ? votes >= s.Int(tests - 1) : votes > 0.0;
  if (s.rng().Chance(0.4)) {
    return s.Output(votes);
  }
  s.Output(s.Select(enough, s.Draw(s.real(), 1),
                    s.rng().Chance(0.5) ? s.Real(0.0) : s.Draw(s.real(), 0)));
}

constexpr std::array kMotifs = {
    Motif{"piecewise", 1.5, DrawPiecewise},
    Motif{"ternaries", 1.0, DrawTernaries},
    Motif{"classify", 1.0, DrawClassify},
    Motif{"guards", 1.0, DrawGuards},
    Motif{"returns", 1.0, DrawReturns},
    Motif{"logic", 1.2, DrawLogic},
    Motif{"mode-switch", 1.0, DrawModeSwitch},
    Motif{"votes", 0.8, DrawVotes},
    Motif{"contact", 0.9, DrawContact},
    Motif{"state-machine", 0.9, DrawStateMachine},
    Motif{"boundary", 1.0, DrawBoundary},
    Motif{"limiter", 0.8, DrawLimiter},
    Motif{"controller", 0.8, DrawController},
    Motif{"search", 0.9, DrawSearch},
    Motif{"sorting", 0.8, DrawSorting},
    Motif{"sign-change", 0.3, DrawSignChange},
    Motif{"optional-arrays", 0.8, DrawOptionalArrays},
    Motif{"flag-word", 0.5, DrawFlagWord},
    Motif{"nothing-to-do", 0.5, DrawNothingToDo},
    Motif{"report", 0.4, DrawReport},
    Motif{"assertion", 0.6, DrawAssertion},
    Motif{"not-a-number", 0.3, DrawNotANumber},
};

}  // namespace

Family ControlFlowFamily() {
  return {"control_flow", "branches, guards, early returns, modes and state machines", 1.0, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth

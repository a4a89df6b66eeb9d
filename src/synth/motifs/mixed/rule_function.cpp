// A helper that decides by its parameters: guards, branches and loops that return at once.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kBool;
using lang::kInt;
using lang::Type;

constexpr int kTableSize = 16;

// Writes the body of one helper.
class RuleFunction {
 public:
  RuleFunction(Sketch& s, FreeCode& code, Type result, const Val& vec)
      : s_(s), code_(code), result_(result), vec_(vec) {}

  std::vector<Val> Body() {
    if (vec_.is_valid() && s_.rng().Chance(0.2)) {
      ChangeVec();
    }
    const auto guards = s_.rng().Integer(0, 2);
    for (int64_t i = 0; i < guards; ++i) {
      const Val condition = code_.Condition(2);
      s_.If(condition, [&] { Return(); });
    }
    if (s_.rng().Chance(0.35)) {
      Loop();
    }
    if (s_.rng().Chance(0.5)) {
      Chain();
    }
    // A predicate that ends with a number often gives it for all values.
    const Val last = result_.is_bool() && s_.rng().Chance(0.8) ? code_.Predicate(2) : Result();
    return {result_ == kInt ? Known(last, -1000.0, 1000.0) : last};
  }

 private:
  // v[1] = x: the parameter is a copy of the caller's.
  void ChangeVec() {
    const Val part = vec_[static_cast<int>(s_.rng().Below(3))];
    const Val value = s_.Call("clamp", {code_.Real(0), s_.Real(-1.0), s_.Real(1.0)});
    s_.SetPart(part, value);
  }

  void Return() {
    const Val result = Result();
    s_.builder().Return(std::array{result.id});
  }

  Val Result() {
    if (result_ == kInt) {
      return s_.rng().Chance(0.5) ? s_.Int(s_.rng().Integer(-1, 4)) : code_.Integer(2);
    }
    if (result_.is_bool() && s_.rng().Chance(0.5)) {
      return s_.Bool(s_.rng().Chance(0.5));
    }
    return code_.Expression(result_, 2);
  }

  void Chain() {
    const auto count = s_.rng().Integer(1, 3);
    const std::vector<Val> conditions = code_.Conditions(count, 1);
    s_.IfChain(conditions, [&](int) { Return(); }, false);
  }

  void Loop() {
    s_.ForCount({"j", "k", "n"}, static_cast<int>(s_.rng().Integer(2, 6)), [&](const Val&) {
      const Val condition = code_.Condition(1);
      s_.If(condition, [&] { Return(); });
    });
  }

  Sketch& s_;
  FreeCode& code_;
  Type result_;
  Val vec_;
};

lang::FuncId DefineRule(Sketch& s, Type result, bool with_arrays) {
  Params params = {{OneOf(s, {"x", "d", "value"}), s.real(), Between(-10.0, 10.0)},
                   {OneOf(s, {"k", "kind", "type_id"}), kInt, Between(0.0, 7.0)},
                   {OneOf(s, {"flags", "mode", "enabled"}), kInt, Between(0.0, 7.0)},
                   {OneOf(s, {"p", "v", "point"}), s.vec(3), Between(-10.0, 10.0)}};
  if (with_arrays) {
    params.push_back({OneOf(s, {"table", "limits"}), lang::ArrayOf(s.real(), 1), {}});
    params.push_back({OneOf(s, {"ids", "types"}), lang::ArrayOf(kInt, 1), {}});
  }
  const auto name = result.is_bool() ? OneOf(s, {"is_active", "applies", "should_skip", "is_valid"})
                    : result == kInt ? OneOf(s, {"count_of", "classify_type", "slot_for"})
                                     : HelperName(s);
  std::vector<Val> constants;
  if (s.rng().Chance(0.7)) {
    constants.push_back(FreeCode::NewConstant(s));
  }
  const lang::FuncId helper =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        std::vector<int> arrays;
        if (with_arrays) {
          arrays = {s.AsArray(p[4], {kTableSize}, Between(-2.0, 2.0)),
                    s.AsArray(p[5], {kTableSize}, Between(0.0, 7.0))};
        }
        FreeCode code(s, {p.begin(), p.begin() + 4}, arrays, constants);
        return RuleFunction(s, code, result, p[3]).Body();
      });
  s.Hide(helper);
  return helper;
}

void DrawRuleFunction(Sketch& s) {
  const Type result = s.rng().Choose(std::array{kBool, kInt, s.real(), kBool});
  const bool with_arrays = s.rng().Chance(0.6);
  const lang::FuncId helper = DefineRule(s, result, with_arrays);
  std::vector<Val> args = {s.DrawInput(s.real())};
  args.push_back(s.ThreadElement(Input(s, kInt, {}, OneOf(s, {"kinds", "types"}), 0.0, 7.0)));
  args.push_back(s.NewArg(kInt, 0.0, 7.0, OneOf(s, {"mode", "flags"})));
  args.push_back(s.DrawInput(s.vec(3)));
  if (with_arrays) {
    args.push_back(s.ArrayRef(Input(s, s.real(), {kTableSize}, "limits", -2.0, 2.0)));
    args.push_back(s.ArrayRef(Input(s, kInt, {kTableSize}, "remap", 0.0, 7.0)));
  }
  const Val found = s.CallHelper(helper, args);
  if (!result.is_bool()) {
    return s.Output(found);
  }
  if (s.rng().Chance(0.3)) {
    // Some rules hold for all values, or for none: another comparison lets some threads go on.
    const Val rule = s.rng().Chance(0.5) ? found : !found;
    return s.ReturnIf(rule && args[0] > s.DrawThreshold(args[0]));
  }
  s.Output(s.Select(found, s.Draw(s.real(), 1), s.Real(0.0)));
}

}  // namespace

Motif RuleFunctionMotif() {
  return {
      .name = "rule-function", .family = Family::kMixed, .weight = 1.2, .draw = DrawRuleFunction};
}

}  // namespace warploom::synth::motifs

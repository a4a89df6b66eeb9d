// A helper that changes its caller's variables through references.
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// def advance(x: wp.ref[...], v: wp.ref[...], force, dt)
lang::FuncId DefineAdvance(Sketch& s, Type type, Type real, bool two) {
  std::vector<Sketch::Param> params = {{"x", type, {}}};
  if (two) {
    params.push_back({"v", type, {}});
  }
  params.push_back({OneOf(s, {"force", "delta", "grad"}), type, Between(-10.0, 10.0)});
  params.push_back({OneOf(s, {"dt", "h", "step"}), real, Between(0.0, 1.0)});
  const lang::FuncId helper =
      s.DefineHelper(OneOf(s, {"advance", "update", "apply_step", "integrate_state"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val step = p[p.size() - 2] * p.back();
                       Val x = p[0];
                       if (!two) {
                         s.Update(x, s.rng().Chance(0.5) ? BinaryOp::kAdd : BinaryOp::kSub, step);
                         return {};
                       }
                       Val v = p[1];
                       s.Update(v, BinaryOp::kAdd, step);
                       s.Update(x, BinaryOp::kAdd, v * p.back());
                       return {};
                     });
  s.Hide(helper);
  FunctionOf(s, helper).ref_params = two ? 3U : 1U;
  return helper;
}

void DrawReferences(Sketch& s) {
  const Type real = Precise(s);
  const Type type = s.rng().Chance(0.6) ? lang::VecType(3, real.scalar) : real;
  const bool two = s.rng().Chance(0.6);
  const lang::FuncId helper = DefineAdvance(s, type, real, two);
  const auto start = [&](std::string_view name) {
    const Val value = type == s.real() || s.real() == real ? s.DrawInput(type) : Zero(s, type);
    const Val state = s.Mutable(value * s.DrawNumber(real, 0.5, 2.0), name);
    s.Hide(state);
    return state;
  };
  std::vector<Val> state = {start("x")};
  if (two) {
    state.push_back(start("v"));
  }
  const Val dt = TimeStep(s, real);
  const Val push = s.real() == real ? s.Draw(type, 1) : Zero(s, type);
  const auto call = [&] {
    std::vector<Val> args = state;
    args.push_back(push);
    args.push_back(dt);
    s.Do(s.CallHelper(helper, args));
  };
  if (s.rng().Chance(0.4)) {
    s.ForCount(Free(s, {"k", "i", "it"}), static_cast<int>(s.rng().Integer(2, 24)),
               [&](const Val&) { call(); });
  } else {
    call();
  }
  for (const Val& value : state) {
    s.Hide(value, false);
    s.Output(value);
  }
}

}  // namespace

Motif ReferencesMotif() {
  return {
      .name = "references", .family = Family::kFunctions, .weight = 0.8, .draw = DrawReferences};
}

}  // namespace warploom::synth::motifs

// Several values at once: pairs, swaps, tuples as values, results by reference.
#include <array>

#include "synth/families/functions.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::ExprId;
using lang::Type;

Val TupleOf(Sketch& s, std::span<const Val> items) {
  std::vector<ExprId> ids;
  Facts facts = items[0].facts;
  for (const Val& item : items) {
    ids.push_back(item.id);
    facts = Join(facts, item.facts);
  }
  const ExprId id = s.builder().Tuple(ids);
  return {&s, id, s.builder().type_of(id), facts};
}

// tuple[index], with what is known of that item.
Val Item(Sketch& s, const Val& tuple, int64_t index, const Facts& facts) {
  const ExprId id = s.builder().Subscript(tuple.id, {s.Int(index).id});
  Facts known = facts;
  known.from_input = true;
  return {&s, id, s.builder().type_of(id), known};
}

}  // namespace

// lo, hi = wp.min(a, b), wp.max(a, b) and its like.
void DrawPairs(Sketch& s) {
  const Type real = s.real();
  const Val a = Source(s, OneOf(s, {"a", "p", "left"}));
  const Val b = s.Let(s.Draw(real, 1));
  std::vector<Val> parts;
  std::array<std::string_view, 2> names;
  switch (s.rng().Below(3)) {
    case 0:
      names = {"lo", "hi"};
      parts = {s.Call("min", {a, b}), s.Call("max", {a, b})};
      break;
    case 1:
      names = {"mean", "half_diff"};
      parts = {(a + b) * s.Real(0.5), (a - b) * s.Real(0.5)};
      break;
    default:
      names = {"c", "s"};
      parts = {s.Call("cos", {a}), s.Call("sin", {a})};
      break;
  }
  const std::array types = {real, real};
  const std::array facts = {parts[0].facts, parts[1].facts};
  const std::vector<Val> pair = s.Unpack(names, TupleOf(s, parts), types, facts);
  s.Output(s.Draw(real, 1) * pair[0] + pair[1]);
  if (s.rng().Chance(0.4)) {
    s.Output(pair[0] * pair[1]);
  }
}

// Three values in order by swaps: a, b = b, a.
void DrawSwaps(Sketch& s) {
  const Type real = s.real();
  const bool three = s.rng().Chance(0.5);
  std::vector<Val> values;
  constexpr std::array<std::string_view, 3> kNames = {"a", "b", "c"};
  for (size_t i = 0; i < (three ? 3U : 2U); ++i) {
    const Val start = i == 0 ? s.DrawInput(real) : s.Draw(real, 1);
    values.push_back(s.Mutable(start + s.DrawNumber(real, 0.1, 2.0), kNames[i]));
    s.Hide(values.back());
  }
  const auto order = [&](size_t i, size_t j) {
    s.If(values[i] > values[j], [&] {
      const std::array swapped = {values[j], values[i]};
      const std::array vars = {std::get<lang::VarRef>(s.module()[values[i].id].node).var,
                               std::get<lang::VarRef>(s.module()[values[j].id].node).var};
      s.builder().Unpack(vars, TupleOf(s, swapped).id);
    });
  };
  order(0, 1);
  if (three) {
    order(1, 2);
    order(0, 1);
  }
  for (const Val& value : values) {
    s.Hide(value, false);
  }
  s.Output(three && s.rng().Chance(0.5) ? values[1] : values.back() - values.front());
}

// A helper's results kept as one value: r = f(x), then r[0] and r[1].
void DrawTupleResult(Sketch& s) {
  const Type real = s.real();
  const std::array params = {RealParam(s, "x"), RealParam(s, "k")};
  const lang::FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val first = s.Draw(real, 1) * p[0];
        const Val second = s.Draw(real, 1) + p[1];
        return {first, second};
      });
  s.Hide(helper);
  const bool whole = s.rng().Chance(0.6);
  const Val x = s.DrawInput(real);
  const Val k = s.Draw(real, 1);
  Val tuple;
  if (whole) {
    const std::array ids = {x.id, k.id};
    const std::array items = {real, real};
    const Type type = s.builder().TupleOf(items);
    const lang::UserCall call{.function = helper, .args = {}, .callee = {}};
    tuple = {&s, s.builder().UserCall(call, ids, type), type, Unknown(real)};
  } else {
    const std::array items = {s.CallHelperAll(helper, std::array{x, k}, {})[0], x * k,
                              s.Draw(real, 1)};
    tuple = TupleOf(s, items);
  }
  tuple = s.Let(tuple, OneOf(s, {"r", "pair", "state", "result"}));
  s.Hide(tuple);
  const Val first = Item(s, tuple, 0, Unknown(real));
  const Val last = Item(s, tuple, s.rng().Chance(0.3) ? 2 - (whole ? 1 : 0) : 1, Unknown(real));
  s.Output(s.rng().Chance(0.5) ? first + last * s.Draw(real, 0) : first * last);
}

// The same on an element of an array or a field of it: the memory itself is passed.
void DrawElementReference(Sketch& s) {
  const Type real = Precise(s);
  const bool is_vec = s.rng().Chance(0.5);
  const Type type = is_vec ? lang::VecType(3, real.scalar) : real;
  const std::array params = {Sketch::Param{"value", type, {}},
                             Sketch::Param{"amount", real, Between(-10.0, 10.0)}};
  const bool scales = s.rng().Chance(0.5);
  const lang::FuncId helper = s.DefineHelper(OneOf(s, {"damp", "decay", "bump", "relax"}), params,
                                             [&](std::span<const Val> p) -> std::vector<Val> {
                                               Val value = p[0];
                                               if (scales) {
                                                 s.Set(value, value * p[1]);
                                               } else if (is_vec) {
                                                 s.SetPart(value.y(), value.y() - p[1]);
                                               } else {
                                                 s.Update(value, BinaryOp::kAdd, p[1]);
                                               }
                                               return {};
                                             });
  s.Hide(helper);
  FunctionOf(s, helper).ref_params = 1U;
  const int state = InPlace(s, type, {}, OneOf(s, {"state", "values", "levels"}));
  const Val amount = s.real() == real ? s.Draw(real, 1) : s.DrawNumber(real, 0.1, 0.9);
  s.Do(s.CallHelper(helper, std::array{s.Own(state), amount}));
}

// Components counted from the end: v[-1], m[-1, -2].
void DrawLastComponents(Sketch& s) {
  const Type real = s.real();
  const int size = s.rng().Choose(std::array{2, 3, 4});
  const bool is_mat = s.rng().Chance(0.3);
  const Val v = s.Let(s.DrawInput(is_mat ? s.mat(size) : s.vec(size)));
  const auto last = [&](int64_t back) {
    const ExprId index = s.Int(-back).id;
    const ExprId id = is_mat ? s.builder().Subscript(v.id, {index, s.Int(-1).id})
                             : s.builder().Subscript(v.id, {index});
    return Val{&s, id, real, v.facts};
  };
  const Val first = last(1);
  const Val second = last(s.rng().Between(1, size));
  const Val factor = s.Draw(real, 1);
  s.Output(s.rng().Chance(0.5) ? first * factor + second : factor - first * second);
}

// A helper that changes its caller's variables: def advance(x: wp.ref[...], v: wp.ref[...], ...).
void DrawReferences(Sketch& s) {
  const Type real = Precise(s);
  const Type type = s.rng().Chance(0.6) ? lang::VecType(3, real.scalar) : real;
  const bool two = s.rng().Chance(0.6);
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
    s.ForCount(Free(s, {"k", "i", "it"}), static_cast<int>(s.rng().Between(2, 24)),
               [&](const Val&) { call(); });
  } else {
    call();
  }
  for (const Val& value : state) {
    s.Hide(value, false);
    s.Output(value);
  }
}

}  // namespace warploom::synth

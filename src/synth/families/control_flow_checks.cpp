// Control flow: signs that change, arrays that may be missing, words of flags, branches that do
// nothing, prints and assertions.
#include <array>
#include <string>
#include <vector>

#include "synth/families/control_flow.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/inputs.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::CompareOp;
using lang::kInt;
using lang::Type;

// Where a value crosses zero between two samples: (a < 0.0) != (b < 0.0).
void DrawSignChange(Sketch& s) {
  const Type real = s.real();
  const Val a = s.Let(s.Own(Input(s, real, {}, OneOf(s, {"phi", "before", "f0", "level"}))), "a");
  const Val b = s.Let(s.Own(Input(s, real, {}, OneOf(s, {"phi_next", "after", "f1"}))), "b");
  const bool named = s.rng().Chance(0.5);
  const auto sign = [&](const Val& x, std::string_view name) {
    const Val is_negative = x < 0.0;
    return named ? s.Let(is_negative, name) : is_negative;
  };
  const Val before = sign(a, OneOf(s, {"neg_a", "inside_a", "below_a"}));
  const Val after = sign(b, OneOf(s, {"neg_b", "inside_b", "below_b"}));
  const bool same = s.rng().Chance(0.3);
  const Val condition = s.Compare(same ? CompareOp::kEq : CompareOp::kNe, before, after);
  const bool scaled = s.rng().Chance(0.5);
  const auto crossing = [&] {
    Val span = a - b;
    span.facts.nonzero = true;  // Signs differ.
    const Val where = a / span;
    return scaled ? where * s.NewArg(real, 0.1, 1.0, OneOf(s, {"dx", "spacing", "h"})) : where;
  };
  const auto elsewhere = [&] { return s.rng().Chance(0.5) ? s.Real(-1.0) : s.Draw(real, 1); };
  const Val otherwise = elsewhere();
  Val t = s.Let(otherwise, OneOf(s, {"t", "alpha", "frac"}));
  s.Hide(t);
  s.If(condition, [&] { s.Set(t, same ? s.Draw(real, 1) : crossing()); });
  s.Hide(t, false);
  s.Output(t);
}

// if weights: ... if residual_out: ... An array that the caller may leave out is null, so false.
void DrawOptionalArrays(Sketch& s) {
  const Type real = s.real();
  Val x = s.Mutable(s.Own(s.InputArray(real)), OneOf(s, {"y", "value", "r"}));
  const bool weighted = s.rng().Chance(0.7);
  if (weighted) {
    const int weights = Input(s, real, {}, OneOf(s, {"weights", "scales", "mask", "gains"}));
    s.If(s.ArrayRef(weights), [&] {
      const Val weight = s.Own(weights);
      s.rng().Chance(0.6) ? s.Update(x, BinaryOp::kMul, weight)
                          : s.Set(x, x * weight + s.Draw(real, 0));
    });
  }
  s.Output(x, s.rng().Chance(0.5) ? OneOf(s, {"out", "output", "result_out"}) : "");
  if (!weighted || s.rng().Chance(0.4)) {
    const int extra = Result(s, real, {}, OneOf(s, {"residual_out", "squared", "debug_out"}));
    s.If(s.ArrayRef(extra), [&] { s.StoreOwn(extra, s.Draw(real, 2)); });
  }
}

// if flags & VISIBLE: an integer is true unless it is zero.
void DrawFlagWord(Sketch& s) {
  const Type real = s.real();
  const int flags =
      Input(s, kInt, {}, OneOf(s, {"flags", "shape_flags", "body_flags", "masks"}), 0.0, 15.0);
  const Val word = s.Let(s.Own(flags), OneOf(s, {"flag", "bits", "f"}));
  static constexpr std::array<Sketch::MemberSpec, 4> kBits = {
      {{"ACTIVE", 1}, {"VISIBLE", 2}, {"PINNED", 4}, {"COLLIDES", 8}}};
  const bool is_enum = s.rng().Chance(0.35);
  const std::string_view title = OneOf(s, {"BodyFlags", "ShapeFlags", "Flags"});
  const uint16_t owner = is_enum ? s.NewEnum(title, kBits, true) : uint16_t{0};
  const bool named = s.rng().Chance(0.6);
  const auto bit = [&](int k) {
    const Sketch::MemberSpec& spec = kBits[static_cast<size_t>(k)];
    return is_enum ? s.Member(owner, k)
           : named ? s.NewConstant(spec.name, s.Int(spec.value))
                   : s.Int(spec.value);
  };
  const int first_bit = static_cast<int>(s.rng().Below(2));
  const int second_bit = 2 + static_cast<int>(s.rng().Below(2));
  Val y = s.Mutable(s.Own(s.InputArray(real)), OneOf(s, {"y", "amount", "result"}));
  s.Hide(y);
  const Val first = word & bit(first_bit);
  const bool negated = s.rng().Chance(0.3);
  s.If(negated ? s.Unary(lang::UnaryOp::kNot, first) : first,
       [&] { s.Set(y, y * s.Draw(real, 1)); });
  if (s.rng().Chance(0.5)) {
    const Val second = word & bit(second_bit);
    const Val condition = s.DrawCondition(1);
    const Val both = second && condition;
    s.If(s.rng().Chance(0.4) ? both : second,
         [&] { s.Update(y, BinaryOp::kAdd, s.Draw(real, 1)); });
  }
  s.Hide(y, false);
  s.Output(y);
}

// A branch for which there is nothing to do, said with pass.
void DrawNothingToDo(Sketch& s) {
  const Type real = s.real();
  Val y = s.Mutable(s.Own(s.InputArray(real)), OneOf(s, {"y", "d", "height"}));
  s.Hide(y);
  const Val x = y;
  const Val low = s.DrawNumber(real, 0.05, 0.5);
  const Val inside =
      s.rng().Chance(0.5) ? s.Call("abs", {x}) < low : s.Between(-low, x, low, s.rng().Chance(0.5));
  const std::array conditions = {inside, x > 0.0};
  const bool three = s.rng().Chance(0.7);
  s.IfChain(
      std::span(conditions).first(three ? 2 : 1),
      [&](int branch) {
        if (branch == 0) {
          return s.Pass();
        }
        const Val change = s.Draw(real, 1) * s.DrawNumber(real, 0.1, 0.9);
        s.Update(y, branch == 1 ? BinaryOp::kSub : BinaryOp::kAdd, change);
      },
      true);
  s.Hide(y, false);
  s.Output(y);
}

namespace {

// Holds for one thread alone.
Val FirstThread(Sketch& s) {
  Val condition = s.Thread(0) == s.Int(0);
  for (int k = 1; k < s.ndim(); ++k) {
    condition = condition && s.Thread(k) == s.Int(0);
  }
  return condition;
}

std::string Place(Type type) { return type.is_float() ? "%f" : "%d"; }

}  // namespace

// What an author looks at while a kernel is young: print and printf, of one thread.
void DrawReport(Sketch& s) {
  const Type real = s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
  const Val first = s.Own(s.InputArray(real));
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

// What has no value is not a number.
void DrawNotANumber(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, OneOf(s, {"x", "ratio", "value"}));
  const Val limit = s.DrawNumber(real, 0.05, 0.4);
  const Val nan = s.Number(lang::NumberName::kNan, real);
  const std::string_view function = OneOf(s, {"log", "sqrt"});
  const auto formula = [&] { return s.Call(function, {Known(x, 0.05, 100.0)}) * s.Draw(real, 0); };
  if (s.rng().Chance(0.4)) {
    const Val value = formula();
    return s.Output(s.Select(x > limit, value, nan));
  }
  Val y = s.Let(nan, OneOf(s, {"y", "result", "out_value"}));
  s.Hide(y);
  s.If(x > limit, [&] { s.Set(y, formula()); });
  y.facts.from_input = true;
  s.Hide(y, false);
  s.Output(y, OneOf(s, {"out", "output", "values_out"}));
}

// assert what must hold, with or without a message.
void DrawAssertion(Sketch& s) {
  const Type real = s.real();
  const bool index = s.rng().Chance(0.5);
  if (index) {
    const int count = TableSize(s);
    const int ids = Indices(s, {}, count, OneOf(s, {"indices", "ids", "parents", "slots"}));
    const int table = Input(s, real, {count}, OneOf(s, {"table", "values", "pool"}));
    const Val id = s.Let(s.Own(ids), OneOf(s, {"idx", "id", "slot"}));
    const Val bound = Extent(s, table, 0, OneOf(s, {"n", "table_size", "num_values"}));
    const bool chained = s.rng().Chance(0.4);
    const std::string message(OneOf(s, {"", "index out of range", "bad index"}));
    s.Assert(chained ? s.Between(s.Int(0), id, bound, false) : id < bound, message);
    const Val value = s.At(table, {id});
    return s.Output(s.rng().Chance(0.5) ? value : value * s.Draw(real, 1));
  }
  const Val x = Source(s, "x");
  const Val squared = s.Let(Square(x), OneOf(s, {"sq", "energy", "d2"}));
  const std::string message(OneOf(s, {"", "must not be negative", "negative energy"}));
  s.Assert(squared >= 0.0, message);
  s.Output(s.Call("sqrt", {squared}) * s.Draw(real, 0));
}

}  // namespace warploom::synth

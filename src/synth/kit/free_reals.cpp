// Floats and vectors: elements, arguments, calls and arithmetic.
#include <array>

#include "lang/same_expr.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::BinaryOp;
using lang::Type;

Val FreeCode::RealElement() {
  const bool own = s_.rng().Chance(0.5);
  if (in_kernel_ && own) {
    return s_.ThreadElement(s_.InputArray(real_));
  }
  const Val element =
      Element(real_, {"weights", "radii", "table", "gains", "masses", "limits"}, Range{});
  return element.is_valid() ? element : Given(real_, {"x"}, Range{});
}

// An element of a table of vectors.
Val FreeCode::RowOf(Type vec, const ValueRange& range) {
  const int extent = TableSize(s_);
  const std::array at = {Index(extent)};
  if (const int field = s_.rng().Chance(0.5) ? RecordArray(vec) : -1; field >= 0) {
    return s_.At(field, at);
  }
  const bool is_int = lang::ScalarType(vec.scalar).is_int();
  return s_.At(TableNamed(s_, vec, {is_int ? "pairs" : "lower", is_int ? "corners" : "upper"},
                          extent, {range.low, range.high, lang::Fill::kUniform}),
               at);
}

Val FreeCode::VecElement() {
  const Type vec = s_.vec(3);
  if (const Val local = Local(vec); local.is_valid() && (!in_kernel_ || s_.rng().Chance(0.6))) {
    return local;
  }
  if (!in_kernel_) {
    const Val x = Real(0);
    return s_.Make(vec, {x, x, s_.Real(1.0)});
  }
  if (const auto field = RecordField(vec); field && s_.rng().Chance(0.5)) {
    return *field;
  }
  if (s_.rng().Chance(0.2)) {
    return RowOf(vec, Between(-2.0, 2.0));
  }
  return s_.ThreadElement(
      InputNamed(s_, vec, {"positions", "points", "velocities", "normals", "forces"}));
}

Val FreeCode::RealLeaf() {
  if (s_.rng().Chance(0.1)) {
    if (const Val call = CallHelper(real_); call.is_valid()) {
      return call;
    }
  }
  switch (s_.rng().Below(11)) {
    case 0:
      return s_.DrawNumber(real_, 0.1, 2.0);
    case 1:
      return Given(real_, {"scale", "eps", "margin", "threshold", "dt", "gain", "limit"},
                   kPositiveFill);
    case 2:
      if (const Val local = Local(real_); local.is_valid()) {
        return local;
      }
      return RealElement();
    case 3:
      if (const auto field = RecordField(real_)) {
        return *field;
      }
      return RealElement();
    case 4:
      return PartOf(VecElement());
    case 9:
      if (const auto field = EntryField(real_)) {
        return *field;
      }
      return RealElement();
    case 10:
      if (const Val local = Local(real_); local.is_valid()) {
        return local;
      }
      return Given(real_, {"dt", "weight", "tolerance"}, kPositiveFill);
    case 5:
      return in_kernel_ ? s_.DrawInput(real_) : RealElement();
    default:
      return RealElement();
  }
}

Val FreeCode::RealOperation(int depth) {
  switch (s_.rng().Below(16)) {
    case 0: {
      const Val value = Real(depth - 1);
      return s_.Call(OneOf(s_, {"abs", "sqrt", "sin", "cos", "floor", "sign", "step"}), {value});
    }
    case 7: {
      const Val value = s_.rng().Chance(0.5) ? RealLeaf() : Real(depth - 1);
      const Val divisor = PositiveReal();
      return value / divisor;
    }
    case 8: {
      const Val pi = s_.Number(lang::NumberName::kPi, real_);
      const Val element = RealElement();
      return s_.rng().Chance(0.7) ? s_.DrawNumber(real_, 0.5, 4.0) * pi * element : element * pi;
    }
    case 9: {
      const Val value = Real(depth - 1);
      const Val sum = value + RealElement();
      return s_.rng().Chance(0.5) ? sum : sum - RealLeaf();
    }
    case 5:
      return s_.rng().Chance(0.5) ? -RealLeaf() : -Real(depth - 1);
    case 6: {
      const Val condition = Condition(0);
      const Val then = Real(depth - 1);
      const Val otherwise = Real(0);
      return condition.type.is_bool() ? s_.Select(condition, then, otherwise) : then;
    }
    case 1: {
      const Val a = Real(depth - 1);
      const Val b = Real(depth - 1);
      if (lang::SameExpr(s_.module(), a.id, b.id)) {
        return a;
      }
      return s_.Call(OneOf(s_, {"min", "max"}), {a, b});
    }
    case 2: {
      const Val v = VecElement();
      const Val w = VecElement();
      return s_.rng().Chance(0.5) ? s_.Call("dot", {v, w}) : s_.Call("length", {v});
    }
    case 3: {
      // To convert a constant to float64 changes its type elsewhere, too (codegen.py: add_call).
      const Val value = Integer(depth - 1);
      return s_.Convert(value.range.from_input ? value : IntegerElement(), real_);
    }
    case 4: {
      const Val a = Real(depth - 1);
      const Val b = RealElement();
      return s_.Call(OneOf(s_, {"mul", "add", "sub"}), {a, b});
    }
    default:
      return RealBinary(depth);
  }
}

Val FreeCode::RealBinary(int depth) {
  Val left = Real(depth - 1);
  if (!left.range.from_input) {
    left = RealElement();
  }
  const Val right = Real(depth - 1);
  const BinaryOp op =
      s_.rng().Choose(std::array{BinaryOp::kAdd, BinaryOp::kSub, BinaryOp::kMul, BinaryOp::kDiv});
  return s_.Can(op, left, right) ? s_.Binary(op, left, right) : left;
}

Val FreeCode::Real(int depth) {
  if (depth <= 0) {
    return RealLeaf();
  }
  switch (s_.rng().Below(5)) {
    case 3:
    case 4:
      return RealForm(s_.rng().Chance(0.5) ? 2 : 1);
    case 0:
      return in_kernel_ ? s_.Draw(real_, depth) : RealOperation(depth);
    case 1:
      return RealOperation(depth);
    default:
      return RealLeaf();
  }
}

Val FreeCode::RealForm(int depth) {
  using enum lang::BinaryOp;
  const bool left_first = s_.rng().Chance(0.6);
  const Val left = left_first && depth > 1 ? RealForm(depth - 1) : RealLeaf();
  const lang::BinaryOp op = s_.rng().Choose(std::array{kAdd, kSub, kSub, kMul, kMul, kDiv});
  if (op == kDiv) {
    const Val divisor = PositiveReal();
    return left / divisor;
  }
  const Val right = depth > 1 && !left_first ? RealForm(depth - 1) : RealLeaf();
  return s_.Binary(op, left, right);
}

}  // namespace warploom::synth::kit

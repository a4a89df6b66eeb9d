#include "synth/sketch/val.h"

#include "synth/sketch/sketch.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::CompareOp;
using lang::UnaryOp;

namespace {

Val Component(const Val& v, int index) {
  ValueRange value_range = v.range;
  value_range.unit = false;
  value_range.nonzero = false;
  lang::Builder& b = v.sketch->builder();
  const lang::ExprId id = b.Component(v.id, index);
  return {v.sketch, id, b.type_of(id), value_range};
}

Val Element(const Val& v, std::initializer_list<Val> indices) {
  ValueRange value_range = v.range;
  value_range.unit = false;
  value_range.nonzero = false;
  std::array<lang::ExprId, 2> ids;
  size_t count = 0;
  for (const Val& index : indices) {
    const int extent = count == 0 ? v.type.is_quat()        ? 4
                                    : v.type.is_transform() ? 7
                                                            : v.type.rows
                                  : v.type.cols;
    WARPLOOM_CHECK(index.range.IsWithin(0.0, extent - 1.0),
                   "a component subscript is out of range");
    ids[count++] = index.id;
  }
  lang::Builder& b = v.sketch->builder();
  const lang::ExprId id = b.Subscript(v.id, std::span(ids).first(count));
  return {v.sketch, id, b.type_of(id), value_range};
}

Val Like(const Val& other, double value) { return other.sketch->NumberLike(other, value); }

}  // namespace

Val Val::x() const { return Component(*this, 0); }
Val Val::y() const { return Component(*this, 1); }
Val Val::z() const { return Component(*this, 2); }
Val Val::w() const { return Component(*this, 3); }
Val Val::operator[](int index) const { return Element(*this, {sketch->Int(index)}); }
Val Val::operator[](const Val& index) const { return Element(*this, {index}); }
Val Val::at(int row, int column) const {
  return Element(*this, {sketch->Int(row), sketch->Int(column)});
}
Val Val::at(const Val& row, const Val& column) const { return Element(*this, {row, column}); }

Val operator+(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kAdd, a, b); }
Val operator-(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kSub, a, b); }
Val operator*(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kMul, a, b); }
Val operator/(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kDiv, a, b); }
Val operator%(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kMod, a, b); }
Val operator&(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kBitAnd, a, b); }
Val operator|(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kBitOr, a, b); }
Val operator^(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kBitXor, a, b); }
Val operator<<(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kShl, a, b); }
Val operator>>(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kShr, a, b); }
Val operator-(const Val& a) { return a.sketch->Unary(UnaryOp::kNeg, a); }
Val operator~(const Val& a) { return a.sketch->Unary(UnaryOp::kInvert, a); }
Val MatMul(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kMatMul, a, b); }
Val FloorDiv(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kFloorDiv, a, b); }
Val Pow(const Val& a, const Val& b) { return a.sketch->Binary(BinaryOp::kPow, a, b); }

Val operator+(const Val& a, double b) { return a + Like(a, b); }
Val operator-(const Val& a, double b) { return a - Like(a, b); }
Val operator*(const Val& a, double b) { return a * Like(a, b); }
Val operator/(const Val& a, double b) { return a / Like(a, b); }
Val operator%(const Val& a, int b) { return a % Like(a, b); }
Val operator+(double a, const Val& b) { return Like(b, a) + b; }
Val operator-(double a, const Val& b) { return Like(b, a) - b; }
Val operator*(double a, const Val& b) { return Like(b, a) * b; }
Val operator/(double a, const Val& b) { return Like(b, a) / b; }

Val operator<(const Val& a, const Val& b) { return a.sketch->Compare(CompareOp::kLt, a, b); }
Val operator<=(const Val& a, const Val& b) { return a.sketch->Compare(CompareOp::kLe, a, b); }
Val operator>(const Val& a, const Val& b) { return a.sketch->Compare(CompareOp::kGt, a, b); }
Val operator>=(const Val& a, const Val& b) { return a.sketch->Compare(CompareOp::kGe, a, b); }
Val operator==(const Val& a, const Val& b) { return a.sketch->Compare(CompareOp::kEq, a, b); }
Val operator!=(const Val& a, const Val& b) { return a.sketch->Compare(CompareOp::kNe, a, b); }
Val operator<(const Val& a, double b) { return a < Like(a, b); }
Val operator<=(const Val& a, double b) { return a <= Like(a, b); }
Val operator>(const Val& a, double b) { return a > Like(a, b); }
Val operator>=(const Val& a, double b) { return a >= Like(a, b); }
Val operator==(const Val& a, double b) { return a == Like(a, b); }
Val operator!=(const Val& a, double b) { return a != Like(a, b); }

namespace {

Val Logic(bool is_and, const Val& a, const Val& b) {
  lang::Builder& builder = a.sketch->builder();
  // Python parses `a and b and c` as one operation with three operands.
  std::vector<lang::ExprId> ids = {a.id};
  const auto* left = std::get_if<lang::BoolOp>(&builder.module()[a.id].node);
  if (left != nullptr && left->is_and == is_and) {
    const std::span<const lang::ExprId> operands = builder.module()[left->operands];
    ids.assign(operands.begin(), operands.end());
  }
  ids.push_back(b.id);
  const lang::ExprId id = is_and ? builder.And(ids) : builder.Or(ids);
  ValueRange value_range = Between(0.0, 1.0);
  value_range.from_input = a.range.from_input || b.range.from_input;
  return {a.sketch, id, lang::kBool, value_range};
}

}  // namespace

Val operator&&(const Val& a, const Val& b) { return Logic(true, a, b); }
Val operator||(const Val& a, const Val& b) { return Logic(false, a, b); }
Val operator!(const Val& a) { return a.sketch->Unary(UnaryOp::kNot, a); }

}  // namespace warploom::synth

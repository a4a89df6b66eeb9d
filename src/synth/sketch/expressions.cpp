#include "synth/sketch/expressions.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lang/constants.h"
#include "lang/same_expr.h"
#include "lang/walk.h"

namespace warploom::synth {
namespace {

using lang::CompareOp;
using lang::Type;

// True when `part` is written somewhere in `whole`.
bool Contains(const lang::Module& module, const Val& whole, const Val& part) {
  bool found = false;
  ForEachExpr(module, whole.id,
              [&](lang::ExprId id) { found = found || SameExpr(module, id, part.id); });
  return found;
}

}  // namespace

Expressions::Expressions(Draft& draft, const Parts& parts)
    : draft_(draft),
      style_(parts.style),
      values_(parts.values),
      numbers_(parts.numbers),
      arguments_(parts.arguments),
      variables_(parts.variables),
      arrays_(parts.arrays),
      elements_(parts.elements),
      helpers_(parts.helpers) {}

bool Expressions::IsLiteral(const Val& value) const {
  return lang::IsBareConstant(draft_.module, value.id) ||
         std::holds_alternative<lang::ConstRef>(draft_.module[value.id].node);
}

bool Expressions::AreSame(const Val& a, const Val& b) const {
  return SameExpr(draft_.module, a.id, b.id);
}

// False when the ranges already tell the result, or when one value is made from the other, as in
// abs(x) < x: such a condition is the same for every thread.
bool Expressions::IsOpen(const Val& left, const Val& right) const {
  return left.range.low < right.range.high && right.range.low < left.range.high &&
         !Contains(draft_.module, left, right) && !Contains(draft_.module, right, left);
}

int Expressions::DrawDepth() {
  const Profile& profile = draft_.profile;
  const std::array weights = {profile.expr_depth_1, profile.expr_depth_2, profile.expr_depth_3,
                              profile.expr_depth_4};
  return static_cast<int>(draft_.rng.Pick(weights)) + 1;
}

Val Expressions::Draw(Type type, int depth) {
  if (depth <= 0 || type.is_struct()) {
    return DrawLeaf(type);
  }
  if (type.is_bool()) {
    return DrawCondition(depth);
  }
  const Profile& profile = draft_.profile;
  const std::array weights = {profile.expr_leaf,
                              profile.expr_operation,
                              profile.expr_builtin,
                              profile.expr_select,
                              type.is_vec() ? profile.expr_construct : 0.0,
                              helpers_.infos().empty() ? 0.0 : profile.expr_helper};
  switch (draft_.rng.Pick(weights)) {
    case 0:
      return DrawLeaf(type);
    case 1:
      return DrawOperation(type, depth);
    case 2:
      return DrawBuiltin(type, depth);
    case 3:
      return DrawSelect(type, depth);
    case 4:
      return DrawConstruction(type, depth);
    default:
      return DrawHelperCall(type, depth);
  }
}

Val Expressions::DrawSelect(Type type, int depth) {
  const Val condition = DrawCondition(1);
  const Val then = Draw(type, depth - 1);
  const Val otherwise = Draw(type, 0);
  return AreSame(then, otherwise) ? then : values_.Select(condition, then, otherwise);
}

Val Expressions::DrawConstruction(Type type, int depth) {
  std::vector<Val> parts;
  for (int i = 0; i < type.rows; ++i) {
    parts.push_back(Draw(lang::ScalarType(type.scalar), std::min(1, depth - 1)));
  }
  const bool all_literal =
      std::all_of(parts.begin(), parts.end(), [&](const Val& part) { return IsLiteral(part); });
  return all_literal ? DrawLeaf(type) : values_.Make(type, parts);
}

Val Expressions::DrawCondition(int depth) {
  if (depth >= 2 && draft_.rng.Chance(0.35)) {
    const Val a = DrawCondition(1);
    const Val b = DrawCondition(1);
    return draft_.rng.Chance(0.6) ? a && b : a || b;
  }
  const bool integer = draft_.in_kernel() && draft_.rng.Chance(0.2);
  const Type type = integer ? lang::kInt : style_.real();
  Val left = Draw(type, draft_.rng.Chance(0.5) ? 0 : 1);
  if (IsLiteral(left)) {
    left = DrawInput(type);
  }
  if (integer) {
    return DrawIntegerCondition(left);
  }
  Val right = draft_.rng.Chance(0.6) ? numbers_.DrawThreshold(left) : Draw(type, 0);
  if (!IsOpen(left, right)) {
    right = numbers_.DrawThreshold(left);
  }
  const CompareOp op =
      draft_.rng.Choose(std::array{CompareOp::kLt, CompareOp::kGt, CompareOp::kLt, CompareOp::kLe,
                                   CompareOp::kGe, CompareOp::kGt});
  return values_.Compare(op, left, right);
}

Val Expressions::DrawIntegerCondition(const Val& left) {
  const double least = std::clamp(left.range.low + 1.0, 0.0, 1e6);
  const double most = std::max(least + 1.0, std::min(left.range.high, 64.0));
  const Val middle = numbers_.DrawNumber(left.type, least, most);
  if (draft_.rng.Chance(0.3) && left.range.low >= 0.0) {
    return left % values_.Int(draft_.rng.Integer(2, 5)) == values_.Int(0);
  }
  const CompareOp op =
      draft_.rng.Choose(std::array{CompareOp::kLt, CompareOp::kGt, CompareOp::kGe});
  return values_.Compare(op, left, middle);
}

}  // namespace warploom::synth

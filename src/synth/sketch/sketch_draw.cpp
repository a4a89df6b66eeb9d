// Sketch: drawing expressions by type. Legal choices are collected first, then one is drawn; what
// is missing is lifted (a new argument) or built from parts.
#include <algorithm>
#include <array>
#include <cmath>

#include "lang/constants.h"
#include "lang/rules.h"
#include "lang/same_expr.h"
#include "lang/walk.h"
#include "synth/profile/profile.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::CompareOp;
using lang::Literal;
using lang::Type;

// A number that does not change: a literal or a module constant.
bool IsLiteral(const lang::Module& module, const Val& v) {
  return lang::IsBareConstant(module, v.id) ||
         std::holds_alternative<lang::ConstRef>(module[v.id].node);
}

// x - x, a * b / (a * b) and their like are not what people write.
bool Same(const lang::Module& module, const Val& a, const Val& b) {
  return SameExpr(module, a.id, b.id);
}

// True when `part` is written somewhere in `whole`.
bool Contains(const lang::Module& module, const Val& whole, const Val& part) {
  bool found = false;
  ForEachExpr(module, whole.id,
              [&](lang::ExprId id) { found = found || SameExpr(module, id, part.id); });
  return found;
}

// False when the ranges of the two tell how they compare, or when one is made of the other, as in
// abs(x) < x: such a condition holds for every thread or for none.
bool IsOpen(const lang::Module& module, const Val& left, const Val& right) {
  return left.range.low < right.range.high && right.range.low < left.range.high &&
         !Contains(module, left, right) && !Contains(module, right, left);
}

// True for a call of the same builtin: abs(abs(x)) is not what people write.
bool IsCallOf(const lang::Module& module, const lang::BuiltinTable& table, const Val& v,
              const lang::Call& call) {
  const auto* inner = std::get_if<lang::BuiltinCall>(&module[v.id].node);
  return inner != nullptr && table.call(inner->call).name == call.name;
}

// Operand types and operators that can give a value of some type.
struct Shape {
  Type left;
  Type right;
  std::array<BinaryOp, 8> ops;
  std::array<double, 8> weights;
  double weight;
};

using enum BinaryOp;

std::vector<Shape> ShapesOf(Type type) {
  const Type scalar = lang::ScalarType(type.scalar);
  switch (type.kind) {
    case lang::TypeKind::kScalar:
      if (lang::IsFloat(type.scalar)) {
        return {{type, type, {kAdd, kSub, kMul, kDiv, kMod}, {3, 2.5, 4, 1.2, 0.08}, 1.0}};
      }
      return {{type,
               type,
               {kAdd, kSub, kMul, kBitAnd, kBitXor, kBitOr, kShr, kShl},
               {4, 2.5, 2.5, 1, 0.7, 0.5, 0.7, 0.6},
               2.0},
              {type, type, {kMod, kFloorDiv}, {2, 1}, 1.0}};
    case lang::TypeKind::kVec:
      return {
          {type, type, {kAdd, kSub}, {1, 1}, 2.0},
          {type, scalar, {kMul, kDiv}, {3, 0.7}, 2.0},
          {scalar, type, {kMul}, {1}, 0.6},
          {lang::MatType(type.rows, type.rows, type.scalar), type, {kMul, kMatMul}, {1, 1}, 0.5}};
    case lang::TypeKind::kMat: {
      std::vector<Shape> shapes = {{type, type, {kAdd, kSub}, {1, 1}, 1.0},
                                   {type, scalar, {kMul}, {1}, 1.0}};
      if (type.rows == type.cols) {
        shapes.push_back({type, type, {kMul, kMatMul}, {1, 1}, 1.0});
      }
      return shapes;
    }
    case lang::TypeKind::kQuat:
    case lang::TypeKind::kTransform:
      return {{type, type, {kMul}, {1}, 1.0}};
    case lang::TypeKind::kVoid:
    case lang::TypeKind::kStruct:
    case lang::TypeKind::kString:
    case lang::TypeKind::kTuple:
    case lang::TypeKind::kFunction:
    case lang::TypeKind::kOpaque:
    case lang::TypeKind::kTile:
      return {};
  }
  return {};
}

const std::vector<Shape>& CachedShapesOf(Type type) {
  thread_local std::unordered_map<Type, std::vector<Shape>> cache;
  const auto [entry, is_new] = cache.try_emplace(type);
  if (is_new) {
    entry->second = ShapesOf(type);
  }
  return entry->second;
}

// The number as people write it: rounded to two digits.
double TwoDigits(double value) {
  if (std::abs(value) >= 100.0) {
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1.0);
    return std::round(value / unit) * unit;
  }
  double scale = 1.0;
  while (scale < 1e6 && std::abs(value) * scale < 10.0) {
    scale *= 10.0;
  }
  return std::round(value * scale) / scale;
}

double NiceReal(Rng& rng, double low, double high) {
  static constexpr std::array kNice = {0.5,  2.0,  0.1,  0.25,  3.0, 1.5, 0.01,  4.0, 0.2,  0.75,
                                       10.0, 0.05, 0.3,  0.8,   5.0, 0.9, 1.2,   0.6, 8.0,  0.001,
                                       0.7,  2.5,  0.95, 100.0, 0.4, 1.1, 0.125, 6.0, 0.99, 0.02};
  for (int i = 0; i < 3; ++i) {
    const double nice = rng.Choose(kNice);
    const double value = low < 0.0 && rng.Chance(0.15) ? -nice : nice;
    if (value >= low && value <= high) {
      return value;
    }
  }
  return std::clamp(TwoDigits(low + (high - low) * rng.Unit()), low, high);
}

}  // namespace

int Sketch::DrawDepth() {
  const std::array weights = {profile_.expr_depth_1, profile_.expr_depth_2, profile_.expr_depth_3,
                              profile_.expr_depth_4};
  return static_cast<int>(rng_.Pick(weights)) + 1;
}

Val Sketch::DrawLiteral(Type type, double low, double high) {
  if (!type.is_float()) {
    return Int(rng_.Between(static_cast<int64_t>(std::ceil(low)), static_cast<int64_t>(high)),
               type);
  }
  return Real(NiceReal(rng_, low, high), type);
}

Val Sketch::DrawNumber(Type type, double low, double high) {
  const Val number = DrawLiteral(type, low, high);
  if (type.is_float() && in_kernel() && rng_.Chance(profile_.leaf_constant) &&
      module_.constants.size() < 4) {
    return NewConstant(rng_.Choose(theme_->of(Role::kConstant)), number);
  }
  return number;
}

Val Sketch::Lift(Type type) {
  if (in_kernel()) {
    const bool argument = type.is_float() && rng_.Chance(0.4);
    if (argument) {
      return NewArg(type, 0.01, rng_.Chance(0.5) ? 1.0 : 4.0);
    }
    const int array = InputArray(type);
    const Val element = ThreadElement(array);
    // An element that is written out once stays so: x - a[i] after x = a[i] would be zero.
    bool& written_out = arrays_[static_cast<size_t>(array)].written_out;
    written_out = written_out || !rng_.Chance(0.75);
    return written_out ? element : Let(element);
  }
  // In a helper: build it from what there is.
  const Type scalar = lang::ScalarType(type.scalar);
  const Type axis = lang::VecType(3, type.scalar);
  switch (type.kind) {
    case lang::TypeKind::kScalar:
      return type.is_bool() ? DrawCondition(1) : DrawNumber(type, type.is_float() ? 0.1 : 1, 9);
    case lang::TypeKind::kVec: {
      std::vector<Val> parts;
      for (int i = 0; i < type.rows; ++i) {
        parts.push_back(DrawLeaf(scalar));
      }
      return Make(type, parts);
    }
    case lang::TypeKind::kMat: {
      std::vector<Val> parts;
      for (int i = 0; i < type.components(); ++i) {
        parts.push_back(DrawLeaf(scalar));
      }
      return Make(type, parts);
    }
    case lang::TypeKind::kQuat:
      return Call("quat_from_axis_angle", {DrawLeaf(axis), DrawLeaf(scalar)});
    case lang::TypeKind::kTransform:
      return Make(type, {DrawLeaf(axis), DrawLeaf(lang::QuatType(type.scalar))});
    case lang::TypeKind::kVoid:
    case lang::TypeKind::kStruct:
    case lang::TypeKind::kString:
    case lang::TypeKind::kTuple:
    case lang::TypeKind::kFunction:
    case lang::TypeKind::kOpaque:
    case lang::TypeKind::kTile:
      break;
  }
  WARPLOOM_CHECK(false, "nothing can be lifted for type " + ToText(type));
}

Val Sketch::DrawLeaf(Type type) {
  std::vector<ScopeEntry>& entries = scope().entries();
  std::vector<double> weights;
  std::vector<int> choices;  // Entry numbers; the special ones are negative.
  constexpr int kNumber = -1;
  constexpr int kNewInput = -2;
  for (size_t i = 0; i < entries.size(); ++i) {
    const ScopeEntry& entry = entries[i];
    if (entry.value.type == type && !entry.is_hidden) {
      double weight = profile_.leaf_variable / (1.0 + entry.uses);
      weight *= entry.uses == 0 ? profile_.leaf_unused : 1.0;
      choices.push_back(static_cast<int>(i));
      weights.push_back(weight);
    }
  }
  if (type.is_float() || type.is_int()) {
    choices.push_back(kNumber);
    weights.push_back(choices.size() == 1 && in_kernel() ? 0.2 : profile_.leaf_number);
  }
  if (in_kernel()) {
    choices.push_back(kNewInput);
    weights.push_back(choices.size() <= 2 ? 4.0 * profile_.leaf_input : 0.5 * profile_.leaf_input);
  }
  if (choices.empty()) {
    return Lift(type);
  }
  const int choice = choices[rng_.Pick(weights)];
  if (choice == kNumber) {
    return DrawNumber(type, type.is_float() ? -10.0 : 1.0, type.is_float() ? 10.0 : 9.0);
  }
  if (choice == kNewInput) {
    return Lift(type);
  }
  ScopeEntry& entry = entries[static_cast<size_t>(choice)];
  ++entry.uses;
  return entry.value;
}

Val Sketch::DrawInput(Type type) {
  for (const ScopeEntry& entry : scope().entries()) {
    if (entry.value.type == type && entry.value.range.from_input && !entry.is_hidden &&
        rng_.Chance(0.6)) {
      return entry.value;
    }
  }
  return in_kernel() ? ThreadElement(InputArray(type)) : DrawLeaf(type);
}

Val Sketch::DrawOperator(Type type, int depth) {
  const std::vector<Shape>& shapes = CachedShapesOf(type);
  if (shapes.empty()) {
    return DrawLeaf(type);
  }
  std::array<double, 8> shape_weights{};
  for (size_t i = 0; i < shapes.size(); ++i) {
    shape_weights[i] = shapes[i].weight;
  }
  const Shape& shape = shapes[rng_.Pick(std::span(shape_weights).first(shapes.size()))];
  Val left = Draw(shape.left, depth - 1);
  const bool shallow = rng_.Chance(0.5);
  Val right = Draw(shape.right, shallow ? 0 : depth - 1);
  if (shape.ops[0] == kMod) {
    right = Int(rng_.Choose(std::array{2, 3, 4, 5, 7, 8, 10, 16, 32}), type);
  }
  if (IsLiteral(module_, left) && IsLiteral(module_, right)) {
    left = DrawInput(shape.left);
  }
  std::array<double, 8> weights{};
  bool any = false;
  for (size_t i = 0; i < shape.ops.size() && shape.weights[i] > 0.0; ++i) {
    Val operand = right;
    const BinaryOp op = shape.ops[i];
    if (op != kMul && op != kMatMul && Same(module_, left, right)) {
      continue;
    }
    if ((op == kMod || op == kFloorDiv) && left.range.low >= 0.0 &&
        left.range.high < right.range.low) {
      continue;  // It would give the left side, or 0.
    }
    if (op == kDiv && type.scalar != lang::Scalar::kFloat16) {
      operand.range.nonzero = true;  // Sketch::Binary makes it so.
      operand.range.low = std::max(operand.range.low, 1e-6);
      operand.range.high = std::max(operand.range.high, operand.range.low);
    }
    if (Can(op, left, operand)) {
      weights[i] = shape.weights[i];
      any = true;
    }
  }
  if (!any) {
    return left.type == type ? left : right;
  }
  return Binary(shape.ops[rng_.Pick(weights)], left, right);
}

Val Sketch::DrawOther(const Val& value) {
  if (value.type.is_scalar()) {
    return DrawNumber(value.type, value.type.is_float() ? 0.1 : 1, 9);
  }
  const Val other = DrawInput(value.type);
  const Val factor = DrawNumber(lang::ScalarType(value.type.scalar), 2, 5);
  const bool same = Same(module_, value, other);
  return same && Can(kMul, other, factor) ? other * factor : other;
}

Val Sketch::Widened(const Val& value) {
  if (value.range.high - value.range.low >= 2.0) {
    return value;
  }
  const Val factor = DrawLiteral(value.type, 4, 16);
  return Can(kMul, value, factor) ? value * factor : value;
}

Val Sketch::DrawBuiltin(Type type, int depth) {
  const CallChoices& choices = DrawableCalls(builder_.builtins(), type);
  thread_local std::vector<double> weights;
  weights.assign(choices.weights.begin(), choices.weights.end());
  bool any = false;
  const auto in_sight = [&](Type t) {
    if (t.is_scalar()) {
      return t.scalar == type.scalar || (t.scalar == real_.scalar && type.is_int());
    }
    return std::any_of(scope().entries().begin(), scope().entries().end(),
                       [&](const ScopeEntry& e) { return e.value.type == t && !e.is_hidden; });
  };
  // Few distinct types occur among the arguments; ask once for each.
  std::array<std::pair<Type, bool>, 24> known;
  size_t known_count = 0;
  const auto allowed = [&](Type t) {
    for (size_t i = 0; i < known_count; ++i) {
      if (known[i].first == t) {
        return known[i].second;
      }
    }
    const bool yes = in_sight(t);
    if (known_count < known.size()) {
      known[known_count++] = {t, yes};
    }
    return yes;
  };
  for (size_t i = 0; i < choices.calls.size(); ++i) {
    const lang::Call& call = builder_.builtins().call(choices.calls[i].call);
    if (!std::all_of(call.args.begin(), call.args.end(),
                     [&](Type t) { return t == type || allowed(t); })) {
      weights[i] = 0.0;
    }
    any = any || weights[i] > 0.0;
  }
  if (!any) {
    return DrawOperator(type, depth);
  }
  const WeightedCall& choice = choices.calls[rng_.Pick(weights)];
  const lang::Call& call = builder_.builtins().call(choice.call);
  std::vector<Val> args;
  for (size_t i = 0; i < call.args.size(); ++i) {
    Val arg = Draw(call.args[i], i == 0 ? depth - 1 : std::min(depth - 1, 1));
    if (i == 0 && (IsLiteral(module_, arg) || IsCallOf(module_, builder_.builtins(), arg, call))) {
      arg = DrawInput(call.args[i]);
    }
    if (IsRounding(*choice.facts)) {
      arg = Widened(arg);
    }
    if (i > 0 && Same(module_, args[0], arg) && choice.facts->name != "dot") {
      arg = DrawOther(arg);
    }
    args.push_back(arg);
  }
  if (choice.facts->name == "clamp" && args[1].range.high > args[2].range.low) {
    args[1] = NumberLike(args[0], type.is_float() ? -1.0 : 0.0);
    args[2] = DrawNumber(type, type.is_float() ? 0.1 : 1, 9);
  }
  const Val value = Call(call, args);
  const ValueRange range = RangeOf(type.scalar);
  if (value.range.IsWithin(range.low, range.high)) {
    return value;
  }
  return args[0].type == type ? args[0] : DrawLeaf(type);
}

Val Sketch::DrawHelperCall(Type type, int depth) {
  std::vector<const HelperInfo*> fitting;
  for (const HelperInfo& helper : helpers_) {
    const bool drawable = std::all_of(helper.params.begin(), helper.params.end(),
                                      [](Type t) { return !t.is_array() && !t.is_struct(); });
    if (drawable && !helper.is_hidden && helper.results.size() == 1 && helper.results[0] == type) {
      fitting.push_back(&helper);
    }
  }
  if (fitting.empty() || !in_kernel()) {
    return DrawOperator(type, depth);
  }
  const HelperInfo helper = *rng_.Choose(fitting);
  std::vector<Val> args;
  for (size_t i = 0; i < helper.params.size(); ++i) {
    Val arg = Draw(helper.params[i], std::min(depth - 1, 1));
    const ValueRange& wanted = helper.param_ranges[i];
    if (arg.type.is_int() && !arg.range.IsWithin(wanted.low, wanted.high)) {
      arg = Call("clamp", {arg, NumberLike(arg, wanted.low), NumberLike(arg, wanted.high)});
    }
    args.push_back(arg);
  }
  return CallHelper(helper.id, args);
}

Val Sketch::Draw(Type type, int depth) {
  if (depth <= 0 || type.is_struct()) {
    return DrawLeaf(type);
  }
  if (type.is_bool()) {
    return DrawCondition(depth);
  }
  const bool composite = type.is_vec();
  const std::array weights = {profile_.expr_leaf,
                              profile_.expr_operation,
                              profile_.expr_builtin,
                              profile_.expr_select,
                              composite ? profile_.expr_construct : 0.0,
                              helpers_.empty() ? 0.0 : profile_.expr_helper};
  switch (rng_.Pick(weights)) {
    case 0:
      return DrawLeaf(type);
    case 1:
      return DrawOperator(type, depth);
    case 2:
      return DrawBuiltin(type, depth);
    case 3: {
      const Val condition = DrawCondition(1);
      const Val then = Draw(type, depth - 1);
      const Val otherwise = Draw(type, 0);
      return Same(module_, then, otherwise) ? then : Select(condition, then, otherwise);
    }
    case 4: {
      std::vector<Val> parts;
      for (int i = 0; i < type.rows; ++i) {
        parts.push_back(Draw(lang::ScalarType(type.scalar), std::min(1, depth - 1)));
      }
      const bool all_literal = std::all_of(parts.begin(), parts.end(),
                                           [&](const Val& v) { return IsLiteral(module_, v); });
      return all_literal ? DrawLeaf(type) : Make(type, parts);
    }
    default:
      return DrawHelperCall(type, depth);
  }
}

Val Sketch::Draw(Type type, int depth, Domain domain) { return Fit(Draw(type, depth), domain); }

Val Sketch::DrawThreshold(const Val& value) {
  const ValueRange usual = UsualPart(value.range);
  const double margin = 0.1 * (usual.high - usual.low);
  return DrawNumber(value.type, usual.low + margin, usual.high - margin);
}

Val Sketch::DrawCondition(int depth) {
  if (depth >= 2 && rng_.Chance(0.35)) {
    const Val a = DrawCondition(1);
    const Val b = DrawCondition(1);
    return rng_.Chance(0.6) ? a && b : a || b;
  }
  const bool integer = in_kernel() && rng_.Chance(0.2);
  const Type type = integer ? lang::kInt : real_;
  Val left = Draw(type, rng_.Chance(0.5) ? 0 : 1);
  if (IsLiteral(module_, left)) {
    left = DrawInput(type);
  }
  if (integer) {
    const double least = std::clamp(left.range.low + 1.0, 0.0, 1e6);
    const Val middle =
        DrawNumber(type, least, std::max(least + 1.0, std::min(left.range.high, 64.0)));
    if (rng_.Chance(0.3) && left.range.low >= 0.0) {
      return left % Int(rng_.Between(2, 5)) == Int(0);
    }
    return Compare(rng_.Choose(std::array{CompareOp::kLt, CompareOp::kGt, CompareOp::kGe}), left,
                   middle);
  }
  Val right = rng_.Chance(0.6) ? DrawThreshold(left) : Draw(type, 0);
  if (!IsOpen(module_, left, right)) {
    right = DrawThreshold(left);
  }
  return Compare(rng_.Choose(std::array{CompareOp::kLt, CompareOp::kGt, CompareOp::kLt,
                                        CompareOp::kLe, CompareOp::kGe, CompareOp::kGt}),
                 left, right);
}

}  // namespace warploom::synth

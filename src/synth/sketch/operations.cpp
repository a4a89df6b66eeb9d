// Expressions: binary operations.
#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <vector>

#include "synth/sketch/expressions.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// Operand types, and the operators that give a value of some type for them.
struct Operands {
  Type left;
  Type right;
  std::array<BinaryOp, 8> ops;
  std::array<double, 8> weights;
  double weight;
};

std::vector<Operands> OperandsFor(Type type) {
  using enum BinaryOp;
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
      std::vector<Operands> all = {{type, type, {kAdd, kSub}, {1, 1}, 1.0},
                                   {type, scalar, {kMul}, {1}, 1.0}};
      if (type.rows == type.cols) {
        all.push_back({type, type, {kMul, kMatMul}, {1, 1}, 1.0});
      }
      return all;
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

const std::vector<Operands>& CachedOperandsFor(Type type) {
  thread_local std::unordered_map<Type, std::vector<Operands>> cache;
  const auto [entry, is_new] = cache.try_emplace(type);
  if (is_new) {
    entry->second = OperandsFor(type);
  }
  return entry->second;
}

// Whether `left op right` would be the left side, or 0, for every value.
bool IsTrivial(BinaryOp op, const Val& left, const Val& right) {
  return (op == BinaryOp::kMod || op == BinaryOp::kFloorDiv) && left.range.low >= 0.0 &&
         left.range.high < right.range.low;
}

// What Values::Binary makes of a divisor.
Val AsDivisor(Val divisor) {
  divisor.range.nonzero = true;
  divisor.range.low = std::max(divisor.range.low, 1e-6);
  divisor.range.high = std::max(divisor.range.high, divisor.range.low);
  return divisor;
}

}  // namespace

Val Expressions::DrawOperation(Type type, int depth) {
  using enum BinaryOp;
  const std::vector<Operands>& all = CachedOperandsFor(type);
  if (all.empty()) {
    return DrawLeaf(type);
  }
  std::array<double, 8> operand_weights{};
  for (size_t i = 0; i < all.size(); ++i) {
    operand_weights[i] = all[i].weight;
  }
  const Operands& operands = all[draft_.rng.Pick(std::span(operand_weights).first(all.size()))];
  Val left = Draw(operands.left, depth - 1);
  const bool shallow = draft_.rng.Chance(0.5);
  Val right = Draw(operands.right, shallow ? 0 : depth - 1);
  if (operands.ops[0] == kMod) {
    right = values_.Int(draft_.rng.Choose(std::array{2, 3, 4, 5, 7, 8, 10, 16, 32}), type);
  }
  if (IsLiteral(left) && IsLiteral(right)) {
    left = DrawInput(operands.left);
  }
  const bool same = AreSame(left, right);
  std::array<double, 8> weights{};
  bool any = false;
  for (size_t i = 0; i < operands.ops.size() && operands.weights[i] > 0.0; ++i) {
    const BinaryOp op = operands.ops[i];
    const bool fits = op == kDiv && type.scalar != lang::Scalar::kFloat16;
    const bool is_product = op == kMul || op == kMatMul;
    if ((is_product || !same) && !IsTrivial(op, left, right) &&
        values_.Can(op, left, fits ? AsDivisor(right) : right)) {
      weights[i] = operands.weights[i];
      any = true;
    }
  }
  if (!any) {
    return left.type == type ? left : right;
  }
  return values_.Binary(operands.ops[draft_.rng.Pick(weights)], left, right);
}

}  // namespace warploom::synth

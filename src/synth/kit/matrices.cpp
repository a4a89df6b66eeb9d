#include "synth/kit/matrices.h"

#include <array>
#include <string_view>
#include <variant>
#include <vector>

#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::BinaryOp;
using lang::Type;

Val Product(const Val& a, const Val& b) {
  Sketch& s = *a.sketch;
  for (const lang::Expr& expr : s.module().exprs) {
    const auto* binary = std::get_if<lang::Binary>(&expr.node);
    if (binary == nullptr || (!expr.type.is_mat() && !expr.type.is_vec())) {
      continue;
    }
    if (binary->op == BinaryOp::kMatMul) {
      return MatMul(a, b);
    }
    if (binary->op == BinaryOp::kMul && s.module()[binary->left].type.is_mat() &&
        !s.module()[binary->right].type.is_scalar()) {
      return a * b;
    }
  }
  return s.rng().Chance(0.5) ? a * b : MatMul(a, b);
}

Val Column(const Val& m, int k) {
  std::vector<Val> parts;
  for (int r = 0; r < m.type.rows; ++r) {
    parts.push_back(m.at(r, k));
  }
  return m.sketch->Make(lang::VecType(m.type.rows, m.type.scalar), parts);
}

Val FromColumns(Sketch& s, const std::vector<Val>& columns) {
  return columns.size() == 3 ? s.Call("matrix_from_cols", {columns[0], columns[1], columns[2]})
                             : s.Call("matrix_from_cols", {columns[0], columns[1]});
}

Svd UnpackSvd(Sketch& s, const Val& m) {
  const int n = m.type.rows;
  const Type vec = lang::VecType(n, m.type.scalar);
  const std::array types = {m.type, vec, m.type};
  const double most = m.range.Magnitude() * n;
  std::array value_range = {Between(-1.0, 1.0), Between(n == 3 ? -most : 0.0, most),
                            Between(-1.0, 1.0)};
  for (ValueRange& f : value_range) {
    f.from_input = m.range.from_input;
  }
  const std::string_view sigma = OneOf(s, {"sigma", "sig", "S", "D"});
  const std::array<std::string_view, 3> names = {"U", sigma, "V"};
  const auto values = s.Unpack(names, s.Call(n == 3 ? "svd3" : "svd2", {m}), types, value_range);
  return {values[0], values[1], values[2]};
}

std::vector<Val> UnpackEig(Sketch& s, const Val& m) {
  const std::array types = {m.type, lang::VecType(3, m.type.scalar)};
  std::array value_range = {Between(-1.0, 1.0),
                            Between(-3.0 * m.range.Magnitude(), 3.0 * m.range.Magnitude())};
  for (ValueRange& f : value_range) {
    f.from_input = m.range.from_input;
  }
  const std::string_view vectors = OneOf(s, {"Q", "evecs", "axes"});
  const std::string_view values = OneOf(s, {"d", "evals", "lambdas_k"});
  const std::array<std::string_view, 2> names = {vectors, values};
  return s.Unpack(names, s.Call("eig3", {m}), types, value_range);
}

}  // namespace warploom::synth::kit

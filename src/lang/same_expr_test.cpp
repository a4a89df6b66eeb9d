#include "lang/same_expr.h"

#include <gtest/gtest.h>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

TEST(SameExprTest, TellsExpressionsApartByAllThatIsWritten) {
  Module module;
  Builder b(module, PinnedBuiltins());
  const VarId x = b.AddVar("x", kFloat);
  const VarId y = b.AddVar("y", kFloat);
  const auto product = [&](VarId left, VarId right) {
    return b.Binary(BinaryOp::kMul, b.Var(left), b.Var(right));
  };
  EXPECT_TRUE(SameExpr(module, product(x, x), product(x, x)));
  EXPECT_FALSE(SameExpr(module, product(x, x), product(x, y)));
  EXPECT_FALSE(SameExpr(module, product(x, x), b.Binary(BinaryOp::kAdd, b.Var(x), b.Var(x))));
  EXPECT_TRUE(SameExpr(module, b.Real(0.5), b.Real(0.5)));
  EXPECT_FALSE(SameExpr(module, b.Real(0.5), b.Real(2.0)));
  EXPECT_FALSE(SameExpr(module, b.Real(1.0), b.Int(1)));
  EXPECT_TRUE(SameExpr(module, b.Call("sin", {b.Var(x)}), b.Call("sin", {b.Var(x)})));
  EXPECT_FALSE(SameExpr(module, b.Call("sin", {b.Var(x)}), b.Call("cos", {b.Var(x)})));
}

}  // namespace
}  // namespace warploom::lang

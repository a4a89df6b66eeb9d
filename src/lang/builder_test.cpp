#include "lang/builder.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <vector>

namespace warploom::lang {
namespace {

struct BuilderTest : testing::Test {
  Module m;
  Builder b{m, PinnedBuiltins()};
  VarId x = b.AddVar("x", kFloat);
  VarId n = b.AddVar("n", kInt);
  VarId v = b.AddVar("v", kVec3);
  VarId flag = b.AddVar("flag", kBool);
  VarId a = b.AddVar("a", ArrayOf(kVec3, 2));
  Type pair = b.AddStruct({"Pair", {{"x", kFloat}, {"n", kInt}}});
  VarId p = b.AddVar("p", pair);
};

TEST_F(BuilderTest, GivesEachExpressionTheTypeThatWarpGives) {
  const ExprId i = b.Var(n);
  EXPECT_EQ(b.type_of(b.Real(1.0, kDouble)), kDouble);
  EXPECT_EQ(b.type_of(b.Binary(BinaryOp::kMul, b.Var(v), b.Var(x))), kVec3);
  EXPECT_EQ(b.type_of(b.Unary(UnaryOp::kNot, b.Var(flag))), kBool);
  EXPECT_EQ(b.type_of(b.Compare(CompareOp::kLt, b.Var(x), b.Real(1.0))), kBool);
  EXPECT_EQ(b.type_of(b.And(std::array{b.Var(flag), i})), kBool);
  EXPECT_EQ(b.type_of(b.Ternary(b.Var(flag), i, i)), kInt);
  EXPECT_EQ(b.type_of(b.Call("dot", {b.Var(v), b.Var(v)})), kFloat);
  EXPECT_EQ(b.type_of(b.Subscript(b.Var(a), {i})), ArrayOf(kVec3, 1));
  EXPECT_EQ(b.type_of(b.Subscript(b.Var(a), {i, i})), kVec3);
  EXPECT_EQ(b.type_of(b.Component(b.Var(v), 1)), kFloat);
  EXPECT_EQ(b.type_of(b.Field(b.Var(p), 1)), kInt);
  EXPECT_EQ(b.type_of(b.Shape(b.Var(a), 1)), kInt);
  EXPECT_EQ(b.type_of(b.Construct(pair, {b.Var(x), i})), pair);
  EXPECT_EQ(b.type_of(b.LocalArray(kFloat, std::array{b.Int(2), b.Int(3)})), ArrayOf(kFloat, 2));
  EXPECT_EQ(b.type_of(b.Named(NumberName::kVolumeLinear, NumberSource::kWarp)), kInt);
}

TEST_F(BuilderTest, TuplesOfTheSameItemsHaveOneType) {
  const Type first = b.type_of(b.Tuple(std::array{b.Var(x), b.Var(n)}));
  EXPECT_EQ(b.type_of(b.Tuple(std::array{b.Real(0.0), b.Int(0)})), first);
  EXPECT_NE(b.type_of(b.Tuple(std::array{b.Var(n), b.Var(x)})), first);
  EXPECT_EQ(m.tuple_of(first), (std::vector{kFloat, kInt}));
}

TEST_F(BuilderTest, StatementsGoToTheInnermostBlock) {
  b.OpenBlock();
  b.Assign(x, b.Real(1.0));
  b.OpenBlock();
  b.Break();
  b.Pass();
  const StmtList inner = b.CloseBlock();
  b.While(b.Var(flag), inner);
  const StmtList outer = b.CloseBlock();
  ASSERT_EQ(inner.count, 2U);
  ASSERT_EQ(outer.count, 2U);
  EXPECT_TRUE(std::holds_alternative<Break>(m[m[inner][0]].node));
  EXPECT_TRUE(std::holds_alternative<While>(m[m[outer][1]].node));
}

TEST_F(BuilderTest, AFunctionTakesTheOpenBlock) {
  b.OpenBlock();
  b.Return(std::array{b.Var(x)});
  const FuncId id = b.AddFunction("same", std::array{x}, {kFloat});
  EXPECT_EQ(m[id].body.count, 1U);
  EXPECT_EQ(m[m[id].params][0], x);
  EXPECT_EQ(b.type_of(b.UserCall(id, std::array{b.Real(2.0)})), kFloat);
}

using BuilderDeathTest = BuilderTest;

TEST_F(BuilderDeathTest, RefusesExpressionsThatWarpRefuses) {
  const std::vector<std::pair<std::function<void()>, const char*>> mistakes = {
      {[&] { b.Int(1, kFloat); }, "integer literal"},
      {[&] { b.Real(1.0, kInt); }, "real literal"},
      {[&] { b.Named(NumberName::kPhi, NumberSource::kMath); }, "no such name"},
      {[&] { b.Binary(BinaryOp::kAdd, b.Var(x), b.Var(n)); }, "add refuses float32, int32"},
      {[&] { b.Unary(UnaryOp::kInvert, b.Var(x)); }, "invert refuses float32"},
      {[&] { b.Compare(CompareOp::kLt, b.Var(x), b.Var(n)); }, "cannot compare"},
      {[&] { b.And(std::array{b.Var(flag)}); }, "two operands"},
      {[&] { b.Or(std::array{b.Var(flag), b.Var(v)}); }, "truth"},
      {[&] { b.Ternary(b.Var(n), b.Var(x), b.Var(x)); }, "bool condition"},
      {[&] { b.Ternary(b.Var(flag), b.Var(x), b.Var(n)); }, "branches of one type"},
      {[&] { b.Call("dot", {b.Var(v), b.Var(x)}); }, "no such builtin: dot vec3<float32> float32"},
      {[&] { b.Construct(kVec3, {b.Var(x), b.Var(x)}); }, "cannot make vec3<float32>"},
      {[&] { b.Subscript(b.Var(x), {b.Var(n)}); }, "cannot subscript float32"},
      {[&] { b.Subscript(b.Var(v), {b.Var(x)}); }, "needs integers"},
      {[&] { b.Field(b.Var(p), 2); }, "no such field"},
      {[&] { b.Component(b.Var(v), 3); }, "no such component"},
      {[&] { b.Shape(b.Var(a), 2); }, "no such dimension"},
      {[&] { b.LocalArray(kFloat, {}); }, "one to four dimensions"},
  };
  for (const auto& [make, message] : mistakes) {
    EXPECT_DEATH(make(), message);
  }
}

TEST_F(BuilderDeathTest, RefusesStatementsThatWarpRefuses) {
  EXPECT_DEATH(b.Pass(), "needs an open block");
  EXPECT_DEATH(b.CloseBlock(), "no block is open");
  b.OpenBlock();
  b.Pass();
  const StmtList body = b.CloseBlock();
  b.OpenBlock();
  const ExprId element = b.Subscript(b.Var(a), {b.Var(n), b.Var(n)});
  const std::vector<std::pair<std::function<void()>, const char*>> mistakes = {
      {[&] { b.Assign(x, b.Var(n)); }, "x is float32 and cannot become int32"},
      {[&] { b.Unpack(std::array{x}, b.Var(x)); }, "two targets"},
      {[&] { b.Store(element, b.Var(x)); }, "must have the target's type"},
      {[&] { b.Augment(b.Var(x), BinaryOp::kMul, b.Var(v)); }, "change the target's type"},
      {[&] { b.If(b.Var(v), body); }, "needs a condition"},
      {[&] { b.If(b.Var(flag), {}); }, "needs a body"},
      {[&] { b.ForRange(x, {}, b.Int(4), {}, body); }, "counts in int32"},
      {[&] { b.ForRange(n, {}, b.Var(x), {}, body); }, "counts in int32"},
      {[&] { b.ForRange(n, {}, b.Int(4), {}, {}); }, "needs a body"},
      {[&] { b.While(b.Var(flag), {}); }, "a condition and a body"},
      {[&] { b.Print(b.Var(x)); }, "a text"},
      {[&] { b.Printf(b.String("%f"), std::array{b.Var(v)}); }, "no place for vec3<float32>"},
      {[&] { b.Assert(b.Var(v)); }, "needs a condition"},
  };
  for (const auto& [make, message] : mistakes) {
    EXPECT_DEATH(make(), message);
  }
}

}  // namespace
}  // namespace warploom::lang

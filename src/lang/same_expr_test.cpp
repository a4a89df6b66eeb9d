#include "lang/same_expr.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <vector>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

// What the expressions below are made of.
struct Parts {
  Module module;
  Builder b{module, PinnedBuiltins()};
  VarId x = b.AddVar("x", kFloat);
  VarId y = b.AddVar("y", kFloat);
  VarId i = b.AddVar("i", kInt);
  VarId v = b.AddVar("v", kVec3);
  VarId flag = b.AddVar("flag", kBool);
  VarId grid = b.AddVar("grid", ArrayOf(kFloat, 2));
  Type pair = b.AddStruct({"Pair", {{"a", kFloat}, {"b", kFloat}}});
  VarId p = b.AddVar("p", pair);
  ConstId scale = b.AddConstant("SCALE", b.Real(2.0), true);
  ConstId offset = b.AddConstant("OFFSET", b.Real(2.0), true);
  uint16_t mode = b.AddClass({"Mode",
                              ConstantClass::Kind::kIntEnum,
                              {{"LINEAR", kInt, b.Int(0)}, {"CUBIC", kInt, b.Int(0)}}});
  FuncId first = Helper("first");
  FuncId second = Helper("second");

  FuncId Helper(const std::string& name) {
    const VarId value = b.AddVar("value", kFloat);
    b.OpenBlock();
    b.Return(std::array{b.Var(value)});
    return b.AddFunction(name, std::array{value}, {kFloat});
  }
};

// A group holds expressions of which no two are the same; every line is made twice and is the same
// as its other self.
using Maker = std::function<ExprId(Parts&)>;
std::vector<Maker> Numbers() {
  return {
      [](Parts& m) { return m.b.Real(0.5); },
      [](Parts& m) { return m.b.Real(0.0); },
      [](Parts& m) { return m.b.Real(-0.0); },
      [](Parts& m) { return m.b.Real(std::numeric_limits<double>::quiet_NaN()); },
      [](Parts& m) { return m.b.Real(1.0); },
      [](Parts& m) { return m.b.Int(1); },
      [](Parts& m) { return m.b.Int(1, kUint); },
      [](Parts& m) { return m.b.Bool(true); },
      [](Parts& m) { return m.b.String("linear"); },
      [](Parts& m) { return m.b.String("cubic"); },
      [](Parts& m) { return m.b.Var(m.x); },
      [](Parts& m) { return m.b.Var(m.y); },
      [](Parts& m) { return m.b.Const(m.scale); },
      [](Parts& m) { return m.b.Const(m.offset); },
      [](Parts& m) { return m.b.Named(NumberName::kPi, NumberSource::kWarp); },
      [](Parts& m) { return m.b.Named(NumberName::kE, NumberSource::kWarp); },
      [](Parts& m) { return m.b.Member({m.mode, 0, Member::Form::kPlain}); },
      [](Parts& m) { return m.b.Member({m.mode, 1, Member::Form::kPlain}); },
      [](Parts& m) { return m.b.Static(m.b.Const(m.scale)); },
      [](Parts& m) { return m.b.TypeName(kFloat); },
      [](Parts& m) { return m.b.TypeName(kInt); },
  };
}

std::vector<Maker> Operations() {
  return {
      [](Parts& m) { return m.b.Unary(UnaryOp::kNeg, m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Unary(UnaryOp::kPos, m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Binary(BinaryOp::kMul, m.b.Var(m.x), m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Binary(BinaryOp::kMul, m.b.Var(m.x), m.b.Var(m.y)); },
      [](Parts& m) { return m.b.Binary(BinaryOp::kAdd, m.b.Var(m.x), m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Compare(CompareOp::kLt, m.b.Var(m.x), m.b.Var(m.y)); },
      [](Parts& m) { return m.b.Compare(CompareOp::kLe, m.b.Var(m.x), m.b.Var(m.y)); },
      [](Parts& m) { return m.b.And(std::array{m.b.Var(m.flag), m.b.Var(m.flag)}); },
      [](Parts& m) { return m.b.Or(std::array{m.b.Var(m.flag), m.b.Var(m.flag)}); },
      [](Parts& m) { return m.b.Ternary(m.b.Var(m.flag), m.b.Var(m.x), m.b.Var(m.y)); },
      [](Parts& m) { return m.b.Ternary(m.b.Var(m.flag), m.b.Var(m.y), m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Tuple(std::array{m.b.Var(m.x), m.b.Var(m.y)}); },
      [](Parts& m) { return m.b.Tuple(std::array{m.b.Var(m.y), m.b.Var(m.x)}); },
      [](Parts& m) { return m.b.Call("sin", {m.b.Var(m.x)}); },
      [](Parts& m) { return m.b.Call("cos", {m.b.Var(m.x)}); },
      [](Parts& m) { return m.b.UserCall(m.first, std::array{m.b.Var(m.x)}); },
      [](Parts& m) { return m.b.UserCall(m.second, std::array{m.b.Var(m.x)}); },
      [](Parts& m) {
        return m.b.UserCall(
            {.function = m.first, .args = {}, .callee = {}, .form = UserCall::Form::kGrad},
            std::array{m.b.Var(m.x)}, kFloat);
      },
      [](Parts& m) {
        return m.b.UserCall({.function = m.first, .args = {}, .callee = m.b.Callee(m.first)},
                            std::array{m.b.Var(m.x)}, kFloat);
      },
      [](Parts& m) { return m.b.Callee(m.first); },
      [](Parts& m) { return m.b.Callee(m.second); },
      [](Parts& m) { return m.b.Callee(m.b.builtins().Name("min")); },
      [](Parts& m) { return m.b.Callee(m.b.builtins().Name("max")); },
      [](Parts& m) { return m.b.Keyword(KeywordName::kMin, m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Keyword(KeywordName::kMax, m.b.Var(m.x)); },
  };
}

std::vector<Maker> PartsOfValues() {
  return {
      [](Parts& m) { return m.b.Construct(kInt, {m.b.Var(m.x)}); },
      [](Parts& m) { return m.b.Construct(kUint, {m.b.Var(m.x)}); },
      [](Parts& m) { return m.b.Subscript(m.b.Var(m.v), {m.b.Int(0)}); },
      [](Parts& m) { return m.b.Subscript(m.b.Var(m.v), {m.b.Int(1)}); },
      [](Parts& m) { return m.b.Component(m.b.Var(m.v), 0); },
      [](Parts& m) { return m.b.Component(m.b.Var(m.v), 1); },
      [](Parts& m) { return m.b.Field(m.b.Var(m.p), 0); },
      [](Parts& m) { return m.b.Field(m.b.Var(m.p), 1); },
      [](Parts& m) { return m.b.Shape(m.b.Var(m.grid), 0); },
      [](Parts& m) { return m.b.Shape(m.b.Var(m.grid), 1); },
      [](Parts& m) { return m.b.Slice(m.b.Int(1), {}); },
      [](Parts& m) { return m.b.Slice({}, m.b.Int(1)); },
      [](Parts& m) { return m.b.Slice({}, {}, m.b.Int(1)); },
      [](Parts& m) { return m.b.Slice({}, {}); },
      [](Parts& m) { return m.b.LocalArray(kFloat, std::array{m.b.Int(8)}); },
      [](Parts& m) { return m.b.LocalArray(kFloat, std::array{m.b.Int(9)}); },
      [](Parts& m) { return m.b.LocalArray(kFloat, std::array{m.b.Int(8)}, m.b.Var(m.grid)); },
      [](Parts& m) { return m.b.Adjoint(m.b.Var(m.x)); },
      [](Parts& m) { return m.b.Adjoint(m.b.Var(m.y)); },
  };
}

TEST(SameExprTest, TellsExpressionsOfEveryKindApart) {
  std::vector<Maker> makers = Numbers();
  for (const std::vector<Maker>& more : {Operations(), PartsOfValues()}) {
    makers.insert(makers.end(), more.begin(), more.end());
  }
  Parts m;
  std::vector<bool> seen(std::variant_size_v<ExprNode>, false);
  for (size_t i = 0; i < makers.size(); ++i) {
    const ExprId one = makers[i](m);
    seen[m.module[one].node.index()] = true;
    for (size_t k = 0; k < makers.size(); ++k) {
      EXPECT_EQ(SameExpr(m.module, one, makers[k](m)), i == k) << "lines " << i << " and " << k;
    }
  }
  for (size_t kind = 1; kind < seen.size(); ++kind) {
    EXPECT_TRUE(seen[kind]) << "kind " << kind << " is in no line";
  }
}

TEST(SameExprTest, DoesNotCountHowANumberIsSpelled) {
  Parts m;
  EXPECT_TRUE(SameExpr(m.module, m.b.Named(NumberName::kPi, NumberSource::kWarp),
                       m.b.Named(NumberName::kPi, NumberSource::kMath)));
  EXPECT_TRUE(SameExpr(m.module, m.b.Member({m.mode, 1, Member::Form::kPlain}),
                       m.b.Member({m.mode, 1, Member::Form::kValue})));
}

}  // namespace
}  // namespace warploom::lang

#include "synth/passes/operand_order.h"

#include <gtest/gtest.h>

#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

class OperandOrderTest : public testing::Test {
 public:
  OperandOrderTest() {
    k.Begin();
    i = k.Tid();
  }

  // `out[i] = value` after all that may change places did.
  std::string Swapped(ExprId value) {
    k.b.Store(k.Element(out, k.b.Var(i)), value);
    k.Finish();
    profile::Profile profile;
    profile.style_swapped_operands = 1000.0;
    Rng rng(1, 0, 0);
    DrawOperandOrder(k.module, PinnedBuiltins(), profile, rng);
    EXPECT_EQ(k.Violation(), "");
    const std::string code = CodeOf(k.module);
    return code.substr(code.rfind("= ") + 2);
  }

  ExprId X() { return k.Element(in, k.b.Var(i)); }

  FakeKernel k;
  VarId in = k.Param("a", ArrayOf(kFloat, 1));
  VarId out = k.Param("out", ArrayOf(kFloat, 1));
  VarId i;
};

TEST_F(OperandOrderTest, ASumTurnsRound) {
  EXPECT_EQ(Swapped(k.b.Binary(BinaryOp::kAdd, X(), k.b.Real(1.0))), "1.0 + a[i]\n");
}

TEST_F(OperandOrderTest, ADifferenceStays) {
  EXPECT_EQ(Swapped(k.b.Binary(BinaryOp::kSub, X(), k.b.Real(1.0))), "a[i] - 1.0\n");
}

TEST_F(OperandOrderTest, AComparisonTurnsRoundWithItsOperator) {
  k.b.OpenBlock();
  k.b.Return();
  k.b.If(k.b.Compare(CompareOp::kLt, X(), k.b.Real(1.0)), k.b.CloseBlock(), {});
  Swapped(k.b.Real(2.0));
  EXPECT_NE(CodeOf(k.module).find("if 1.0 > a[i]:"), std::string::npos);
}

TEST_F(OperandOrderTest, WhatHasAnEffectStaysInItsPlace) {
  const ExprId old = k.b.Call("atomic_add", {k.b.Var(in), k.b.Var(i), k.b.Real(1.0)});
  EXPECT_EQ(Swapped(k.b.Binary(BinaryOp::kAdd, old, X())), "atomic_add(a, i, 1.0) + a[i]\n");
}

}  // namespace
}  // namespace warploom::synth::passes

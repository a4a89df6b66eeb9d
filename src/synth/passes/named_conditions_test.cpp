#include "synth/passes/named_conditions.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

class NamedConditionsTest : public testing::Test {
 public:
  NamedConditionsTest() {
    k.Begin();
    i = k.Tid();
  }

  // The code after each condition that may have a name got one; the names become c1, c2...
  std::string Named() {
    k.Finish();
    const size_t known = k.module.vars.size();
    profile::Profile profile;
    profile.style_named_conditions = 1000.0;
    Rng rng(1, 0, 0);
    NameConditions(k.module, PinnedBuiltins(), profile, rng);
    EXPECT_EQ(k.Violation(), "");
    for (size_t v = known; v < k.module.vars.size(); ++v) {
      k.module.vars[v].name = "c" + std::to_string(v - known + 1);
    }
    return CodeOf(k.module);
  }

  ExprId Above(int64_t limit) { return k.b.Compare(CompareOp::kGt, k.b.Var(i), k.b.Int(limit)); }
  void Store(double value) { k.b.Store(k.Element(out, k.b.Var(i)), k.b.Real(value)); }

  FakeKernel k;
  VarId mask = k.Param("mask", ArrayOf(kInt, 1));
  VarId out = k.Param("out", ArrayOf(kFloat, 1));
  VarId i;
};

TEST_F(NamedConditionsTest, AComparisonGetsAName) {
  k.b.If(Above(3), k.Block([&] { Store(1.0); }), {});
  EXPECT_EQ(Named(),
            "def kernel(mask, out):\n  i = tid()\n  c1 = i > 3\n  if c1:\n    out[i] = 1.0\n");
}

TEST_F(NamedConditionsTest, ANestedOneIsNamedInItsBlock) {
  k.b.If(Above(3), k.Block([&] { k.b.If(Above(4), k.Block([&] { Store(1.0); }), {}); }), {});
  EXPECT_EQ(Named(),
            "def kernel(mask, out):\n  i = tid()\n  c2 = i > 3\n  if c2:\n    c1 = i > 4\n"
            "    if c1:\n      out[i] = 1.0\n");
}

TEST_F(NamedConditionsTest, AnElifKeepsItsCondition) {
  const StmtList elif = k.Block([&] { k.b.If(Above(4), k.Block([&] { Store(2.0); }), {}); });
  k.b.If(Above(3), k.Block([&] { Store(1.0); }), elif);
  EXPECT_EQ(Named(),
            "def kernel(mask, out):\n  i = tid()\n  c1 = i > 3\n  if c1:\n    out[i] = 1.0\n"
            "  else:\n    if i > 4:\n      out[i] = 2.0\n");
}

// `mask and mask[i] > 0` has no value that Warp could store.
TEST_F(NamedConditionsTest, AnArrayThatMayBeAbsentIsNoValue) {
  const std::array operands = {
      k.b.Var(mask), k.b.Compare(CompareOp::kGt, k.Element(mask, k.b.Var(i)), k.b.Int(0))};
  k.b.If(k.b.And(operands), k.Block([&] { Store(1.0); }), {});
  EXPECT_EQ(Named().find("c1"), std::string::npos);
}

}  // namespace
}  // namespace warploom::synth::passes

#include "synth/passes/nested_guards.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

class NestedGuardsTest : public testing::Test {
 public:
  NestedGuardsTest() {
    k.Begin();
    i = k.Tid();
  }

  // The code after every early exit became a branch.
  std::string NestedCode() {
    k.Finish();
    profile::Profile profile;
    profile.style_nested_guards = 1.0;
    Rng rng(5, 0, 0);  // Nine of ten guards are nested; this seed nests the first two.
    NestGuards(k.module, PinnedBuiltins(), profile, rng);
    EXPECT_EQ(k.Violation(), "");
    return CodeOf(k.module);
  }

  ExprId Above(int64_t limit) { return k.b.Compare(CompareOp::kGt, k.b.Var(i), k.b.Int(limit)); }
  void Store(double value) { k.b.Store(k.Element(out, k.b.Var(i)), k.b.Real(value)); }
  void Return() { k.b.Return(); }

  FakeKernel k;
  VarId out = k.Param("out", ArrayOf(kFloat, 1));
  VarId i;
};

TEST_F(NestedGuardsTest, TheRestBecomesABranchOfTheOpposite) {
  k.b.If(Above(3), k.Block([&] { Return(); }), {});
  Store(1.0);
  EXPECT_EQ(NestedCode(), "def kernel(out):\n  i = tid()\n  if i <= 3:\n    out[i] = 1.0\n");
}

TEST_F(NestedGuardsTest, ABranchDoesNotBeginWithAnEmptyLine) {
  k.b.If(Above(3), k.Block([&] { Return(); }), {});
  k.b.BlankLine();
  Store(1.0);
  EXPECT_EQ(NestedCode(), "def kernel(out):\n  i = tid()\n  if i <= 3:\n    out[i] = 1.0\n");
}

TEST_F(NestedGuardsTest, OrBecomesAndOfTheOpposites) {
  const std::array either = {Above(3), k.b.Compare(CompareOp::kEq, k.b.Var(i), k.b.Int(0))};
  k.b.If(k.b.Or(either), k.Block([&] { Return(); }), {});
  Store(1.0);
  EXPECT_EQ(NestedCode(),
            "def kernel(out):\n  i = tid()\n  if (another expression):\n    out[i] = 1.0\n");
  const StmtId branch = k.module[k.module.functions.back().body][1];
  const auto& all = std::get<BoolOp>(k.module[std::get<If>(k.module[branch].node).condition].node);
  EXPECT_TRUE(all.is_and);
  const auto op = [&](size_t n) {
    return std::get<Compare>(k.module[k.module[all.operands][n]].node).ops[0];
  };
  EXPECT_EQ(op(0), CompareOp::kLe);
  EXPECT_EQ(op(1), CompareOp::kNe);
}

TEST_F(NestedGuardsTest, AGuardAfterAGuardIsNestedInIt) {
  k.b.If(Above(3), k.Block([&] { Return(); }), {});
  k.b.If(Above(2), k.Block([&] { Return(); }), {});
  Store(1.0);
  EXPECT_EQ(NestedCode(),
            "def kernel(out):\n  i = tid()\n  if i <= 3:\n    if i <= 2:\n      out[i] = 1.0\n");
}

TEST_F(NestedGuardsTest, AGuardThatStoresStays) {
  k.b.If(Above(3), k.Block([&] {
    Store(0.0);
    Return();
  }),
         {});
  Store(1.0);
  EXPECT_EQ(NestedCode(),
            "def kernel(out):\n  i = tid()\n  if i > 3:\n    out[i] = 0.0\n    return\n"
            "  out[i] = 1.0\n");
}

}  // namespace
}  // namespace warploom::synth::passes

#include "synth/passes/prune.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

// A kernel that stores 1.0 at the end, so that something is alive.
class PruneTest : public testing::Test {
 public:
  PruneTest() { Restart(); }

  void Restart() {
    k.Begin();
    i = k.Tid();
  }

  std::string Pruned() {
    k.b.Store(k.Element(out, k.b.Var(i)), k.b.Real(1.0));
    k.Finish();
    Prune(k.module, PinnedBuiltins());
    EXPECT_EQ(k.Violation(), "");
    return CodeOf(k.module);
  }

  ExprId Positive(VarId var) { return k.b.Compare(CompareOp::kGt, k.b.Var(var), k.b.Int(0)); }

  FakeKernel k;
  VarId out = k.Param("out", ArrayOf(kFloat, 1));
  VarId i;
};

constexpr std::string_view kBare = "def kernel(out):\n  i = tid()\n  out[i] = 1.0\n";

TEST_F(PruneTest, AssignmentsThatOnlyFeedEachOtherAreRemoved) {
  const VarId x = k.Local("x", kFloat);
  const VarId y = k.Local("y", kFloat);
  k.b.Assign(x, k.b.Real(2.0));
  k.b.Assign(y, k.b.Binary(BinaryOp::kMul, k.b.Var(x), k.b.Real(3.0)));
  EXPECT_EQ(Pruned(), kBare);
}

TEST_F(PruneTest, AnUpdateDoesNotKeepItsVariable) {
  const VarId x = k.Local("x", kFloat);
  k.b.Assign(x, k.b.Real(2.0));
  k.b.Augment(k.b.Var(x), BinaryOp::kAdd, k.b.Real(1.0));
  EXPECT_EQ(Pruned(), kBare);
}

TEST_F(PruneTest, AnUpdateOfAnArrayStays) {
  k.b.Augment(k.Element(out, k.b.Var(i)), BinaryOp::kAdd, k.b.Real(2.0));
  EXPECT_EQ(Pruned(), "def kernel(out):\n  i = tid()\n  out[i] += 2.0\n  out[i] = 1.0\n");
}

TEST_F(PruneTest, BlocksWithoutCodeAreRemoved) {
  const VarId x = k.Local("x", kFloat);
  const VarId n = k.Local("n", kInt);
  const auto dead = [&] { k.b.Assign(x, k.b.Real(2.0)); };
  k.b.If(Positive(i), k.Block(dead), k.Block(dead));
  k.b.ForRange(n, {}, k.b.Int(4), {}, k.Block(dead));
  k.b.ForRange(n, {}, k.b.Int(4), {}, k.Block([&] { k.b.Break(); }));
  EXPECT_EQ(Pruned(), kBare);
}

TEST_F(PruneTest, ABranchWithCodeInItsElseOnlyIsInverted) {
  const VarId x = k.Local("x", kFloat);
  k.b.If(Positive(i), k.Block([&] { k.b.Assign(x, k.b.Real(2.0)); }),
         k.Block([&] { k.b.Return(); }));
  EXPECT_EQ(Pruned(),
            "def kernel(out):\n  i = tid()\n  if not i > 0:\n    return\n  out[i] = 1.0\n");
}

TEST_F(PruneTest, APassThatItsAuthorWroteStays) {
  k.b.If(Positive(i), k.Block([&] { k.b.Pass(); }), k.Block([&] { k.b.Return(); }));
  EXPECT_EQ(Pruned(),
            "def kernel(out):\n  i = tid()\n  if i > 0:\n    pass\n  else:\n    return\n"
            "  out[i] = 1.0\n");
}

TEST_F(PruneTest, CommentsGoWithWhatTheyAreAbout) {
  const VarId x = k.Local("x", kFloat);
  k.b.BlankLine();
  k.b.Comment("about x");
  k.b.Assign(x, k.b.Real(2.0));
  k.b.BlankLine();
  k.b.Comment("about out");
  EXPECT_EQ(Pruned(), "def kernel(out):\n  i = tid()\n  (blank)\n  # about out\n  out[i] = 1.0\n");
}

TEST_F(PruneTest, UnusedArgumentsGoWithTheirPlans) {
  k.Param("unused", kInt);
  const VarId scale = k.Param("scale", kFloat);
  k.b.Store(k.Element(out, k.b.Var(i)), k.b.Var(scale));
  EXPECT_EQ(Pruned(), "def kernel(out, scale):\n  i = tid()\n  out[i] = scale\n  out[i] = 1.0\n");
  ASSERT_EQ(k.module.launch.args.size(), 2U);
  EXPECT_EQ(k.module.launch.args[1].low, 2.0) << "the plan of the third parameter";
}

TEST_F(PruneTest, UnusedConstantsAndClassesAreRemovedAndTheOthersRenumbered) {
  k.b.AddConstant("UNUSED", k.b.Real(1.0), true);
  const ConstId used = k.b.AddConstant("USED", k.b.Real(2.0), true);
  k.b.AddClass({"Unused", ConstantClass::Kind::kPlain, {{"A", kInt, k.b.Int(0)}}});
  const uint16_t mode =
      k.b.AddClass({"Mode", ConstantClass::Kind::kIntEnum, {{"B", kInt, k.b.Int(1)}}});
  const VarId n = k.Local("n", kInt);
  k.b.Assign(n, k.b.Member({mode, 0, Member::Form::kCast}));
  k.b.Store(k.Element(out, k.b.Var(n)), k.b.Const(used));
  EXPECT_EQ(Pruned(),
            "def kernel(out):\n  i = tid()\n  n = Mode.B\n  out[n] = USED\n  out[i] = 1.0\n");
  EXPECT_EQ(k.module.constants.size(), 1U);
  EXPECT_EQ(k.module.classes.size(), 1U);
}

TEST(PruneHelpersTest, UnusedHelpersAreRemovedAndTheOthersRenumbered) {
  FakeKernel k;
  const VarId out = k.Param("out", ArrayOf(kFloat, 1));
  std::vector<FuncId> helpers;
  for (const char* name : {"unused", "inner", "outer"}) {
    const VarId x = k.Local("x", kFloat);
    const ExprId value =
        helpers.size() < 2 ? k.b.Var(x) : k.b.UserCall(helpers[1], std::array{k.b.Var(x)});
    helpers.push_back(k.Helper(name, std::array{x}, value));
  }
  k.Begin();
  const VarId i = k.Tid();
  k.b.Store(k.Element(out, k.b.Var(i)), k.b.UserCall(helpers[2], std::array{k.b.Real(1.0)}));
  k.Finish();
  Prune(k.module, PinnedBuiltins());
  EXPECT_EQ(k.Violation(), "");
  EXPECT_EQ(CodeOf(k.module),
            "def inner(x):\n  return x\ndef outer(x):\n  return inner(x)\n"
            "def kernel(out):\n  i = tid()\n  out[i] = outer(1.0)\n");
}

TEST(PruneHelpersTest, AGradientLivesAsLongAsItsFunction) {
  for (const bool is_called : {false, true}) {
    FakeKernel k;
    const VarId out = k.Param("out", ArrayOf(kFloat, 1));
    const VarId other = k.Local("x", kFloat);
    k.Helper("unused", std::array{other}, k.b.Var(other));
    const VarId x = k.Local("x", kFloat);
    const FuncId helper = k.Helper("square", std::array{x}, k.b.Var(x));
    const VarId again = k.Local("x", kFloat);
    const VarId adjoint = k.Local("adj", kFloat);
    k.b.OpenBlock();
    k.b.Augment(k.b.Adjoint(k.b.Var(again)), BinaryOp::kAdd, k.b.Var(adjoint));
    k.b.AddFunction("adj_square", std::array{again, adjoint}, {});
    k.module.functions.back().role = Function::Role::kGrad;
    k.module.functions.back().of = helper;
    k.Begin();
    const VarId i = k.Tid();
    const ExprId one = k.b.Real(1.0);
    k.b.Store(k.Element(out, k.b.Var(i)), is_called ? k.b.UserCall(helper, std::array{one}) : one);
    k.Finish();
    Prune(k.module, PinnedBuiltins());
    EXPECT_EQ(k.Violation(), "");
    EXPECT_EQ(k.module.functions.size(), is_called ? 3U : 1U);
  }
}

}  // namespace
}  // namespace warploom::synth::passes

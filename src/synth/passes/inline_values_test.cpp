#include "synth/passes/inline_values.h"

#include <gtest/gtest.h>

#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

class InlineValuesTest : public testing::Test {
 public:
  InlineValuesTest() {
    k.Begin();
    i = k.Tid();
    x = k.Local("x", kFloat);
  }

  // The code after the pass moved whatever may move.
  std::string Inlined() {
    k.Finish();
    profile::Profile profile;
    profile.style_inlined_values = 1.0;
    // The chance of a kernel is drawn from [0, 2); this stream begins above a half.
    Rng rng(FirstHighSeed(), 0, 0);
    InlineValues(k.module, PinnedBuiltins(), profile, rng);
    EXPECT_EQ(k.Violation(), "");
    return CodeOf(k.module);
  }

  static uint64_t FirstHighSeed() {
    uint64_t seed = 0;
    while (Rng(seed, 0, 0).Unit() < 0.5) {
      ++seed;
    }
    return seed;
  }

  ExprId In(VarId at) { return k.Element(in, k.b.Var(at)); }
  void Store(ExprId value) { k.b.Store(k.Element(out, k.b.Var(i)), value); }

  FakeKernel k;
  VarId in = k.Param("a", ArrayOf(kFloat, 1));
  VarId out = k.Param("out", ArrayOf(kFloat, 1));
  VarId i;
  VarId x;
};

TEST_F(InlineValuesTest, AValueReadOnceMoves) {
  k.b.Assign(x, In(i));
  Store(k.b.Binary(BinaryOp::kMul, k.b.Var(x), k.b.Real(2.0)));
  EXPECT_EQ(Inlined(), "def kernel(a, out):\n  i = tid()\n  out[i] = a[i] * 2.0\n");
}

TEST_F(InlineValuesTest, AValueReadTwiceStays) {
  k.b.Assign(x, In(i));
  Store(k.b.Binary(BinaryOp::kMul, k.b.Var(x), k.b.Var(x)));
  EXPECT_EQ(Inlined(), "def kernel(a, out):\n  i = tid()\n  x = a[i]\n  out[i] = x * x\n");
}

TEST_F(InlineValuesTest, AnElementIsNotReadBehindAStore) {
  k.b.Assign(x, In(i));
  k.b.Store(k.Element(in, k.b.Var(i)), k.b.Real(1.0));
  Store(k.b.Var(x));
  EXPECT_EQ(Inlined(),
            "def kernel(a, out):\n  i = tid()\n  x = a[i]\n  a[i] = 1.0\n  out[i] = x\n");
}

TEST_F(InlineValuesTest, AValueDoesNotPassAChangeOfWhatItReads) {
  const VarId y = k.Local("y", kFloat);
  k.b.Assign(y, k.b.Real(1.0));
  k.b.Assign(x, k.b.Binary(BinaryOp::kAdd, k.b.Var(y), k.b.Real(1.0)));
  k.b.Assign(y, k.b.Real(3.0));
  Store(k.b.Binary(BinaryOp::kMul, k.b.Var(x), k.b.Var(y)));
  EXPECT_EQ(Inlined(),
            "def kernel(a, out):\n  y = 1.0\n  x = y + 1.0\n  y = 3.0\n"
            "  out[tid()] = x * y\n");
}

TEST_F(InlineValuesTest, AValueThatOneBranchNeedsMovesThere) {
  k.b.Assign(x, In(i));
  k.b.If(k.b.Compare(CompareOp::kGt, k.b.Var(i), k.b.Int(3)), k.Block([&] { Store(k.b.Var(x)); }),
         {});
  EXPECT_EQ(Inlined(), "def kernel(a, out):\n  i = tid()\n  if i > 3:\n    out[i] = a[i]\n");
}

TEST_F(InlineValuesTest, NothingMovesIntoALoop) {
  const VarId n = k.Local("n", kInt);
  k.b.Assign(x, In(i));
  k.b.ForRange(n, {}, k.b.Int(4), {}, k.Block([&] { Store(k.b.Var(x)); }));
  EXPECT_EQ(Inlined(),
            "def kernel(a, out):\n  i = tid()\n  x = a[i]\n  for n in range(4):\n    out[i] = x\n");
}

// Warp refuses a chain of comparisons that ends at an element (codegen.py: add_comp).
TEST_F(InlineValuesTest, NothingMovesIntoAChainOfComparisons) {
  k.b.Assign(x, In(i));
  const ExprId chain =
      k.b.CompareChain(k.b.Real(0.0), CompareOp::kLt, k.b.Real(1.0), CompareOp::kLt, k.b.Var(x));
  k.b.If(chain, k.Block([&] { Store(k.b.Real(1.0)); }), {});
  EXPECT_NE(Inlined().find("x = a[i]"), std::string::npos);
}

}  // namespace
}  // namespace warploom::synth::passes

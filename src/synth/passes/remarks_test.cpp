#include "synth/passes/remarks.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

// Reads, a computation, two loops, and two stores.
struct RemarksKernel : FakeKernel {
  RemarksKernel() {
    const VarId src = Param("masses", ArrayOf(kFloat, 1));
    const VarId out = Param("new_vel", ArrayOf(kFloat, 1));
    const VarId x = Local("x", kFloat);
    const VarId n = Local("n", kInt);
    const VarId m = Local("m", kInt);
    Begin();
    const VarId i = Tid();
    b.Assign(x, Element(src, b.Var(i)));
    b.Assign(x, b.Binary(BinaryOp::kMul, b.Var(x), b.Real(2.0)));
    for (const VarId counter : {n, m}) {
      b.OpenBlock();
      b.Augment(b.Var(x), BinaryOp::kAdd, b.Real(1.0));
      b.ForRange(counter, {}, b.Int(4), {}, b.CloseBlock());
    }
    b.Store(Element(out, b.Var(i)), b.Var(x));
    b.Store(Element(out, b.Var(i)), b.Real(1.0));
    Finish();
  }

  void Run(double paragraphs, double remarks, uint64_t seed = 0) {
    profile::Profile profile = ZeroProfile();
    profile.text_paragraphs = paragraphs;
    profile.text_remarks = remarks;
    Rng rng(seed, 0, 0);
    DrawRemarks(module, PinnedBuiltins(), profile, rng);
    EXPECT_EQ(Violation(), "");
  }
};

// The code without its comments and empty lines.
std::string WithoutRemarks(const std::string& code) {
  std::string rest;
  for (size_t begin = 0; begin < code.size();) {
    const size_t end = code.find('\n', begin) + 1;
    const std::string line = code.substr(begin, end - begin);
    const size_t first = line.find_first_not_of(' ');
    if (line[first] != '#' && line.substr(first) != "(blank)\n") {
      rest += line;
    }
    begin = end;
  }
  return rest;
}

TEST(RemarksTest, AProfileOfZerosChangesNothing) {
  RemarksKernel k;
  const std::string before = CodeOf(k.module);
  k.Run(0.0, 0.0);
  EXPECT_EQ(CodeOf(k.module), before);
}

TEST(RemarksTest, EmptyLinesDivideTheBodyIntoParagraphs) {
  RemarksKernel k;
  k.Run(1.0, 0.0);
  EXPECT_EQ(CodeOf(k.module),
            "def kernel(masses, new_vel):\n"
            "  i = tid()\n"
            "  x = masses[i]\n"
            "  (blank)\n"
            "  x = x * 2.0\n"
            "  (blank)\n"
            "  for n in range(4):\n"
            "    x += 1.0\n"
            "  (blank)\n"
            "  for m in range(4):\n"
            "    x += 1.0\n"
            "  (blank)\n"
            "  new_vel[i] = x\n"
            "  new_vel[i] = 1.0\n");
}

TEST(RemarksTest, CommentsAreAboutTheStatementBelow) {
  const std::string before = CodeOf(RemarksKernel().module);
  int comments = 0;
  bool names_the_target = false;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    RemarksKernel k;
    k.Run(0.5, 1.0, seed);
    const std::string code = CodeOf(k.module);
    EXPECT_EQ(WithoutRemarks(code), before);
    for (size_t at = code.find('#'); at != std::string::npos; at = code.find('#', at + 1)) {
      ++comments;
      const size_t next = code.find_first_not_of(" \n", code.find('\n', at));
      ASSERT_NE(next, std::string::npos) << "a comment at the end:\n" << code;
      EXPECT_NE(code[next], '#') << code;
      EXPECT_NE(code.substr(next, 7), "(blank)") << code;
      EXPECT_NE(code.substr(next, 5), "i = t") << "nothing is said about wp.tid():\n" << code;
    }
    names_the_target = names_the_target ||
                       code.find("# store velocity\n  new_vel[i]") != std::string::npos ||
                       code.find("# Store velocity\n  new_vel[i]") != std::string::npos;
  }
  EXPECT_GT(comments, 50);
  EXPECT_TRUE(names_the_target);
}

}  // namespace
}  // namespace warploom::synth::passes

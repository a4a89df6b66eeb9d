// Sketch: values, expressions drawn by type, and style.
#include "synth/sketch/values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lang/verify.h"
#include "lang/walk.h"
#include "synth/sketch/test_kernel.h"

namespace warploom::synth {
namespace {

TEST(SketchValuesTest, FitGivesAValueInTheDomainByItsRange) {
  constexpr std::array kReal = {Domain::kAny,      Domain::kNonNegative, Domain::kPositive,
                                Domain::kNonZero,  Domain::kUnitRange,   Domain::kAboveOne,
                                Domain::kOpenUnit, Domain::kSmall,       Domain::kZeroToOne,
                                Domain::kOpenTwo};
  for (uint64_t seed = 0; seed < 20; ++seed) {
    TestKernel kernel(seed);
    Sketch& s = kernel.s;
    for (const double low : {-100.0, -1.0, 0.0, 0.25, 3.0}) {
      const Val real = s.NewArg(s.real(), low, low + 50.0);
      for (const Domain domain : kReal) {
        EXPECT_TRUE(Satisfies(domain, s.Fit(real, domain).range)) << static_cast<int>(domain);
      }
      const Val integer = kernel.AnyInt(low, low + 50.0);
      for (const Domain domain :
           {Domain::kNonNegative, Domain::kPositive, Domain::kNonZero, Domain::kAxis}) {
        EXPECT_TRUE(Satisfies(domain, s.Fit(integer, domain).range)) << static_cast<int>(domain);
      }
    }
    ArraySpec spec;
    spec.element = s.vec(3);
    const Val vector = s.ThreadElement(s.NewArray(spec));
    EXPECT_TRUE(Satisfies(Domain::kUnit, s.Fit(vector, Domain::kUnit).range));
  }
}

TEST(SketchValuesTest, FitLeavesAloneWhatFits) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val share = s.NewArg(s.real(), 0.25, 1.0);
  for (const Domain domain : {Domain::kPositive, Domain::kNonZero, Domain::kUnitRange,
                              Domain::kZeroToOne, Domain::kSmall}) {
    EXPECT_EQ(s.Fit(share, domain).id, share.id);
  }
  const Val index = kernel.AnyInt(0, 9);
  EXPECT_EQ(s.FitIndex(index, 10).id, index.id);
}

TEST(SketchValuesTest, FitIndexStaysInsideTheExtent) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    TestKernel kernel(seed);
    for (const double low : {-20.0, 0.0, 5.0}) {
      const Val index = kernel.s.FitIndex(kernel.AnyInt(low, low + 30.0), 10);
      EXPECT_TRUE(index.range.IsWithin(0.0, 9.0)) << index.range.low << " " << index.range.high;
    }
  }
}

TEST(SketchValuesTest, UnsafeIntegerOperationsAreRefused) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val large = kernel.AnyInt(0, 2e9);
  EXPECT_TRUE(s.Can(lang::BinaryOp::kSub, large, large));
  EXPECT_FALSE(s.Can(lang::BinaryOp::kAdd, large, large));
  EXPECT_DEATH(large + large, "could overflow");
  EXPECT_DEATH(s.Convert(large, lang::ScalarType(lang::Scalar::kInt16)), "could overflow");
  EXPECT_EQ(s.Convert(large, lang::kInt).id, large.id);
}

TEST(SketchValuesTest, ADivisorIsKeptAwayFromZero) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val x = s.NewArg(s.real(), -1.0, 1.0);
  const auto divisor_of = [&](const Val& quotient) {
    return std::get<lang::Binary>(kernel.module()[quotient.id].node).right;
  };
  EXPECT_NE(divisor_of(x / x), x.id);
  const Val y = s.NewArg(s.real(), 0.5, 1.0);
  EXPECT_EQ(divisor_of(x / y), y.id);
}

TEST(SketchValuesTest, ANegativeNumberIsSubtracted) {
  TestKernel kernel;
  const Val difference = kernel.s.NewArg(lang::kInt, 0, 9) + kernel.s.Int(-2);
  const auto& binary = std::get<lang::Binary>(kernel.module()[difference.id].node);
  EXPECT_EQ(binary.op, lang::BinaryOp::kSub);
  EXPECT_EQ(difference.range.low, -2.0);
  EXPECT_EQ(difference.range.high, 7.0);
}

TEST(SketchStyleTest, AStyleChoiceDrawsNothing) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val x = s.NewArg(s.real(), 0.0, 1.0);
  Rng before = kernel.rng;
  int ones = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string key = "style " + std::to_string(i);
    EXPECT_EQ(s.StyleChoice(key, 0.5), s.StyleChoice(key, 0.5));
    EXPECT_EQ(s.ValueChoice(key, x, 0.5), s.ValueChoice(key, x, 0.5));
    EXPECT_FALSE(s.StyleChoice(key, 0.0));
    EXPECT_TRUE(s.StyleChoice(key, 1.0));
    ones += s.StyleChoice(key, 0.25) ? 1 : 0;
  }
  EXPECT_NEAR(ones, 250, 60);
  EXPECT_EQ(kernel.rng.Next(), before.Next());
}

TEST(SketchExpressionsTest, DrawGivesTheTypeAskedFor) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    TestKernel kernel(seed);
    Sketch& s = kernel.s;
    for (const lang::Type type :
         {s.real(), lang::kInt, lang::kBool, s.vec(3), s.mat(2), s.quat(), s.transform()}) {
      for (int depth = 0; depth < 4; ++depth) {
        EXPECT_EQ(s.Draw(type, depth).type, type);
      }
    }
    const Val share = s.Draw(s.real(), 2, Domain::kZeroToOne);
    EXPECT_TRUE(Satisfies(Domain::kZeroToOne, share.range));
    EXPECT_TRUE(s.DrawInput(s.vec(3)).range.from_input);
    const lang::Module module = std::move(s).Finish();
    const Status status = lang::Verify(module, lang::PinnedBuiltins());
    EXPECT_TRUE(status) << status.error().message;
  }
}

TEST(SketchExpressionsTest, HiddenVariablesAreNotRead) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    TestKernel kernel(seed);
    Sketch& s = kernel.s;
    const Val sum = s.Mutable(s.Real(0.0), "sum");
    s.Hide(sum);
    const Val drawn = s.Draw(s.real(), 3);
    lang::ForEachExpr(kernel.module(), drawn.id, [&](lang::ExprId id) {
      const auto* ref = std::get_if<lang::VarRef>(&kernel.module()[id].node);
      EXPECT_TRUE(ref == nullptr || kernel.module()[ref->var].name != "sum");
    });
  }
}

TEST(SketchNumbersTest, NumbersStayWithinTheirBounds) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    TestKernel kernel(seed);
    EXPECT_TRUE(kernel.s.DrawLiteral(lang::kInt, -3, 5).range.IsWithin(-3, 5));
    EXPECT_TRUE(kernel.s.DrawNumber(kernel.s.real(), 0.02, 0.03).range.IsWithin(0.02, 0.03));
    const Val x = kernel.s.NewArg(kernel.s.real(), 2.0, 3.0);
    EXPECT_TRUE(kernel.s.DrawThreshold(x).range.IsWithin(2.0, 3.0));
  }
}

}  // namespace
}  // namespace warploom::synth

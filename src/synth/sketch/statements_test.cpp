// Sketch: variables, control flow, helpers and results.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "lang/constants.h"
#include "lang/verify.h"
#include "lang/walk.h"
#include "synth/sketch/test_kernel.h"

namespace warploom::synth {
namespace {

bool IsInScope(TestKernel& kernel, std::string_view name) {
  return std::ranges::any_of(kernel.s.scope().entries(), [&](const ScopeEntry& entry) {
    return entry.var.is_valid() && kernel.module()[entry.var].name == name;
  });
}

TEST(SketchNamesTest, FreshNamesAreUnique) {
  TestKernel kernel;
  std::set<std::string> names;
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(names.insert(kernel.s.Fresh("force")).second);
  }
  EXPECT_TRUE(names.contains("force"));
}

TEST(SketchVariablesTest, LetNamesAValueOnce) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val twice = s.Let(s.NewArg(lang::kFloat, 0.0, 1.0) * 2.0, "twice");
  EXPECT_EQ(kernel.NameOf(twice), "twice");
  EXPECT_EQ(twice.range.high, 2.0);
  EXPECT_EQ(s.Let(twice, "other").id, twice.id);
  EXPECT_NE(kernel.NameOf(s.Let(twice + 1.0, "twice")), "twice");
}

// Warp refuses to change what was assigned a constant in a loop (codegen.py:
// materialize_redefinitions), and a class attribute is one whatever its type.
TEST(SketchVariablesTest, AMutableStartsAsAVariable) {
  int members = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    for (const lang::Type type :
         {lang::kFloat, lang::kDouble, lang::kInt, lang::ScalarType(lang::Scalar::kInt64)}) {
      TestKernel kernel(seed);
      Sketch& s = kernel.s;
      const Val number = type.is_float() ? s.Real(0.5, type) : s.Int(3, type);
      const Val constant = s.NewConstant("LIMIT", number);
      const bool is_member =
          std::holds_alternative<lang::Member>(kernel.module()[constant.id].node);
      s.Mutable(constant, "x");
      const auto& assigned = std::get<lang::Assign>(kernel.last());
      EXPECT_FALSE(is_member && lang::IsBareConstant(kernel.module(), assigned.value))
          << "seed " << seed << ", " << ToText(type);
      members += is_member ? 1 : 0;
    }
  }
  EXPECT_GT(members, 10);
}

TEST(SketchVariablesTest, OnlyAMutableChangesInALoop) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  Val fixed = s.Let(s.NewArg(lang::kInt, 0, 3) + 1.0, "fixed");
  Val sum = s.Mutable(s.Int(0), "sum", Between(0, 100));
  s.ForCount("k", 4, [&](const Val& k) { s.Set(sum, k); });
  EXPECT_EQ(sum.range.high, 100.0);
  EXPECT_DEATH(s.ForCount("k", 4, [&](const Val& k) { s.Set(fixed, k); }), "must be Mutable");
  Val number = s.Int(1);
  EXPECT_DEATH(s.Set(number, s.Int(2)), "only a variable in scope can be set");
}

TEST(SketchVariablesTest, ABranchWidensWhatIsKnown) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  Val n = s.Let(s.NewArg(lang::kInt, 0, 3) + 1.0, "n");
  s.If(s.Thread(0) < 8.0, [&] { s.Set(n, s.NewArg(lang::kInt, 20, 30)); });
  EXPECT_EQ(n.range.low, 1.0);
  EXPECT_EQ(n.range.high, 30.0);
  s.Set(n, s.Int(7));
  EXPECT_EQ(n.range.low, 7.0);
}

TEST(SketchVariablesTest, RecallGivesWhatIsInScope) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  EXPECT_FALSE(s.Recall("neighbour").is_valid());
  s.If(s.Thread(0) < 8.0, [&] {
    s.Remember("neighbour", s.Let(s.Thread(0) + 1.0, "right"));
    EXPECT_TRUE(s.Recall("neighbour").is_valid());
  });
  EXPECT_FALSE(s.Recall("neighbour").is_valid());
}

TEST(SketchControlFlowTest, ABodyHasItsOwnScope) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  s.If(
      s.Thread(0) < 8.0,
      [&] {
        s.Let(s.Thread(0) * 2.0, "inner");
        EXPECT_TRUE(IsInScope(kernel, "inner"));
      },
      [&] { EXPECT_FALSE(IsInScope(kernel, "inner")); });
  EXPECT_FALSE(IsInScope(kernel, "inner"));
  EXPECT_TRUE(std::holds_alternative<lang::If>(kernel.last()));
}

TEST(SketchControlFlowTest, AnEmptyBodyIsNotWritten) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const size_t before = kernel.module().stmts.size();
  s.If(s.Thread(0) < 8.0, [] {});
  s.ForCount("k", 4, [](const Val&) {});
  s.While(s.Thread(0) < 8.0, [] {});
  EXPECT_EQ(kernel.module().stmts.size(), before);
}

TEST(SketchControlFlowTest, ALoopVariableHasItsRangeAndItsNameIsFreeAfterwards) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const auto body = [&](double low, double high) {
    return [&s, &kernel, low, high](const Val& k) {
      EXPECT_EQ(kernel.NameOf(k), "k");
      EXPECT_EQ(k.range.low, low);
      EXPECT_EQ(k.range.high, high);
      EXPECT_EQ(s.loop_depth(), 1);
      s.Let(k * 2.0);
    };
  };
  s.ForCount("k", 4, body(0, 3));
  s.For("k", s.Int(2), s.Int(10), 0, body(2, 9));
  s.For("k", s.Int(9), s.Int(-1), -1, body(0, 9));
  s.ForReversed("k", s.Int(1), s.Int(5), body(1, 4));
  EXPECT_EQ(s.loop_depth(), 0);
  EXPECT_FALSE(IsInScope(kernel, "k"));
}

TEST(SketchControlFlowTest, NestedLoopsHaveDifferentCounters) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  s.ForCount("k", 4, [&](const Val&) {
    s.ForCount("k", 4, [&](const Val& inner) { EXPECT_NE(kernel.NameOf(inner), "k"); });
  });
}

TEST(SketchControlFlowTest, KernelsReturnNothingAndHelpersReturnValues) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  s.ReturnIf(s.Thread(0) >= 8.0);
  EXPECT_TRUE(std::holds_alternative<lang::If>(kernel.last()));
  EXPECT_DEATH(s.ReturnIf(s.Thread(0) >= 8.0, {s.Int(1)}), "a kernel returns nothing");
  const std::array params = {Sketch::Param{"x", lang::kInt, Between(0, 9)}};
  const lang::FuncId helper = s.DefineHelper("f", params, [&](std::span<const Val> args) {
    EXPECT_DEATH(s.ReturnIf(args[0] > 3.0), "for kernels");
    s.ReturnIf(args[0] > 3.0, {s.Int(3)});
    return std::vector<Val>{args[0]};
  });
  EXPECT_EQ(s.helpers().back().id, helper);
}

TEST(SketchHelpersTest, AHelperSeesItsParametersAlone) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  s.Let(s.Thread(0) * 2.0, "outer");
  const std::array params = {Sketch::Param{"x", lang::kInt, Between(0, 9)}};
  const lang::FuncId helper = s.DefineHelper("twice", params, [&](std::span<const Val> args) {
    EXPECT_FALSE(s.in_kernel());
    EXPECT_EQ(s.scope().entries().size(), 1U);
    EXPECT_EQ(kernel.NameOf(s.Let(args[0] + 1.0, "outer")), "outer");
    return std::vector<Val>{args[0] * 2.0};
  });
  EXPECT_TRUE(s.in_kernel());
  EXPECT_TRUE(IsInScope(kernel, "outer"));
  const std::array inside = {kernel.AnyInt(2, 4)};
  EXPECT_EQ(s.CallHelper(helper, inside).range.high, 18.0);  // What holds for every argument.
  const std::array outside = {kernel.AnyInt(2, 10)};
  EXPECT_DEATH(s.CallHelper(helper, outside), "outside the range of the helper's parameter");
}

TEST(SketchResultsTest, AnOutputDependsOnAnInput) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    TestKernel kernel(seed);
    Sketch& s = kernel.s;
    s.Output(s.Convert(s.Thread(0), s.real()), "result");
    const auto& store = std::get<lang::Store>(kernel.last());
    bool reads = false;
    lang::ForEachExpr(kernel.module(), store.value, [&](lang::ExprId id) {
      reads = reads || std::holds_alternative<lang::Subscript>(kernel.module()[id].node);
    });
    bool has_input = false;
    for (const ArrayInfo& array : s.arrays()) {
      has_input = has_input || array.access == Access::kInput;
    }
    EXPECT_TRUE(reads && has_input) << "seed " << seed;
  }
}

TEST(SketchResultsTest, WhatIsKeptIsStoredUnlessItIsUsed) {
  const auto outputs = [](bool is_used) {
    TestKernel kernel;
    Sketch& s = kernel.s;
    const Val speed = s.NewArg(s.real(), 0.0, 1.0) * 2.0;
    s.Keep(speed, "speed");
    if (is_used) {
      const Val kept = s.scope().entries().back().value;
      s.Output(kept * 3.0, "first");
    }
    const lang::Module module = std::move(s).Finish();
    return std::ranges::count_if(module.launch.args, &lang::ArgPlan::is_output);
  };
  EXPECT_EQ(outputs(false), 1);
  EXPECT_EQ(outputs(true), 1);
}

TEST(SketchResultsTest, EveryKernelHasAResult) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    TestKernel kernel(seed);
    const lang::Module module = std::move(kernel.s).Finish();
    EXPECT_EQ(std::ranges::count_if(module.launch.args, &lang::ArgPlan::is_output), 1);
    EXPECT_TRUE(lang::Verify(module, lang::PinnedBuiltins()));
  }
}

}  // namespace
}  // namespace warploom::synth

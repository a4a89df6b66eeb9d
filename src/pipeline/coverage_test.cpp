#include "pipeline/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lang/overloads_used.h"

namespace warploom::pipeline {
namespace {

using lang::BuiltinTable;
using lang::OverloadId;
using lang::PinnedBuiltins;
using ::testing::ElementsAre;
using ::testing::Pair;

dataset::Sample SampleWith(std::vector<std::string> features, std::string python) {
  dataset::Sample sample;
  sample.features = std::move(features);
  sample.python_code = std::move(python);
  return sample;
}

OverloadId OverloadOf(const BuiltinTable& table, std::string_view name, size_t index) {
  return table.OverloadsNamed(table.Name(name))[index];
}

bool IsMissing(const Coverage& coverage, OverloadId id) {
  const std::vector<OverloadId> missing = coverage.Missing();
  return std::ranges::find(missing, id) != missing.end();
}

bool IsLeftOut(const Coverage& coverage, OverloadId id) {
  const std::vector<lang::LeftOut> rows = coverage.LeftOut();
  return std::ranges::find(rows, id, &lang::LeftOut::overload) != rows.end();
}

TEST(Coverage, CountsTheKernelsWithAnOverload) {
  const BuiltinTable& table = PinnedBuiltins();
  Coverage coverage(table);
  coverage.Add(SampleWith({"call:abs#2"}, "a"));
  coverage.Add(SampleWith({"call:abs#2", "call:sin#2"}, "b"));
  EXPECT_EQ(coverage.kernels(), 2U);
  EXPECT_EQ(coverage.KernelsWith(OverloadOf(table, "abs", 2)), 2U);
  EXPECT_EQ(coverage.KernelsWith(OverloadOf(table, "sin", 2)), 1U);
  EXPECT_FALSE(IsMissing(coverage, OverloadOf(table, "abs", 2)));
  EXPECT_TRUE(IsMissing(coverage, OverloadOf(table, "abs", 1)));
}

TEST(Coverage, AnOverloadIsShownMissingOrLeftOut) {
  Coverage coverage(PinnedBuiltins());
  coverage.Add(SampleWith({"call:abs#2", "call:dot#0"}, "a"));
  uint64_t all = 0, missing = 0, left_out = 0, shown = 0;
  for (const GroupCoverage& group : coverage.Groups()) {
    EXPECT_EQ(group.shown + group.missing + group.left_out, group.all) << group.name;
    all += group.all;
    shown += group.shown;
    missing += group.missing;
    left_out += group.left_out;
  }
  EXPECT_EQ(all, PinnedBuiltins().overloads().size());
  EXPECT_EQ(shown, 2U);
  EXPECT_EQ(missing, coverage.Missing().size());
  EXPECT_EQ(left_out, coverage.LeftOut().size());
}

TEST(Coverage, WhatIsLeftOutHasItsReason) {
  const BuiltinTable& table = PinnedBuiltins();
  Coverage coverage(table);
  for (const lang::LeftOut& row : coverage.LeftOut()) {
    EXPECT_FALSE(row.reason.empty()) << KeyOf(table, row.overload);
  }
  EXPECT_GE(coverage.LeftOut().size(), table.left_out().size());
  const OverloadId first = table.left_out().front().overload;
  EXPECT_TRUE(IsLeftOut(coverage, first));
  coverage.Add(SampleWith({"call:" + KeyOf(table, first)}, "a"));
  EXPECT_FALSE(IsLeftOut(coverage, first));
}

TEST(Coverage, OrdinaryBuiltinsAreMissingNotLeftOut) {
  const Coverage coverage(PinnedBuiltins());
  EXPECT_TRUE(IsMissing(coverage, OverloadOf(PinnedBuiltins(), "printf", 0)));
}

TEST(Coverage, CountsConstructs) {
  Coverage coverage(PinnedBuiltins());
  coverage.Add(SampleWith({"while"}, "a"));
  for (const SyntaxCoverage& row : coverage.Syntax()) {
    EXPECT_EQ(row.kernels, row.feature->name == "while" ? 1U : 0U) << row.feature->name;
  }
}

TEST(Coverage, CountsANestOncePerKernel) {
  Coverage coverage(PinnedBuiltins());
  coverage.Add(SampleWith({}, "    for i in range(n):\n        if i:\n    for j in range(n):\n"));
  coverage.Add(SampleWith({}, "    x = 1\n"));
  EXPECT_THAT(coverage.nests(), ElementsAre(Pair("for", 1U), Pair("for if", 1U)));
  EXPECT_THAT(coverage.depths(), ElementsAre(Pair(0, 1U), Pair(2, 1U)));
}

}  // namespace
}  // namespace warploom::pipeline

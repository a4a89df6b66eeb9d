#include "fuzz/cause.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fuzz/fault.h"
#include "fuzz/other_warp.h"

namespace warploom::fuzz {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Finding Mismatch(uint64_t index, std::vector<std::string> constructs, bool is_reduced = true) {
  Finding finding;
  finding.index = index;
  finding.fault = {"run", "MISMATCH", "reference", "x[N] is N"};
  finding.constructs = std::move(constructs);
  finding.is_reduced = is_reduced;
  return finding;
}

std::vector<uint64_t> IndicesOf(const Group& group) {
  std::vector<uint64_t> indices;
  for (const Finding* member : group.members) {
    indices.push_back(member->index);
  }
  return indices;
}

TEST(CauseTest, AKernelThatNeedsMoreBelongsToTheOneThatNeedsLess) {
  const std::vector<Finding> findings = {Mismatch(1, {"for", "if"}), Mismatch(2, {"if"}),
                                         Mismatch(3, {"neg"}), Mismatch(4, {"sin"}, false)};
  const std::vector<Group> groups = GroupFindings(findings);
  ASSERT_THAT(groups, SizeIs(2));
  EXPECT_THAT(IndicesOf(groups[0]), ElementsAre(1, 2, 4));
  EXPECT_THAT(groups[0].constructs, ElementsAre("if"));
  EXPECT_EQ(groups[0].Title(), "MISMATCH on reference (run): if");
  EXPECT_THAT(IndicesOf(groups[1]), ElementsAre(3));
}

TEST(CauseTest, RefusalsAreGroupedByTheirMessage) {
  std::vector<Finding> findings(3);
  for (uint64_t i = 0; i < 3; ++i) {
    findings[i].index = i;
    findings[i].fault = {"codegen", "COMPILE_FAIL", "warp", i == 1 ? "one" : "other"};
  }
  EXPECT_THAT(GroupFindings(findings), SizeIs(2));
}

oracle::Verdict Refused(std::string stage, std::string reason) {
  return {.ok = false, .stage = std::move(stage), .reason = std::move(reason), .ir = {}};
}

TEST(FaultTest, AWorkersVerdictIsTakenAsItSays) {
  const auto fault =
      FaultOf(Refused("run", "OUT_OF_BOUNDS on emulated: round 'ends': out[64] was written"));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->verdict, "OUT_OF_BOUNDS");
  EXPECT_EQ(fault->device, "emulated");
  EXPECT_EQ(fault->text, "out[N] was written");
  EXPECT_FALSE(FaultOf({.ok = true, .stage = "", .reason = "", .ir = {}}).has_value());
}

TEST(FaultTest, ResultsMayDifferInOtherPlacesButARefusalIsTheSameByItsWords) {
  const auto one = FaultOf(Refused("run", "out[3] is 1.5, by the reference 2.5 (4 of 9 differ)"));
  const auto two = FaultOf(Refused("run", "b[0, 1] is 7, by the reference 8 (1 of 2 differ)"));
  EXPECT_EQ(one->verdict, "MISMATCH");
  EXPECT_TRUE(one->IsLike(*two));
  const auto a = FaultOf(Refused("codegen", "TypeError: \"x\" at line 3 has no len()"));
  const auto b = FaultOf(Refused("codegen", "TypeError: \"other\" at line 71 has no len()"));
  const auto c = FaultOf(Refused("codegen", "KeyError: 3"));
  EXPECT_TRUE(a->IsLike(*b));
  EXPECT_FALSE(a->IsLike(*c));
  EXPECT_FALSE(a->IsLike(*one));
}

TEST(FaultTest, AMismatchTellsMoreThanTwoLaunchesThatDiffer) {
  oracle::Verdict verdict = Refused("run", "NONDETERMINISTIC on cpu: out[0] is 1, by the first 2");
  verdict.outcomes = {{"cpu", "NONDETERMINISTIC", "out[0] is 1, by the first 2"},
                      {"reference", "MISMATCH", "out[0] is 1, by the reference 0"}};
  EXPECT_EQ(FaultOf(verdict)->device, "reference");
  EXPECT_EQ(ReasonOf(verdict), "MISMATCH on reference: out[0] is 1, by the reference 0");
}

TEST(FaultTest, ACompilersErrorNamesItsTarget) {
  const auto fault = FaultOf(
      Refused("compile", "cuda: kernel.cu(31): error: no instance of function \"mod\" matches"));
  EXPECT_EQ(fault->device, "cuda");
  EXPECT_EQ(fault->verdict, "COMPILE_FAIL");
  EXPECT_EQ(fault->text, "cuda: : error: no instance of function '...' matches");
}

TEST(OtherWarpTest, WhatIsMissingIsNamedByTheReason) {
  EXPECT_EQ(MissingByReason("AttributeError: module 'warp' has no attribute 'bfloat16'"),
            "warp.bfloat16");
  EXPECT_EQ(MissingByReason("TypeError: kernel() got an unexpected keyword argument 'grid_stride'"),
            "the argument grid_stride");
  EXPECT_EQ(MissingByReason("TypeError: unsupported operand"), std::nullopt);
}

}  // namespace
}  // namespace warploom::fuzz

#include "dataset/split_plan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "base/hash.h"
#include "dataset/fake_samples.h"
#include "dataset/minhash.h"

namespace warploom::dataset {
namespace {

Sample SampleOf(std::string masked_hash, std::string python_code) {
  Sample sample;
  sample.category = "loops";
  sample.masked_hash = std::move(masked_hash);
  sample.python_code = std::move(python_code);
  return sample;
}

// A text of 60 statements, the first `other` of which differ from those of Text(0).
std::string Text(int other) {
  std::string text = "# A comment says nothing.\n";
  for (int i = 0; i < 60; ++i) {
    text += fmt::format("    total_{} = value[{}] * scale + other_{}\n", i < other ? i + 100 : i, i,
                        i < other ? i + 200 : i);
  }
  return text;
}

TEST(MinHashTest, EstimatesHowAlikeTextsAre) {
  const MinHash whole = MinHashOf(Text(0));
  EXPECT_EQ(Similarity(whole, MinHashOf(Text(0))), 1.0);
  EXPECT_EQ(Similarity(whole, MinHashOf("# Another comment.\n\n\n" + Text(0))), 1.0);
  // 55 of 60 statements are the same, and about as many of the runs.
  EXPECT_NEAR(Similarity(whole, MinHashOf(Text(5))), 55.0 / 65.0, 0.12);
  EXPECT_LT(Similarity(whole, MinHashOf(Text(40))), kNearDuplicate);
  EXPECT_LT(Similarity(whole, MinHashOf("x = 1\n")), 0.1);
}

TEST(MinHashTest, AnyTextHasOne) {
  EXPECT_EQ(MinHashOf(""), MinHashOf("  # only a comment"));
  EXPECT_NE(MinHashOf("\"an open string"), MinHashOf("'''"));
  EXPECT_NE(MinHashOf("a"), MinHashOf("b"));
}

TEST(SplitTest, SharesAreThoseOfTheCard) {
  std::map<Split, int> counts;
  for (uint64_t i = 0; i < 100'000; ++i) {
    ++counts[SplitOfCluster(Hex16(i))];
  }
  EXPECT_NEAR(counts[Split::kTrain], 98'000, 200);
  EXPECT_NEAR(counts[Split::kValidation], 1'000, 150);
  EXPECT_NEAR(counts[Split::kTest], 1'000, 150);
  EXPECT_FALSE(counts.contains(Split::kTestUnseen));
  // Written in docs/format.md: others compute it, too.
  EXPECT_EQ(SplitOfCluster("0000000000000000"), Split::kTrain);
}

TEST(SplitTest, NamesAreReadBack) {
  for (const Split split : kSplits) {
    EXPECT_EQ(SplitNamed(SplitName(split)), split);
  }
  EXPECT_EQ(SplitNamed("dev"), std::nullopt);
}

TEST(SplitPlanTest, KernelsOfOneStructureAndNearDuplicatesAreOneCluster) {
  SplitPlan plan(FakeRequest(1));
  plan.Add(SampleOf("a", Text(0)));
  plan.Add(SampleOf("b", "def f():\n    return 1\n"));
  plan.Add(SampleOf("a", "def g():\n    return 2\n"));
  plan.Add(SampleOf("c", Text(2)));
  EXPECT_EQ(plan.ClusterOf(0), "a");
  EXPECT_EQ(plan.ClusterOf(1), "b");
  EXPECT_EQ(plan.ClusterOf(2), "a");
  EXPECT_EQ(plan.ClusterOf(3), "a");
  EXPECT_EQ(plan.clusters(), 2U);
  EXPECT_EQ(plan.near_duplicates(), 1U);
}

// A dataset that grows keeps the splits that it had.
TEST(SplitPlanTest, WhatComesLaterChangesNothing) {
  SplitPlan small(FakeRequest(1)), large(FakeRequest(1));
  for (int i = 0; i < 40; ++i) {
    const Sample sample = SampleOf(Hex16(static_cast<uint64_t>(i / 2)), Text(i % 7 * 3));
    large.Add(sample);
    if (i < 20) {
      small.Add(sample);
    }
  }
  for (uint64_t i = 0; i < 20; ++i) {
    EXPECT_EQ(small.ClusterOf(i), large.ClusterOf(i));
    EXPECT_EQ(small.SplitOf(i), large.SplitOf(i));
  }
}

TEST(SplitPlanTest, ClustersWithAFamilyThatIsHeldOutAreUnseen) {
  Request request = FakeRequest(1);
  request.hold_out = {"stencil"};
  SplitPlan plan(request);
  Sample takes_part = SampleOf("a", "x = 1\n");
  takes_part.features = {"family:stencil"};
  Sample primary = SampleOf("b", "y = 2\n");
  primary.category = "stencil";
  plan.Add(SampleOf("a", "z = 3\n"));
  plan.Add(takes_part);
  plan.Add(primary);
  plan.Add(SampleOf("0000000000000000", "w = 4\n"));
  EXPECT_EQ(plan.SplitOf(0), Split::kTestUnseen);
  EXPECT_EQ(plan.SplitOf(1), Split::kTestUnseen);
  EXPECT_EQ(plan.SplitOf(2), Split::kTestUnseen);
  EXPECT_EQ(plan.SplitOf(3), Split::kTrain);
  EXPECT_EQ(plan.Counts(),
            (std::map<Split, uint64_t>{{Split::kTrain, 1}, {Split::kTestUnseen, 3}}));
}

}  // namespace
}  // namespace warploom::dataset

#include "pipeline/preview.h"

#include <gtest/gtest.h>

#include "oracle/fake_pool.h"
#include "pipeline/fake_reporter.h"
#include "synth/profile/profile.h"

namespace warploom::pipeline {
namespace {

Result<Preview> Build(const oracle::FakePoolOptions& options, uint64_t count = 50) {
  static const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  dataset::Request request;
  request.count = count;
  FakeReporter reporter;
  oracle::FakePool pool(options);
  return BuildPreview({.builtins = lang::PinnedBuiltins(),
                       .draw = DrawBy(profile, lang::PinnedBuiltins(), request.seed),
                       .pool = pool,
                       .reporter = reporter},
                      request);
}

TEST(Preview, HoldsEveryKernelForBothTargetsInIndexOrder) {
  const auto preview = Build({});
  ASSERT_TRUE(preview) << preview.error().message;
  ASSERT_EQ(preview->kernels.size(), 50U);
  EXPECT_EQ(preview->rejected, 0U);
  for (size_t i = 0; i < preview->kernels.size(); ++i) {
    const auto& samples = preview->kernels[i];
    ASSERT_EQ(samples.size(), 2U);
    EXPECT_EQ(samples[0].target, "cpu");
    EXPECT_EQ(samples[1].target, "cuda");
    EXPECT_EQ(samples[0].index, static_cast<int64_t>(i));
    EXPECT_EQ(samples[0].python_code, samples[1].python_code);
    EXPECT_NE(samples[0].ir_forward, samples[1].ir_forward);
  }
}

TEST(Preview, RefusedKernelsAreReplacedWhateverTheOrderOfAnswers) {
  oracle::FakePoolOptions picky;
  picky.refuse_marker = "for ";
  const auto expected = Build(picky);
  ASSERT_TRUE(expected);
  EXPECT_EQ(expected->kernels.size(), 50U);
  EXPECT_GT(expected->rejected, 0U);
  for (const uint64_t shuffle : {1U, 2U, 3U}) {
    picky.shuffle_seed = shuffle;
    picky.capacity = shuffle == 2 ? 1 : 16;
    const auto preview = Build(picky);
    ASSERT_TRUE(preview);
    EXPECT_EQ(preview->kernels, expected->kernels) << shuffle;
    EXPECT_EQ(preview->rejected, expected->rejected) << shuffle;
  }
}

TEST(Preview, GivesUpWhenWarpRefusesEverything) {
  const auto preview = Build({.refuse_marker = "wp."});
  ASSERT_FALSE(preview);
  EXPECT_EQ(preview.error().kind, ErrorKind::kWorker);
  EXPECT_NE(preview.error().message.find("warploom doctor"), std::string::npos);
}

TEST(Preview, StopsWhenAsked) {
  const auto preview = Build({.fail_after_batches = 1});
  ASSERT_FALSE(preview);
  EXPECT_EQ(preview.error().kind, ErrorKind::kInterrupted);
}

}  // namespace
}  // namespace warploom::pipeline

#include "pipeline/draw_stream.h"

#include <gtest/gtest.h>

#include "synth/draw/draw.h"

namespace warploom::pipeline {
namespace {

const synth::profile::Profile& DefaultProfile() {
  static const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  return profile;
}

// A kernel that is the same for the same key.
synth::DrawnKernel KernelOf(uint64_t key) {
  return synth::DrawKernel(DefaultProfile(), lang::PinnedBuiltins(), 0, key, 0);
}

TEST(DrawStream, ARepeatedStructureIsDrawnAgainWithTheNextAttempt) {
  // Index 0 and 1 draw the same kernel; so do index 2's first three attempts.
  DrawStream stream([](uint64_t index, uint64_t attempt) {
    const bool repeats = (index == 1 && attempt < 1) || (index == 2 && attempt < 3);
    return KernelOf(repeats ? 0 : 1000 + 10 * index + attempt - (index == 0 ? 1000 : 0));
  });
  const std::vector<uint64_t> expected = {0, 1, 3, 0};
  for (uint64_t index = 0; index < expected.size(); ++index) {
    const auto drawn = stream.Next();
    ASSERT_TRUE(drawn);
    EXPECT_EQ(drawn->index, index);
    EXPECT_EQ(drawn->attempt, expected[index]);
  }
  EXPECT_EQ(stream.duplicates(), 4U);
  EXPECT_EQ(stream.next_index(), 4U);
}

TEST(DrawStream, AProfileThatIsTooNarrowIsAUsageError) {
  DrawStream stream([](uint64_t, uint64_t) { return KernelOf(0); });
  ASSERT_TRUE(stream.Next());
  const auto drawn = stream.Next();
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().kind, ErrorKind::kUsage);
  EXPECT_NE(drawn.error().message.find("too narrow"), std::string::npos);
}

TEST(DrawStream, TwoStreamsDrawTheSame) {
  DrawStream one(DrawBy(DefaultProfile(), lang::PinnedBuiltins(), 3));
  DrawStream two(DrawBy(DefaultProfile(), lang::PinnedBuiltins(), 3));
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(one.Next()->hashes.structural, two.Next()->hashes.structural);
  }
}

}  // namespace
}  // namespace warploom::pipeline

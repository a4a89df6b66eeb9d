#include "verify/choose.h"

#include <gtest/gtest.h>

#include <map>

namespace warploom::verify {
namespace {

TEST(Choose, TakesAllWhenThereAreNoMore) {
  EXPECT_EQ(Choose(3, 3, 0), (std::set<uint64_t>{0, 1, 2}));
  EXPECT_EQ(Choose(9, 2, 0), (std::set<uint64_t>{0, 1}));
}

TEST(Choose, FollowsFromTheSeed) {
  EXPECT_EQ(Choose(10, 1000, 7), Choose(10, 1000, 7));
  EXPECT_NE(Choose(10, 1000, 7), Choose(10, 1000, 8));
}

TEST(Choose, EachNumberIsAsLikelyAsAnother) {
  std::map<uint64_t, int> times;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    const std::set<uint64_t> chosen = Choose(2, 6, seed);
    EXPECT_EQ(chosen.size(), 2U);
    for (const uint64_t number : chosen) {
      ++times[number];
    }
  }
  ASSERT_EQ(times.size(), 6U);
  for (const auto& [number, count] : times) {
    EXPECT_NEAR(count, 1000, 120) << number;  // Four and a half standard deviations.
  }
}

}  // namespace
}  // namespace warploom::verify

#include "base/grouped_digits.h"

#include <gtest/gtest.h>

namespace warploom {
namespace {

TEST(GroupedDigitsTest, CommasStandBeforeEveryThirdDigit) {
  EXPECT_EQ(GroupedDigits(0), "0");
  EXPECT_EQ(GroupedDigits(999), "999");
  EXPECT_EQ(GroupedDigits(1000), "1,000");
  EXPECT_EQ(GroupedDigits(1234567), "1,234,567");
}

}  // namespace
}  // namespace warploom

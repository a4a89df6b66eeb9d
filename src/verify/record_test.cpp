#include "verify/record.h"

#include <gtest/gtest.h>

namespace warploom::verify {
namespace {

using Checks = std::vector<Check>;

TEST(ChecksOf, AreThoseOfTheTargetsThatThereAre) {
  EXPECT_EQ(*ChecksOf({}, {"cpu", "cuda"}),
            (Checks{{"cpu", "cpu"}, {"cpu", "reference"}, {"cuda", "emulated"}}));
  EXPECT_EQ(*ChecksOf({}, {"cuda"}), (Checks{{"cuda", "emulated"}}));
  EXPECT_EQ(*ChecksOf({"cuda:0", "cpu"}, {"cpu", "cuda"}),
            (Checks{{"cpu", "cpu"}, {"cuda", "cuda:0"}}));
}

TEST(ChecksOf, RefusesWhatDoesNotExist) {
  const auto unknown = ChecksOf({"emulator"}, {"cpu", "cuda"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::kUsage);
  EXPECT_NE(unknown.error().message.find("nearest is \"emulated\""), std::string::npos);
}

TEST(ChecksOf, RefusesADeviceWithNothingToJudge) {
  const auto idle = ChecksOf({"cpu", "emulated"}, {"cpu"});
  ASSERT_FALSE(idle);
  EXPECT_NE(idle.error().message.find("--devices emulated"), std::string::npos);
}

TEST(Verdicts, OnlyPassAndUnsupportedAreNoFailures) {
  for (const std::string& verdict : Verdicts()) {
    EXPECT_EQ(IsFailure(verdict), verdict != "PASS" && verdict != "UNSUPPORTED") << verdict;
  }
}

}  // namespace
}  // namespace warploom::verify

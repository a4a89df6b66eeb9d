#include "verify/record.h"

#include <gtest/gtest.h>

namespace warploom::verify {
namespace {

using Checks = std::vector<Check>;
using Targets = std::vector<std::string>;

const Targets kBoth = {"cpu", "cuda"};
const Targets kCuda = {"cuda"};
const Targets kCpuAlone = {"cpu"};

TEST(ChecksOf, JudgeBackwardPassesWhereThereAreSome) {
  EXPECT_EQ(*ChecksOf({}, {kBoth, true}), (Checks{{"cpu", "cpu"},
                                                  {"cpu", "reference"},
                                                  {"cpu", "gradient"},
                                                  {"cuda", "emulated"},
                                                  {"cuda", "emulated-gradient"}}));
  const auto idle = ChecksOf({"gradient"}, {kBoth});
  ASSERT_FALSE(idle);
  EXPECT_NE(idle.error().message.find("without backward passes"), std::string::npos);
}

TEST(ChecksOf, AreThoseOfTheTargetsThatThereAre) {
  EXPECT_EQ(*ChecksOf({}, {kBoth}),
            (Checks{{"cpu", "cpu"}, {"cpu", "reference"}, {"cuda", "emulated"}}));
  EXPECT_EQ(*ChecksOf({}, {kCuda}), (Checks{{"cuda", "emulated"}}));
  EXPECT_EQ(*ChecksOf({"cuda:0", "cpu"}, {kBoth}), (Checks{{"cpu", "cpu"}, {"cuda", "cuda:0"}}));
}

TEST(ChecksOf, RefusesWhatDoesNotExist) {
  const auto unknown = ChecksOf({"emulator"}, {kBoth});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::kUsage);
  EXPECT_NE(unknown.error().message.find("nearest is \"emulated\""), std::string::npos);
}

TEST(ChecksOf, RefusesADeviceWithNothingToJudge) {
  const auto idle = ChecksOf({"cpu", "emulated"}, {kCpuAlone});
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

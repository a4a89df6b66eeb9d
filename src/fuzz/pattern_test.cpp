#include "fuzz/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::fuzz {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

TEST(PatternTest, SearchReturnsTheWholeMatchAndItsGroups) {
  const Pattern pattern(R"(([A-Z]+) on (cpu|cuda)( twice)?)");
  EXPECT_THAT(pattern.Search("a MISMATCH on cuda: x"),
              Optional(ElementsAre("MISMATCH on cuda", "MISMATCH", "cuda", "")));
  EXPECT_EQ(pattern.Search("a mismatch on cuda"), std::nullopt);
}

TEST(PatternTest, ReplaceReplacesEveryMatch) {
  EXPECT_EQ(Pattern("[0-9]+").Replace("a1b22c", "N"), "aNbNc");
  EXPECT_EQ(Pattern("[0-9]+").Replace("abc", "N"), "abc");
  EXPECT_EQ(Pattern("'[^'\n]*'").Replace("'a' is not 'b\n'", "'...'"), "'...' is not 'b\n'");
}

// As what follows a match is searched, it is not taken for the beginning of a text.
TEST(PatternTest, AReplacedPartStillPrecedesTheRest) {
  EXPECT_EQ(Pattern("^a").Replace("aab", ""), "ab");
  EXPECT_EQ(Pattern(R"(\ba)").Replace("aa a", "x"), "xa x");
}

TEST(PatternDeathTest, AMalformedExpressionIsABug) { EXPECT_DEATH(Pattern("("), "well-formed"); }

}  // namespace
}  // namespace warploom::fuzz

#include "pipeline/statement_nests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(StatementNests, FollowIndentation) {
  EXPECT_THAT(StatementNests("def f(n: int):\n"
                             "    for i in range(n):\n"
                             "        if i > 2:\n"
                             "            pass\n"
                             "        elif i < 1:\n"
                             "            while True:\n"
                             "                break\n"
                             "        x = 1.0 if i > 2 else 3.0\n"
                             "    if n > 2:\n"
                             "        return\n"),
              ElementsAre("for", "for if", "for if while", "if"));
}

TEST(StatementNests, LookNeitherIntoBracketsNorStringsNorComments) {
  EXPECT_THAT(StatementNests("def f(n: int):\n"
                             "    \"\"\"For example:\n"
                             "    for i in range(n): it's\n"
                             "    \"\"\"\n"
                             "    x = wp.max(\n"
                             "        1.0  # (\n"
                             "        if n > 2 else 2.0\n"
                             "    )\n"
                             "    format = 'if (' \n"
                             "    # while x:\n"
                             "    forward = \"\\\"[\"\n"),
              IsEmpty());
}

TEST(StatementNests, AFunctionBeginsAnew) {
  EXPECT_THAT(StatementNests("def f(n: int):\n"
                             "    while n > 2:\n"
                             "        n = n - 1\n"
                             "\n"
                             "\n"
                             "def g(n: int):\n"
                             "    for i in range(n):\n"
                             "        pass\n"),
              ElementsAre("for", "while"));
}

TEST(StatementNests, DepthCountsStatements) {
  EXPECT_EQ(DepthOf(""), 0);
  EXPECT_EQ(DepthOf("for"), 1);
  EXPECT_EQ(DepthOf("for if while"), 3);
}

}  // namespace
}  // namespace warploom::pipeline

#include "oracle/worker.h"

#include <gtest/gtest.h>

namespace warploom::oracle {
namespace {

TEST(InOneLineTest, KeepsTheLastLines) {
  EXPECT_EQ(InOneLine(""), "");
  EXPECT_EQ(InOneLine("\n\n"), "");
  EXPECT_EQ(InOneLine("one\n"), "one");
  EXPECT_EQ(InOneLine("1\n2\n3\n4\n5\n6"), "3 | 4 | 5 | 6");
}

TEST(InOneLineTest, LeavesOutTheFramesOfTracebacks) {
  EXPECT_EQ(InOneLine("starting\n"
                      "Traceback (most recent call last):\n"
                      "  File \"<string>\", line 1, in <module>\n"
                      "    import nothing\n"
                      "ModuleNotFoundError: No module named 'nothing'\n"),
            "starting | ModuleNotFoundError: No module named 'nothing'");
}

}  // namespace
}  // namespace warploom::oracle

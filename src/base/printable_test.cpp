#include "base/printable.h"

#include <gtest/gtest.h>

namespace warploom {
namespace {

TEST(PrintableTest, LeavesWhatCanBeShown) {
  for (const char* text : {"", "out/data", "größe ∑ 漢字 😀", "a \"b\" \\n"}) {
    EXPECT_EQ(Printable(text), text);
    EXPECT_EQ(PrintableLines(text), text);
  }
}

TEST(PrintableTest, EscapesWhatTerminalsObey) {
  EXPECT_EQ(Printable("a\nb\tc\r"), "a\\nb\\tc\\r");
  EXPECT_EQ(PrintableLines("a\nb\tc\r"), "a\nb\tc\\r");
  EXPECT_EQ(Printable("\x1b[31mred\x07\x7f"), "\\x1b[31mred\\x07\\x7f");
  EXPECT_EQ(Printable(std::string_view("\0x", 2)), "\\x00x");
  EXPECT_EQ(Printable("\xc2\x9b"
                      "31m"),
            "\\xc2\\x9b31m");  // A control character of two bytes.
  EXPECT_EQ(Printable("a\xe2\x80\xae"
                      "b"),
            "a\\xe2\\x80\\xaeb");  // Right to left.
}

TEST(PrintableTest, EscapesWhatIsNotUtf8) {
  EXPECT_EQ(Printable("\xff\x9b"
                      "1"),
            "\\xff\\x9b1");
  EXPECT_EQ(Printable("\xe2\x82"), "\\xe2\\x82");           // Cut short.
  EXPECT_EQ(Printable("\xc0\xaf"), "\\xc0\\xaf");           // A longer form than needed.
  EXPECT_EQ(Printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // A surrogate.
  EXPECT_EQ(Printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
}

}  // namespace
}  // namespace warploom

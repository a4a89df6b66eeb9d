#include "print/document.h"

#include <gtest/gtest.h>

#include "print/layout.h"

namespace warploom::print {
namespace {

// f(aaa, bbb)
void WriteCall(Document& line) {
  line.Append("f");
  line.OpenBracket('(');
  line.Append("aaa");
  line.Comma();
  line.Append("bbb");
  line.CloseBracket(')');
}

// a + b * c, two chains
void WriteSum(Document& line) {
  line.BeginChain();
  line.Append("alpha");
  line.Operator("+", 10);
  line.BeginChain();
  line.Append("beta");
  line.Operator("*", 11);
  line.Append("gamma");
  line.EndChain();
  line.Operator("-", 10);
  line.Append("delta");
  line.EndChain();
}

template <typename Write>
std::string Rendered(int limit, int indent, Write&& write) {
  Document line;
  line.Start(true);
  write(line);
  std::string out;
  AppendLayout(out, line, limit, indent);
  return out;
}

TEST(Document, TheTextIsTheSameRecordedOrNot) {
  Document line;
  line.Start(false);
  WriteCall(line);
  EXPECT_EQ(line.text(), "f(aaa, bbb)");
  EXPECT_TRUE(line.elements().empty());
  line.Start(true);
  WriteCall(line);
  EXPECT_EQ(line.text(), "f(aaa, bbb)");
  EXPECT_FALSE(line.elements().empty());
}

TEST(Document, ABracketWithoutItemsHasNoBreak) {
  Document line;
  line.Start(true);
  line.Append("f");
  line.OpenBracket('(');
  line.CloseBracket(')');
  EXPECT_EQ(line.text(), "f()");
  EXPECT_TRUE(line.elements().empty());
}

TEST(Document, UnbrokenTextHasNoBreak) {
  EXPECT_EQ(Rendered(5, 0, [](Document& line) { line.Unbroken([&] { WriteCall(line); }); }),
            "f(aaa, bbb)");
}

TEST(Layout, ALineThatFitsStays) {
  EXPECT_EQ(Rendered(11, 0, WriteCall), "f(aaa, bbb)");
  EXPECT_EQ(Rendered(15, 4, WriteCall), "    f(aaa, bbb)");
}

TEST(Layout, ItemsGoOnALineOfTheirOwnIfTheyFit) {
  const auto write = [](Document& line) {
    line.Append("long_");
    WriteCall(line);
  };
  EXPECT_EQ(Rendered(16, 4, write),
            "    long_f(\n"
            "        aaa, bbb\n"
            "    )");
  EXPECT_EQ(Rendered(15, 4, write),
            "    long_f(\n"
            "        aaa,\n"
            "        bbb,\n"
            "    )");
}

TEST(Layout, TheItemsOfATupleGetALineEach) {
  EXPECT_EQ(Rendered(12, 0,
                     [](Document& line) {
                       line.Append("x = ");
                       line.OpenBracket('(', Items::kEach);
                       line.Append("aaa");
                       line.Comma();
                       line.Append("bbb");
                       line.CloseBracket(')');
                     }),
            "x = (\n"
            "    aaa,\n"
            "    bbb,\n"
            ")");
}

TEST(Layout, AnInnerChainBreaksOnlyIfItDoesNotFit) {
  const auto write = [](Document& line) {
    line.Append("x = ");
    line.BeginValue();
    WriteSum(line);
    line.EndValue();
    line.Append(":");
  };
  EXPECT_EQ(Rendered(32, 0, write),
            "x = (\n"
            "    alpha + beta * gamma - delta\n"
            "):");
  EXPECT_EQ(Rendered(20, 0, write),
            "x = (\n"
            "    alpha\n"
            "    + beta * gamma\n"
            "    - delta\n"
            "):");
  EXPECT_EQ(Rendered(16, 0, write),
            "x = (\n"
            "    alpha\n"
            "    + beta\n"
            "    * gamma\n"
            "    - delta\n"
            "):");
}

// The text after a group counts up to the next possible break.
TEST(Layout, AGroupFitsTogetherWithWhatFollows) {
  const auto write = [](Document& line) {
    WriteCall(line);
    line.Append(".field");
    line.OpenBracket('[');
    line.Append("index");
    line.CloseBracket(']', TrailingComma::kNever);
  };
  EXPECT_EQ(Rendered(20, 0, write),
            "f(aaa, bbb).field[\n"
            "    index\n"
            "]");
  EXPECT_EQ(Rendered(17, 0, write),
            "f(\n"
            "    aaa, bbb\n"
            ").field[index]");
}

}  // namespace
}  // namespace warploom::print

#include "json/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::json {
namespace {

using ::testing::HasSubstr;

std::string ErrorOf(std::string_view text, const ParseLimits& limits = {}) {
  const Result<Value> value = Parse(text, limits);
  EXPECT_FALSE(value) << text;
  return value ? "" : value.error().message;
}

TEST(ParseTest, ReadsEveryTypeInOrder) {
  const std::string text =
      R"({"z":[1,-2,2.5,true,false,null],"a":{"s":"ä\n"},"big":18446744073709551615,"e":[{}]})";
  const Result<Value> value = Parse(text);
  ASSERT_TRUE(value) << value.error().message;
  EXPECT_EQ(value->dump(), text);
}

TEST(ParseTest, ReadsValuesThatAreNoContainers) {
  EXPECT_EQ(Parse("7").value(), Value(7));
  EXPECT_EQ(Parse(" \"x\" ").value(), Value("x"));
  EXPECT_EQ(Parse("null").value(), Value());
}

TEST(ParseTest, ErrorsTellWhereAndQuoteNothing) {
  EXPECT_EQ(ErrorOf(R"({"a":1}x)"), "it is not valid JSON in UTF-8 at byte 8");
  EXPECT_EQ(ErrorOf("secret"), "it is not valid JSON in UTF-8 at byte 1");
  EXPECT_EQ(ErrorOf(R"({"a":1e999})"), "it is not valid JSON in UTF-8 at byte 10");
}

TEST(ParseTest, TellsATextThatIsCutShort) {
  const std::string text = R"({"key":["value",12]})";
  for (size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(ErrorOf(text.substr(0, size)), "it ends before its JSON is complete") << size;
  }
}

TEST(ParseTest, RefusesWhatLenientParsersTake) {
  for (const char* text :
       {"[1,]", "{'a':1}", "[NaN]", "// c\n1", "[01]", "\"\t\"", "\"\\ud800\"", "\"\xff\"",
        "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\""}) {
    EXPECT_THAT(ErrorOf(text), HasSubstr("not valid JSON")) << text;
  }
}

TEST(ParseTest, RefusesAKeyThatComesTwice) {
  EXPECT_EQ(ErrorOf(R"({"a":1,"b":{"c":1,"c":2}})"), "an object in it has the same key twice");
  EXPECT_TRUE(Parse(R"({"a":{"a":1},"b":{"a":1}})"));
}

TEST(ParseTest, LimitsSizeAndDepth) {
  EXPECT_TRUE(Parse("[1]", {.bytes = 3}));
  EXPECT_EQ(ErrorOf("[12]", {.bytes = 3}), "it has 4 bytes, and JSON may have at most 3");
  EXPECT_TRUE(Parse(R"([{"a":[]}])", {.depth = 3}));
  EXPECT_EQ(ErrorOf(R"([{"a":[[]]}])", {.depth = 3}), "its JSON nests more than 3 levels deep");
  EXPECT_THAT(ErrorOf(std::string(1'000'000, '[')), HasSubstr("more than 64 levels"));
}

TEST(ParseAsTest, NamesTheTextInBothKindsOfError) {
  const auto decode = [](const Value& value) -> Result<int> {
    if (!value.is_number()) {
      return Fail(ErrorKind::kUsage, "it is no number");
    }
    return value.get<int>();
  };
  EXPECT_EQ(ParseAs("3", "x.json", decode).value(), 3);
  const auto malformed = ParseAs("[", "x.json", decode);
  EXPECT_EQ(malformed.error().kind, ErrorKind::kCorrupt);
  EXPECT_EQ(malformed.error().message, "reading x.json: it ends before its JSON is complete");
  const auto wrong = ParseAs("[]", "x.json", decode);
  EXPECT_EQ(wrong.error().kind, ErrorKind::kUsage);
  EXPECT_EQ(wrong.error().message, "reading x.json: it is no number");
}

}  // namespace
}  // namespace warploom::json

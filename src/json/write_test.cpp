#include "json/write.h"

#include <gtest/gtest.h>

namespace warploom::json {
namespace {

TEST(DumpTest, KeepsTheOrderOfKeys) {
  const Value value = {{"z", 1}, {"a", {1, 2}}, {"text", "\"ü\"\n"}};
  EXPECT_EQ(DumpLine(value).value(), R"({"z":1,"a":[1,2],"text":"\"ü\"\n"})");
  EXPECT_EQ(DumpLineLossy(value), DumpLine(value).value());
  EXPECT_EQ(DumpPretty(Value{{"z", 1}, {"a", 2}}).value(), "{\n  \"z\": 1,\n  \"a\": 2\n}\n");
}

TEST(DumpTest, TextThatIsNotUtf8IsAnErrorOrReplaced) {
  for (const char* text : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xe2\x82", "\xf4\x90\x80\x80"}) {
    const Value value = {{"text", text}};
    for (const auto& dumped : {DumpLine(value), DumpPretty(value)}) {
      ASSERT_FALSE(dumped);
      EXPECT_EQ(dumped.error().kind, ErrorKind::kInternal);
    }
    EXPECT_EQ(DumpLineLossy(value).find(text), std::string::npos);
  }
  EXPECT_EQ(DumpLineLossy(Value{{"reason", "a\xff"}}), "{\"reason\":\"a\xef\xbf\xbd\"}");
}

TEST(CountsTest, KeysAreTexts) {
  using Numbers = std::map<int, uint64_t>;
  using Words = std::map<std::string, uint64_t>;
  EXPECT_EQ(Counts(Numbers{{2, 5}, {10, 1}}).dump(), R"({"2":5,"10":1})");
  EXPECT_EQ(Counts(Words{{"b", 1}, {"a", 2}}).dump(), R"({"a":2,"b":1})");
  EXPECT_EQ(Counts(Words{}).dump(), "{}");
}

}  // namespace
}  // namespace warploom::json

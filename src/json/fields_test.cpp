#include "json/fields.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <vector>

namespace warploom::json {
namespace {

template <typename T>
std::string ErrorOf(const Result<T>& result) {
  EXPECT_FALSE(result);
  EXPECT_TRUE(result || result.error().kind == ErrorKind::kCorrupt);
  return result ? "" : result.error().message;
}

TEST(GetTest, ReadsEachType) {
  const Value object = {{"flag", true},
                        {"least", std::numeric_limits<int64_t>::min()},
                        {"most", std::numeric_limits<uint64_t>::max()},
                        {"half", 0.5},
                        {"text", "abc"},
                        {"words", {"a", "b"}},
                        {"numbers", {1, 2}},
                        {"counts", {{"x", 1}, {"y", 2}}}};
  EXPECT_TRUE(Get<bool>(object, "flag").value());
  EXPECT_EQ(Get<int64_t>(object, "least").value(), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(Get<uint64_t>(object, "most").value(), std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(Get<double>(object, "half").value(), 0.5);
  EXPECT_EQ(Get<std::string>(object, "text").value(), "abc");
  EXPECT_EQ(Get<std::vector<std::string>>(object, "words").value(),
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Get<std::vector<uint64_t>>(object, "numbers").value(), (std::vector<uint64_t>{1, 2}));
  using Counts = std::map<std::string, uint64_t>;
  EXPECT_EQ((Get<Counts>(object, "counts").value()), (Counts{{"x", 1}, {"y", 2}}));
}

TEST(GetTest, ErrorsNameTheKeyAndBothTypes) {
  const Value object = {{"text", "secret"}, {"words", {"a", 1}}, {"half", 0.5}, {"less", -1}};
  EXPECT_EQ(ErrorOf(Get<bool>(object, "none")), "the key \"none\" is missing");
  EXPECT_EQ(ErrorOf(Get<bool>(object, "text")),
            "the key \"text\" must be a boolean, but it is a string");
  EXPECT_EQ(ErrorOf(Get<std::vector<std::string>>(object, "words")),
            "the key \"words\" must be an array of strings, but it is one with other values");
  EXPECT_EQ(ErrorOf(Get<std::string>(object, "words")),
            "the key \"words\" must be a string, but it is an array");
  EXPECT_EQ(ErrorOf(Get<int64_t>(object, "half")),
            "the key \"half\" must be a 64-bit integer, but it is a floating-point number");
  EXPECT_EQ(ErrorOf(Get<uint64_t>(object, "less")),
            "the key \"less\" must be a non-negative 64-bit integer, but it is a negative integer");
  EXPECT_EQ(ErrorOf(Get<bool>(Value(3), "flag")),
            "an object with the key \"flag\" is expected, but the value is a non-negative integer");
}

TEST(GetTest, RefusesWhatTheTypeCannotHold) {
  const auto most = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(Get<int64_t>(Value{{"n", most}}, "n").value(), std::numeric_limits<int64_t>::max());
  EXPECT_FALSE(Get<int64_t>(Value{{"n", most + 1}}, "n"));
  EXPECT_FALSE(Get<uint64_t>(Value{{"n", 1.0}}, "n"));
}

TEST(GetOrTest, OnlyAMissingMemberTakesTheFallback) {
  const Value object = {{"n", 3}, {"text", "abc"}};
  EXPECT_EQ(GetOr<uint64_t>(object, "n", 7).value(), 3U);
  EXPECT_EQ(GetOr<uint64_t>(object, "none", 7).value(), 7U);
  EXPECT_FALSE(GetOr<uint64_t>(object, "text", 7));
  EXPECT_EQ(GetOr<std::string>(object, "none", "x").value(), "x");
}

TEST(GetContainerTest, GivesObjectsAndArrays) {
  const Value value = {{"inner", {{"n", 3}}}, {"list", {1, 2}}};
  EXPECT_EQ(Get<uint64_t>(**GetObject(value, "inner"), "n").value(), 3U);
  EXPECT_EQ(GetArray(value, "list").value().size(), 2U);
  EXPECT_EQ(ErrorOf(GetObject(value, "list")),
            "the key \"list\" must be an object, but it is an array");
  EXPECT_EQ(ErrorOf(GetArray(value, "inner")),
            "the key \"inner\" must be an array, but it is an object");
  EXPECT_EQ(ErrorOf(GetArray(value, "none")), "the key \"none\" is missing");
}

}  // namespace
}  // namespace warploom::json

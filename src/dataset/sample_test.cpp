#include "dataset/sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dataset/fake_samples.h"

namespace warploom::dataset {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> Names(const std::vector<std::string>& include) {
  std::vector<std::string> names;
  for (const Field& field : SampleFields(include)) {
    names.emplace_back(field.name);
  }
  return names;
}

TEST(SampleTest, ColumnsAreThoseOfTheDesignInItsOrder) {
  EXPECT_EQ(Names({}),
            (std::vector<std::string>{"id",           "entry_point",     "target",
                                      "category",     "features",        "python_code",
                                      "ir_forward",   "ir_preamble",     "launch",
                                      "difficulty",   "structural_hash", "masked_hash",
                                      "python_lines", "ir_lines",        "python_bytes",
                                      "ir_bytes",     "checks",          "cluster",
                                      "seed",         "index",           "attempt",
                                      "profile",      "warp_version",    "generator_version",
                                      "arch",         "license"}));
}

TEST(SampleTest, IncludeAddsColumns) {
  EXPECT_THAT(Names({"ptx", "backward"}), ::testing::IsSupersetOf({"ir_backward", "ptx"}));
  EXPECT_THAT(Names({"ptx", "backward"}), ::testing::Not(::testing::Contains("ir_module")));
}

TEST(SampleTest, DerivedFieldsFollowFromTheTexts) {
  Sample sample;
  sample.python_code = "a\nb\n";
  sample.ir_forward = "a\nb";
  SetDerivedFields(sample);
  EXPECT_EQ(sample.id, SampleId("a\nb\n"));
  EXPECT_EQ(sample.id.size(), 3U + 16U);
  EXPECT_EQ(sample.python_lines, 2);
  EXPECT_EQ(sample.ir_lines, 2);
  EXPECT_EQ(sample.python_bytes, 4);
  EXPECT_EQ(sample.ir_bytes, 3);
}

TEST(SampleTest, JsonGivesTheSampleBack) {
  Request request = FakeRequest(4);
  request.include = {"backward", "module", "ptx"};
  const std::vector<Field> fields = SampleFields(request.include);
  for (const Sample& sample : FakeChunk(0, request).samples) {
    EXPECT_EQ(SampleFromJson(ToJson(sample, fields), fields).value(), sample);
  }
}

TEST(SampleTest, ReadingNamesTheKeyThatIsWrong) {
  const std::vector<Field> fields = SampleFields({});
  json::Value json = ToJson(Sample(), fields);
  json["difficulty"] = "hard";
  EXPECT_THAT(SampleFromJson(json, fields).error().message, HasSubstr("\"difficulty\""));
  json.erase("difficulty");
  EXPECT_THAT(SampleFromJson(json, fields).error().message, HasSubstr("missing"));
  EXPECT_FALSE(SampleFromJson(json::Value(3), fields));
}

}  // namespace
}  // namespace warploom::dataset

#include "dataset/stats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dataset/card.h"
#include "dataset/fake_samples.h"

namespace warploom::dataset {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Sample Kernel(const std::string& name, int constant, const std::string& structure,
              const std::string& masked) {
  Sample sample;
  sample.entry_point = name;
  sample.python_code = "def " + name + "(x):\n    x[0] = " + std::to_string(constant) + "\n";
  sample.ir_forward =
      "void " + name + "_cpu_kernel_forward() { " + std::to_string(constant) + "; }";
  sample.structural_hash = structure;
  sample.masked_hash = masked;
  SetDerivedFields(sample);
  return sample;
}

TEST(StatsTest, CountsWhatIsStillDistinct) {
  TargetStats stats;
  const std::vector<Field> fields = SampleFields({});
  stats.Add(Kernel("first", 1, "s1", "m1"), fields);
  stats.Add(Kernel("second", 1, "s1", "m1"), fields);  // Differs by its name only.
  stats.Add(Kernel("third", 2, "s2", "m1"), fields);   // Differs by a constant as well.
  stats.Add(Kernel("third", 2, "s2", "m1"), fields);
  EXPECT_EQ(
      stats.distinct(),
      (DistinctCounts{.raw = 3, .kernel_renamed = 2, .alpha_renamed = 2, .constant_masked = 1}));
  EXPECT_EQ(stats.distinct_ir(), 2U);
}

TEST(StatsTest, PercentilesAreOfTheNearestRank) {
  TargetStats stats;
  for (int64_t lines = 1; lines <= 20; ++lines) {
    Sample sample;
    sample.python_lines = lines;
    stats.Add(sample, SampleFields({}));
  }
  const Spread spread = stats.SpreadOf("python_lines");
  EXPECT_EQ(spread.p10, 2);
  EXPECT_EQ(spread.p50, 10);
  EXPECT_EQ(spread.p90, 18);
  EXPECT_EQ(spread.max, 20);
}

TEST(CardTest, ListsTheColumnsThatAreThere) {
  Request request = FakeRequest(4);
  request.include = {"ptx"};
  Stats stats;
  stats.kernels = 1'234'567;
  for (const Sample& sample : FakeChunk(0, request).samples) {
    stats.targets[sample.target].Add(sample, SampleFields(request.include));
  }
  const std::string card = PrintCard(request, stats, {}, {FakeChunk(0, request).samples[0]});
  EXPECT_THAT(card, HasSubstr("- name: ptx\n    dtype: string\n"));
  EXPECT_THAT(card, HasSubstr("- name: features\n    list: string\n"));
  EXPECT_THAT(card, Not(HasSubstr("ir_module")));
  EXPECT_THAT(card, HasSubstr("- 1M<n<10M\n"));
  EXPECT_THAT(card, HasSubstr("1,234,567"));
  EXPECT_THAT(card, HasSubstr("warploom generate -n 4 --seed 7"));
}

TEST(CardTest, LoadsTheMostCompactFormatThereIs) {
  Request request = FakeRequest(4);
  request.targets = {"cuda"};
  Stats stats;
  const Sample sample = FakeChunk(0, request).samples[0];
  stats.targets["cuda"].Add(sample, SampleFields({}));
  const auto path = [&](std::vector<std::string> formats) {
    request.formats = std::move(formats);
    return PrintCard(request, stats, {}, {sample});
  };
  EXPECT_THAT(path({"json"}), HasSubstr("path: json/cuda/*/*.json\n"));
  EXPECT_THAT(path({"json", "jsonl"}), HasSubstr("path: jsonl/cuda-*.jsonl.zst\n"));
  EXPECT_THAT(path({"json", "parquet"}), HasSubstr("path: data/cuda/train-*.parquet\n"));
  EXPECT_THAT(path({"json"}), Not(HasSubstr("config_name: cpu")));
}

}  // namespace
}  // namespace warploom::dataset

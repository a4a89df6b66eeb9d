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
  stats.Add(Kernel("first", 1, "s1", "m1"), Split::kTrain, fields);
  stats.Add(Kernel("second", 1, "s1", "m1"), Split::kTrain, fields);  // Differs by its name only.
  stats.Add(Kernel("third", 2, "s2", "m1"), Split::kTrain,
            fields);  // Differs by a constant as well.
  stats.Add(Kernel("third", 2, "s2", "m1"), Split::kTrain, fields);
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
    stats.Add(sample, Split::kTrain, SampleFields({}));
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
    stats.targets[sample.target].Add(sample, Split::kTrain, SampleFields(request.include));
  }
  const std::string card = PrintCard(request, stats, {}, {FakeChunk(0, request).samples[0]});
  EXPECT_THAT(card, HasSubstr("- name: ptx\n    dtype: string\n"));
  EXPECT_THAT(card, HasSubstr("- name: features\n    list: string\n"));
  EXPECT_THAT(card, Not(HasSubstr("ir_module")));
  EXPECT_THAT(card, HasSubstr("- 1M<n<10M\n"));
  EXPECT_THAT(card, HasSubstr("1,234,567"));
  EXPECT_THAT(card, HasSubstr("warploom generate -n 4 --seed 7"));
}

Stats StatsOfARun(const Request& request) {
  Stats stats;
  const Chunk chunk = FakeChunk(0, request);
  for (const Sample& sample : chunk.samples) {
    stats.targets[sample.target].Add(sample, Split::kTrain, SampleFields({}));
  }
  for (const Proof& proof : chunk.proofs) {
    stats.Add(proof);
  }
  Reject reject;
  reject.stage = "run";
  reject.reason = "CRASH on cpu: round 'low': it dies: of SIGSEGV";
  stats.Add(reject);
  reject.stage = "compile";
  stats.Add(reject);
  return stats;
}

TEST(StatsTest, CountsTheVerdictsOfARun) {
  Request request = FakeRequest(4);
  request.check = "run";
  const json::Value value = ToJson(StatsOfARun(request));
  const json::Value& cpu = value["targets"]["cpu"];
  EXPECT_EQ(cpu["verdicts"]["cpu"]["PASS"], 3);
  EXPECT_EQ(cpu["verdicts"]["reference"]["UNSUPPORTED"], 2);
  EXPECT_EQ(cpu["unsupported"]["reference"]["the builtin tile_load"], 2);
  EXPECT_EQ(value["targets"]["cuda"]["verdicts"]["emulated"]["PASS"], 3);
  EXPECT_EQ(value["rejects_by_verdict"], (json::Value{{"CRASH on cpu", 1}}));
  EXPECT_EQ(value["io"]["rows"], 6);
  EXPECT_EQ(value["io"]["whole_rows"], 4);
}

TEST(StatsTest, WithoutARunThereAreNoVerdicts) {
  Stats stats;
  for (const Sample& sample : FakeChunk(0, FakeRequest(4)).samples) {
    stats.targets[sample.target].Add(sample, Split::kTrain, SampleFields({}));
  }
  const json::Value value = ToJson(stats);
  EXPECT_FALSE(value["targets"]["cpu"].contains("verdicts"));
  EXPECT_FALSE(value.contains("io"));
}

TEST(CardTest, ShowsTheVerdictsAndTheConfigOfARun) {
  Request request = FakeRequest(4);
  request.check = "run";
  const std::string card =
      PrintCard(request, StatsOfARun(request), {}, {FakeChunk(0, request).samples[0]});
  EXPECT_THAT(card, HasSubstr("path: data/io/train-*.parquet\n"));
  EXPECT_THAT(card, HasSubstr("- name: input\n    dtype: binary\n"));
  EXPECT_THAT(card, HasSubstr("| cpu | reference | 0 | 2 |\n"));
  EXPECT_THAT(card, HasSubstr("| CRASH on cpu | 1 |\n"));
}

TEST(CardTest, LoadsTheMostCompactFormatThereIs) {
  Request request = FakeRequest(4);
  request.targets = {"cuda"};
  Stats stats;
  const Sample sample = FakeChunk(0, request).samples[0];
  stats.targets["cuda"].Add(sample, Split::kTrain, SampleFields({}));
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

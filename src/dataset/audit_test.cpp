#include "dataset/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dataset/fake_samples.h"
#include "dataset/layout.h"
#include "dataset/reader.h"
#include "dataset/sample_sink.h"
#include "dataset/sample_source.h"
#include "dataset/split_plan.h"
#include "dataset/writer.h"
#include "os/fake_file_system.h"

namespace warploom::dataset {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Manifest Written(FileSystem& fs, const Request& request) {
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  for (uint64_t number = 0; !writer->HasEnough(); ++number) {
    EXPECT_TRUE(writer->AddChunk(FakeChunk(number, request)));
  }
  return writer->Finish().value();
}

Request ParquetRequest(uint64_t count) {
  Request request = FakeRequest(count);
  request.formats = {"parquet"};
  return request;
}

// Replaces the samples of the first target by changed ones, in all splits, with a manifest that
// knows the new files.
template <typename Change>
std::vector<std::string> ProblemsAfter(const Change& change) {
  FakeFileSystem fs;
  const Request request = ParquetRequest(1000);
  Manifest manifest = Written(fs, request);
  const std::string target = request.targets.front();
  std::map<Split, std::vector<Sample>> samples;
  const SampleSource source(fs, "out", manifest, target);
  for (const SampleSource::Shard& shard : source.shards()) {
    EXPECT_TRUE(source.ForEachIn(shard, [&](const Sample& sample) {
      samples[shard.file.split].push_back(sample);
      return true;
    }));
  }
  change(samples);
  RowsBySplit rows;
  for (const auto& [split, of_split] : samples) {
    rows[split] = of_split.size();
  }
  const auto sink = MakeParquetSink(fs, "out", request, target, rows);
  for (const auto& [split, of_split] : samples) {
    for (const Sample& sample : of_split) {
      EXPECT_TRUE(sink->Add(sample, split));
    }
  }
  std::erase_if(manifest.files,
                [&](const FileEntry& entry) { return entry.path.starts_with("data/" + target); });
  const std::vector<FileEntry> files = sink->Finish().value();
  manifest.files.insert(manifest.files.end(), files.begin(), files.end());
  return Audit(fs, "out", manifest).problems;
}

using Samples = std::map<Split, std::vector<Sample>>;

TEST(AuditTest, FindsNothingInASoundDataset) {
  FakeFileSystem fs;
  const Request request = FakeRequest(40);
  const AuditReport report = Audit(fs, "out", Written(fs, request));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.samples, 80U);
  EXPECT_GT(report.files, 4U);
  EXPECT_THAT(ProblemsAfter([](Samples&) {}), IsEmpty());
}

TEST(AuditTest, NamesFilesThatAreMissingOrChanged) {
  FakeFileSystem fs;
  const Manifest manifest = Written(fs, FakeRequest(40));
  ASSERT_TRUE(fs.Remove("out/stats.json"));
  ASSERT_TRUE(WriteFileAtomically(fs, "out/README.md", "another card"));
  const std::vector<std::string> problems = Audit(fs, "out", manifest).problems;
  EXPECT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems, Contains(HasSubstr("out/stats.json: it is missing")));
  EXPECT_THAT(problems, Contains(HasSubstr("out/README.md")));
}

TEST(AuditTest, NamesRowsWhoseFieldsAreNotThoseOfTheirTexts) {
  EXPECT_THAT(ProblemsAfter([](Samples& s) { s[Split::kTrain][3].python_code += "\n"; }),
              Contains(HasSubstr("train-00000-of-00001.parquet, row 3 (")));
  EXPECT_THAT(ProblemsAfter([](Samples& s) { s[Split::kTrain][0].ir_forward += "}"; }),
              Contains(HasSubstr("lines and bytes")));
  EXPECT_THAT(ProblemsAfter([](Samples& s) { s[Split::kTrain][0].target = "cuda"; }),
              Contains(HasSubstr("another target")));
}

TEST(AuditTest, FindsKernelsThatAreThereTwiceOrInAnotherOrder) {
  EXPECT_THAT(ProblemsAfter([](Samples& s) { s[Split::kTrain][5] = s[Split::kTrain][6]; }),
              Contains(HasSubstr("row 6 (")));
  EXPECT_THAT(
      ProblemsAfter([](Samples& s) { std::swap(s[Split::kTrain][5], s[Split::kTrain][6]); }),
      Contains(HasSubstr("cpu has another kernel here")));
  EXPECT_THAT(ProblemsAfter([](Samples& s) { s[Split::kTrain].pop_back(); }),
              Contains(HasSubstr("999 samples, but the manifest says 1000")));
}

TEST(AuditTest, FindsStructuresInTwoSplits) {
  const auto move_one = [](Samples& s) {
    s[Split::kTest].push_back(s[Split::kTrain].back());
    s[Split::kTrain].pop_back();
  };
  EXPECT_THAT(ProblemsAfter(move_one),
              Contains(HasSubstr("its cluster belongs to the split train")));
  const auto copy_structure = [](Samples& s) {
    ASSERT_GT(s.size(), 1U) << "all samples are in one split";
    s[Split::kTrain][0].masked_hash = s.rbegin()->second[0].masked_hash;
  };
  EXPECT_THAT(ProblemsAfter(copy_structure),
              Contains(HasSubstr("its masked_hash is in the split train, too")));
}

}  // namespace
}  // namespace warploom::dataset

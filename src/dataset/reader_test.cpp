#include "dataset/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dataset/fake_samples.h"
#include "dataset/layout.h"
#include "dataset/split_plan.h"
#include "dataset/writer.h"
#include "os/fake_file_system.h"

namespace warploom::dataset {
namespace {

using ::testing::HasSubstr;

Request WithFormats(std::vector<std::string> formats) {
  Request request = FakeRequest(40);
  request.formats = std::move(formats);
  request.include = {"backward", "ptx"};
  return request;
}

void Write(FileSystem& fs, const Request& request) {
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  for (uint64_t number = 0; !writer->HasEnough(); ++number) {
    ASSERT_TRUE(writer->AddChunk(FakeChunk(number, request)));
  }
  ASSERT_TRUE(writer->Finish());
}

// In index order, or one split after the other where the format divides them.
std::vector<Sample> Expected(const Request& request, const std::string& target) {
  std::vector<Sample> samples;
  SplitPlan plan(request);
  for (uint64_t number = 0; samples.size() < request.count; ++number) {
    for (const Sample& sample : FakeChunk(number, request).samples) {
      if (sample.target == target && samples.size() < request.count) {
        samples.push_back(sample);
        plan.Add(sample);
      }
    }
  }
  std::map<Split, std::vector<Sample>> by_split;
  for (size_t i = 0; i < samples.size(); ++i) {
    samples[i].cluster = plan.ClusterOf(i);
    by_split[request.formats.front() == "parquet" ? plan.SplitOf(i) : Split::kTrain].push_back(
        samples[i]);
  }
  samples.clear();
  for (const auto& [split, of_split] : by_split) {
    samples.insert(samples.end(), of_split.begin(), of_split.end());
  }
  return samples;
}

std::vector<Sample> ReadAll(const Dataset& dataset, const std::string& target) {
  std::vector<Sample> samples;
  const Status status = dataset.ForEachSample(target, [&](const Sample& sample) {
    samples.push_back(sample);
    return true;
  });
  EXPECT_TRUE(status) << status.error().message;
  return samples;
}

class ReaderFormatTest : public ::testing::TestWithParam<std::string> {};

TEST_P(ReaderFormatTest, GivesBackEverySampleInOrder) {
  FakeFileSystem fs;
  const Request request = WithFormats({GetParam()});
  Write(fs, request);
  const Dataset dataset = OpenDataset(fs, "out").value();
  EXPECT_EQ(dataset.manifest().kernels, 40U);
  for (const std::string& target : request.targets) {
    EXPECT_EQ(ReadAll(dataset, target), Expected(request, target));
  }
}

TEST_P(ReaderFormatTest, FindsByIdNameAndFirst) {
  FakeFileSystem fs;
  const Request request = WithFormats({GetParam()});
  Write(fs, request);
  const Dataset dataset = OpenDataset(fs, "out").value();
  const std::vector<Sample> cpu = Expected(request, "cpu"), cuda = Expected(request, "cuda");
  for (const size_t i : {size_t{0}, size_t{17}, size_t{39}}) {
    const std::vector<Sample> pair = {cpu[i], cuda[i]};
    EXPECT_EQ(dataset.Find(cpu[i].id).value(), pair);
    EXPECT_EQ(dataset.Find(cpu[i].entry_point).value(), pair);
  }
  EXPECT_EQ(dataset.Find("").value().front(), cpu.front());
  const auto missing = dataset.Find("kernel_x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(missing.error().message, HasSubstr("kernel_x"));
}

TEST_P(ReaderFormatTest, DamageIsAnErrorWithTheName) {
  const Request request = WithFormats({GetParam()});
  FakeFileSystem whole;
  Write(whole, request);
  std::string shard;
  const Dataset undamaged = OpenDataset(whole, "out").value();
  for (const FileEntry& entry : undamaged.manifest().files) {
    const auto file = ParseDataFile(entry.path);
    if (file && file->target == "cpu") {
      shard = Join("out", entry.path);
    }
  }
  if (shard.ends_with('/')) {
    shard += whole.List(shard).value().front();
  }
  const std::string bytes = whole.Read(shard).value();
  for (size_t kept = 0; kept < bytes.size(); kept += 1 + bytes.size() / 23) {
    ASSERT_TRUE(WriteFileAtomically(whole, shard, bytes.substr(0, kept)));
    const Dataset dataset = OpenDataset(whole, "out").value();
    const Status read = dataset.ForEachSample("cpu", [](const Sample&) { return true; });
    ASSERT_FALSE(read) << kept;
    EXPECT_EQ(read.error().kind, ErrorKind::kCorrupt);
    EXPECT_THAT(read.error().message, HasSubstr(shard));
    ASSERT_FALSE(dataset.VerifyFiles()) << kept;
  }
}

// A flipped bit may be invisible in what is read (a statistic, say), never to VerifyFiles; and it
// must never crash the reader.
TEST_P(ReaderFormatTest, FlippedBitsAreFoundByVerifyFiles) {
  FakeFileSystem fs;
  Write(fs, WithFormats({GetParam()}));
  const Dataset dataset = OpenDataset(fs, "out").value();
  EXPECT_TRUE(dataset.VerifyFiles());
  for (const FileEntry& entry : dataset.manifest().files) {
    std::string path = Join("out", entry.path);
    path += path.ends_with('/') ? fs.List(path).value().front() : "";
    const std::string bytes = fs.Read(path).value();
    for (size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 41) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
      ASSERT_TRUE(WriteFileAtomically(fs, path, damaged));
      EXPECT_FALSE(dataset.VerifyFiles()) << path << " at " << at;
      (void)dataset.ForEachSample("cpu", [](const Sample&) { return true; });
    }
    ASSERT_TRUE(WriteFileAtomically(fs, path, bytes));
  }
  EXPECT_TRUE(dataset.VerifyFiles());
}

INSTANTIATE_TEST_SUITE_P(Formats, ReaderFormatTest, ::testing::Values("parquet", "jsonl", "json"),
                         [](const auto& test) { return test.param; });

TEST(ReaderTest, MissingFilesAreFound) {
  FakeFileSystem fs;
  Write(fs, WithFormats({"json"}));
  const Dataset dataset = OpenDataset(fs, "out").value();
  const std::string folder = "out/json/cpu/000/";
  ASSERT_TRUE(fs.Remove(folder + fs.List(folder).value().front()));
  EXPECT_THAT(dataset.VerifyFiles().error().message, HasSubstr("39 files and should have 40"));
  EXPECT_FALSE(dataset.ForEachSample("cpu", [](const Sample&) { return true; }));
  ASSERT_TRUE(fs.RemoveAll(folder));
  EXPECT_THAT(dataset.VerifyFiles().error().message, HasSubstr("missing"));
}

TEST(ReaderTest, FoldersWithoutADatasetAreUsageErrors) {
  FakeFileSystem fs;
  EXPECT_THAT(OpenDataset(fs, "nowhere").error().message, HasSubstr("there is none"));
  ASSERT_TRUE(DatasetWriter::Open(fs, "out", FakeRequest(3)));
  EXPECT_THAT(OpenDataset(fs, "out").error().message, HasSubstr("not finished"));
  ASSERT_TRUE(fs.MakeDirectories("bad"));
  ASSERT_TRUE(WriteFileAtomically(fs, "bad/manifest.json", "{\"format_version\":2,\"totals\":3}"));
  EXPECT_EQ(OpenDataset(fs, "bad").error().kind, ErrorKind::kCorrupt);
  ASSERT_TRUE(WriteFileAtomically(fs, "bad/manifest.json", "{\"format_version\":1}"));
  EXPECT_THAT(OpenDataset(fs, "bad").error().message, HasSubstr("format 1"));
}

TEST(ReaderTest, UnknownTargetsAreUsageErrors) {
  FakeFileSystem fs;
  Request request = FakeRequest(3);
  request.targets = {"cpu"};
  Write(fs, request);
  const Dataset dataset = OpenDataset(fs, "out").value();
  const Status status = dataset.ForEachSample("cuda", [](const Sample&) { return true; });
  EXPECT_EQ(status.error().kind, ErrorKind::kUsage);
  EXPECT_EQ(dataset.Find("").value().size(), 1U);
}

}  // namespace
}  // namespace warploom::dataset

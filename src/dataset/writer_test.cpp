#include "dataset/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "dataset/fake_samples.h"
#include "dataset/layout.h"
#include "dataset/reader.h"
#include "os/fake_file_system.h"

namespace warploom::dataset {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Files = std::map<std::string, std::string>;

// Every file under the folder, with its bytes.
void CollectFiles(FileSystem& fs, const std::string& folder, Files& files) {
  const std::vector<std::string> names = fs.List(folder).value();
  for (const std::string& name : names) {
    const std::string path = Join(folder, name);
    if (fs.IsDirectory(path)) {
      CollectFiles(fs, path, files);
    } else {
      files[path] = fs.Read(path).value();
    }
  }
}

Files AllFiles(FileSystem& fs, const std::string& folder = "out") {
  Files files;
  CollectFiles(fs, folder, files);
  return files;
}

// What the pipeline does: opens the folder, adds the missing chunks, finishes.
Status Generate(FileSystem& fs, const Request& request) {
  WARPLOOM_ASSIGN_OR_RETURN(const auto writer, DatasetWriter::Open(fs, "out", request));
  while (!writer->finished() && !writer->HasEnough()) {
    WARPLOOM_TRY(writer->AddChunk(FakeChunk(writer->first_missing_chunk(), request)));
  }
  WARPLOOM_TRY(writer->Finish());
  return {};
}

Files Undisturbed(const Request& request) {
  FakeFileSystem fs;
  EXPECT_TRUE(Generate(fs, request));
  return AllFiles(fs);
}

Files GenerateInOrder(FileSystem& fs, const std::vector<uint64_t>& order, const Request& request) {
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  for (const uint64_t number : order) {
    EXPECT_TRUE(writer->AddChunk(FakeChunk(number, request)));
  }
  EXPECT_TRUE(writer->Finish());
  return AllFiles(fs);
}

TEST(WriterTest, WritesTheFilesOfTheDesign) {
  const Files files = Undisturbed(FakeRequest(6));
  for (const char* name :
       {"README.md", "manifest.json", "stats.json", "rejected.jsonl",
        "data/cpu/train-00000-of-00001.parquet", "data/cuda/train-00000-of-00001.parquet",
        "jsonl/cpu-00000.jsonl.zst", "jsonl/cuda-00000.jsonl.zst"}) {
    EXPECT_TRUE(files.contains(std::string("out/") + name)) << name;
  }
  EXPECT_EQ(files.size(), 8U + 2U * 6U);  // The work folder is gone.
}

TEST(WriterTest, TheOrderOfArrivalChangesNoByte) {
  const Request request = FakeRequest(12);
  ASSERT_EQ(FakeChunksNeeded(request), 4U);
  FakeFileSystem fs;
  EXPECT_EQ(GenerateInOrder(fs, {3, 1, 0, 2}, request), Undisturbed(request));
}

TEST(WriterTest, ChunksBeyondTheLastThatIsNeededChangeNoByte) {
  const Request request = FakeRequest(10);
  FakeFileSystem fs;
  EXPECT_EQ(GenerateInOrder(fs, {0, 5, 1, 2, 4, 3}, request), Undisturbed(request));
}

TEST(WriterTest, AChunkAddedAgainReplacesTheFirst) {
  const Request request = FakeRequest(6);
  FakeFileSystem fs;
  EXPECT_EQ(GenerateInOrder(fs, {0, 0, 1}, request), Undisturbed(request));
}

TEST(WriterTest, RejectsBehindTheLastKernelAreLeftOut) {
  FakeFileSystem fs;
  const Request request = FakeRequest(3);  // Draws 0, 1, 2; draw 3 of the same chunk is refused.
  ASSERT_TRUE(Generate(fs, request));
  EXPECT_FALSE(fs.Exists("out/rejected.jsonl"));
  FakeFileSystem four;
  ASSERT_TRUE(Generate(four, FakeRequest(4)));
  EXPECT_THAT(four.Read("out/rejected.jsonl").value(), HasSubstr("\"index\":3"));
}

Request RunRequest(uint64_t count) {
  Request request = FakeRequest(count);
  request.check = "run";
  return request;
}

TEST(WriterTest, ARunAddsInputsAndOutputs) {
  FakeFileSystem fs;
  ASSERT_TRUE(Generate(fs, RunRequest(6)));
  const Manifest manifest = OpenDataset(fs, "out").value().manifest();
  const auto io =
      std::ranges::find(manifest.files, "data/io/train-00000-of-00001.parquet", &FileEntry::path);
  ASSERT_NE(io, manifest.files.end());
  EXPECT_EQ(io->rows, 2U * 6U);
  EXPECT_TRUE(OpenDataset(fs, "out").value().VerifyFiles());
  EXPECT_THAT(fs.Read("out/stats.json").value(), HasSubstr("\"the builtin tile_load\": 4"));
}

TEST(WriterTest, TheOrderOfArrivalChangesNoByteOfARun) {
  const Request request = RunRequest(12);
  FakeFileSystem fs;
  EXPECT_EQ(GenerateInOrder(fs, {3, 1, 0, 2}, request), Undisturbed(request));
}

TEST(WriterTest, AChunkOfARunNeedsAProofForEachKernel) {
  const Request request = RunRequest(6);
  FakeFileSystem fs;
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  Chunk lacking = FakeChunk(0, request);
  lacking.proofs.pop_back();
  EXPECT_THAT(writer->AddChunk(lacking).error().message, HasSubstr("2 proofs"));
  Chunk swapped = FakeChunk(0, request);
  std::swap(swapped.proofs[0], swapped.proofs[1]);
  EXPECT_THAT(writer->AddChunk(swapped).error().message, HasSubstr("is not of kernel"));
}

TEST(WriterTest, GoesOnWhereItWasLeft) {
  FakeFileSystem fs;
  const Request request = FakeRequest(10);
  {
    const auto writer = DatasetWriter::Open(fs, "out", request).value();
    ASSERT_TRUE(writer->AddChunk(FakeChunk(2, request)));
    ASSERT_TRUE(writer->AddChunk(FakeChunk(0, request)));
  }
  {
    const auto writer = DatasetWriter::Open(fs, "out", request).value();
    EXPECT_THAT(writer->notes(), IsEmpty());
    EXPECT_EQ(writer->first_missing_chunk(), 1U);
    EXPECT_EQ(writer->kernels_ready(), 3U);
    EXPECT_EQ(writer->completed_chunks().at(2).accepted, 3U);
    EXPECT_THAT(writer->completed_chunks().at(0).rejected_indices, ::testing::ElementsAre(3));
  }
  ASSERT_TRUE(Generate(fs, request));
  EXPECT_EQ(AllFiles(fs), Undisturbed(request));
}

TEST(WriterTest, AFinishedDatasetIsLeftAlone) {
  FakeFileSystem fs;
  const Request request = FakeRequest(4);
  ASSERT_TRUE(Generate(fs, request));
  const uint64_t operations = fs.operations();
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  EXPECT_TRUE(writer->finished());
  EXPECT_EQ(writer->manifest().kernels, 4U);
  EXPECT_EQ(writer->Finish().value().samples, 8U);
  EXPECT_EQ(fs.operations(), operations);  // Nothing was written.
}

TEST(WriterTest, AnotherRequestIsRefusedWithTheOption) {
  FakeFileSystem fs;
  const Request request = FakeRequest(4);
  Request other = request;
  other.seed = 8;
  ASSERT_TRUE(DatasetWriter::Open(fs, "out", request));  // Started but not finished.
  auto refused = DatasetWriter::Open(fs, "out", other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(refused.error().message, HasSubstr("--seed is 7 there and 8 here"));
  EXPECT_THAT(refused.error().message, HasSubstr("choose another folder"));
  ASSERT_TRUE(Generate(fs, request));  // Finished.
  refused = DatasetWriter::Open(fs, "out", other);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("--seed is 7 there and 8 here"));
}

TEST(WriterTest, TwoRunsOnOneFolderAreRefused) {
  FakeFileSystem fs;
  const auto writer = DatasetWriter::Open(fs, "out", FakeRequest(4)).value();
  const auto second = DatasetWriter::Open(fs, "out", FakeRequest(4));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kInUse);
  EXPECT_THAT(second.error().message, HasSubstr("another warploom is writing there"));
}

TEST(WriterTest, AFolderWithOtherThingsIsRefused) {
  FakeFileSystem fs;
  ASSERT_TRUE(fs.MakeDirectories("out/photos"));
  const auto refused = DatasetWriter::Open(fs, "out", FakeRequest(4));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(refused.error().message, HasSubstr("photos"));
  ASSERT_TRUE(WriteFileAtomically(fs, "file", ""));
  EXPECT_FALSE(DatasetWriter::Open(fs, "file", FakeRequest(4)));
  ASSERT_TRUE(fs.MakeDirectories("other"));
  ASSERT_TRUE(WriteFileAtomically(fs, "other/manifest.json", "{}"));
  EXPECT_FALSE(DatasetWriter::Open(fs, "other", FakeRequest(4)));
}

TEST(WriterTest, DamagedChunksAreDoneAgain) {
  const Request request = FakeRequest(10);
  const Files expected = Undisturbed(request);
  for (const char* damage : {"flip", "cut", "remove", "journal"}) {
    FakeFileSystem fs;
    {
      const auto writer = DatasetWriter::Open(fs, "out", request).value();
      ASSERT_TRUE(writer->AddChunk(FakeChunk(0, request)));
      ASSERT_TRUE(writer->AddChunk(FakeChunk(1, request)));
    }
    const bool in_journal = std::string_view(damage) == "journal";
    const std::string path = Join("out", in_journal ? std::string(kJournalName) : ChunkName(1));
    std::string bytes = fs.Read(path).value();
    if (std::string_view(damage) == "flip") {
      bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    } else {
      bytes.resize(bytes.size() - 9);
    }
    if (std::string_view(damage) == "remove") {
      ASSERT_TRUE(fs.Remove(path));
    } else {
      ASSERT_TRUE(WriteFileAtomically(fs, path, bytes));
    }
    {
      const auto writer = DatasetWriter::Open(fs, "out", request).value();
      EXPECT_THAT(writer->notes(), SizeIs(1)) << damage;
      EXPECT_THAT(writer->completed_chunks(), SizeIs(1)) << damage;
    }
    {
      const auto writer = DatasetWriter::Open(fs, "out", request).value();
      EXPECT_THAT(writer->notes(), IsEmpty()) << damage;  // The journal was repaired.
    }
    ASSERT_TRUE(Generate(fs, request));
    EXPECT_EQ(AllFiles(fs), expected) << damage;
  }
}

TEST(WriterTest, WrongChunksAreRefused) {
  FakeFileSystem fs;
  const Request request = FakeRequest(4);
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  const auto refused = [&](auto change) {
    Chunk chunk = FakeChunk(0, request);
    change(chunk);
    return !writer->AddChunk(chunk).has_value();
  };
  EXPECT_TRUE(refused([](Chunk& c) { c.number = 1; }));
  EXPECT_TRUE(refused([](Chunk& c) { c.rejects.clear(); }));
  EXPECT_TRUE(refused([](Chunk& c) { c.samples.pop_back(); }));
  EXPECT_TRUE(refused([](Chunk& c) { std::swap(c.samples[0], c.samples[1]); }));
  EXPECT_TRUE(refused([](Chunk& c) { c.samples[1].python_code += " "; }));
  EXPECT_TRUE(refused([](Chunk& c) { c.rejects.push_back(c.rejects.back()); }));
  EXPECT_TRUE(refused([](Chunk& c) { c.samples[0].ir_forward = "\xff"; }));
  EXPECT_TRUE(writer->AddChunk(FakeChunk(0, request)));
}

TEST(WriterTest, FinishingTooEarlyIsAnError) {
  FakeFileSystem fs;
  const Request request = FakeRequest(10);
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  ASSERT_TRUE(writer->AddChunk(FakeChunk(1, request)));
  const auto finished = writer->Finish();
  ASSERT_FALSE(finished);
  EXPECT_THAT(finished.error().message, HasSubstr("only 0 of 10"));
}

TEST(WriterTest, ProgressCanStopFinishing) {
  FakeFileSystem fs;
  const Request request = FakeRequest(10);
  {
    const auto writer = DatasetWriter::Open(fs, "out", request).value();
    for (uint64_t number = 0; number < FakeChunksNeeded(request); ++number) {
      ASSERT_TRUE(writer->AddChunk(FakeChunk(number, request)));
    }
    const auto stopped = writer->Finish([](uint64_t kernels) { return kernels < 6; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::kInterrupted);
  }
  ASSERT_TRUE(Generate(fs, request));
  EXPECT_EQ(AllFiles(fs), Undisturbed(request));
}

TEST(WriterTest, AFullDiskIsAnErrorAndThenGoesOn) {
  const Request request = FakeRequest(6);
  const Files expected = Undisturbed(request);
  for (uint64_t capacity = 0; capacity < 100'000; capacity += 977) {
    FakeFileSystem fs;
    fs.SetCapacity(capacity);
    const Status status = Generate(fs, request);
    if (!status) {
      EXPECT_THAT(status.error().message, HasSubstr("the disk is full"));
    }
    fs.SetCapacity(1U << 30U);
    ASSERT_TRUE(Generate(fs, request)) << capacity;
    EXPECT_EQ(AllFiles(fs), expected) << capacity;
  }
}

// A crash at every single operation: running the same command again must give the same bytes,
// whatever the disk kept.
class WriterCrashTest : public ::testing::TestWithParam<CrashMode> {};

TEST_P(WriterCrashTest, ACrashAnywhereIsHealedByRunningAgain) {
  const Request request = FakeRequest(6);
  const Files expected = Undisturbed(request);
  bool whole = false;
  uint64_t crashes = 0;
  for (uint64_t step = 0; !whole; ++step, ++crashes) {
    FakeFileSystem fs;
    fs.FailOperation(step, /*and_after=*/true);
    Status status = Generate(fs, request);
    whole = status && fs.operations() <= step;
    fs.Crash(GetParam());
    if (fs.Exists("out/manifest.json")) {
      // Once there is a manifest, the dataset is complete.
      EXPECT_TRUE(OpenDataset(fs, "out").value().VerifyFiles()) << step;
    }
    status = Generate(fs, request);
    ASSERT_TRUE(status) << step << ": " << status.error().message;
    ASSERT_EQ(AllFiles(fs), expected) << step;
  }
  EXPECT_GT(crashes, 100U);
}

// One operation fails, such as a transient disk error, and the same process tries again.
TEST_P(WriterCrashTest, OneFailureAnywhereIsHealedByRunningAgain) {
  const Request request = FakeRequest(4);
  const Files expected = Undisturbed(request);
  uint64_t operations = 0;
  for (uint64_t step = 0; step <= operations; ++step) {
    FakeFileSystem fs;
    fs.FailOperation(step);
    (void)Generate(fs, request);
    operations = std::max(operations, fs.operations());
    ASSERT_TRUE(Generate(fs, request)) << step;
    ASSERT_EQ(AllFiles(fs), expected) << step;
  }
}

INSTANTIATE_TEST_SUITE_P(AllModes, WriterCrashTest,
                         ::testing::Values(CrashMode::kLoseUnsynced, CrashMode::kKeepNames));

}  // namespace
}  // namespace warploom::dataset

#include "pipeline/generate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "dataset/reader.h"
#include "oracle/fake_pool.h"
#include "os/clock.h"
#include "os/fake_clock.h"
#include "os/fake_file_system.h"
#include "os/stop_signal.h"
#include "pipeline/fake_reporter.h"
#include "synth/profile/profile.h"

namespace warploom::pipeline {
namespace {

using Files = std::map<std::string, std::string>;

constexpr uint64_t kCount = 24;

dataset::Request TestRequest() {
  dataset::Request request;
  request.seed = 7;
  request.count = kCount;
  request.formats = {"json", "jsonl"};
  request.warp_version = "1.19.0";
  request.generator_version = "0.0.0";
  request.arch = "sm_90";
  return request;
}

const synth::profile::Profile& TestProfile() {
  static const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  return profile;
}

Result<GenerateResult> RunGenerate(FileSystem& fs, const oracle::FakePoolOptions& options = {},
                                   const dataset::Request& request = TestRequest()) {
  FakeClock clock;
  FakeReporter reporter;
  oracle::FakePool pool(options);
  return Generate({.fs = fs,
                   .clock = clock,
                   .builtins = lang::PinnedBuiltins(),
                   .draw = DrawBy(TestProfile(), lang::PinnedBuiltins(), request.seed),
                   .pool = pool,
                   .reporter = reporter},
                  "out", request);
}

void Collect(FileSystem& fs, const std::string& folder, Files& files) {
  const std::vector<std::string> names = *fs.List(folder);
  for (const std::string& name : names) {
    const std::string path = fmt::format("{}/{}", folder, name);
    if (fs.IsDirectory(path)) {
      Collect(fs, path, files);
    } else {
      files[path] = *fs.Read(path);
    }
  }
}

Files FilesOf(FileSystem& fs) {
  Files files;
  Collect(fs, "out", files);
  return files;
}

// Refuses about a third of the kernels; deterministic, because it looks at the source.
oracle::FakePoolOptions Picky() {
  oracle::FakePoolOptions options;
  options.refuse_marker = "range(";
  return options;
}

const Files& UndisturbedFiles() {
  static const Files files = [] {
    FakeFileSystem fs;
    EXPECT_TRUE(RunGenerate(fs, Picky()));
    return FilesOf(fs);
  }();
  return files;
}

TEST(Generate, MakesExactlyTheKernelsAskedFor) {
  FakeFileSystem fs;
  const auto result = RunGenerate(fs);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->manifest.kernels, kCount);
  EXPECT_EQ(result->manifest.samples, 2 * kCount);
  EXPECT_EQ(result->manifest.rejected, 0U);
  EXPECT_EQ(result->manifest.distinct.alpha_renamed, kCount);
  EXPECT_FALSE(fs.Exists("out/.warploom"));
}

TEST(Generate, EverySampleIsWhole) {
  FakeFileSystem fs;
  ASSERT_TRUE(RunGenerate(fs));
  const auto dataset = dataset::OpenDataset(fs, "out");
  ASSERT_TRUE(dataset);
  uint64_t seen = 0;
  const auto visit = [&](const dataset::Sample& sample) {
    EXPECT_EQ(sample.id, dataset::SampleId(sample.python_code));
    EXPECT_EQ(sample.target, "cuda");
    EXPECT_NE(sample.ir_forward.find(sample.entry_point + "_cuda"), std::string::npos);
    EXPECT_FALSE(sample.category.empty() || sample.features.empty() || sample.launch.empty());
    EXPECT_GE(sample.difficulty, 1);
    EXPECT_LE(sample.difficulty, 5);
    EXPECT_EQ(sample.structural_hash.size(), 16U);
    EXPECT_EQ(sample.masked_hash.size(), 16U);
    EXPECT_EQ(sample.checks, (std::vector<std::string>{"codegen", "compile"}));
    EXPECT_EQ(sample.seed, 7);
    EXPECT_EQ(sample.index, static_cast<int64_t>(seen));
    EXPECT_EQ(sample.profile, "default");
    EXPECT_EQ(sample.arch, "sm_90");
    ++seen;
    return true;
  };
  ASSERT_TRUE(dataset->ForEachSample("cuda", visit));
  EXPECT_EQ(seen, kCount);
}

TEST(Generate, OrderAndNumberOfBatchesInFlightChangeNoByte) {
  for (const uint64_t shuffle : {0U, 1U, 2U, 3U}) {
    for (const size_t capacity : {1U, 2U, 16U}) {
      FakeFileSystem fs;
      oracle::FakePoolOptions options = Picky();
      options.shuffle_seed = shuffle;
      options.capacity = capacity;
      ASSERT_TRUE(RunGenerate(fs, options));
      EXPECT_EQ(FilesOf(fs), UndisturbedFiles()) << shuffle << " " << capacity;
    }
  }
}

TEST(Generate, RefusedKernelsAreKeptAndReplacedInIndexOrder) {
  FakeFileSystem fs;
  const auto result = RunGenerate(fs, Picky());
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_GT(result->manifest.rejected, 0U);
  EXPECT_EQ(result->manifest.kernels, kCount);
  EXPECT_EQ(result->manifest.rejects_by_stage.at("codegen"), result->manifest.rejected);
  std::vector<int64_t> accepted;
  ASSERT_TRUE(dataset::OpenDataset(fs, "out")->ForEachSample("cpu", [&](const auto& sample) {
    accepted.push_back(sample.index);
    return true;
  }));
  // Accepted and rejected indices together are 0, 1, 2, ... up to the last accepted one.
  EXPECT_TRUE(std::ranges::is_sorted(accepted));
  EXPECT_EQ(static_cast<uint64_t>(accepted.back()) + 1, kCount + result->manifest.rejected);
  const std::string rejects = *fs.Read("out/rejected.jsonl");
  EXPECT_EQ(static_cast<uint64_t>(std::ranges::count(rejects, '\n')), result->manifest.rejected);
}

TEST(Generate, StoppedAfterAnyBatchItGoesOnToTheSameBytes) {
  for (uint64_t batches = 0;; ++batches) {
    FakeFileSystem fs;
    oracle::FakePoolOptions stopping = Picky();
    stopping.fail_after_batches = batches;
    stopping.shuffle_seed = batches;
    const auto stopped = RunGenerate(fs, stopping);
    if (stopped) {  // The whole run has no more batches; how many depends on what is drawn.
      EXPECT_GE(batches, 6U);
      break;
    }
    EXPECT_EQ(stopped.error().kind, ErrorKind::kInterrupted);
    const auto result = RunGenerate(fs, Picky());
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(FilesOf(fs), UndisturbedFiles()) << batches;
  }
}

dataset::Request RunChecked() {
  dataset::Request request = TestRequest();
  request.check = "run";
  return request;
}

// As Picky, but kernels are run, and what a pool refuses crashed on cpu.
oracle::FakePoolOptions PickyRunner() {
  oracle::FakePoolOptions options = Picky();
  options.build.run = options.build.io = true;
  options.refuse_stage = "run";
  options.refuse_outcomes = {{"cpu", "CRASH", "why"}};
  return options;
}

TEST(Generate, ARunThatIsStoppedGoesOnToTheSameProofs) {
  FakeFileSystem undisturbed;
  ASSERT_TRUE(RunGenerate(undisturbed, PickyRunner(), RunChecked()));
  const Files expected = FilesOf(undisturbed);
  EXPECT_TRUE(expected.contains("out/data/io/train-00000-of-00001.parquet"));
  for (const uint64_t batches : {0U, 3U, 6U}) {
    FakeFileSystem fs;
    oracle::FakePoolOptions stopping = PickyRunner();
    stopping.fail_after_batches = batches;
    stopping.shuffle_seed = batches + 1;
    ASSERT_FALSE(RunGenerate(fs, stopping, RunChecked()));
    ASSERT_TRUE(RunGenerate(fs, PickyRunner(), RunChecked()));
    EXPECT_EQ(FilesOf(fs), expected) << batches;
  }
}

TEST(Generate, ChecksAndStatisticsTellWhatARunPassed) {
  FakeFileSystem fs;
  ASSERT_TRUE(RunGenerate(fs, PickyRunner(), RunChecked()));
  const auto dataset = dataset::OpenDataset(fs, "out");
  uint64_t references = 0;
  for (const auto& [target, run] :
       std::map<std::string, std::string>{{"cpu", "run-cpu"}, {"cuda", "run-emulated"}}) {
    ASSERT_TRUE(dataset->ForEachSample(target, [&](const dataset::Sample& sample) {
      EXPECT_EQ(sample.checks.at(2), run);
      references += sample.target == "cpu" && sample.checks.back() == "run-reference" ? 1 : 0;
      return true;
    }));
  }
  const std::string stats = *fs.Read("out/stats.json");
  EXPECT_GT(references, kCount / 2);
  EXPECT_NE(stats.find(fmt::format("\"PASS\": {}", references)), std::string::npos);
}

TEST(Generate, ChecksAndStatisticsTellOfBackwardPasses) {
  FakeFileSystem fs;
  dataset::Request request = RunChecked();
  request.include = {"backward"};
  oracle::FakePoolOptions runner = PickyRunner();
  runner.build.include = request.include;
  ASSERT_TRUE(RunGenerate(fs, runner, request));
  const auto dataset = dataset::OpenDataset(fs, "out");
  for (const std::string target : {"cpu", "cuda"}) {
    ASSERT_TRUE(dataset->ForEachSample(target, [&](const dataset::Sample& sample) {
      EXPECT_EQ(sample.checks.back() == "run-gradient", target == "cpu");
      return true;
    }));
  }
  const std::string stats = *fs.Read("out/stats.json");
  EXPECT_NE(stats.find("\"a kink\": "), std::string::npos);
  EXPECT_NE(stats.find("\"emulated-gradient\": {"), std::string::npos);
}

// The number of operations that change the disk in a whole run.
uint64_t OperationsOfRun() {
  FakeFileSystem fs;
  EXPECT_TRUE(RunGenerate(fs, Picky()));
  return fs.operations();
}

TEST(Generate, ACrashAtAnyPointCostsNothingButTime) {
  const uint64_t operations = OperationsOfRun();
  const uint64_t step = std::max<uint64_t>(1, operations / 60);
  for (const CrashMode mode : {CrashMode::kLoseUnsynced, CrashMode::kKeepNames}) {
    for (uint64_t at = 0; at < operations; at += step) {
      FakeFileSystem fs;
      fs.FailOperation(at, /*and_after=*/true);
      (void)RunGenerate(fs, Picky());
      fs.Crash(mode);
      fs.FailNothing();
      oracle::FakePoolOptions options = Picky();
      options.shuffle_seed = at + 1;
      const auto result = RunGenerate(fs, options);
      ASSERT_TRUE(result) << at << ": " << result.error().message;
      ASSERT_EQ(FilesOf(fs), UndisturbedFiles()) << at;
    }
  }
}

TEST(Generate, AFullDiskIsAnErrorAndFreeSpaceContinues) {
  FakeFileSystem fs;
  fs.SetCapacity(20'000);
  const auto full = RunGenerate(fs, Picky());
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().kind, ErrorKind::kIo);
  fs.SetCapacity(1'000'000'000);
  ASSERT_TRUE(RunGenerate(fs, Picky()));
  EXPECT_EQ(FilesOf(fs), UndisturbedFiles());
}

TEST(Generate, AFinishedDatasetIsLeftAlone) {
  FakeFileSystem fs;
  ASSERT_TRUE(RunGenerate(fs));
  const uint64_t operations = fs.operations();
  oracle::FakePoolOptions useless;
  useless.fail_after_batches = 0;
  const auto result = RunGenerate(fs, useless);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_TRUE(result->was_finished);
  EXPECT_EQ(result->manifest.kernels, kCount);
  EXPECT_EQ(fs.operations(), operations);
}

TEST(Generate, AnotherRequestOnTheSameFolderIsRefused) {
  FakeFileSystem fs;
  ASSERT_TRUE(RunGenerate(fs));
  dataset::Request other = TestRequest();
  other.seed = 8;
  const auto result = RunGenerate(fs, {}, other);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kUsage);
  EXPECT_NE(result.error().message.find("--seed"), std::string::npos);
}

TEST(Generate, WhenWarpRefusesMostKernelsItEndsWithTheSameWords) {
  std::string first;
  for (const uint64_t shuffle : {0U, 1U, 2U}) {
    FakeFileSystem fs;
    oracle::FakePoolOptions options;
    options.refuse_marker = "import warp";
    options.shuffle_seed = shuffle;
    const auto result = RunGenerate(fs, options);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::kWorker);
    first = first.empty() ? result.error().message : first;
    EXPECT_EQ(result.error().message, first);
  }
}

TEST(Generate, AStopWhileDrawingStoredKernelsEndsTheRun) {
  FakeFileSystem fs;
  oracle::FakePoolOptions stopping;
  stopping.fail_after_batches = 3;
  ASSERT_FALSE(RunGenerate(fs, stopping));
  StopSignal::Request();
  const auto result = RunGenerate(fs);
  StopSignal::Clear();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kInterrupted);
}

}  // namespace
}  // namespace warploom::pipeline

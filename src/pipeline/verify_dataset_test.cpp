#include "pipeline/verify_dataset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "dataset/layout.h"
#include "oracle/fake_pool.h"
#include "os/fake_clock.h"
#include "os/fake_file_system.h"
#include "pipeline/fake_reporter.h"
#include "pipeline/generate.h"
#include "pipeline/import_verdicts.h"
#include "verify/record_file.h"

namespace warploom::pipeline {
namespace {

using verify::Record;

constexpr uint64_t kKernels = 10;

dataset::Request SmallRequest() {
  const auto profile = synth::profile::LoadProfile("default");
  dataset::Request request;
  request.seed = 3;
  request.count = kKernels;
  request.profile_toml = DumpProfile(*profile);
  request.formats = {"json"};
  request.warp_version = "1.19.0";
  request.generator_version = "0.0.0";
  request.arch = "sm_90";
  return request;
}

void MakeDataset(FileSystem& fs) {
  FakeClock clock;
  FakeReporter reporter;
  oracle::FakePool pool;
  const auto profile = synth::profile::LoadProfile("default");
  const auto made = Generate({.fs = fs,
                              .clock = clock,
                              .builtins = lang::PinnedBuiltins(),
                              .draw = DrawBy(*profile, lang::PinnedBuiltins(), 3),
                              .pool = pool,
                              .reporter = reporter},
                             "out", SmallRequest());
  ASSERT_TRUE(made) << made.error().message;
}

Result<VerifyResult> Verify(FileSystem& fs, VerifyPlan plan = {},
                            oracle::FakePoolOptions options = {}) {
  const auto dataset = dataset::OpenDataset(fs, "out");
  plan.checks = *verify::ChecksOf({}, {.targets = {"cpu", "cuda"}});
  options.build = BuildOptionsOf(plan, dataset->manifest().request);
  oracle::FakePool pool(options);
  FakeReporter reporter;
  return VerifyDataset({.builtins = lang::PinnedBuiltins(), .pool = pool, .reporter = reporter},
                       *dataset, plan);
}

std::vector<std::string> FilesFor(FileSystem& fs, const std::string& target) {
  std::vector<std::string> paths;
  const std::string folder = "out/json/" + target + "/000";
  const std::vector<std::string> names = *fs.List(folder);
  for (const std::string& name : names) {
    paths.push_back(dataset::Join(folder, name));
  }
  return paths;
}

// Replaces the first `from` in a file.
void Plant(FileSystem& fs, const std::string& path, const std::string& from,
           const std::string& to) {
  std::string text = *fs.Read(path);
  const size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos);
  ASSERT_TRUE(WriteFileAtomically(fs, path, text.replace(at, from.size(), to)));
}

std::vector<Record> FailuresOf(const VerifyResult& result) {
  std::vector<Record> failures;
  std::ranges::copy_if(result.records, std::back_inserter(failures),
                       [](const Record& record) { return verify::IsFailure(record.verdict); });
  return failures;
}

TEST(VerifyDataset, JudgesEveryKernelOnEveryDevice) {
  FakeFileSystem fs;
  MakeDataset(fs);
  const auto result = Verify(fs);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->kernels, kKernels);
  EXPECT_EQ(result->records.size(), 3 * kKernels);
  EXPECT_TRUE(FailuresOf(*result).empty());
  const auto drawn_alike = [](const Record& record) {
    return record.detail != "drawn by another version";
  };
  EXPECT_TRUE(std::ranges::all_of(result->records, drawn_alike));
}

TEST(VerifyDataset, TheOrderOfBatchesDoesNotShow) {
  FakeFileSystem fs;
  MakeDataset(fs);
  oracle::FakePoolOptions shuffled;
  shuffled.shuffle_seed = 5;
  EXPECT_EQ(Verify(fs)->records, Verify(fs, {}, shuffled)->records);
}

TEST(VerifyDataset, ASampleIsPartOfTheWhole) {
  FakeFileSystem fs;
  MakeDataset(fs);
  const auto whole = Verify(fs);
  const auto some = Verify(fs, {.checks = {}, .sample = 4, .seed = 1});
  ASSERT_TRUE(whole && some);
  EXPECT_EQ(some->kernels, 4U);
  for (const Record& record : some->records) {
    EXPECT_NE(std::ranges::find(whole->records, record), whole->records.end());
  }
}

TEST(VerifyDataset, FindsTextsThatAreNotWarps) {
  FakeFileSystem fs;
  MakeDataset(fs);
  Plant(fs, FilesFor(fs, "cuda")[2], "_kernel_forward() {", "_kernel_forward() {;");
  const auto result = Verify(fs);
  ASSERT_TRUE(result);
  const std::vector<Record> failures = FailuresOf(*result);
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].device, "emulated");
  EXPECT_EQ(failures[0].verdict, "MISMATCH");
  EXPECT_NE(failures[0].detail.find("line 1 of its ir_forward"), std::string::npos);
}

TEST(VerifyDataset, FindsEditedPython) {
  FakeFileSystem fs;
  MakeDataset(fs);
  Plant(fs, FilesFor(fs, "cpu")[0], "wp.kernel", "wp.kernel  ");
  const auto result = Verify(fs);
  ASSERT_TRUE(result);
  const std::vector<Record> failures = FailuresOf(*result);
  ASSERT_EQ(failures.size(), 3U);
  EXPECT_NE(failures[0].detail.find("its id is not that of its python_code"), std::string::npos);
}

TEST(VerifyDataset, FindsTargetsWithDifferentKernels) {
  FakeFileSystem fs;
  MakeDataset(fs);
  Plant(fs, FilesFor(fs, "cuda")[0], "wp.kernel", "wp.kernel  ");
  const auto result = Verify(fs);
  ASSERT_TRUE(result);
  ASSERT_EQ(FailuresOf(*result).size(), 3U);
  EXPECT_NE(FailuresOf(*result)[0].detail.find("differs between cpu and cuda"), std::string::npos);
}

TEST(VerifyDataset, WhatAnotherVersionDrewHasNoReference) {
  FakeFileSystem fs;
  MakeDataset(fs);
  Plant(fs, "out/manifest.json", "\"categories\": []", "\"categories\": [\"loops\"]");
  const auto result = Verify(fs);
  ASSERT_TRUE(result);
  EXPECT_TRUE(FailuresOf(*result).empty());
  const auto others =
      std::ranges::count(result->records, "drawn by another version", &Record::detail);
  EXPECT_GT(others, 0);
}

TEST(VerifyDataset, KeepsWhatItHasWhenItIsStopped) {
  FakeFileSystem fs;
  MakeDataset(fs);
  oracle::FakePoolOptions stopped;
  stopped.fail_after_batches = 0;
  const auto result = Verify(fs, {}, stopped);
  ASSERT_TRUE(result);
  ASSERT_TRUE(result->stopped);
  EXPECT_EQ(result->stopped->kind, ErrorKind::kInterrupted);
  EXPECT_TRUE(result->records.empty());
}

TEST(ReadImport, TakesOnlyVerdictsOnSamplesThatThereAre) {
  FakeFileSystem fs;
  MakeDataset(fs);
  const auto dataset = dataset::OpenDataset(fs, "out");
  const std::string id = Verify(fs)->records.front().id;
  const auto import = [&](const std::vector<Record>& records) {
    EXPECT_TRUE(fs.RemoveAll("out/import"));
    EXPECT_TRUE(verify::MergeRecords(fs, "out/import", records));
    return ReadImport(fs, *dataset, "out/import");
  };
  EXPECT_EQ(import({{id, "cuda", "cuda:0", "PASS", ""}})->size(), 1U);
  const auto unknown =
      import({{id, "cuda", "cuda:0", "PASS", ""}, {"wl-0", "cuda", "cuda:0", "PASS", ""}});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("no sample wl-0"), std::string::npos);
  EXPECT_EQ(import({{id, "hip", "cuda:0", "PASS", ""}}).error().kind, ErrorKind::kCorrupt);
  EXPECT_NE(import({}).error().message.find("holds no verdicts"), std::string::npos);
  EXPECT_EQ(ReadImport(fs, *dataset, "none").error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace warploom::pipeline

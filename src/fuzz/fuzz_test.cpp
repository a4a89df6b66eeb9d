#include "fuzz/fuzz.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "json/parse.h"
#include "oracle/fake_pool.h"
#include "os/fake_file_system.h"
#include "synth/profile/profile.h"

namespace warploom::fuzz {
namespace {

using testing::HasSubstr;
using Files = std::map<std::string, std::string>;

constexpr uint64_t kDrawn = 150;  // More than a chunk.
constexpr std::string_view kMarker = "wp.cross(";

Request TestRequest() {
  return {.seed = 3,
          .profile = "default",
          .profile_toml = "",
          .warp_version = "1.19.0",
          .generator_version = "0.0.0"};
}

// One run on a pool that refuses whatever contains the marker.
Result<Outcome> RunFuzz(FileSystem& fs, oracle::FakePoolOptions options = {},
                        const Request& request = TestRequest()) {
  static const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  options.refuse_marker = kMarker;
  oracle::FakePool pool(options);
  const Setup setup{.builtins = lang::PinnedBuiltins(),
                    .draw = pipeline::DrawBy(profile, lang::PinnedBuiltins(), request.seed),
                    .pool = pool,
                    .pool_for = [&](const Fault&) -> Result<oracle::Pool*> { return &pool; },
                    .known_builtins = {},
                    .write_case =
                        [&](const std::string& folder) {
                          return WriteFileAtomically(fs, folder + "/show.py", "print(1)\n");
                        },
                    .fs = fs,
                    .on_progress = [](const Progress&) {}};
  return Fuzz(setup, request, "out", kDrawn);
}

Files FilesOf(FileSystem& fs, const std::string& folder = "out") {
  Files files;
  const std::vector<std::string> names = *fs.List(folder);
  for (const std::string& name : names) {
    const std::string path = fmt::format("{}/{}", folder, name);
    if (fs.IsDirectory(path)) {
      files.merge(FilesOf(fs, path));
    } else {
      files[path] = *fs.Read(path);
    }
  }
  return files;
}

Finding FindingAt(const Files& files, uint64_t index) {
  const auto value = json::Parse(files.at("out/findings/" + FindingId(index) + "/finding.json"));
  return *FindingFromJson(*value);
}

TEST(FuzzTest, WhatIsRefusedIsReducedGroupedAndReported) {
  FakeFileSystem fs;
  const Result<Outcome> outcome = RunFuzz(fs);
  ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
  const Files files = FilesOf(fs);
  ASSERT_GE(outcome->sum.findings.size(), 2U);
  EXPECT_EQ(outcome->sum.count, kDrawn);
  EXPECT_EQ(outcome->sum.passed + outcome->sum.findings.size(), kDrawn);
  EXPECT_EQ(outcome->groups, 1U);
  const Finding first = FindingAt(files, outcome->sum.findings.front());
  EXPECT_TRUE(first.is_reduced && first.is_whole);
  EXPECT_LE(first.statements, 2U) << first.reduced.source;
  EXPECT_THAT(first.drawn.source, HasSubstr(std::string(kMarker)));
  EXPECT_THAT(first.reduced.source, HasSubstr(std::string(kMarker)));
  EXPECT_THAT(files.at("out/report.md"), HasSubstr("COMPILE_FAIL on warp (codegen)"));
  const std::string& report = files.at("out/report.md");
  EXPECT_TRUE(std::ranges::any_of(outcome->sum.findings, [&](uint64_t index) {
    const Finding finding = FindingAt(files, index);
    return finding.is_reduced && report.find(finding.reduced.source) != std::string::npos;
  })) << "the smallest kernel of the group is shown";
}

TEST(FuzzTest, OnlySomeOfAKindAreReduced) {
  FakeFileSystem fs;
  const Result<Outcome> outcome = RunFuzz(fs);
  ASSERT_TRUE(outcome.has_value());
  const Files files = FilesOf(fs);
  uint64_t reduced = 0;
  for (const uint64_t index : outcome->sum.findings) {
    reduced += FindingAt(files, index).is_reduced ? 1 : 0;
  }
  EXPECT_EQ(reduced, std::min<uint64_t>(kMostAlike, outcome->sum.findings.size()));
}

TEST(FuzzTest, NeitherInterruptionsNorTheOrderOfAnswersChangeAByte) {
  FakeFileSystem whole;
  ASSERT_TRUE(RunFuzz(whole).has_value());
  const Files expected = FilesOf(whole);
  FakeFileSystem fs;
  for (uint64_t batches = 4; !RunFuzz(fs, {.shuffle_seed = batches, .fail_after_batches = batches});
       batches += 23) {
    ASSERT_LT(batches, 5000U);
    fs.Crash(CrashMode::kLoseUnsynced);
  }
  EXPECT_EQ(FilesOf(fs), expected);
}

TEST(FuzzTest, AnotherRequestOnTheFolderIsRefused) {
  FakeFileSystem fs;
  ASSERT_TRUE(RunFuzz(fs).has_value());
  Request other = TestRequest();
  other.seed = 4;
  const Result<Outcome> outcome = RunFuzz(fs, {}, other);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(outcome.error().message, HasSubstr("--seed 3, not 4"));
}

}  // namespace
}  // namespace warploom::fuzz

#include "verify/record_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <utility>

#include "os/fake_file_system.h"
#include "verify/tally.h"

namespace warploom::verify {
namespace {

const Record kPassed = {"wl-2", "cpu", "cpu", "PASS", ""};
const Record kFailed = {"wl-1", "cuda", "cuda:0", "MISMATCH", "out[3] is 1, should be 2"};

void Put(FileSystem& fs, const std::string& path, std::string_view text) {
  EXPECT_TRUE(fs.MakeDirectories("d"));
  EXPECT_TRUE(WriteFileAtomically(fs, path, text));
}

TEST(RecordFile, IsSortedAndReadBack) {
  FakeFileSystem fs;
  ASSERT_TRUE(fs.MakeDirectories("d"));
  ASSERT_TRUE(MergeRecords(fs, "d/v", {kPassed, kFailed}));
  EXPECT_EQ(*fs.Read("d/v"),
            "{\"id\":\"wl-1\",\"target\":\"cuda\",\"device\":\"cuda:0\",\"verdict\":\"MISMATCH\","
            "\"detail\":\"out[3] is 1, should be 2\"}\n"
            "{\"id\":\"wl-2\",\"target\":\"cpu\",\"device\":\"cpu\",\"verdict\":\"PASS\","
            "\"detail\":\"\"}\n");
  EXPECT_EQ(*ReadRecords(fs, "d/v"), (std::vector<Record>{kFailed, kPassed}));
}

TEST(RecordFile, MergingReplacesOnlyTheSameSampleAndDevice) {
  FakeFileSystem fs;
  ASSERT_TRUE(fs.MakeDirectories("d"));
  ASSERT_TRUE(MergeRecords(fs, "d/v", {kPassed, kFailed}));
  Record mended = kFailed;
  mended.verdict = "PASS";
  mended.detail = "";
  Record other = kPassed;
  other.device = "reference";
  ASSERT_TRUE(MergeRecords(fs, "d/v", {other, mended}));
  EXPECT_EQ(*ReadRecords(fs, "d/v"), (std::vector<Record>{mended, kPassed, other}));
}

TEST(RecordFile, BadLinesAreNamed) {
  const std::string_view good =
      R"({"id":"wl-1","target":"cpu","device":"cuda:0","verdict":"PASS","detail":""})";
  const std::vector<std::pair<std::string, std::string>> bad = {
      {fmt::format("{}\n{{\"id\":", good), "line 2 of d/v"},
      {fmt::format("{}\n\n{}", good, good), "line 2 of d/v"},
      {R"({"id":"wl-1","target":"cpu","device":"cpu","verdict":"PASS"})", "detail"},
      {R"({"id":7,"target":"cpu","device":"cpu","verdict":"PASS","detail":""})", "id"},
      {R"({"id":"wl-1","target":"cpu","device":"cpu","verdict":"PASSED","detail":""})",
       "nearest is \"PASS\""},
      {R"({"id":"wl-1","target":"cpu","device":"cuda:","verdict":"PASS","detail":""})",
       "no device \"cuda:\""},
      {R"({"id":"wl-1","target":"cpu","device":"cuda:x","verdict":"PASS","detail":""})",
       "no device \"cuda:x\""}};
  for (const auto& [text, words] : bad) {
    FakeFileSystem fs;
    Put(fs, "d/v", text);
    const auto records = ReadRecords(fs, "d/v");
    ASSERT_FALSE(records) << text;
    EXPECT_EQ(records.error().kind, ErrorKind::kCorrupt);
    EXPECT_NE(records.error().message.find(words), std::string::npos) << records.error().message;
  }
}

TEST(RecordFile, ADamagedFileIsNotOverwritten) {
  FakeFileSystem fs;
  Put(fs, "d/v", "no record\n");
  EXPECT_FALSE(MergeRecords(fs, "d/v", {kPassed}));
  EXPECT_EQ(*fs.Read("d/v"), "no record\n");
}

TEST(Tally, CountsByCheckAndKeepsFailures) {
  const Tally tally = Count({kPassed, kFailed, {"wl-3", "cpu", "cpu", "UNSUPPORTED", "tiles"}});
  EXPECT_EQ(tally.records, 3U);
  EXPECT_EQ(tally.verdicts.at({"cpu", "cpu"}).at("PASS"), 1U);
  EXPECT_EQ(tally.unsupported.at({"cpu", "cpu"}).at("tiles"), 1U);
  EXPECT_EQ(tally.failures, std::vector<Record>{kFailed});
}

}  // namespace
}  // namespace warploom::verify

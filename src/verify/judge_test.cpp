#include "verify/judge.h"

#include <gtest/gtest.h>

namespace warploom::verify {
namespace {

const std::vector<Check>& BothTargets() {
  static const std::vector<Check> checks = {
      {"cpu", "cpu"}, {"cpu", "reference"}, {"cuda", "emulated"}};
  return checks;
}

Record OnDevice(const std::vector<Record>& records, std::string_view device) {
  for (const Record& record : records) {
    if (record.device == device) {
      return record;
    }
  }
  return {};
}

oracle::Verdict Clean() {
  return {.ok = true,
          .stage = {},
          .reason = {},
          .ir = {},
          .outcomes = {{"cpu", "PASS", ""}, {"reference", "PASS", ""}, {"emulated", "PASS", ""}}};
}

oracle::Verdict Refused(const std::string& stage, std::vector<oracle::Outcome> outcomes = {}) {
  return {
      .ok = false, .stage = stage, .reason = "because", .ir = {}, .outcomes = std::move(outcomes)};
}

TEST(Judge, GivesOneRecordForEachCheck) {
  const auto records = Judge({.id = "wl-1"}, Clean(), BothTargets());
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[2], (Record{"wl-1", "cuda", "emulated", "PASS", ""}));
}

TEST(Judge, SaysWhyThereIsNoReference) {
  oracle::Verdict verdict = Clean();
  verdict.outcomes[1] = {"reference", "UNSUPPORTED", "the builtin tile_load"};
  const auto records = Judge({.id = "wl-1"}, verdict, BothTargets());
  EXPECT_EQ(OnDevice(records, "reference").verdict, "UNSUPPORTED");
  EXPECT_EQ(OnDevice(records, "reference").detail, "the builtin tile_load");
}

TEST(Judge, ARunThatFailsOnOneDeviceLeavesTheOthersOpen) {
  const auto records = Judge(
      {.id = "wl-1"}, Refused("run", {{"cpu", "CRASH", "round 'low': SIGSEGV"}}), BothTargets());
  EXPECT_EQ(OnDevice(records, "cpu").verdict, "CRASH");
  EXPECT_EQ(OnDevice(records, "emulated").verdict, "UNSUPPORTED");
  EXPECT_EQ(OnDevice(records, "emulated").detail, "not run after CRASH on cpu");
}

TEST(Judge, AStageThatRefusesAKernelIsAFailureOnAllDevices) {
  const std::vector<std::pair<std::string, std::string>> verdicts = {{"codegen", "COMPILE_FAIL"},
                                                                     {"compile", "COMPILE_FAIL"},
                                                                     {"hang", "TIMEOUT"},
                                                                     {"crash", "CRASH"},
                                                                     {"memory", "CRASH"}};
  for (const auto& [stage, verdict] : verdicts) {
    for (const Record& record : Judge({.id = "wl-1"}, Refused(stage), BothTargets())) {
      EXPECT_EQ(record.verdict, verdict);
      EXPECT_EQ(record.detail, stage + ": because");
    }
  }
}

TEST(Judge, WhatIsNotWarpsTextIsAMismatchForItsTarget) {
  const Subject subject = {.id = "wl-1", .differences = {{"cuda", "line 3 of its ir_forward"}}};
  const auto records = Judge(subject, Clean(), BothTargets());
  EXPECT_EQ(OnDevice(records, "cpu").verdict, "PASS");
  EXPECT_EQ(OnDevice(records, "emulated").verdict, "MISMATCH");
  EXPECT_EQ(OnDevice(records, "emulated").detail, "line 3 of its ir_forward");
}

TEST(Judge, SpoiledSamplesAreMismatchesWhateverTheRunSays) {
  const auto records = Judge({.id = "wl-1", .spoiled = "it was changed"}, Clean(), BothTargets());
  for (const Record& record : records) {
    EXPECT_EQ(record.verdict, "MISMATCH");
    EXPECT_EQ(record.detail, "it was changed");
  }
}

TEST(TextDifference, IsTheFirstLineThatDiffers) {
  const GeneratedTexts warp = {.preamble = "", .forward = "a\n    b = c;\nd\n"};
  EXPECT_EQ(TextDifference(warp, warp), "");
  EXPECT_EQ(TextDifference({.preamble = "", .forward = "a\n    b = -c;\nd\n"}, warp),
            "line 2 of its ir_forward is `b = -c;`, by Warp `b = c;`");
  EXPECT_EQ(TextDifference({.preamble = "", .forward = "a\n    b = c;\n"}, warp),
            "line 3 of its ir_forward is ``, by Warp `d`");
  EXPECT_EQ(TextDifference({.preamble = "", .forward = "a\n    b = c;\nd"}, warp),
            "its ir_forward ends otherwise than Warp's");
}

TEST(TextDifference, LooksAtEveryPart) {
  const GeneratedTexts warp = {"p", "f", "b", "m"};
  EXPECT_NE(TextDifference({"x", "f", "b", "m"}, warp).find("ir_preamble"), std::string::npos);
  EXPECT_NE(TextDifference({"p", "f", "x", "m"}, warp).find("ir_backward"), std::string::npos);
  EXPECT_NE(TextDifference({"p", "f", "b", "x"}, warp).find("ir_module"), std::string::npos);
}

}  // namespace
}  // namespace warploom::verify

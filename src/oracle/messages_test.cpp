#include "oracle/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::oracle {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

BuildOptions CpuAndCuda() { return {.targets = {"cpu", "cuda"}, .include = {}, .compile = true}; }

TEST(EncodeBuildRequestTest, IsTheDocumentedLine) {
  const KernelSource kernels[] = {{"k", "import warp as wp\n# \"quoted\" ü\n"}};
  EXPECT_EQ(EncodeBuildRequest(7, CpuAndCuda(), kernels),
            R"({"compile":true,"id":7,"include":[],"kernels":[{"name":"k","source":)"
            R"("import warp as wp\n# \"quoted\" ü\n"}],"op":"build","targets":["cpu","cuda"]})"
            "\n");
}

TEST(EncodeBuildRequestTest, AsksForARunWithLaunchPlans) {
  const KernelSource kernels[] = {{"k", "", R"({"dims": [4], "args": []})"}};
  const BuildOptions build{.targets = {"cpu"}, .include = {}, .compile = true, .run = true};
  EXPECT_EQ(EncodeBuildRequest(1, build, kernels),
            R"({"compile":true,"id":1,"include":[],"kernels":[{"launch":"{\"dims\": [4], \"args\":)"
            R"( []}","name":"k","source":""}],"op":"build","run":true,"targets":["cpu"]})"
            "\n");
}

TEST(EncodeBuildRequestTest, SendsTheReferenceOfARun) {
  const KernelSource kernels[] = {
      {"k", "", R"({"dims": [4], "args": []})", "struct Arguments {};"}};
  BuildOptions build{.targets = {"cpu"}, .include = {}, .compile = true, .run = true};
  EXPECT_THAT(EncodeBuildRequest(1, build, kernels),
              HasSubstr(R"("name":"k","reference":"struct Arguments {};","source":"")"));
  build.run = false;
  EXPECT_THAT(EncodeBuildRequest(1, build, kernels), Not(HasSubstr("reference")));
}

TEST(EncodeBuildRequestTest, ABundleNeedsLaunchPlansAndArchitectures) {
  const KernelSource kernels[] = {{"k", "", R"({"dims": []})", "struct Arguments {};"}};
  const BuildOptions build{
      .targets = {"cuda"}, .include = {"bundle"}, .compile = false, .archs = {80, 90}};
  EXPECT_EQ(EncodeBuildRequest(1, build, kernels),
            R"({"archs":[80,90],"compile":false,"id":1,"include":["bundle"],"kernels":)"
            R"([{"launch":"{\"dims\": []}","name":"k","reference":"struct Arguments {};",)"
            R"("source":""}],"op":"build","targets":["cuda"]})"
            "\n");
}

TEST(EncodeBuildRequestDeathTest, SourcesAreText) {
  for (const char* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xe2\x82", "\xf4\x90\x80\x80"}) {
    const KernelSource kernels[] = {{"k", bad}};
    EXPECT_DEATH(EncodeBuildRequest(7, CpuAndCuda(), kernels), "must be UTF-8");
  }
  const KernelSource fine[] = {{"k", "\xc3\xbc \xe2\x82\xac \xf0\x9f\x98\x80"}};
  EXPECT_THAT(EncodeBuildRequest(7, CpuAndCuda(), fine), HasSubstr("\xf0\x9f\x98\x80"));
}

TEST(DecodeHelloTest, ReadsVersions) {
  const auto hello = DecodeHello(
      R"({"id":0,"ok":true,"warp_version":"1.19.0","python_version":"3.11.7","arch":90})");
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->warp_version, "1.19.0");
  EXPECT_EQ(hello->python_version, "3.11.7");
  EXPECT_EQ(hello->arch, 90);
}

TEST(DecodeHelloTest, PassesTheReasonOn) {
  const auto hello =
      DecodeHello(R"({"id":0,"ok":false,"kind":"environment","reason":"no warp here"})");
  ASSERT_FALSE(hello);
  EXPECT_EQ(hello.error().kind, ErrorKind::kEnvironment);
  EXPECT_EQ(hello.error().message, "no warp here");
}

TEST(DecodeHelloTest, RefusesWhatIsNoGreeting) {
  for (const char* line :
       {"", "hello", "[]", "{}", R"({"id":0,"ok":true})", R"({"id":0,"ok":1})",
        R"({"id":0,"ok":true,"warp_version":1,"python_version":"3","arch":90})",
        R"({"id":0,"ok":true,"warp_version":"1","python_version":"3","arch":-1})",
        R"({"id":1,"ok":true,"warp_version":"1","python_version":"3","arch":9})"}) {
    const auto hello = DecodeHello(line);
    ASSERT_FALSE(hello) << line;
    EXPECT_EQ(hello.error().kind, ErrorKind::kWorker) << line;
  }
}

TEST(DecodeBuildReplyTest, ReadsVerdicts) {
  const auto reply = DecodeBuildReply(
      R"({"id":7,"ok":true,"rss_bytes":123,"seconds":{"import":0.5,"codegen":1,"compile":2.5,"run":3},
          "verdicts":[{"ok":true,"ir":[{"target":"cpu","preamble":"p","forward":"f"},
                                       {"target":"cuda","preamble":"","forward":"g"}]},
                      {"ok":false,"stage":"codegen","reason":"why"}]})",
      7, CpuAndCuda(), 2);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->rss_bytes, 123U);
  EXPECT_EQ(reply->import_seconds, 0.5);
  EXPECT_EQ(reply->codegen_seconds, 1);
  EXPECT_EQ(reply->compile_seconds, 2.5);
  EXPECT_EQ(reply->run_seconds, 3);
  ASSERT_EQ(reply->verdicts.size(), 2U);
  EXPECT_TRUE(reply->verdicts[0].ok);
  EXPECT_EQ(reply->verdicts[0].ir[0].preamble, "p");
  EXPECT_EQ(reply->verdicts[0].ir[1].forward, "g");
  EXPECT_FALSE(reply->verdicts[1].ok);
  EXPECT_EQ(reply->verdicts[1].stage, "codegen");
  EXPECT_EQ(reply->verdicts[1].reason, "why");
}

TEST(DecodeBuildReplyTest, WantsThePartsAskedForAndNoPtxOfCpu) {
  const BuildOptions build{.targets = {"cpu"}, .include = {"module", "ptx"}, .compile = true};
  const auto line = [](const std::string& parts) {
    return R"({"id":1,"ok":true,"verdicts":[{"ok":true,"ir":[{"target":"cpu","preamble":"",)" +
           parts + R"("forward":"f"}]}]})";
  };
  const auto reply = DecodeBuildReply(line(R"("module":"m",)"), 1, build, 1);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->verdicts[0].ir[0].module, "m");
  EXPECT_EQ(reply->verdicts[0].ir[0].ptx, "");
  EXPECT_THAT(DecodeBuildReply(line(""), 1, build, 1).error().message,
              HasSubstr("the key \"module\" is missing"));
}

TEST(DecodeBuildReplyTest, ReadsTheOutcomesOfARun) {
  const auto reply = DecodeBuildReply(
      R"({"id":7,"ok":true,"verdicts":[
          {"ok":false,"stage":"run","reason":"MISMATCH on reference: why","outcomes":[
            {"device":"cpu","verdict":"PASS","detail":""},
            {"device":"reference","verdict":"MISMATCH","detail":"why"}]},
          {"ok":false,"stage":"codegen","reason":"why"}]})",
      7, CpuAndCuda(), 2);
  ASSERT_TRUE(reply) << reply.error().message;
  const std::vector<Outcome>& outcomes = reply->verdicts[0].outcomes;
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[0].verdict, "PASS");
  EXPECT_EQ(outcomes[1].device, "reference");
  EXPECT_EQ(outcomes[1].verdict, "MISMATCH");
  EXPECT_EQ(outcomes[1].detail, "why");
  EXPECT_TRUE(reply->verdicts[1].outcomes.empty());
}

TEST(DecodeBuildReplyTest, ReadsInputsAndOutputsWhereTheyAreAskedFor) {
  BuildOptions build{.targets = {"cpu"}, .include = {}, .compile = true, .run = true, .io = true};
  const auto decode = [&](const std::string& io) {
    return DecodeBuildReply(R"({"id":7,"ok":true,"verdicts":[{"ok":true,)" + io +
                                R"("ir":[{"target":"cpu","preamble":"","forward":"f"}]}]})",
                            7, build, 1);
  };
  const auto reply = decode(
      R"("io":[{"fill":"ends","seed":"k","argument":"x","dtype":"<f4","shape":[2],"is_output":true,
                "whole":true,"input":"AA==","output":"AQ==","output_sha256":"ab","tolerance":0.5}],)");
  ASSERT_TRUE(reply) << reply.error().message;
  const IoRow& row = reply->verdicts[0].io.at(0);
  EXPECT_EQ(row.fill, "ends");
  EXPECT_EQ(row.shape, std::vector<uint64_t>{2});
  EXPECT_TRUE(row.is_output && row.whole);
  EXPECT_EQ(row.output, "AQ==");
  EXPECT_EQ(row.tolerance, 0.5);
  EXPECT_THAT(decode("").error().message, HasSubstr("the key \"io\" is missing"));
  EXPECT_FALSE(decode(R"("io":[{"fill":"ends"}],)"));
  build.io = false;
  EXPECT_TRUE(decode(""));
}

TEST(DecodeBuildReplyTest, ReadsABundle) {
  const BuildOptions build{
      .targets = {"cuda"}, .include = {"bundle"}, .compile = false, .archs = {90}};
  const auto reply = DecodeBuildReply(
      R"({"id":1,"ok":true,"verdicts":[{"ok":true,"ir":[{"target":"cuda","preamble":"",)"
      R"("forward":"f","bundle":"{\"unsupported\":\"it takes a mesh\"}"}]}]})",
      1, build, 1);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->verdicts[0].ir[0].bundle, R"({"unsupported":"it takes a mesh"})");
}

TEST(DecodeBuildReplyTest, TellsAProtocolMismatchApart) {
  const auto reply = DecodeBuildReply(
      R"({"id":7,"ok":false,"kind":"protocol","reason":"unknown op"})", 7, CpuAndCuda(), 2);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::kInternal);
  EXPECT_EQ(reply.error().message, "unknown op");
}

TEST(DecodeBuildReplyTest, RefusesEverythingElse) {
  const char* const lines[] = {
      "",
      "Warp 1.19.0 initialized",
      "\xff\xfe",
      R"({"id":8,"ok":true,"verdicts":[{"ok":false,"stage":"s","reason":"r"}]})",
      R"({"id":7,"ok":true})",
      R"({"id":7,"ok":true,"verdicts":{}})",
      R"({"id":7,"ok":true,"verdicts":[]})",
      R"({"id":7,"ok":true,"verdicts":[1]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":true}]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":false,"stage":"s"}]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":true,"ir":[]}]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":false,"stage":"s","reason":"r","outcomes":[
          {"device":"cpu","verdict":"FINE","detail":""}]}]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":true,"ir":[1,2]}]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":true,"ir":[{"target":"cuda","preamble":"",
          "forward":"f"},{"target":"cpu","preamble":"","forward":"f"}]}]})",
      R"({"id":7,"ok":true,"verdicts":[{"ok":true,"ir":[{"target":"cpu","preamble":""},
          {"target":"cuda","preamble":"","forward":"f"}]}]})",
      R"({"id":7,"ok":false,"kind":"error","reason":"KeyError"})",
  };
  for (const char* line : lines) {
    const auto reply = DecodeBuildReply(line, 7, CpuAndCuda(), 1);
    ASSERT_FALSE(reply) << line;
    EXPECT_EQ(reply.error().kind, ErrorKind::kWorker) << line;
  }
}

}  // namespace
}  // namespace warploom::oracle

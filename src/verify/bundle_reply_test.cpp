#include "verify/bundle_reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::verify {
namespace {

using testing::HasSubstr;

TEST(DecodeBundleReplyTest, PutsTheNamesIntoTheEntryAndReadsFiles) {
  const auto reply = DecodeBundleReply(
      R"({"entry":{"kernel":"k_f"},"files":{"data.bin":"Zm9v","kernel.ptx":""}})", "wl-1", "k");
  ASSERT_TRUE(reply) << reply.error().message;
  const auto& made = std::get<bundle::SampleFiles>(*reply);
  EXPECT_EQ(made.entry.dump(), R"({"id":"wl-1","entry_point":"k","kernel":"k_f"})");
  EXPECT_EQ(made.files,
            (std::map<std::string, std::string>{{"data.bin", "foo"}, {"kernel.ptx", ""}}));
}

TEST(DecodeBundleReplyTest, PassesTheReasonOn) {
  const auto reply = DecodeBundleReply(R"({"unsupported":"it takes a mesh"})", "wl-1", "k");
  ASSERT_TRUE(reply);
  EXPECT_EQ(std::get<NotBundled>(*reply).reason, "it takes a mesh");
}

TEST(DecodeBundleReplyTest, AnythingElseIsTheWorkersFault) {
  for (const char* text : {"", "{", "[]", R"({"entry":{}})", R"({"entry":[],"files":{}})",
                           R"({"entry":{},"files":{"a":1}})", R"({"entry":{},"files":{"a":"?"}})",
                           R"({"unsupported":3})"}) {
    const auto reply = DecodeBundleReply(text, "wl-1", "k");
    ASSERT_FALSE(reply) << text;
    EXPECT_EQ(reply.error().kind, ErrorKind::kWorker) << text;
    EXPECT_THAT(reply.error().message, HasSubstr("worker's reply")) << text;
  }
}

}  // namespace
}  // namespace warploom::verify

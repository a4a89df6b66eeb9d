#include "dataset/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "dataset/fake_samples.h"

namespace warploom::dataset {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RequestTest, NormalizedListsHaveOneOrder) {
  Request request = FakeRequest(3);
  request.targets = {"cuda", "cpu", "cuda"};
  request.categories = {"b", "a", "b"};
  const Request normalized = Normalized(request).value();
  EXPECT_THAT(normalized.targets, ElementsAre("cpu", "cuda"));
  EXPECT_THAT(normalized.categories, ElementsAre("a", "b"));
}

TEST(RequestTest, UnknownWordsNameTheNearest) {
  Request request = FakeRequest(3);
  request.formats = {"parqet"};
  const auto error = Normalized(request);
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(error.error().message, HasSubstr("the nearest is \"parquet\""));
}

TEST(RequestTest, ImpossibleNumbersAreRefused) {
  EXPECT_FALSE(Normalized(FakeRequest(0)));
  Request request = FakeRequest(1);
  request.seed = ~0ULL;
  EXPECT_FALSE(Normalized(request));
  request.seed = 1;
  request.targets = {};
  EXPECT_FALSE(Normalized(request));
}

TEST(RequestTest, JsonGivesTheRequestBack) {
  const Request request = Normalized(FakeRequest(3)).value();
  EXPECT_EQ(RequestFromJson(ToJson(request)).value(), request);
}

// Every member of a request is an option that Difference names.
TEST(RequestTest, DifferenceNamesTheOption) {
  const Request here = FakeRequest(3);
  EXPECT_EQ(Difference(here, here), std::nullopt);
  const auto difference = [&](auto change) {
    Request there = here;
    change(there);
    return Difference(there, here).value_or("none");
  };
  EXPECT_EQ(difference([](Request& r) { r.seed = 0; }), "--seed is 0 there and 7 here");
  EXPECT_EQ(difference([](Request& r) { r.count = 9; }), "-n is 9 there and 3 here");
  EXPECT_EQ(difference([](Request& r) { r.targets = {"cpu"}; }),
            "--targets is cpu there and cpu,cuda here");
  EXPECT_THAT(difference([](Request& r) { r.profile = "tiny"; }), HasSubstr("--profile is tiny"));
  EXPECT_THAT(difference([](Request& r) { r.profile_toml = ""; }), HasSubstr("text of the prof"));
  EXPECT_EQ(difference([](Request& r) { r.categories = {"map"}; }),
            "--categories is map there and all here");
  EXPECT_THAT(difference([](Request& r) { r.formats = {"json"}; }), HasSubstr("--format is json"));
  EXPECT_THAT(difference([](Request& r) { r.check = "run"; }), HasSubstr("--check is run"));
  EXPECT_THAT(difference([](Request& r) { r.include = {"ptx"}; }), HasSubstr("--include is ptx"));
  EXPECT_THAT(difference([](Request& r) { r.warp_version = "1"; }), HasSubstr("of Warp is 1"));
  EXPECT_THAT(difference([](Request& r) { r.generator_version = "2"; }), HasSubstr("warploom is"));
  EXPECT_THAT(difference([](Request& r) { r.arch = "sm_80"; }), HasSubstr("architecture is sm_80"));
}

TEST(RequestTest, ChunksHoldLittleMoreThanIsAskedFor) {
  for (const uint64_t count : {1U, 30U, 1000U, 4000U, 10'000U, 100'000U}) {
    Request request;
    request.count = count;
    const uint64_t draws = DrawsPerChunk(request);
    const uint64_t drawn = ChunkCount(request) * draws;
    EXPECT_GE(drawn, count) << count;
    EXPECT_LE(draws, 256U) << count;
    EXPECT_LE(drawn, count + std::max<uint64_t>(8, count / 100)) << count;
  }
}

TEST(RequestTest, ShardsFollowFromTheRequestOnly) {
  const Request request = FakeRequest(1);
  EXPECT_EQ(ShardingOf(request, 1), (Sharding{1, 1}));
  EXPECT_EQ(ShardingOf(request, 25'000), (Sharding{1, 25'000}));
  EXPECT_EQ(ShardingOf(request, 25'001), (Sharding{2, 12'501}));
  EXPECT_EQ(ShardingOf(request, 100'000), (Sharding{4, 25'000}));
}

}  // namespace
}  // namespace warploom::dataset

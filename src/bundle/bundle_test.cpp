#include "bundle/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bundle/compression.h"
#include "json/parse.h"

namespace warploom::bundle {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A sample with one buffer of two floats.
SampleFiles OneSample(const std::string& id) {
  const auto entry = json::Parse(R"({"entry_point": "k", "cuda_version": 13040, "kernel": "k_f",
      "modules": [{"file": "k.ptx", "kind": "ptx", "arch": 75}],
      "grid": [2, 1, 1], "block_dim": 64, "shared_bytes": 16,
      "tolerance": {"rule": "close", "because": ["order of sums"], "outliers": 0.5,
                    "limits": {"float32": {"relative": 0.25, "of_largest": 0.0}}},
      "rounds": [{"name": "drawn", "expected_from": "cpu",
        "parameters": [{"at": 0, "bytes": 8, "pointers": [[0, 0, 4]]}],
        "buffers": [{"name": "x", "bytes": 8, "before": 0, "after": 8,
          "element": {"bytes": 8, "scalars": [{"type": "float32", "offset": 0, "count": 2}]}}]}]})");
  SampleFiles sample = {.entry = {{"id", id}},
                        .files = {{"k.ptx", "// code"}, {"data.bin", "0123456789abcdef"}}};
  sample.entry.update(*entry);
  return sample;
}

TEST(BundleTest, WhatIsWrittenIsRead) {
  const json::Value header = {{"warp_version", "1.19.0"}};
  const auto bytes = WriteBundle(header, {OneSample("wl-1"), OneSample("wl-2")});
  ASSERT_TRUE(bytes) << bytes.error().message;
  const auto bundle = ParseBundle(*bytes);
  ASSERT_TRUE(bundle) << bundle.error().message;
  EXPECT_EQ(bundle->manifest().warp_version, "1.19.0");
  EXPECT_EQ(bundle->manifest().cuda_version(), 13040U);
  ASSERT_EQ(bundle->manifest().samples.size(), 2U);
  const Sample& sample = bundle->manifest().samples[1];
  EXPECT_EQ(sample.id, "wl-2");
  EXPECT_THAT(sample.grid, ElementsAre(2, 1, 1));
  EXPECT_FALSE(sample.tolerance.is_exact);
  EXPECT_EQ(sample.tolerance.limits.at(ScalarType::kFloat32).relative, 0.25);
  EXPECT_EQ(sample.rounds[0].parameters[0].pointers[0].offset, 4U);
  EXPECT_EQ(sample.rounds[0].buffers[0].scalars[0].count, 2U);
  EXPECT_EQ(bundle->FileOf(sample, "k.ptx"), "// code");
  EXPECT_EQ(bundle->DataOf(sample), "0123456789abcdef");
}

TEST(BundleTest, AnEntryThatDoesNotFitItsFilesIsRefused) {
  SampleFiles no_module = OneSample("wl-1");
  no_module.files.erase("k.ptx");
  EXPECT_THAT(WriteBundle(json::Value::object(), {no_module}).error().message,
              HasSubstr("a module of wl-1 is missing"));
  SampleFiles short_data = OneSample("wl-1");
  short_data.files["data.bin"] = "0123";
  EXPECT_THAT(WriteBundle(json::Value::object(), {short_data}).error().message,
              HasSubstr("cannot be"));
}

TEST(CompressionTest, LimitsMemoryAndFindsDamage) {
  const std::string text(1 << 20, 'a');
  const auto compressed = CompressZstd(text);
  ASSERT_TRUE(compressed);
  EXPECT_EQ(*DecompressZstd(*compressed, text.size()), text);
  EXPECT_THAT(DecompressZstd(*compressed, text.size() / 2).error().message, HasSubstr("memory"));
  std::string damaged = *compressed;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);  // In the checksum.
  EXPECT_FALSE(DecompressZstd(damaged, text.size()));
}

}  // namespace
}  // namespace warploom::bundle

#include "dataset/layout.h"

#include <gtest/gtest.h>

namespace warploom::dataset {
namespace {

using Format = DataFile::Format;

TEST(LayoutTest, NamesAreThoseOfTheDesign) {
  EXPECT_EQ(ParquetShardName("cpu", Split::kTrain, 0, 4), "data/cpu/train-00000-of-00004.parquet");
  EXPECT_EQ(ParquetShardName("cuda", Split::kTestUnseen, 1, 2),
            "data/cuda/test_unseen-00001-of-00002.parquet");
  EXPECT_EQ(JsonlShardName("cuda", 2), "jsonl/cuda-00002.jsonl.zst");
  EXPECT_EQ(JsonFolderName("cpu", 999), "json/cpu/000/");
  EXPECT_EQ(JsonFolderName("cpu", 1000), "json/cpu/001/");
  EXPECT_EQ(JsonFolderName("cpu", 1'000'000), "json/cpu/1000/");
  EXPECT_EQ(ChunkName(12), ".warploom/chunk-000012.jsonl.zst");
}

TEST(LayoutTest, ParsesWhatItBuilds) {
  for (const Split split : kSplits) {
    EXPECT_EQ(ParseDataFile(ParquetShardName("cpu", split, 3, 4)),
              (DataFile{Format::kParquet, "cpu", split, 3}));
  }
  EXPECT_EQ(ParseDataFile(JsonlShardName("cuda", 123456)),
            (DataFile{Format::kJsonl, "cuda", Split::kTrain, 123456}));
  EXPECT_EQ(ParseDataFile(JsonFolderName("cuda", 1'234'567)),
            (DataFile{Format::kJsonFolder, "cuda", Split::kTrain, 1234}));
}

TEST(LayoutTest, RefusesOtherNames) {
  for (const char* name :
       {"", "manifest.json", "data/", "data/cpu/", "data/cpu/train-0-of-4.parquet",
        "data/cpu/train-00000-of-00004.parquet.tmp", "data//train-00000-of-00004.parquet",
        "data/cpu/dev-00000-of-00004.parquet", "jsonl/cpu-1.jsonl.zst", "json/cpu/000",
        "json/cpu/000.tmp/", "json/cpu/-01/", "/data/cpu/train-00000-of-00004.parquet"}) {
    EXPECT_EQ(ParseDataFile(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace warploom::dataset

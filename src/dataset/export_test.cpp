// Writes a small dataset of made-up kernels to the folder that WARPLOOM_TEST_DATASET names, with
// the options in WARPLOOM_TEST_COUNT, _FORMATS, _INCLUDE and _CHECK;
// test/python/test_dataset_load.py loads it with the real `datasets` library.

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>

#include "dataset/fake_samples.h"
#include "dataset/reader.h"
#include "dataset/writer.h"
#include "os/temp_dir.h"

namespace warploom::dataset {
namespace {

std::string Setting(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

std::vector<std::string> Words(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, ',');) {
    words.push_back(word);
  }
  return words;
}

TEST(ExportTest, WritesADatasetOnTheRealFileSystem) {
  const TempDir temporary = TempDir::Make().value();
  const std::string folder = Setting("WARPLOOM_TEST_DATASET", temporary / "out");
  Request request = FakeRequest(std::stoull(Setting("WARPLOOM_TEST_COUNT", "30")));
  request.formats = Words(Setting("WARPLOOM_TEST_FORMATS", "json,jsonl,parquet"));
  request.include = Words(Setting("WARPLOOM_TEST_INCLUDE", ""));
  request.check = Setting("WARPLOOM_TEST_CHECK", "compile");
  const auto writer = DatasetWriter::Open(RealFileSystem(), folder, request);
  ASSERT_TRUE(writer) << writer.error().message;
  for (uint64_t number = 0; !(*writer)->HasEnough(); ++number) {
    ASSERT_TRUE((*writer)->AddChunk(FakeChunk(number, request)));
  }
  const auto manifest = (*writer)->Finish();
  ASSERT_TRUE(manifest) << manifest.error().message;
  EXPECT_TRUE((*writer)->notes().empty());
  EXPECT_TRUE(OpenDataset(RealFileSystem(), folder).value().VerifyFiles());
}

}  // namespace
}  // namespace warploom::dataset

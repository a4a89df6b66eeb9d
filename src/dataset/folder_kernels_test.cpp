#include "dataset/folder_kernels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dataset/fake_samples.h"
#include "dataset/layout.h"
#include "dataset/writer.h"
#include "os/fake_file_system.h"

namespace warploom::dataset {
namespace {

using ::testing::HasSubstr;

// Writes the chunks 0 to `chunks` - 1, and finishes when there are enough.
void Write(FileSystem& fs, const Request& request, uint64_t chunks) {
  const auto writer = DatasetWriter::Open(fs, "out", request).value();
  for (uint64_t number = 0; number < chunks; ++number) {
    ASSERT_TRUE(writer->AddChunk(FakeChunk(number, request)));
  }
  if (writer->HasEnough()) {
    ASSERT_TRUE(writer->Finish());
  }
}

// The ids that the folder gives.
std::vector<std::string> Ids(FileSystem& fs, bool is_finished) {
  std::vector<std::string> ids;
  const auto state =
      ForEachKernel(fs, "out", [&](const Sample& sample) { ids.push_back(sample.id); });
  EXPECT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->is_finished, is_finished);
  return ids;
}

std::vector<std::string> IdsOfChunk(uint64_t number, const Request& request) {
  std::vector<std::string> ids;
  for (const Sample& sample : FakeChunk(number, request).samples) {
    if (sample.target == request.targets.front()) {
      ids.push_back(sample.id);
    }
  }
  return ids;
}

TEST(ForEachKernel, GivesEveryKernelOfAFinishedDatasetOnce) {
  FakeFileSystem fs;
  const Request request = FakeRequest(40);
  Write(fs, request, FakeChunksNeeded(request));
  const std::vector<std::string> ids = Ids(fs, true);
  EXPECT_EQ(ids.size(), 40U);
  EXPECT_EQ(ids.front(), IdsOfChunk(0, request).front());
}

TEST(ForEachKernel, GivesTheWholeChunksOfABegunOne) {
  FakeFileSystem fs;
  const Request request = FakeRequest(40);
  Write(fs, request, 2);
  std::vector<std::string> expected = IdsOfChunk(0, request);
  const std::vector<std::string> second = IdsOfChunk(1, request);
  expected.insert(expected.end(), second.begin(), second.end());
  const uint64_t operations = fs.operations();
  EXPECT_EQ(Ids(fs, false), expected);
  EXPECT_EQ(fs.operations(), operations) << "reading must change nothing";
}

TEST(ForEachKernel, LeavesOutADamagedChunk) {
  FakeFileSystem fs;
  const Request request = FakeRequest(40);
  Write(fs, request, 2);
  ASSERT_TRUE(WriteFileAtomically(fs, Join("out", ChunkName(0)), "torn"));
  EXPECT_EQ(Ids(fs, false), IdsOfChunk(1, request));
}

TEST(ForEachKernel, RefusesWhatIsNoDataset) {
  FakeFileSystem fs;
  const auto none = ForEachKernel(fs, "out", [](const Sample&) {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(none.error().message, HasSubstr("there is none"));
}

}  // namespace
}  // namespace warploom::dataset

#include "os/fake_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

void Append(FileSystem& fs, const std::string& path, std::string_view bytes, bool sync) {
  auto file = fs.OpenAppend(path);
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->Append(bytes));
  if (sync) {
    ASSERT_TRUE((*file)->Sync());
  }
}

TEST(FakeFileSystemTest, CrashLosesUnsyncedBytes) {
  FakeFileSystem fs;
  Append(fs, "journal", "kept ", true);
  ASSERT_TRUE(fs.SyncDirectory("."));
  Append(fs, "journal", "lost", false);
  fs.Crash(CrashMode::kLoseUnsynced);
  EXPECT_EQ(fs.Read("journal").value(), "kept ");
}

TEST(FakeFileSystemTest, CrashLosesNamesOfUnsyncedFolders) {
  FakeFileSystem fs;
  Append(fs, "new", "synced bytes, unsynced name", true);
  fs.Crash(CrashMode::kLoseUnsynced);
  EXPECT_FALSE(fs.Exists("new"));
}

TEST(FakeFileSystemTest, CrashMayKeepARenameWithoutTheBytes) {
  FakeFileSystem fs;
  Append(fs, "file.tmp", "never synced", false);
  ASSERT_TRUE(fs.Rename("file.tmp", "file"));
  fs.Crash(CrashMode::kKeepNames);
  EXPECT_EQ(fs.Read("file").value(), "");
}

TEST(FakeFileSystemTest, CrashUndoesUnsyncedRemovals) {
  FakeFileSystem fs;
  ASSERT_TRUE(fs.MakeDirectories("d"));
  Append(fs, "d/file", "x", true);
  ASSERT_TRUE(fs.SyncDirectory("d"));
  ASSERT_TRUE(fs.RemoveAll("d"));
  fs.Crash(CrashMode::kLoseUnsynced);
  EXPECT_THAT(fs.List("d").value(), ElementsAre("file"));
  ASSERT_TRUE(fs.RemoveAll("d"));
  ASSERT_TRUE(fs.SyncDirectory("."));
  fs.Crash(CrashMode::kLoseUnsynced);
  EXPECT_FALSE(fs.Exists("d/file"));
}

TEST(FakeFileSystemTest, CrashEndsOpenFilesAndLocks) {
  FakeFileSystem fs;
  auto lock = fs.Lock("lock");
  ASSERT_TRUE(lock);
  fs.Crash(CrashMode::kLoseUnsynced);
  EXPECT_FALSE((*lock)->Append("x"));
  auto again = fs.Lock("lock");
  EXPECT_TRUE(again);
  lock->reset();  // Destroying the stale lock must not release the new one.
  EXPECT_FALSE(fs.Lock("lock"));
}

TEST(FakeFileSystemTest, FullDiskStoresWhatFits) {
  FakeFileSystem fs;
  fs.SetCapacity(5);
  auto file = fs.Create("a");
  ASSERT_TRUE(file);
  EXPECT_TRUE((*file)->Append("123"));
  const Status full = (*file)->Append("456");
  ASSERT_FALSE(full);
  EXPECT_THAT(full.error().message, HasSubstr("writing a: the disk is full"));
  EXPECT_EQ(fs.Read("a").value(), "12345");
  ASSERT_TRUE(fs.Remove("a"));
  EXPECT_TRUE(WriteFileAtomically(fs, "b", "12345"));
}

TEST(FakeFileSystemTest, FailsTheOperationAskedFor) {
  FakeFileSystem fs;
  fs.FailOperation(1);
  EXPECT_TRUE(fs.MakeDirectories("a"));
  EXPECT_FALSE(fs.MakeDirectories("b"));
  EXPECT_TRUE(fs.MakeDirectories("c"));
  fs.FailOperation(0, true);
  EXPECT_FALSE(fs.MakeDirectories("d"));
  EXPECT_FALSE(fs.MakeDirectories("d"));
}

// Wherever the crash happens, the file has either its old or its new contents.
TEST(FakeFileSystemTest, AtomicWritesSurviveACrashAtEveryStep) {
  for (const CrashMode mode : {CrashMode::kLoseUnsynced, CrashMode::kKeepNames}) {
    bool finished = false;
    for (uint64_t step = 0; !finished; ++step) {
      FakeFileSystem fs;
      ASSERT_TRUE(WriteFileAtomically(fs, "f", "old"));
      fs.FailOperation(step, true);
      finished = WriteFileAtomically(fs, "f", "new").has_value();
      fs.Crash(mode);
      const std::string left = fs.Read("f").value();
      EXPECT_TRUE(left == "new" || (left == "old" && !finished)) << step << ": " << left;
    }
  }
}

TEST(FakeFileSystemTest, SyncTreeMakesNamesAndBytesDurable) {
  FakeFileSystem fs;
  ASSERT_TRUE(fs.MakeDirectories("d/e"));
  const auto file = *fs.Create("d/e/f");
  ASSERT_TRUE(file->Append("bytes"));
  ASSERT_TRUE(fs.SyncTree("d"));
  ASSERT_TRUE(file->Append(" more"));
  fs.Crash(CrashMode::kLoseUnsynced);
  EXPECT_EQ(fs.Read("d/e/f").value_or("none"), "bytes");
}

}  // namespace
}  // namespace warploom

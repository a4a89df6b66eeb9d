#include "os/file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstring>

#include "os/fake_file_system.h"
#include "os/temp_dir.h"

namespace warploom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The contract of FileSystem, checked on the real one and on the fake, so that tests that use the
// fake also hold for disks.
class FileSystemContract : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    Result<TempDir> made = TempDir::Make();
    ASSERT_TRUE(made) << made.error().message;
    dir_ = std::make_unique<TempDir>(std::move(*made));
    if (!is_real()) {
      ASSERT_TRUE(fake_.MakeDirectories(dir_->path()));
    }
  }

  bool is_real() const { return GetParam(); }
  FileSystem& fs() { return is_real() ? RealFileSystem() : fake_; }
  std::string Path(const std::string& name) const { return *dir_ / name; }

  void Write(const std::string& path, std::string_view bytes) {
    auto file = fs().Create(path);
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_TRUE((*file)->Append(bytes));
    ASSERT_TRUE((*file)->Close());
  }

  std::string ErrorOf(const Status& status) { return status ? "no error" : status.error().message; }

 private:
  std::unique_ptr<TempDir> dir_;
  FakeFileSystem fake_;
};

INSTANTIATE_TEST_SUITE_P(RealAndFake, FileSystemContract, ::testing::Bool(),
                         [](const auto& which) { return which.param ? "Real" : "Fake"; });

TEST_P(FileSystemContract, WritesAppendsAndReads) {
  const std::string path = Path("a.txt");
  Write(path, "one");
  auto file = fs().OpenAppend(path);
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->Append(" two"));
  ASSERT_TRUE((*file)->Sync());
  EXPECT_EQ(fs().Read(path).value(), "one two");  // Readable while still open.
  EXPECT_TRUE((*file)->Close());
  EXPECT_EQ(fs().Size(path).value(), 7U);
  Write(path, "new");
  EXPECT_EQ(fs().Read(path).value(), "new");
}

TEST_P(FileSystemContract, ReadsEmptyAndLargeFiles) {
  Write(Path("empty"), "");
  EXPECT_EQ(fs().Read(Path("empty")).value(), "");
  const std::string large(3'000'001, 'x');
  Write(Path("large"), large);
  EXPECT_EQ(fs().Read(Path("large")).value(), large);
}

TEST_P(FileSystemContract, NamesPathAndReasonOfWhatFails) {
  const auto missing = fs().Read(Path("none"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kIo);
  EXPECT_EQ(missing.error().message, "reading " + Path("none") + ": no such file or folder");
  EXPECT_THAT(fs().Create(Path("no/parent")).error().message, HasSubstr("no such file or folder"));
  EXPECT_THAT(fs().Size(Path("none")).error().message, HasSubstr("none"));
  EXPECT_THAT(ErrorOf(fs().Remove(Path("none"))), HasSubstr("no such file"));
  EXPECT_THAT(ErrorOf(fs().Rename(Path("none"), Path("b"))), HasSubstr("no such file"));
  EXPECT_THAT(fs().List(Path("none")).error().message, HasSubstr("no such file"));
  ASSERT_TRUE(fs().MakeDirectories(Path("folder")));
  EXPECT_THAT(fs().Create(Path("folder")).error().message, HasSubstr("a folder, not a file"));
  EXPECT_THAT(fs().Read(Path("folder")).error().message, HasSubstr("a folder, not a file"));
  Write(Path("file"), "");
  EXPECT_THAT(ErrorOf(fs().MakeDirectories(Path("file/below"))), HasSubstr("a file, not a folder"));
}

TEST_P(FileSystemContract, MakesAndListsFolders) {
  ASSERT_TRUE(fs().MakeDirectories(Path("a/b/c/")));
  ASSERT_TRUE(fs().MakeDirectories(Path("a/b/c")));
  EXPECT_TRUE(fs().IsDirectory(Path("a/b")));
  EXPECT_FALSE(fs().IsDirectory(Path("a/x")));
  Write(Path("a/z"), "");
  Write(Path("a/b/deep"), "");
  EXPECT_THAT(fs().List(Path("a")).value(), ElementsAre("b", "z"));
  EXPECT_FALSE(fs().Remove(Path("a/b")));
  ASSERT_TRUE(fs().RemoveAll(Path("a/b")));
  ASSERT_TRUE(fs().RemoveAll(Path("a/b")));
  EXPECT_THAT(fs().List(Path("a")).value(), ElementsAre("z"));
}

TEST_P(FileSystemContract, RenamesOverAFileAndMovesFolders) {
  Write(Path("from"), "new");
  Write(Path("to"), "old");
  ASSERT_TRUE(fs().Rename(Path("from"), Path("to")));
  EXPECT_FALSE(fs().Exists(Path("from")));
  EXPECT_EQ(fs().Read(Path("to")).value(), "new");
  ASSERT_TRUE(fs().MakeDirectories(Path("d/e")));
  Write(Path("d/e/f"), "x");
  ASSERT_TRUE(fs().Rename(Path("d"), Path("moved")));
  EXPECT_EQ(fs().Read(Path("moved/e/f")).value(), "x");
  EXPECT_FALSE(fs().Exists(Path("d")));
}

TEST_P(FileSystemContract, LocksOnce) {
  auto lock = fs().Lock(Path("lock"));
  ASSERT_TRUE(lock);
  const auto second = fs().Lock(Path("lock"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kInUse);
  EXPECT_THAT(second.error().message, HasSubstr("another process holds it"));
  lock->reset();
  EXPECT_TRUE(fs().Lock(Path("lock")));
}

TEST_P(FileSystemContract, WritesAtomically) {
  const std::string path = Path("manifest.json");
  ASSERT_TRUE(WriteFileAtomically(fs(), path, "first"));
  ASSERT_TRUE(WriteFileAtomically(fs(), path, "second"));
  EXPECT_EQ(fs().Read(path).value(), "second");
  EXPECT_FALSE(fs().Exists(TemporaryPath(path)));
  EXPECT_FALSE(WriteFileAtomically(fs(), Path("none/x"), "bytes"));
}

TEST(RealFileSystemTest, SaysThatTheDiskIsFull) {
  Result<TempDir> dir = TempDir::Make();
  ASSERT_TRUE(dir);
  const std::string mount_point = *dir / "small";
  ASSERT_TRUE(RealFileSystem().MakeDirectories(mount_point));
  if (::mount("tmpfs", mount_point.c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "needs the right to mount a tmpfs: " << std::strerror(errno)
                 << "; FakeFileSystemTest covers a full disk";
  }
  const std::string path = mount_point + "/shard";
  const Status kept = WriteFileAtomically(RealFileSystem(), path, "old");
  const Status failed = WriteFileAtomically(RealFileSystem(), path, std::string(1'000'000, 'x'));
  const Result<std::string> left = RealFileSystem().Read(path);
  const bool litter = RealFileSystem().Exists(TemporaryPath(path));
  ::umount(mount_point.c_str());
  EXPECT_TRUE(kept);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::kIo);
  EXPECT_THAT(failed.error().message, HasSubstr("shard"));
  EXPECT_THAT(failed.error().message, HasSubstr("the disk is full; free some space"));
  EXPECT_EQ(left.value(), "old");
  EXPECT_FALSE(litter);
}

TEST(RealFileSystemTest, WritesToNoDevice) {
  const auto file = RealFileSystem().Create("/dev/full");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().message, HasSubstr("this is a pipe or a device, not a file"));
}

TEST(RealFileSystemTest, RelativePathsHaveAFolder) {
  Result<TempDir> dir = TempDir::Make();
  ASSERT_TRUE(dir);
  char before[4096];
  ASSERT_NE(::getcwd(before, sizeof before), nullptr);
  ASSERT_EQ(::chdir(dir->path().c_str()), 0);
  EXPECT_TRUE(RealFileSystem().MakeDirectories("x/y"));
  EXPECT_TRUE(RealFileSystem().MakeDirectories("."));
  EXPECT_TRUE(WriteFileAtomically(RealFileSystem(), "plain", "bytes"));
  EXPECT_EQ(::chdir(before), 0);
  EXPECT_EQ(RealFileSystem().Read(*dir / "plain").value(), "bytes");
}

}  // namespace
}  // namespace warploom

#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "os/file_system.h"

namespace warploom {

// What a simulated crash leaves of unsynced work. Real disks do anything in between.
enum class CrashMode {
  kLoseUnsynced,  // Unsynced bytes are gone, and so are unsynced creations, renames and removals.
  kKeepNames,     // Every name change reached the disk, unsynced bytes did not: files are torn.
};

// An in-memory file system that fails on request. It is as strict as the real one: a missing
// parent folder, reading a folder and a second lock are errors. "/" and "." always exist.
class FakeFileSystem final : public FileSystem {
 public:
  FakeFileSystem();
  ~FakeFileSystem() override;

  // Loses what was not synced, releases all locks and makes every open file fail from now on.
  void Crash(CrashMode mode);

  // The disk is full when all files together have this many bytes; the write that reaches the
  // limit stores what fits, as on a real disk.
  void SetCapacity(uint64_t bytes) { capacity_ = bytes; }

  // Makes one modifying operation fail: the next one is number 0. With `and_after`, all later ones
  // fail as well, until FailNothing() or Crash().
  void FailOperation(uint64_t number, bool and_after = false);
  void FailNothing();

  // The number of modifying operations so far, whether or not they succeeded.
  uint64_t operations() const { return operations_; }

  Result<std::unique_ptr<WritableFile>> Create(const std::string& path) override;
  Result<std::unique_ptr<WritableFile>> OpenAppend(const std::string& path) override;
  Result<std::string> Read(const std::string& path) override;
  bool Exists(const std::string& path) override;
  EntryKind Kind(const std::string& path) override;
  bool IsDirectory(const std::string& path) override;
  Result<uint64_t> Size(const std::string& path) override;
  Status MakeDirectories(const std::string& path) override;
  Result<std::vector<std::string>> List(const std::string& path) override;
  Status Rename(const std::string& from, const std::string& to) override;
  Status Remove(const std::string& path) override;
  Status RemoveAll(const std::string& path) override;
  Status SyncDirectory(const std::string& path) override;
  Status SyncTree(const std::string& path) override;
  Result<std::unique_ptr<WritableFile>> Lock(const std::string& path) override;

 private:
  class File;
  // A file's bytes, and those that survive a crash. Folders have neither.
  struct Node {
    bool is_directory = false;
    std::string bytes, durable_bytes;
  };
  // Normalized path to node: what programs see, and what survives a crash.
  using Names = std::map<std::string, std::shared_ptr<Node>>;

  Status BeginOperation(std::string_view doing, const std::string& path);
  Result<std::shared_ptr<Node>> FindFile(std::string_view doing, const std::string& path) const;
  Result<std::unique_ptr<WritableFile>> Open(const std::string& path, bool truncate,
                                             std::string_view doing);
  Status CheckParent(std::string_view doing, const std::string& path) const;
  bool HasEntries(const std::string& key) const;
  uint64_t UsedBytes() const;

  Names names_, durable_names_;
  std::set<std::string> locks_;
  uint64_t capacity_ = std::numeric_limits<uint64_t>::max();
  uint64_t operations_ = 0;
  uint64_t first_failure_ = std::numeric_limits<uint64_t>::max();
  bool fail_after_ = false;
  uint64_t crashes_ = 0;  // Files opened before the last crash no longer work.
};

}  // namespace warploom

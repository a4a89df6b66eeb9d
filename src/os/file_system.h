#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace warploom {

// A file open for appending. Close() reports what the destructor would have to swallow.
class WritableFile {
 public:
  virtual ~WritableFile() = default;
  virtual Status Append(std::string_view bytes) = 0;
  virtual Status Sync() = 0;
  virtual Status Close() = 0;
};

// Everything we do to disks, so that tests can lose unsynced data or fill the disk.
// Paths are UTF-8 strings; errors are kIo and name the path and the reason in words.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  virtual Result<std::unique_ptr<WritableFile>> Create(const std::string& path) = 0;
  virtual Result<std::unique_ptr<WritableFile>> OpenAppend(const std::string& path) = 0;
  virtual Result<std::string> Read(const std::string& path) = 0;
  virtual bool Exists(const std::string& path) = 0;
  virtual bool IsDirectory(const std::string& path) = 0;
  virtual Result<uint64_t> Size(const std::string& path) = 0;
  // Makes the folder and its missing parents; they are durable when this returns.
  virtual Status MakeDirectories(const std::string& path) = 0;
  // Names (not paths) in a folder, sorted.
  virtual Result<std::vector<std::string>> List(const std::string& path) = 0;
  virtual Status Rename(const std::string& from, const std::string& to) = 0;
  virtual Status Remove(const std::string& path) = 0;
  // Removes a file or a folder with all that is in it; nothing there is no error.
  virtual Status RemoveAll(const std::string& path) = 0;
  // Makes renames and creations in the folder durable.
  virtual Status SyncDirectory(const std::string& path) = 0;
  // Makes all that is in the folder durable, names and bytes, at once: for thousands of small
  // files, whose own Sync() would cost milliseconds each.
  virtual Status SyncTree(const std::string& path) = 0;
  // Takes an exclusive lock that ends with the process. kUsage when another process holds it.
  virtual Result<std::unique_ptr<WritableFile>> Lock(const std::string& path) = 0;
};

// The operating system's own.
FileSystem& RealFileSystem();

// The name WriteFileAtomically uses until the bytes are whole; a crash can leave such a file.
std::string TemporaryPath(const std::string& path);

// Writes to TemporaryPath(path), syncs, renames, syncs the folder: after a crash there
// is either the old file or the whole new one.
Status WriteFileAtomically(FileSystem& fs, const std::string& path, std::string_view bytes);

}  // namespace warploom

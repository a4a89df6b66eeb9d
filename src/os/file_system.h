#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace warploom {

// A file open for appending. Close() reports the errors that a destructor would have to swallow.
class WritableFile {
 public:
  virtual ~WritableFile() = default;
  virtual Status Append(std::string_view bytes) = 0;
  virtual Status Sync() = 0;
  virtual Status Close() = 0;
};

// What a name stands for, without following symbolic links.
enum class EntryKind {
  kNothing,
  kFile,
  kFolder,
  kLink,
  kOther,  // A pipe, a device, a socket.
};

// All access to disks, behind an interface so that tests can lose unsynced data or fill the disk.
// Paths are UTF-8 strings. Errors are kIo and name the path and the reason.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // Neither writes through a symbolic link nor waits for the reader of a pipe: both are errors.
  virtual Result<std::unique_ptr<WritableFile>> Create(const std::string& path) = 0;
  virtual Result<std::unique_ptr<WritableFile>> OpenAppend(const std::string& path) = 0;
  // Of a regular file only: a pipe could block for ever, and a device have no end.
  virtual Result<std::string> Read(const std::string& path) = 0;
  virtual bool Exists(const std::string& path) = 0;
  virtual EntryKind Kind(const std::string& path) = 0;
  virtual bool IsDirectory(const std::string& path) = 0;
  virtual Result<uint64_t> Size(const std::string& path) = 0;
  // Makes the folder and its missing parents; they are durable when this returns.
  virtual Status MakeDirectories(const std::string& path) = 0;
  // Names (not paths) in a folder, sorted.
  virtual Result<std::vector<std::string>> List(const std::string& path) = 0;
  virtual Status Rename(const std::string& from, const std::string& to) = 0;
  // Removes a file, a link or an empty folder.
  virtual Status Remove(const std::string& path) = 0;
  // Removes a file or a folder with its contents; a missing path is not an error.
  virtual Status RemoveAll(const std::string& path) = 0;
  // Makes renames and creations in the folder durable.
  virtual Status SyncDirectory(const std::string& path) = 0;
  // Makes everything in the folder durable, names and bytes, at once: for thousands of small
  // files, where one Sync() each would take milliseconds.
  virtual Status SyncTree(const std::string& path) = 0;
  // Takes an exclusive lock, which is released when the process ends. kInUse when another process
  // holds it.
  virtual Result<std::unique_ptr<WritableFile>> Lock(const std::string& path) = 0;
};

// The file system of the operating system.
FileSystem& RealFileSystem();

// The name that WriteFileAtomically uses until the file is complete; a crash can leave such a file.
std::string TemporaryPath(const std::string& path);

// Writes to TemporaryPath(path), syncs it, renames it and syncs the folder: a crash leaves either
// the old file or the complete new one.
Status WriteFileAtomically(FileSystem& fs, const std::string& path, std::string_view bytes);

}  // namespace warploom

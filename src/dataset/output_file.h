#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "dataset/manifest.h"
#include "dataset/sha256.h"
#include "os/file_system.h"

namespace warploom::dataset {

// A file of the dataset being written. Bytes go to a temporary name and are counted and hashed;
// Commit gives the file its final name. Small pieces are buffered.
class OutputFile {
 public:
  // `path` is relative to `folder`; missing folders are created.
  static Result<std::unique_ptr<OutputFile>> Create(FileSystem& fs, const std::string& folder,
                                                    const std::string& path);

  Status Append(std::string_view bytes);
  uint64_t bytes() const { return bytes_; }

  // Makes the file durable under its final name.
  Result<FileEntry> Commit(uint64_t rows);

 private:
  OutputFile(FileSystem& fs, std::string folder, std::string path);

  Status WriteGathered();

  FileSystem& fs_;
  std::string folder_, path_;
  std::unique_ptr<WritableFile> file_;
  std::string gathered_;
  Sha256 digest_;
  uint64_t bytes_ = 0;
};

// Writes a whole small file at once.
Result<FileEntry> WriteOutputFile(FileSystem& fs, const std::string& folder,
                                  const std::string& path, std::string_view bytes, uint64_t rows);

}  // namespace warploom::dataset

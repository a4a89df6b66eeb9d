#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "os/file_system.h"

namespace warploom {

// A folder of this run for the temporary files of its children, in TemporaryRoot(). It holds a lock
// as long as the run lives. The destructor removes it; folders that killed runs of the same user
// left are removed when the next one is made.
class ScratchFolder {
 public:
  // kIo when it cannot be made.
  static Result<std::unique_ptr<ScratchFolder>> Make();

  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  const std::string& path() const { return path_; }

 private:
  ScratchFolder() = default;

  std::string path_;
  std::unique_ptr<WritableFile> lock_;
};

}  // namespace warploom

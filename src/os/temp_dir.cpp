#include "os/temp_dir.h"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "os/file_system.h"
#include "os/io_error.h"
#include "os/machine_limits.h"

namespace warploom {

Result<TempDir> TempDir::Make() {
  std::string path = TemporaryRoot() + "/warploom-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    return FailedIo("making the temporary folder", path, errno);
  }
  return TempDir(std::move(path));
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TempDir::~TempDir() {
  if (!path_.empty()) {
    (void)RealFileSystem().RemoveAll(path_);
  }
}

}  // namespace warploom

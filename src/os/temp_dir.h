#pragma once

#include <string>

#include "base/error.h"

namespace warploom {

// A new folder under TMPDIR (or /tmp), which the destructor removes with its contents.
class TempDir {
 public:
  static Result<TempDir> Make();

  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&& other) noexcept;
  ~TempDir();

  const std::string& path() const { return path_; }

  // The path of `name` in the folder; creates nothing.
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit TempDir(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace warploom

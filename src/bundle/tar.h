#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

// The POSIX ustar format, as far as bundles need it: regular files. Nothing here touches the disk;
// a name in an archive is a key and never a path. (libarchive would bring ten libraries with it.)
namespace warploom::bundle {

// Builds an archive in memory.
class TarWriter {
 public:
  // kInternal when the name is longer than the 100 bytes that the format has for it.
  Status Add(std::string_view name, std::string_view bytes);
  // The whole archive.
  std::string Finish() &&;

 private:
  std::string archive_;
};

// The files of an archive by name; the bytes are those of `archive`, which must outlive them.
// kCorrupt when it is truncated, damaged or no ustar archive, when it holds anything but regular
// files and folders, or when two files have one name.
Result<std::map<std::string, std::string_view, std::less<>>> ReadTar(std::string_view archive);

}  // namespace warploom::bundle

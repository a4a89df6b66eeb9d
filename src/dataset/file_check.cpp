#include "dataset/file_check.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "dataset/layout.h"
#include "dataset/sha256.h"

namespace warploom::dataset {
namespace {

tl::unexpected<Error> NotWhole(const std::string& path, std::string_view problem) {
  return Fail(ErrorKind::kCorrupt,
              fmt::format("checking {}: {}; restore the file or generate the dataset again in "
                          "another folder",
                          path, problem));
}

Status CheckSize(const std::string& path, uint64_t bytes, uint64_t wanted) {
  return bytes == wanted
             ? Status()
             : NotWhole(path, fmt::format("it has {} bytes but should have {}", bytes, wanted));
}

Status CheckFile(FileSystem& fs, const std::string& path, const FileEntry& entry, FileCheck check) {
  if (!fs.Exists(path) || fs.IsDirectory(path)) {
    return NotWhole(path, "it is missing");
  }
  if (check == FileCheck::kSizes) {
    WARPLOOM_ASSIGN_OR_RETURN(const uint64_t bytes, fs.Size(path));
    return CheckSize(path, bytes, entry.bytes);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, fs.Read(path));
  WARPLOOM_TRY(CheckSize(path, bytes.size(), entry.bytes));
  return Sha256Hex(bytes) == entry.sha256 ? Status() : NotWhole(path, "its bytes have changed");
}

Status CheckHashesIn(FileSystem& fs, const std::string& path, const std::vector<std::string>& names,
                     const FileEntry& entry) {
  std::map<std::string, std::string> digests;
  for (const std::string& name : names) {
    WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, fs.Read(Join(path, name)));
    digests[name] = Sha256Hex(bytes);
  }
  return Sha256OfListing(digests) == entry.sha256 ? Status()
                                                  : NotWhole(path, "a file in it has changed");
}

Status CheckFolder(FileSystem& fs, const std::string& path, const FileEntry& entry,
                   FileCheck check) {
  if (!fs.IsDirectory(path)) {
    return NotWhole(path, "it is missing");
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<std::string> names, fs.List(path));
  if (names.size() != entry.rows) {
    return NotWhole(path,
                    fmt::format("it has {} files and should have {}", names.size(), entry.rows));
  }
  if (check == FileCheck::kHashes) {
    return CheckHashesIn(fs, path, names, entry);
  }
  uint64_t bytes = 0;
  for (const std::string& name : names) {
    WARPLOOM_ASSIGN_OR_RETURN(const uint64_t size, fs.Size(Join(path, name)));
    bytes += size;
  }
  return CheckSize(path, bytes, entry.bytes);
}

}  // namespace

Status CheckFileEntry(FileSystem& fs, const std::string& folder, const FileEntry& entry,
                      FileCheck check) {
  const std::string path = Join(folder, entry.path);
  return entry.path.ends_with('/') ? CheckFolder(fs, path, entry, check)
                                   : CheckFile(fs, path, entry, check);
}

Status CheckFiles(FileSystem& fs, const std::string& folder, const Manifest& manifest,
                  FileCheck check) {
  for (const FileEntry& entry : manifest.files) {
    WARPLOOM_TRY(CheckFileEntry(fs, folder, entry, check));
  }
  return {};
}

}  // namespace warploom::dataset

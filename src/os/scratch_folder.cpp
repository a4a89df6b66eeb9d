#include "os/scratch_folder.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "os/io_error.h"
#include "os/machine_limits.h"

namespace warploom {
namespace {

constexpr std::string_view kPrefix = "warploom-run-";
constexpr std::string_view kScratchLock = "/lock";

bool IsOurFolder(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid();
}

// A folder without a lock file may be one that another run is just making.
void RemoveLeftFolders(const std::string& root) {
  FileSystem& fs = RealFileSystem();
  for (const std::string& name : fs.List(root).value_or(std::vector<std::string>())) {
    const std::string path = fmt::format("{}/{}", root, name);
    if (!name.starts_with(kPrefix) || !IsOurFolder(path) ||
        fs.Kind(path + std::string(kScratchLock)) != EntryKind::kFile) {
      continue;
    }
    if (const auto lock = fs.Lock(path + std::string(kScratchLock))) {
      (void)fs.RemoveAll(path);  // Whatever is left is tried again by the next run.
    }
  }
}

}  // namespace

Result<std::unique_ptr<ScratchFolder>> ScratchFolder::Make() {
  const std::string root = TemporaryRoot();
  RemoveLeftFolders(root);
  std::string path = root + "/" + std::string(kPrefix) + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    return FailedIo("making a temporary folder (TMPDIR says where)", path, errno);
  }
  std::unique_ptr<ScratchFolder> folder(new ScratchFolder());
  folder->path_ = path;
  // Others see the lock file only once it is locked.
  FileSystem& fs = RealFileSystem();
  WARPLOOM_ASSIGN_OR_RETURN(folder->lock_, fs.Lock(path + "/lock.new"));
  WARPLOOM_TRY(fs.Rename(path + "/lock.new", path + std::string(kScratchLock)));
  return folder;
}

ScratchFolder::~ScratchFolder() {
  if (!path_.empty()) {
    (void)RealFileSystem().RemoveAll(path_);
  }
}

}  // namespace warploom

#include <filesystem>

#include "os/file_system.h"

namespace warploom {
namespace {

Status WriteAndSync(FileSystem& fs, const std::string& path, std::string_view bytes) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::unique_ptr<WritableFile> file, fs.Create(path));
  WARPLOOM_TRY(file->Append(bytes));
  WARPLOOM_TRY(file->Sync());
  return file->Close();
}

}  // namespace

std::string TemporaryPath(const std::string& path) { return path + ".tmp"; }

Status WriteFileAtomically(FileSystem& fs, const std::string& path, std::string_view bytes) {
  const std::string temporary = TemporaryPath(path);
  Status written = WriteAndSync(fs, temporary, bytes);
  if (written) {
    written = fs.Rename(temporary, path);
  }
  if (!written) {
    // The first failure is the one to report; the next attempt overwrites what is left.
    (void)fs.Remove(temporary);
    return written;
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return fs.SyncDirectory(folder.empty() ? "." : folder);
}

}  // namespace warploom

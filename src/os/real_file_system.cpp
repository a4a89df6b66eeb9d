#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "os/file_descriptor.h"
#include "os/file_system.h"
#include "os/io_error.h"

namespace warploom {
namespace {

int OpenRetrying(const std::string& path, int flags) {
  int fd = -1;
  do {
    fd = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

class PosixFile final : public WritableFile {
 public:
  PosixFile(std::string path, FileDescriptor fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  Status Append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) {
        continue;
      }
      if (written < 0) {
        return FailedIo("writing", path_, errno);
      }
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
  }

  Status Sync() override {
    if (::fsync(fd_.get()) != 0) {
      return FailedIo("writing to disk", path_, errno);
    }
    return {};
  }

  // Network file systems may report write errors only here.
  Status Close() override {
    if (fd_.is_open() && ::close(fd_.Release()) != 0 && errno != EINTR) {
      return FailedIo("closing", path_, errno);
    }
    return {};
  }

 private:
  std::string path_;
  FileDescriptor fd_;
};

// Without O_NONBLOCK, opening a pipe would wait for its other end.
Status CheckIsFile(std::string_view doing, const std::string& path, int fd) {
  struct stat info {};
  if (::fstat(fd, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode) ||
                                  S_ISBLK(info.st_mode) || S_ISSOCK(info.st_mode))) {
    return Fail(ErrorKind::kIo,
                fmt::format("{} {}: this is a pipe or a device, not a file", doing, path));
  }
  return {};
}

Result<std::unique_ptr<WritableFile>> OpenForWriting(const std::string& path, int flags,
                                                     std::string_view doing) {
  FileDescriptor fd(OpenRetrying(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | flags));
  if (!fd.is_open()) {
    return FailedIo(doing, path, errno);
  }
  WARPLOOM_TRY(CheckIsFile(doing, path, fd.get()));
  return std::make_unique<PosixFile>(path, std::move(fd));
}

Status SyncOneDirectory(const std::string& path) {
  const FileDescriptor fd(OpenRetrying(path, O_RDONLY | O_DIRECTORY));
  if (!fd.is_open()) {
    return FailedIo("opening the folder", path, errno);
  }
  // File systems that cannot sync folders report EINVAL; they have nothing to make durable.
  if (::fsync(fd.get()) != 0 && errno != EINVAL) {
    return FailedIo("writing to disk the folder", path, errno);
  }
  return {};
}

std::string ParentOf(const std::filesystem::path& path) {
  const std::filesystem::path parent = path.parent_path();
  return parent.empty() ? "." : parent.string();
}

class PosixFileSystem final : public FileSystem {
 public:
  Result<std::unique_ptr<WritableFile>> Create(const std::string& path) override {
    return OpenForWriting(path, O_TRUNC, "creating");
  }

  Result<std::unique_ptr<WritableFile>> OpenAppend(const std::string& path) override {
    return OpenForWriting(path, O_APPEND, "opening");
  }

  Result<std::string> Read(const std::string& path) override {
    const FileDescriptor fd(OpenRetrying(path, O_RDONLY | O_NONBLOCK));
    if (!fd.is_open()) {
      return FailedIo("reading", path, errno);
    }
    WARPLOOM_TRY(CheckIsFile("reading", path, fd.get()));
    struct stat info {};
    const bool has_size = ::fstat(fd.get(), &info) == 0 && info.st_size > 0;
    // One byte more than the size, so that reading the whole file and its end needs no second
    // buffer.
    std::string bytes(has_size ? static_cast<size_t>(info.st_size) + 1 : 65536, '\0');
    size_t used = 0;
    while (true) {
      if (used == bytes.size()) {
        bytes.resize(2 * bytes.size());
      }
      const ssize_t got = ::read(fd.get(), bytes.data() + used, bytes.size() - used);
      if (got < 0 && errno == EINTR) {
        continue;
      }
      if (got < 0) {
        return FailedIo("reading", path, errno);
      }
      if (got == 0) {
        break;
      }
      used += static_cast<size_t>(got);
    }
    bytes.resize(used);
    return bytes;
  }

  bool Exists(const std::string& path) override {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0;
  }

  EntryKind Kind(const std::string& path) override {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
      return EntryKind::kNothing;
    }
    if (S_ISLNK(info.st_mode)) {
      return EntryKind::kLink;
    }
    if (S_ISDIR(info.st_mode)) {
      return EntryKind::kFolder;
    }
    return S_ISREG(info.st_mode) ? EntryKind::kFile : EntryKind::kOther;
  }

  bool IsDirectory(const std::string& path) override {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  }

  Result<uint64_t> Size(const std::string& path) override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      return FailedIo("looking at", path, errno);
    }
    return static_cast<uint64_t>(info.st_size);
  }

  Status MakeDirectories(const std::string& path) override {
    // Part by part as written, since with a link among them a/../b is not b.
    std::filesystem::path made;
    for (const std::filesystem::path& part : std::filesystem::path(path)) {
      if (part.empty()) {
        continue;  // What follows a slash at the end.
      }
      made /= part;
      if (::mkdir(made.c_str(), 0777) == 0) {
        WARPLOOM_TRY(SyncOneDirectory(ParentOf(made)));
      } else if (const int reason = errno; !IsDirectory(made.string())) {
        return FailedIo("making the folder", path, reason == EEXIST ? ENOTDIR : reason);
      }
    }
    return {};
  }

  Result<std::vector<std::string>> List(const std::string& path) override {
    std::error_code error;
    std::vector<std::string> names;
    std::filesystem::directory_iterator it(path, error);
    for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
      names.push_back(it->path().filename().string());
    }
    if (error) {
      return FailedIo("listing", path, error.value());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  Status Rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) {
      const int reason = errno;
      return FailedIo(fmt::format("renaming {} to", from), to, reason);
    }
    return {};
  }

  Status Remove(const std::string& path) override {
    if (std::remove(path.c_str()) != 0) {
      return FailedIo("removing", path, errno);
    }
    return {};
  }

  Status RemoveAll(const std::string& path) override {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) {
      return FailedIo("removing", path, error.value());
    }
    return {};
  }

  Status SyncDirectory(const std::string& path) override { return SyncOneDirectory(path); }

  Status SyncTree(const std::string& path) override {
    const FileDescriptor fd(OpenRetrying(path, O_RDONLY | O_DIRECTORY));
    if (!fd.is_open()) {
      return FailedIo("opening the folder", path, errno);
    }
    // This syncs the whole file system, which is still far quicker than one fsync per file.
    return ::syncfs(fd.get()) == 0 ? Status() : FailedIo("writing to disk all of", path, errno);
  }

  Result<std::unique_ptr<WritableFile>> Lock(const std::string& path) override {
    FileDescriptor fd(OpenRetrying(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK));
    if (!fd.is_open()) {
      return FailedIo("locking", path, errno);
    }
    WARPLOOM_TRY(CheckIsFile("locking", path, fd.get()));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
      const int reason = errno;
      if (reason == EWOULDBLOCK) {
        return Fail(ErrorKind::kInUse,
                    fmt::format("locking {}: another process holds it; wait until it is done or "
                                "choose another folder",
                                path));
      }
      return FailedIo("locking", path, reason);
    }
    return std::make_unique<PosixFile>(path, std::move(fd));
  }
};

}  // namespace

FileSystem& RealFileSystem() {
  static PosixFileSystem instance;
  return instance;
}

}  // namespace warploom

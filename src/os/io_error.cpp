#include "os/io_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace warploom {
namespace {

// What is wrong and what to do about it, for the errors that users are likely to see.
std::string InWords(int error_number) {
  switch (error_number) {
    case ENOSPC:
      return "the disk is full; free some space and run the same command again";
    case EDQUOT:
      return "your disk quota is used up; free some space and run the same command again";
    case EFBIG:
      return "the file would exceed the limit of the file system or of the process; raise it "
             "(ulimit -f) or write elsewhere";
    case EACCES:
    case EPERM:
      return "permission denied; choose another place or change its permissions";
    case EROFS:
      return "the file system is read-only; choose another place";
    case ENOENT:
      return "no such file or folder";
    case ENOTDIR:
      return "part of the path is a file, not a folder";
    case EISDIR:
      return "this is a folder, not a file";
    case ELOOP:
      return "this is a symbolic link, which is not followed; remove it or choose another place";
    case ENXIO:
      return "this is a pipe or a device, not a file";
    case EEXIST:
      return "something of this name already exists";
    case ENOTEMPTY:
      return "the folder is not empty";
    case EMFILE:
    case ENFILE:
      return "too many open files; raise the limit (ulimit -n)";
    case ENOLCK:
    case ENOSYS:
    case EOPNOTSUPP:
      return "this file system cannot do it (it may have no file locks); choose a folder on "
             "another "
             "disk";
    case EIO:
      return "the disk reported an input/output error; check the disk";
    default:
      return std::generic_category().message(error_number);
  }
}

}  // namespace

tl::unexpected<Error> FailedIo(std::string_view doing, const std::string& path, int error_number) {
  return Fail(ErrorKind::kIo, fmt::format("{} {}: {}", doing, path, InWords(error_number)));
}

}  // namespace warploom

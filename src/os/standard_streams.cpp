#include "os/standard_streams.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>

#include "os/clock.h"
#include "os/file_descriptor.h"

namespace warploom {
namespace {

bool pipe_signal_was_ignored = false;

// The lowest free number is the closed one, since those below it are open by now.
void OpenIfClosed(int fd, int flags) {
  if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) {
    return;
  }
  // A sandbox may lack /dev/null; a folder reads and takes nothing either.
  if (::open("/dev/null", flags) < 0) {
    (void)!::open("/", O_RDONLY | O_DIRECTORY);
  }
}

// The flag O_NONBLOCK belongs to everybody who shares the pipe, so it is left as it is and the pipe
// is opened anew. A socket cannot be; its flag is cleared.
void MakeBlocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || (flags & O_NONBLOCK) == 0) {
    return;
  }
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  // Without O_NONBLOCK, opening a pipe that nobody reads would wait for a reader.
  const FileDescriptor again(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
  if (again.is_open()) {
    ::dup2(again.get(), fd);
  }
  ::fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
}

bool WaitUntilWritable(int fd, double seconds) {
  pollfd entry{.fd = fd, .events = POLLOUT, .revents = 0};
  const int ready = ::poll(&entry, 1, static_cast<int>(1000 * std::max(0.0, seconds)));
  return ready == 1 && (entry.revents & POLLOUT) != 0;
}

}  // namespace

void PrepareStandardStreams() {
  OpenIfClosed(STDIN_FILENO, O_RDONLY);
  OpenIfClosed(STDOUT_FILENO, O_RDONLY);  // Not for writing: what is printed cannot arrive.
  OpenIfClosed(STDERR_FILENO, O_WRONLY);
  MakeBlocking(STDOUT_FILENO);
  pipe_signal_was_ignored = ::signal(SIGPIPE, SIG_IGN) == SIG_IGN;
  ::signal(SIGXFSZ, SIG_IGN);
}

void WriteToStandardError(std::string_view text, double patience_seconds) {
  const double end = RealClock().Seconds() + patience_seconds;
  while (!text.empty()) {
    // A pipe that counts as writable takes so much without blocking.
    const size_t piece = std::min<size_t>(text.size(), PIPE_BUF);
    if (!WaitUntilWritable(STDERR_FILENO, end - RealClock().Seconds())) {
      return;
    }
    const ssize_t written = ::write(STDERR_FILENO, text.data(), piece);
    if (written < 0 && errno != EINTR && errno != EAGAIN) {
      return;
    }
    text.remove_prefix(static_cast<size_t>(std::max<ssize_t>(written, 0)));
  }
}

void EndByBrokenPipe() {
  if (!pipe_signal_was_ignored) {
    ::signal(SIGPIPE, SIG_DFL);
    ::raise(SIGPIPE);
  }
}

Error StandardOutputFailed(int error_number) {
  if (error_number == EPIPE) {
    EndByBrokenPipe();
  }
  return {ErrorKind::kIo,
          "writing to standard output: it failed; check the disk or the program that reads it"};
}

Status CheckStandardOutput() {
  errno = 0;
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return tl::make_unexpected(StandardOutputFailed(errno));
  }
  return {};
}

}  // namespace warploom

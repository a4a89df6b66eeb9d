#include "os/subprocess.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>

#include "os/resident_memory.h"
#include "os/spawn.h"

namespace warploom {
namespace {

constexpr size_t kReadBytes = 65536;
constexpr int kReadsPerPump =
    64;  // So that one child with endless output does not starve the others.
constexpr double kTickWithoutPidfd = 0.05;

// Passes the available bytes to `sink` and closes `fd` at its end. True when something was read or
// the end was reached.
template <typename Sink>
bool ReadAvailable(FileDescriptor& fd, int reads, Sink sink) {
  static thread_local char buffer[kReadBytes];
  bool any = false;
  for (int i = 0; fd.is_open() && i < reads; ++i) {
    const ssize_t got = ::read(fd.get(), buffer, sizeof buffer);
    if (got > 0) {
      sink(std::string_view(buffer, static_cast<size_t>(got)));
      any = true;
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else if (got < 0 && errno == EAGAIN) {
      break;
    } else {
      fd.Reset();
      any = true;
    }
  }
  return any;
}

}  // namespace

std::string ExitStatus::Describe() const {
  if (signal == 0) {
    return fmt::format("exited with status {}", code);
  }
  const char* name = ::sigabbrev_np(signal);
  return name != nullptr ? fmt::format("died (SIG{})", name)
                         : fmt::format("died (signal {})", signal);
}

Result<std::unique_ptr<Subprocess>> Subprocess::Start(const SubprocessOptions& options) {
  WARPLOOM_ASSIGN_OR_RETURN(Spawned spawned, Spawn(options));
  std::unique_ptr<Subprocess> child(new Subprocess());
  child->pid_ = spawned.pid;
  child->input_ = std::move(spawned.input);
  child->output_fd_ = std::move(spawned.output);
  child->error_fd_ = std::move(spawned.error);
  child->exit_fd_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, spawned.pid, 0)));
  child->error_tail_bytes_ = options.error_tail_bytes;
  return child;
}

Subprocess::~Subprocess() { Kill(); }

void Subprocess::Send(std::string_view bytes) {
  queued_.append(bytes);
  SendQueued();
}

void Subprocess::CloseInput() {
  close_input_ = true;
  SendQueued();
}

bool Subprocess::SendQueued() {
  bool any = false;
  while (input_.is_open() && sent_ < queued_.size()) {
    const ssize_t went =
        ::send(input_.get(), queued_.data() + sent_, queued_.size() - sent_, MSG_NOSIGNAL);
    if (went >= 0) {
      sent_ += static_cast<size_t>(went);
      any = true;
    } else if (errno == EAGAIN) {
      return any;
    } else if (errno != EINTR) {
      input_.Reset();  // Nobody reads any more; the exit status will show why.
    }
  }
  queued_.clear();
  sent_ = 0;
  if (close_input_) {
    input_.Reset();
  }
  return any;
}

std::optional<std::string> Subprocess::TakeLine() {
  const size_t end = output_.find('\n', scanned_);
  if (end == std::string::npos) {
    output_.erase(0, taken_);
    taken_ = 0;
    scanned_ = output_.size();
    return std::nullopt;
  }
  std::string line = output_.substr(taken_, end - taken_);
  taken_ = scanned_ = end + 1;
  return line;
}

bool Subprocess::ReadOutput() {
  return ReadAvailable(output_fd_, kReadsPerPump,
                       [this](std::string_view bytes) { output_.append(bytes); });
}

bool Subprocess::ReadErrors() {
  return ReadAvailable(error_fd_, kReadsPerPump, [this](std::string_view bytes) {
    error_tail_.append(bytes);
    if (error_tail_.size() > error_tail_bytes_) {
      error_tail_.erase(0, error_tail_.size() - error_tail_bytes_);
    }
  });
}

// Checks without reaping: the process group's id stays valid until Reap() has killed the rest of
// the group.
bool Subprocess::NoticeExit() {
  siginfo_t info{};
  const int result =
      exit_status_ ? 0
                   : ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
  const bool was_taken =
      result != 0 && errno == ECHILD;  // Something else in this process waited for it.
  if (info.si_pid == 0 && !was_taken) {
    return false;
  }
  Reap();
  return true;
}

void Subprocess::Reap() {
  ::kill(-pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  // Everything the child itself wrote is in the pipes by now, and one call empties a full pipe.
  ReadOutput();
  ReadErrors();
  exit_status_ = WIFSIGNALED(status) ? ExitStatus{.code = 0, .signal = WTERMSIG(status)}
                                     : ExitStatus{.code = WEXITSTATUS(status), .signal = 0};
  input_.Reset();
  output_fd_.Reset();
  error_fd_.Reset();
  exit_fd_.Reset();
}

void Subprocess::Kill() {
  if (!exit_status_) {
    Reap();
  }
}

uint64_t Subprocess::ResidentBytes() const { return exit_status_ ? 0 : ResidentBytesOfTree(pid_); }

void Subprocess::AppendPollEntries(std::vector<pollfd>& entries) const {
  if (exit_status_) {
    return;
  }
  const auto add = [&](const FileDescriptor& fd, short events) {
    if (fd.is_open()) {
      entries.push_back(pollfd{.fd = fd.get(), .events = events, .revents = 0});
    }
  };
  if (sent_ < queued_.size()) {
    add(input_, POLLOUT);
  }
  add(output_fd_, POLLIN);
  add(error_fd_, POLLIN);
  add(exit_fd_, POLLIN);
}

bool Subprocess::MoveBytes() {
  if (exit_status_) {
    return false;
  }
  bool any = SendQueued();
  any = ReadOutput() || any;
  // Standard error is kept, but its arrival alone is not worth reporting.
  ReadErrors();
  return NoticeExit() || any;
}

bool Pump(std::span<Subprocess* const> children, int wake_fd, double seconds) {
  std::vector<pollfd> entries;
  for (const Subprocess* child : children) {
    child->AppendPollEntries(entries);
    if (!child->exit_status_ && !child->exit_fd_.is_open()) {
      seconds = std::min(seconds, kTickWithoutPidfd);
    }
  }
  if (wake_fd >= 0) {
    entries.push_back(pollfd{.fd = wake_fd, .events = POLLIN, .revents = 0});
  }
  const double milliseconds = std::clamp(std::ceil(seconds * 1000), 0.0, 1e9);
  ::poll(entries.data(), entries.size(), static_cast<int>(milliseconds));
  bool any = false;
  for (Subprocess* child : children) {
    any = child->MoveBytes() || any;
  }
  return any;
}

}  // namespace warploom

#include "gpu_run/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "gpu_run/child_messages.h"
#include "gpu_run/driver.h"
#include "gpu_run/launch.h"

namespace warploom::gpu_run {
namespace {

double Now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A parent that is gone reads nothing; then SIGPIPE ends this process.
void WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      _exit(1);
    }
    text.remove_prefix(static_cast<size_t>(std::max<ssize_t>(written, 0)));
  }
}

// Dies with its parent, leaves no core file behind, and keeps what kernels print to itself.
void BecomeChild(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  if (getppid() != parent) {
    _exit(1);  // The parent died before the first line could tie this process to it.
  }
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing >= 0) {
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      dup2(nothing, fd);
    }
  }
}

Result<std::pair<Driver, GpuFacts>> Open(const bundle::Bundle& bundle, const RunOptions& options) {
  WARPLOOM_ASSIGN_OR_RETURN(const Driver driver, LoadDriver());
  WARPLOOM_ASSIGN_OR_RETURN(GpuFacts gpu,
                            OpenGpu(driver, options.device, bundle.manifest().cuda_version()));
  return std::pair(driver, std::move(gpu));
}

[[noreturn]] void RunSamples(const bundle::Bundle& bundle, const RunOptions& options, size_t first,
                             int output) {
  const auto opened = Open(bundle, options);
  if (!opened) {
    WriteAll(output, EncodeGpu(tl::make_unexpected(opened.error())));
    _exit(0);
  }
  WriteAll(output, EncodeGpu(opened->second));
  const auto& samples = bundle.manifest().samples;
  for (size_t i = first; i < samples.size(); ++i) {
    const Launched launched = RunSample(opened->first, opened->second, bundle, samples[i]);
    WriteAll(output, EncodeVerdict(launched.verdict));
    if (launched.is_spoiled) {
      break;
    }
  }
  _exit(0);  // The driver's own clean-up may hang after an error.
}

}  // namespace

Result<std::unique_ptr<Child>> Child::Start(const bundle::Bundle& bundle, const RunOptions& options,
                                            size_t first) {
  std::array<int, 2> ends = {-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Fail(ErrorKind::kIo, fmt::format("making a pipe: {}", std::strerror(errno)));
  }
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    BecomeChild(parent);
    RunSamples(bundle, options, first, ends[1]);
  }
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return Fail(ErrorKind::kIo, fmt::format("starting a process: {}", std::strerror(errno)));
  }
  return std::unique_ptr<Child>(new Child(pid, ends[0]));
}

Child::~Child() {
  close(output_);
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
}

std::optional<std::string> Child::TakeLine() {
  const size_t end = unread_.find('\n');
  if (end == std::string::npos) {
    return std::nullopt;
  }
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

std::optional<std::string> Child::NextLine(double seconds) {
  const double deadline = Now() + seconds;
  while (true) {
    if (auto line = TakeLine()) {
      return line;
    }
    const double left = deadline - Now();
    pollfd entry = {.fd = output_, .events = POLLIN, .revents = 0};
    if (left <= 0 || poll(&entry, 1, static_cast<int>(left * 1000) + 1) < 0) {
      if (left > 0 && errno == EINTR) {
        continue;
      }
      return std::nullopt;
    }
    if (entry.revents == 0) {
      continue;
    }
    std::array<char, 4096> piece = {};
    const ssize_t count = read(output_, piece.data(), piece.size());
    if (count <= 0) {
      has_ended_ = true;
      return std::nullopt;
    }
    unread_.append(piece.data(), static_cast<size_t>(count));
  }
}

std::string Child::HowItEnded() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  if (WIFSIGNALED(status)) {
    const char* const name = sigabbrev_np(WTERMSIG(status));
    return fmt::format("dies of SIG{}", name == nullptr ? "?" : name);
  }
  return fmt::format("ends with exit code {}", WEXITSTATUS(status));
}

}  // namespace warploom::gpu_run

#include "os/spawn.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "base/check.h"

namespace warploom {
namespace {

// Everything that the child needs, prepared before fork(): only async-signal-safe calls are allowed
// between fork and exec, since other threads (Arrow's, for example) may hold the allocator's lock.
struct ChildPlan {
  std::vector<char*> argv;
  std::vector<char*> envp;
  int input = -1, output = -1, error = -1;
  int report = -1;  // Where the child writes errno when it cannot run the program.
  pid_t parent = -1;
};

struct Channel {
  FileDescriptor ours, childs;
};

tl::unexpected<Error> CannotStart(const std::string& program, int error_number) {
  return Fail(ErrorKind::kEnvironment, fmt::format("starting {}: {}", program,
                                                   std::generic_category().message(error_number)));
}

// A descriptor above 2: the child's dup2() onto 0, 1 and 2 must not overwrite one of its sources,
// which happens when we ourselves were started with a closed standard stream.
FileDescriptor AboveStandardStreams(int fd) {
  FileDescriptor owned(fd);
  return fd > 2 ? std::move(owned) : FileDescriptor(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
}

Channel MakePipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return {};
  }
  return {AboveStandardStreams(ends[0]), AboveStandardStreams(ends[1])};
}

Channel MakeSocket() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return {};
  }
  return {AboveStandardStreams(ends[0]), AboveStandardStreams(ends[1])};
}

bool SetNonBlocking(const FileDescriptor& fd) {
  return fd.is_open() && ::fcntl(fd.get(), F_SETFL, O_NONBLOCK) == 0;
}

// Our environment with the given variables replaced or added, as "name=value".
std::vector<std::string> MergedEnvironment(
    const std::vector<std::pair<std::string, std::string>>& changes) {
  std::vector<std::string> merged;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('='));
    if (std::none_of(changes.begin(), changes.end(),
                     [&](const auto& change) { return change.first == name; })) {
      merged.emplace_back(text);
    }
  }
  for (const auto& [name, value] : changes) {
    merged.push_back(fmt::format("{}={}", name, value));
  }
  return merged;
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void ReportAndExit(int report) {
  const int reason = errno;
  (void)!::write(report, &reason, sizeof reason);
  ::_exit(127);
}

[[noreturn]] void RunChild(const ChildPlan& plan) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != plan.parent) {
    ::_exit(127);  // The parent died before the line above took effect.
  }
  // exec() resets caught signals but keeps ignored and blocked ones.
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGINT, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::dup2(plan.input, 0) < 0 || ::dup2(plan.output, 1) < 0 || ::dup2(plan.error, 2) < 0) {
    ReportAndExit(plan.report);
  }
  ::execvpe(plan.argv[0], plan.argv.data(), plan.envp.data());
  ReportAndExit(plan.report);
}

// If our parent ignored SIGCHLD, so do we, and the kernel then discards the exit statuses of
// children.
void KeepExitStatuses() {
  struct sigaction action {};
  if (::sigaction(SIGCHLD, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) {
    ::signal(SIGCHLD, SIG_DFL);
  }
}

// The errno with which the child failed to run the program, or 0: the child's end of the pipe
// closes on exec.
int ReadReport(const FileDescriptor& report) {
  int reason = 0;
  ssize_t got = 0;
  do {
    got = ::read(report.get(), &reason, sizeof reason);
  } while (got < 0 && errno == EINTR);
  return got == sizeof reason ? reason : 0;
}

}  // namespace

Result<Spawned> Spawn(const SubprocessOptions& options) {
  WARPLOOM_CHECK(!options.argv.empty(), "a command needs at least the program's name");
  const std::string& program = options.argv[0];
  Channel input = MakeSocket(), output = MakePipe(), error = MakePipe(), report = MakePipe();
  if (!SetNonBlocking(input.ours) || !SetNonBlocking(output.ours) || !SetNonBlocking(error.ours) ||
      !report.ours.is_open()) {
    return CannotStart(program, errno);
  }
  std::vector<std::string> arguments = options.argv;
  std::vector<std::string> environment = MergedEnvironment(options.environment);
  KeepExitStatuses();
  const ChildPlan plan{.argv = Pointers(arguments),
                       .envp = Pointers(environment),
                       .input = input.childs.get(),
                       .output = output.childs.get(),
                       .error = error.childs.get(),
                       .report = report.childs.get(),
                       .parent = ::getpid()};
  const pid_t pid = ::fork();
  if (pid < 0) {
    return CannotStart(program, errno);
  }
  if (pid == 0) {
    RunChild(plan);
  }
  ::setpgid(pid, pid);  // Parent and child both call it, so that neither can be too late.
  report.childs.Reset();
  if (const int reason = ReadReport(report.ours); reason != 0) {
    ::waitpid(pid, nullptr, 0);
    return CannotStart(program, reason);
  }
  return Spawned{pid, std::move(input.ours), std::move(output.ours), std::move(error.ours)};
}

}  // namespace warploom

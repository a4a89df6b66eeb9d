#include "os/stop_signal.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace warploom {
namespace {

std::atomic<bool> requested = false;
std::atomic<int> read_end = -1;
std::atomic<int> write_end = -1;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
              "a signal handler may only touch lock-free atomics");

void RequestFromHandler() {
  requested.store(true);
  if (const int fd = write_end.load(); fd >= 0) {
    const char byte = 's';
    (void)!::write(fd, &byte, 1);
  }
}

void OnSignal(int number) {
  const int saved = errno;
  if (requested.load() && number != SIGXCPU) {
    // The second signal: the default action ends the process as soon as this handler returns.
    ::signal(number, SIG_DFL);
    ::raise(number);
  }
  RequestFromHandler();
  errno = saved;
}

// A signal that our parent chose to ignore stays ignored, as shells do it for background jobs.
void Catch(int number) {
  struct sigaction action {};
  if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) {
    return;
  }
  action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  ::sigaction(number, &action, nullptr);
}

}  // namespace

void StopSignal::Install() {
  static const bool installed = [] {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
      read_end.store(ends[0]);
      write_end.store(ends[1]);
    }
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) {
      Catch(number);
    }
    return true;
  }();
  (void)installed;
}

bool StopSignal::Requested() { return requested.load(); }

int StopSignal::wake_fd() { return read_end.load(); }

void StopSignal::Request() { RequestFromHandler(); }

void StopSignal::Clear() {
  requested.store(false);
  char bytes[64];
  while (read_end.load() >= 0 && ::read(read_end.load(), bytes, sizeof bytes) > 0) {
  }
}

}  // namespace warploom

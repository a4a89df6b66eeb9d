#include "oracle/worker.h"

#include <fmt/format.h>

#include <csignal>
#include <utility>

namespace warploom::oracle {
namespace {

constexpr size_t kLastWordsBytes = 1500;

// Signals that users and the kernel's OOM killer send, rather than faults of the process itself.
bool ComesFromOutside(int signal) {
  return signal == SIGKILL || signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
}

}  // namespace

std::optional<Job> Worker::Clear() {
  std::optional<Job> had = std::exchange(job, std::nullopt);
  *this = Worker{};
  return had;
}

Fault FaultOfExit(const ExitStatus& status) {
  if (ComesFromOutside(status.signal)) {
    return {.stage = "crash",
            .reason = fmt::format("the worker was killed from outside each time while building "
                                  "this kernel ({}); perhaps the machine ran out of memory",
                                  status.Describe()),
            .from_outside = true};
  }
  return {.stage = "crash",
          .reason = fmt::format("the worker {} while building this kernel", status.Describe())};
}

Fault FaultOfHang() {
  return {.stage = "hang",
          .reason = "the worker gave no answer within the time limit while building this kernel"};
}

Fault FaultOfMemory() {
  return {.stage = "memory",
          .reason = "the worker grew past the memory limit while building this kernel"};
}

Fault FaultOfAnswer(const std::string& what) {
  return {.stage = "crash",
          .reason = fmt::format("the worker gave no usable answer for this kernel: {}", what)};
}

std::string LastWords(const Subprocess& process) {
  std::string_view tail = process.error_tail();
  if (tail.size() > kLastWordsBytes) {
    tail.remove_prefix(tail.size() - kLastWordsBytes);
    tail.remove_prefix(tail.find('\n') == std::string_view::npos ? 0 : tail.find('\n') + 1);
  }
  while (!tail.empty() && (tail.back() == '\n' || tail.back() == ' ')) {
    tail.remove_suffix(1);
  }
  return tail.empty() ? "" : fmt::format("; its last output was:\n{}", tail);
}

}  // namespace warploom::oracle

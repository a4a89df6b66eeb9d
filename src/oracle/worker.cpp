#include "oracle/worker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <csignal>
#include <utility>
#include <vector>

namespace warploom::oracle {
namespace {

constexpr size_t kLastWordsBytes = 600;
constexpr size_t kLastWordsLines = 4;

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

std::string InOneLine(std::string_view output) {
  std::vector<std::string> lines;
  size_t bytes = 0;
  while (!output.empty() && bytes < kLastWordsBytes && lines.size() < kLastWordsLines) {
    const size_t begin = output.rfind('\n') + 1;  // npos + 1 is 0.
    const std::string_view line = output.substr(begin);
    // Of a traceback only the exception itself is not indented.
    const bool is_frame = line.starts_with(' ') || line.starts_with('\t') ||
                          line.starts_with("Traceback (most recent call last)");
    if (!line.empty() && !is_frame) {
      lines.emplace_back(line.substr(0, kLastWordsBytes));
      bytes += line.size();
    }
    output = output.substr(0, begin == 0 ? 0 : begin - 1);
  }
  std::ranges::reverse(lines);
  return fmt::format("{}", fmt::join(lines, " | "));
}

std::string LastWords(const Subprocess& process) {
  const std::string words = InOneLine(process.error_tail());
  return words.empty() ? "" : "; its last output was: " + words;
}

}  // namespace warploom::oracle

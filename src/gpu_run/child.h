#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "bundle/bundle.h"
#include "gpu_run/isolated_run.h"

namespace warploom::gpu_run {

// A forked process that runs the samples of a bundle from `first` on. Killed by the destructor.
class Child {
 public:
  static Result<std::unique_ptr<Child>> Start(const bundle::Bundle& bundle,
                                              const RunOptions& options, size_t first);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  // The next line that it writes, within that many seconds. Nothing when it does not come; then
  // HasEnded() tells whether the process has ended or takes too long.
  std::optional<std::string> NextLine(double seconds);
  bool HasEnded() const { return has_ended_; }

  // Waits for a process that has ended. "dies of SIGSEGV", "ends with exit code 7".
  std::string HowItEnded();

 private:
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}
  std::optional<std::string> TakeLine();

  pid_t pid_;
  int output_;
  std::string unread_;
  bool has_ended_ = false;
};

}  // namespace warploom::gpu_run

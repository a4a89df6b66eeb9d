#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "oracle/ledger.h"
#include "os/subprocess.h"

namespace warploom::oracle {

enum class WorkerState {
  kAbsent,    // No process.
  kStarting,  // Has not sent its hello yet; may already have its first job.
  kIdle,
  kBusy,
};

// A slot for a worker process; the pool starts a new process when one is lost.
struct Worker {
  WorkerState state = WorkerState::kAbsent;
  std::unique_ptr<Subprocess> process;
  std::optional<Job> job;
  uint64_t request = 0;  // The id of the request it works on.
  std::string noise;     // What it printed before its greeting, such as a sitecustomize does.
  double deadline = 0;   // While starting or busy: the clock's time at which it counts as hung.

  // Ends the process, if any, and returns the job it had.
  std::optional<Job> Clear();
};

// What goes into a single kernel's verdict when its worker is lost this way. The texts are
// deterministic.
Fault FaultOfExit(const ExitStatus& status);
Fault FaultOfHang();
Fault FaultOfMemory();
// `what` says, deterministically, what is wrong with the reply.
Fault FaultOfAnswer(const std::string& what);

// The last lines of what a process printed, in one line and without the frames of tracebacks.
std::string InOneLine(std::string_view output);

// The last lines of a worker's standard error as an addition to an error message, or "".
std::string LastWords(const Subprocess& process);

}  // namespace warploom::oracle

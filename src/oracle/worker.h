#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "oracle/ledger.h"
#include "os/subprocess.h"

namespace warploom::oracle {

enum class WorkerState {
  kAbsent,    // No process.
  kStarting,  // Has not said hello yet; may already have a job to begin with.
  kIdle,
  kBusy,
};

// One place for a worker process; the pool refills it when the process is lost.
struct Worker {
  WorkerState state = WorkerState::kAbsent;
  std::unique_ptr<Subprocess> process;
  std::optional<Job> job;
  uint64_t request = 0;   // The id of the request it works on.
  uint64_t answered = 0;  // Requests this process has answered.
  double deadline = 0;    // When starting or busy: the clock's seconds at which it counts as hung.

  bool is_fresh() const { return answered == 0; }

  // Ends the process, if any, and gives back the job it had.
  std::optional<Job> Clear();
};

// What to write into a lone kernel's verdict when its worker ended this way. Deterministic words.
Fault FaultOfExit(const ExitStatus& status);
Fault FaultOfHang();
Fault FaultOfMemory();
// `what` is wrong with the answer, in deterministic words.
Fault FaultOfAnswer(const std::string& what);

// The last lines of a worker's standard error as an addition to an error message, or "".
std::string LastWords(const Subprocess& process);

}  // namespace warploom::oracle

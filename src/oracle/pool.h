#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "oracle/protocol.h"
#include "os/scratch_folder.h"

namespace warploom::oracle {

struct PoolOptions {
  std::vector<std::string> command;  // The worker's argv: python, "-m", "warploom.worker".
  int workers = 2;
  BuildOptions build;
  double seconds_per_kernel = 2.0;  // A batch may take this long for each of its kernels...
  double seconds_per_batch = 60.0;  // ...plus this once, before it counts as hung.
  uint64_t memory_limit_bytes = 4ULL << 30U;  // Resident size of one worker.
  // For the temporary files and caches of the workers; nullptr: they use those of this process.
  std::shared_ptr<const ScratchFolder> scratch;
  // Takes the first refusal of a kernel as it is. For questions of which most are answered by a
  // refusal and a wrong answer costs little, such as those of a reducer.
  bool believes_refusals = false;
  // Added to the environment of the workers, such as PYTHONPATH.
  std::vector<std::pair<std::string, std::string>> environment;
  double seconds_to_start = 180.0;  // From start to hello: importing Warp from a cold disk is slow.
};

struct Batch {
  uint64_t ticket = 0;  // The caller's own number; returned with the verdicts.
  std::vector<KernelSource> kernels;
};

struct BatchVerdicts {
  uint64_t ticket = 0;
  std::vector<Verdict> verdicts;  // One per kernel, in the batch's order.
};

// Counts of what happened; for progress lines and reports.
struct PoolStats {
  uint64_t workers_started = 0;
  uint64_t workers_lost = 0;  // Died, hung or exceeded the memory limit.
  uint64_t batches_split = 0;
  uint64_t peak_worker_bytes = 0;
  // Summed over workers.
  double import_seconds = 0, codegen_seconds = 0, compile_seconds = 0, run_seconds = 0;
};

// Owns worker processes that run the real Warp. A batch on which a worker dies, hangs or exceeds
// its memory is split and tried again until the kernel at fault is isolated; its verdict states the
// fault, and the others are unaffected. No refusal is believed, unless the options say so, until
// the kernel has failed again alone, in a fresh process that then builds a kernel known to be good.
// Single-threaded: Next() runs the poll loop in the caller's thread.
class Pool {
 public:
  virtual ~Pool() = default;

  // The number of batches in flight that keeps all workers busy; the caller submits up to this
  // many.
  virtual size_t capacity() const = 0;
  virtual size_t in_flight() const = 0;
  virtual const Hello& hello() const = 0;
  virtual const PoolStats& stats() const = 0;

  virtual void Submit(Batch batch) = 0;

  // Blocks until a batch is done, in any order. Null when `wake_seconds` have passed or nothing is
  // in flight. kInterrupted when a stop was requested (the program decides whether signals are
  // caught, see StopSignal), kEnvironment when workers cannot start, kWorker when they die one
  // after another without a reply or when this machine does not build the known good kernel.
  virtual Result<std::unique_ptr<BatchVerdicts>> Next(double wake_seconds) = 0;
};

// Starts all workers and waits for the first hello. kEnvironment, with the worker's reason, when it
// cannot work. The workers are killed when the calling thread ends.
Result<std::unique_ptr<Pool>> StartPool(const PoolOptions& options);

}  // namespace warploom::oracle

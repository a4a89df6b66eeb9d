#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "oracle/protocol.h"

namespace warploom::oracle {

struct PoolOptions {
  std::vector<std::string> command;  // The worker's argv: python, "-m", "warploom.worker".
  int workers = 2;
  BuildOptions build;
  double seconds_per_kernel = 2.0;  // A batch may take this long for each of its kernels...
  double seconds_per_batch = 60.0;  // ...plus this once, before it counts as hung.
  uint64_t memory_limit_bytes = 4ULL << 30U;  // Resident size of one worker.
  // Set for the workers on top of our environment, such as PYTHONPATH.
  std::vector<std::pair<std::string, std::string>> environment;
  double seconds_to_start = 180.0;  // From start to hello: importing Warp from a cold disk is slow.
};

struct Batch {
  uint64_t ticket = 0;  // The caller's; comes back with the verdicts.
  std::vector<KernelSource> kernels;
};

struct BatchVerdicts {
  uint64_t ticket = 0;
  std::vector<Verdict> verdicts;  // One per kernel, in the batch's order.
};

// What the pool has seen; for progress lines and reports.
struct PoolStats {
  uint64_t workers_started = 0;
  uint64_t workers_lost = 0;  // Died, hung or grown past the limit.
  uint64_t batches_split = 0;
  uint64_t peak_worker_bytes = 0;
  // Summed over workers.
  double import_seconds = 0, codegen_seconds = 0, compile_seconds = 0, run_seconds = 0;
};

// Owns worker processes that run the real Warp. A batch on which a worker dies, hangs or grows is
// split and tried again until the kernel at fault stands alone; that kernel's verdict says so, and
// the others keep their place. Single-threaded: the caller's thread runs the poll loop in Next().
class Pool {
 public:
  virtual ~Pool() = default;

  // How many batches keep every worker busy without waiting; the caller submits up to this many.
  virtual size_t capacity() const = 0;
  virtual size_t in_flight() const = 0;
  virtual const Hello& hello() const = 0;
  virtual const PoolStats& stats() const = 0;

  virtual void Submit(Batch batch) = 0;

  // Blocks until a batch is done (any order), `wake_seconds` have passed or nothing is in flight
  // (nullopt-like: an empty unique_ptr), or a stop signal came (kInterrupted; the program decides
  // whether signals are caught, see StopSignal). kEnvironment when workers cannot start, kWorker
  // when they die one after another without any answer.
  virtual Result<std::unique_ptr<BatchVerdicts>> Next(double wake_seconds) = 0;
};

// Starts all workers and waits for the first one's hello. kEnvironment with the worker's own words
// when it cannot work. The workers die with the calling thread.
Result<std::unique_ptr<Pool>> StartPool(const PoolOptions& options);

}  // namespace warploom::oracle

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "oracle/pool.h"

namespace warploom::oracle {

// Consecutive kernels of one batch that go to a worker as one request.
struct Job {
  uint64_t batch = 0;  // The ledger's number for the batch.
  size_t begin = 0;    // In the batch.
  size_t count = 0;
  // What happened to it as a single kernel (count 1).
  int faults = 0;
  int outside_kills = 0;

  // A single kernel is blamed only for what it does to a worker that has done nothing before.
  bool needs_fresh_worker() const { return faults + outside_kills > 0; }
};

// Why a worker was lost while it had a job.
struct Fault {
  std::string stage;          // "crash", "hang" or "memory".
  std::string reason;         // For the verdict; the same words on every machine and run.
  bool from_outside = false;  // It was killed by the OOM killer or a user, say.
};

// The pool's bookkeeping: which jobs wait and which are running, and the verdicts of each batch in
// order. Knows nothing of processes. A lost job is halved until the kernel at fault is isolated; it
// is tried once more, and then its verdict states the fault.
class Ledger {
 public:
  // Faults of a single kernel before it is blamed: earlier kernels may have caused the first one.
  static constexpr int kFaultsToBlame = 2;
  // A kill from outside may have nothing to do with the kernel, even if it happens repeatedly; but
  // a kernel that triggers the OOM killer every time must not be retried forever.
  static constexpr int kOutsideKillsToBlame = 5;

  void Add(Batch batch);

  // Batches added and not yet returned by TakeDone().
  size_t batches() const { return batches_.size() + done_.size(); }

  bool has_job() const { return !jobs_.empty(); }
  const Job& next_job() const { return jobs_.front(); }
  Job TakeJob();
  // Puts back, at the front, a job that no worker has seen.
  void ReturnJob(const Job& job) { jobs_.push_front(job); }

  std::span<const KernelSource> KernelsOf(const Job& job) const;

  // Stores one verdict per kernel of the job, in the job's order.
  void Finish(const Job& job, std::vector<Verdict> verdicts);
  // True when the job was split.
  bool Lose(const Job& job, const Fault& fault);

  // The first batch that was completed; nullptr when there is none.
  std::unique_ptr<BatchVerdicts> TakeDone();

 private:
  struct OpenBatch {
    Batch batch;
    std::vector<Verdict> verdicts;
    size_t missing = 0;
  };

  void FinishBatchIfWhole(uint64_t id);
  void LoseAlone(Job job, const Fault& fault);

  uint64_t next_batch_ = 0;
  std::map<uint64_t, OpenBatch> batches_;
  std::deque<Job> jobs_;
  std::deque<std::unique_ptr<BatchVerdicts>> done_;
};

}  // namespace warploom::oracle

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

// A run of one batch's kernels that goes to a worker as one request.
struct Job {
  uint64_t batch = 0;  // The ledger's number for the batch.
  size_t begin = 0;    // In the batch.
  size_t count = 0;
  // What happened to it while it stood alone (count 1).
  int faults = 0;
  int outside_kills = 0;

  // A lone kernel is only blamed for what it does to a worker that did nothing before.
  bool needs_fresh_worker() const { return faults + outside_kills > 0; }
};

// Why a worker was lost with a job in its hands.
struct Fault {
  std::string stage;          // "crash", "hang" or "memory".
  std::string reason;         // For the verdict; the same words on every machine and run.
  bool from_outside = false;  // Somebody killed it: the OOM killer, a user.
};

// Keeps the books of the pool: which kernels wait, which are out, and each batch's verdicts in
// place. Knows no processes. A job that is lost is halved until the kernel at fault stands alone;
// that one is tried once more, and then its verdict tells the fault.
class Ledger {
 public:
  // Faults of a lone kernel before it is blamed: the first may have been its predecessors' doing.
  static constexpr int kFaultsToBlame = 2;
  // Kills from outside can hit the innocent, more than once; but a kernel that draws the OOM
  // killer each time must come to an end.
  static constexpr int kOutsideKillsToBlame = 5;

  void Add(Batch batch);

  // Batches added and not yet taken back.
  size_t batches() const { return batches_.size() + done_.size(); }

  bool has_job() const { return !jobs_.empty(); }
  const Job& next_job() const { return jobs_.front(); }
  Job TakeJob();
  // Puts a job back at the front that no worker has seen.
  void ReturnJob(const Job& job) { jobs_.push_front(job); }

  std::span<const KernelSource> KernelsOf(const Job& job) const;

  // One verdict per kernel of the job, in its order.
  void Finish(const Job& job, std::vector<Verdict> verdicts);
  // True when the job was split.
  bool Lose(const Job& job, const Fault& fault);

  // A batch all of whose verdicts are in, the first first; nullptr when there is none.
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

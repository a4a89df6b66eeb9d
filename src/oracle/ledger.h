#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "oracle/pool.h"

namespace warploom::oracle {

// Consecutive kernels of one batch that go to a worker as one request.
struct Job {
  uint64_t batch = 0;  // The ledger's number for the batch.
  size_t begin = 0;    // In the batch.
  size_t count = 0;
  // The second try of a single kernel that failed.
  bool alone = false;
  // Asks for the known good kernel instead: is the machine well?
  bool is_probe = false;
  // What a good probe confirms.
  std::optional<Verdict> refusal = {};
  // What happened to it as a single kernel.
  int outside_kills = 0;
  int troubles = 0;

  // A kernel is refused only for what it does to a process that has done nothing before and has
  // caches of its own.
  bool needs_fresh_worker() const { return alone || is_probe; }
};

// Why a worker was lost while it had a job.
struct Fault {
  std::string stage;          // "crash", "hang" or "memory".
  std::string reason;         // For the verdict; the same words on every machine and run.
  bool from_outside = false;  // It was killed by the OOM killer or a user, say.
};

// Says whether a reason for a refusal may be the machine's doing, whatever the probe says.
using Doubt = std::function<bool(const std::string& reason)>;

// The pool's bookkeeping: which jobs wait and which are running, and the verdicts of each batch in
// order. Knows nothing of processes. A lost job is halved until the kernel at fault is isolated.
//
// A refusal of any kind is recorded only when a healthy machine says so again: the kernel is tried
// once more alone, and after it the known good kernel. If that one fails too, or if the reason is
// in doubt, the kernel is tried again from the start, and after kTroublesToStop such rounds the
// machine is taken for sick: it is for the pool to end the run.
class Ledger {
 public:
  static constexpr int kTroublesToStop = 3;
  // A kill from outside may have nothing to do with the kernel, even if it happens repeatedly.
  static constexpr int kOutsideKillsToStop = 5;

  explicit Ledger(
      Doubt doubt = [](const std::string&) { return false; }, bool believes_refusals = false)
      : doubt_(std::move(doubt)), believes_refusals_(believes_refusals) {}

  void Add(Batch batch);

  // Batches added and not yet returned by TakeDone().
  size_t batches() const { return batches_.size() + done_.size(); }

  bool has_job() const { return !jobs_.empty(); }
  const Job& next_job() const { return jobs_.front(); }
  Job TakeJob();
  // Puts back, at the front, a job that no worker has seen.
  void ReturnJob(const Job& job) { jobs_.push_front(job); }

  std::span<const KernelSource> KernelsOf(const Job& job) const;

  // Takes one verdict per kernel of the job, in the job's order. Returns what the same worker is
  // to do next, if it matters that it is the same.
  std::optional<Job> Finish(const Job& job, std::vector<Verdict> verdicts);
  // True when the job was split.
  bool Lose(const Job& job, const Fault& fault);

  // The first batch that was completed; nullptr when there is none.
  std::unique_ptr<BatchVerdicts> TakeDone();

  // Why the machine is taken for sick, in the words of the last refusal or fault; nothing is done
  // from then on.
  const std::optional<std::string>& trouble() const { return trouble_; }

 private:
  struct OpenBatch {
    Batch batch;
    std::vector<Verdict> verdicts;
    size_t missing = 0;
  };

  void Store(const Job& job, size_t at, Verdict verdict);
  void FinishBatchIfWhole(uint64_t id);
  void FinishProbe(const Job& job, const Verdict& verdict);
  std::optional<Job> ProbeAfter(const Job& job, Verdict refusal);
  void TryAlone(const Job& job, size_t at);
  void TryAgain(Job job, const std::string& reason);
  void LoseSingle(Job job, const Fault& fault);
  void LoseProbe(Job job, const Fault& fault);

  Doubt doubt_;
  bool believes_refusals_;  // See PoolOptions.
  bool any_accepted_ = false;
  std::optional<std::string> trouble_;
  uint64_t next_batch_ = 0;
  std::map<uint64_t, OpenBatch> batches_;
  std::deque<Job> jobs_;
  std::deque<std::unique_ptr<BatchVerdicts>> done_;
};

}  // namespace warploom::oracle

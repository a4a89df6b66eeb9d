#include "oracle/ledger.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.h"

namespace warploom::oracle {
namespace {

// Sharing smaller jobs costs more time per kernel than it saves.
constexpr size_t kLeastToShare = 64;

std::pair<Job, Job> Halves(const Job& job) {
  Job first = job, second = job;
  first.count = job.count / 2;
  second.begin += first.count;
  second.count -= first.count;
  return {first, second};
}

}  // namespace

void Ledger::Add(Batch batch) {
  const uint64_t id = next_batch_++;
  const size_t count = batch.kernels.size();
  batches_[id] = OpenBatch{std::move(batch), std::vector<Verdict>(count), count};
  if (count > 0) {
    jobs_.push_back(Job{.batch = id, .begin = 0, .count = count, .faults = 0, .outside_kills = 0});
  }
  FinishBatchIfWhole(id);
}

Job Ledger::TakeJob() {
  WARPLOOM_CHECK(!jobs_.empty(), "no job waits");
  Job job = jobs_.front();
  jobs_.pop_front();
  // This is the last job in the queue, so the workers share what is left.
  if (jobs_.empty() && job.count >= kLeastToShare) {
    const auto [first, second] = Halves(job);
    jobs_.push_back(second);
    job = first;
  }
  return job;
}

std::span<const KernelSource> Ledger::KernelsOf(const Job& job) const {
  return std::span(batches_.at(job.batch).batch.kernels).subspan(job.begin, job.count);
}

void Ledger::Finish(const Job& job, std::vector<Verdict> verdicts) {
  WARPLOOM_CHECK(verdicts.size() == job.count, "one verdict per kernel");
  OpenBatch& open = batches_.at(job.batch);
  std::move(verdicts.begin(), verdicts.end(),
            open.verdicts.begin() + static_cast<std::ptrdiff_t>(job.begin));
  open.missing -= job.count;
  FinishBatchIfWhole(job.batch);
}

bool Ledger::Lose(const Job& job, const Fault& fault) {
  if (job.count == 1) {
    LoseAlone(job, fault);
    return false;
  }
  const auto [first, second] = Halves(job);
  // Ahead of other work: a batch that is late already should not wait for newer ones.
  jobs_.push_front(second);
  jobs_.push_front(first);
  return true;
}

void Ledger::LoseAlone(Job job, const Fault& fault) {
  int& times = fault.from_outside ? job.outside_kills : job.faults;
  const int limit = fault.from_outside ? kOutsideKillsToBlame : kFaultsToBlame;
  if (++times < limit) {
    jobs_.push_front(job);
    return;
  }
  std::vector<Verdict> verdicts;
  verdicts.push_back(Verdict{.ok = false, .stage = fault.stage, .reason = fault.reason, .ir = {}});
  Finish(job, std::move(verdicts));
}

void Ledger::FinishBatchIfWhole(uint64_t id) {
  OpenBatch& open = batches_.at(id);
  if (open.missing == 0) {
    done_.push_back(std::make_unique<BatchVerdicts>(
        BatchVerdicts{open.batch.ticket, std::move(open.verdicts)}));
    batches_.erase(id);
  }
}

std::unique_ptr<BatchVerdicts> Ledger::TakeDone() {
  if (done_.empty()) {
    return nullptr;
  }
  std::unique_ptr<BatchVerdicts> first = std::move(done_.front());
  done_.pop_front();
  return first;
}

}  // namespace warploom::oracle

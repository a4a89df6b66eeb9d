#include "oracle/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.h"
#include "oracle/known_good.h"

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
    jobs_.push_back(Job{.batch = id, .begin = 0, .count = count});
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
  return job.is_probe
             ? std::span(&KnownGoodKernel(), 1)
             : std::span(batches_.at(job.batch).batch.kernels).subspan(job.begin, job.count);
}

std::optional<Job> Ledger::Finish(const Job& job, std::vector<Verdict> verdicts) {
  WARPLOOM_CHECK(verdicts.size() == job.count, "one verdict per kernel");
  if (job.is_probe) {
    FinishProbe(job, verdicts.front());
    return std::nullopt;
  }
  // From the end, so that the kernels to try alone wait in order.
  for (size_t i = job.count; i-- > 0;) {
    const bool is_believed = believes_refusals_ && !job.alone && !doubt_(verdicts[i].reason);
    if (verdicts[i].ok || is_believed) {
      any_accepted_ = any_accepted_ || verdicts[i].ok;
      Store(job, i, std::move(verdicts[i]));
    } else if (job.alone) {
      return ProbeAfter(job, std::move(verdicts[i]));
    } else {
      TryAlone(job, i);
    }
  }
  FinishBatchIfWhole(job.batch);
  return std::nullopt;
}

void Ledger::Store(const Job& job, size_t at, Verdict verdict) {
  OpenBatch& open = batches_.at(job.batch);
  open.verdicts[job.begin + at] = std::move(verdict);
  --open.missing;
}

void Ledger::TryAlone(const Job& job, size_t at) {
  jobs_.push_front(Job{.batch = job.batch, .begin = job.begin + at, .count = 1, .alone = true});
}

// The kernel has failed alone: is it the machine?
std::optional<Job> Ledger::ProbeAfter(const Job& job, Verdict refusal) {
  if (doubt_(refusal.reason)) {
    TryAgain(job, refusal.reason);
    return std::nullopt;
  }
  Job probe = job;
  probe.is_probe = true;
  probe.refusal = std::move(refusal);
  return probe;
}

void Ledger::FinishProbe(const Job& job, const Verdict& verdict) {
  if (!verdict.ok) {
    TryAgain(job, fmt::format("{}: {}", verdict.stage, verdict.reason));
    return;
  }
  any_accepted_ = true;
  if (job.refusal) {
    Store(job, 0, *job.refusal);
    FinishBatchIfWhole(job.batch);
  }
}

// A probe that confirms nothing is tried again as it is.
void Ledger::TryAgain(Job job, const std::string& reason) {
  if (++job.troubles >= kTroublesToStop) {
    trouble_ = reason;
    return;
  }
  job.is_probe = job.is_probe && !job.refusal;
  job.refusal.reset();
  jobs_.push_front(std::move(job));
}

bool Ledger::Lose(const Job& job, const Fault& fault) {
  if (job.is_probe) {
    LoseProbe(job, fault);
    return false;
  }
  if (!any_accepted_ && !job.alone) {
    // Nothing has worked yet. Ask whether anything can, before a batch is halved many times.
    jobs_.push_front(job);
    jobs_.push_front(Job{.count = 1, .is_probe = true});
    return false;
  }
  if (job.count == 1) {
    LoseSingle(job, fault);
    return false;
  }
  const auto [first, second] = Halves(job);
  // Ahead of other work: a batch that is late already should not wait for newer ones.
  jobs_.push_front(second);
  jobs_.push_front(first);
  return true;
}

void Ledger::LoseProbe(Job job, const Fault& fault) {
  if (fault.from_outside && ++job.outside_kills < kOutsideKillsToStop) {
    jobs_.push_front(std::move(job));
  } else {
    TryAgain(std::move(job), fault.reason);
  }
}

void Ledger::LoseSingle(Job job, const Fault& fault) {
  if (fault.from_outside && ++job.outside_kills >= kOutsideKillsToStop) {
    trouble_ = fault.reason;
    return;
  }
  if (!job.alone || fault.from_outside) {
    job.alone = true;
    jobs_.push_front(std::move(job));
    return;
  }
  if (auto probe = ProbeAfter(
          job, Verdict{.ok = false, .stage = fault.stage, .reason = fault.reason, .ir = {}})) {
    jobs_.push_front(*std::move(probe));
  }
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

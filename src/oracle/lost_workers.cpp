// How a pool loses workers, and when it gives up.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "oracle/machine_trouble.h"
#include "oracle/process_pool.h"

namespace warploom::oracle {
namespace {

constexpr int kFailedStartsToGiveUp = 5;
// No mix of kernels kills this many workers in a row without a single reply in between; a broken
// environment does.
constexpr int kLossesToGiveUp = 50;

std::string Command(const PoolOptions& options) {
  return fmt::format("{}", fmt::join(options.command, " "));
}

}  // namespace

// `hopeless` means that trying again cannot help. As long as other workers are alive, even if they
// have not sent a hello yet, the pool continues with them.
void ProcessPool::LoseAtStart(Worker& worker, const Error& why, bool hopeless) {
  ++stats_.workers_lost;
  ++failed_starts_;
  if (const std::optional<Job> job = worker.Clear()) {
    ledger_.ReturnJob(*job);
  }
  no_launch_before_ = clock_.Seconds() + 0.1 * std::exp2(std::min(failed_starts_, 5));
  const auto is_absent = [](const Worker& w) { return w.state == WorkerState::kAbsent; };
  if ((hopeless && std::ranges::all_of(workers_, is_absent)) ||
      (failed_starts_ >= kFailedStartsToGiveUp && !AnyWorkerReady())) {
    // A worker that has started before shows that nothing is missing here.
    const bool is_sick = SpeaksOfMachine(why.message) || (hello_ && ScratchIsFull());
    EndWith(hello_ && is_sick ? ErrorKind::kWorker : ErrorKind::kEnvironment,
            fmt::format("starting the worker ({}): {}", Command(options_),
                        is_sick ? DescribeTrouble(why.message) : why.message));
  }
}

void ProcessPool::LoseAtWork(Worker& worker, const Fault& fault) {
  ++stats_.workers_lost;
  const std::string last_words = LastWords(*worker.process);
  const std::optional<Job> job = worker.Clear();
  if (ledger_.Lose(*job, fault)) {
    ++stats_.batches_split;
  }
  EndIfSick();
  if (++losses_without_answer_ >= kLossesToGiveUp) {
    EndWith(
        ErrorKind::kWorker,
        fmt::format("building kernels: {} workers in a row were lost without a single reply, the "
                    "last one because {}{}",
                    losses_without_answer_, fault.reason, last_words));
  }
}

void ProcessPool::EndIfSick() {
  if (ledger_.trouble()) {
    EndWith(ErrorKind::kWorker, "building kernels: " + DescribeTrouble(*ledger_.trouble()));
  }
}

void ProcessPool::LoseIdle(Worker& worker) {
  ++stats_.workers_lost;
  worker.Clear();
}

bool ProcessPool::AnyWorkerReady() const {
  return std::any_of(workers_.begin(), workers_.end(), [](const Worker& worker) {
    return worker.state == WorkerState::kIdle || worker.state == WorkerState::kBusy;
  });
}

void ProcessPool::EndWith(ErrorKind kind, std::string message) {
  if (!end_) {
    end_ = Error{kind, std::move(message)};
  }
}

}  // namespace warploom::oracle

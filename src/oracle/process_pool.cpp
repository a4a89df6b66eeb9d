#include "oracle/process_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "oracle/machine_trouble.h"
#include "oracle/messages.h"
#include "os/stop_signal.h"

namespace warploom::oracle {
namespace {

constexpr double kTickSeconds = 0.25;  // How often limits are checked.
constexpr double kGraceSeconds = 1.0;  // For idle workers to clean up at exit.
constexpr size_t kMostNoise = 1000;    // What is kept of what comes before the greeting.
constexpr std::string_view kGreeting = R"({"id")";  // Where a greeting begins.
constexpr size_t kReplyLimit = 1ULL << 30U;         // A longer line cannot be a reply.

std::string NoiseOf(const Worker& worker) {
  const std::string words = InOneLine(worker.noise);
  return words.empty() ? "" : "; it printed: " + words;
}

std::vector<Subprocess*> Processes(const std::vector<Worker>& workers) {
  std::vector<Subprocess*> processes;
  for (const Worker& worker : workers) {
    if (worker.process != nullptr) {
      processes.push_back(worker.process.get());
    }
  }
  return processes;
}

}  // namespace

ProcessPool::ProcessPool(PoolOptions options)
    : options_(std::move(options)),
      clock_(RealClock()),
      ledger_([](const std::string& reason) { return SpeaksOfMachine(reason) || ScratchIsFull(); },
              options_.believes_refusals),
      workers_(static_cast<size_t>(std::max(1, options_.workers))) {}

// Idle workers see the end of their input and may remove their temporary files; the others are
// killed.
ProcessPool::~ProcessPool() {
  for (Worker& worker : workers_) {
    if (worker.state == WorkerState::kIdle) {
      worker.process->CloseInput();
    } else {
      worker.Clear();
    }
  }
  const std::vector<Subprocess*> rest = Processes(workers_);
  const auto runs = [](const Subprocess* process) { return !process->exit_status(); };
  const double end = clock_.Seconds() + kGraceSeconds;
  while (std::any_of(rest.begin(), rest.end(), runs) && clock_.Seconds() < end) {
    Pump(rest, -1, end - clock_.Seconds());
  }
}

Status ProcessPool::Start() {
  while (!hello_ && !end_ && !StopSignal::Requested()) {
    for (Worker& worker : workers_) {
      if (worker.state == WorkerState::kAbsent && clock_.Seconds() >= no_launch_before_ && !end_) {
        Launch(worker);
      }
    }
    Turn(kTickSeconds);
  }
  left_at_ = clock_.Seconds();
  if (end_) {
    return tl::make_unexpected(*end_);
  }
  if (!hello_) {
    return Fail(ErrorKind::kInterrupted, "starting the workers: stopped on request");
  }
  return {};
}

Result<std::unique_ptr<BatchVerdicts>> ProcessPool::Next(double wake_seconds) {
  ForgiveTimeAway();
  const double wake = clock_.Seconds() + wake_seconds;
  std::unique_ptr<BatchVerdicts> done;
  bool stopped = false;
  for (bool first = true;; first = false) {
    stopped = StopSignal::Requested();
    done = stopped ? nullptr : ledger_.TakeDone();
    const double left = wake - clock_.Seconds();
    if (stopped || end_ || done != nullptr || ledger_.batches() == 0 || (left <= 0 && !first)) {
      break;
    }
    Turn(std::clamp(left, 0.0, kTickSeconds));
  }
  if (done != nullptr) {
    Turn(0);  // Keeps the workers fed while the caller is busy with the verdicts.
  }
  left_at_ = clock_.Seconds();
  if (stopped) {
    return Fail(ErrorKind::kInterrupted, "building kernels: stopped on request");
  }
  if (end_ && done == nullptr) {
    return tl::make_unexpected(*end_);
  }
  return done;
}

void ProcessPool::ForgiveTimeAway() {
  const double away = clock_.Seconds() - left_at_;
  for (Worker& worker : workers_) {
    worker.deadline += away;
  }
}

void ProcessPool::Turn(double seconds) {
  HandOutJobs();
  const std::vector<Subprocess*> processes = Processes(workers_);
  Pump(processes, StopSignal::wake_fd(), seconds);
  for (Worker& worker : workers_) {
    ReadFrom(worker);
  }
  CheckDeadlines();
  CheckMemory();
  HandOutJobs();
}

void ProcessPool::HandOutJobs() {
  while (ledger_.has_job() && !end_) {
    Worker* const worker = WorkerFor(ledger_.next_job());
    if (worker == nullptr) {
      return;
    }
    worker->job = ledger_.TakeJob();
    if (worker->state == WorkerState::kIdle) {
      SendRequest(*worker);
    } else {
      Launch(*worker);
    }
  }
}

// A worker that can take the job now or once it has started; nullptr when all have work.
Worker* ProcessPool::WorkerFor(const Job& job) {
  const bool needs_fresh = job.needs_fresh_worker();
  Worker* absent = nullptr;
  Worker* used = nullptr;
  for (Worker& worker : workers_) {
    if (worker.state == WorkerState::kIdle && !needs_fresh) {
      return &worker;
    }
    if (worker.state == WorkerState::kAbsent) {
      absent = &worker;
    } else if (worker.state == WorkerState::kIdle) {
      used = &worker;  // Even one that has done nothing shares its caches with others.
    }
  }
  if (clock_.Seconds() < no_launch_before_) {
    return nullptr;
  }
  if (absent == nullptr && used != nullptr) {
    used->Clear();
    return used;
  }
  return absent;
}

// Starts a process for the worker, which keeps its job, if it has one, until the hello.
void ProcessPool::Launch(Worker& worker) {
  worker.state = WorkerState::kStarting;
  worker.deadline = clock_.Seconds() + options_.seconds_to_start;
  ++stats_.workers_started;
  const bool own_caches = worker.job && worker.job->needs_fresh_worker();
  auto started =
      Subprocess::Start({.argv = options_.command, .environment = EnvironmentFor(own_caches)});
  if (started) {
    worker.process = std::move(*started);
  } else {
    LoseAtStart(worker, started.error(), /*hopeless=*/!hello_);
  }
}

std::vector<std::pair<std::string, std::string>> ProcessPool::EnvironmentFor(
    bool own_caches) const {
  auto environment = options_.environment;
  if (options_.scratch != nullptr) {
    const std::string& folder = options_.scratch->path();
    environment.emplace_back("TMPDIR", folder);
    // Warp keeps what it links tile kernels with there. "": in the worker's own folder.
    environment.emplace_back("WARP_CACHE_PATH", own_caches ? "" : folder + "/cache");
  }
  return environment;
}

void ProcessPool::SendRequest(Worker& worker) {
  const auto kernels = ledger_.KernelsOf(*worker.job);
  worker.state = WorkerState::kBusy;
  worker.request = next_request_++;
  worker.deadline = clock_.Seconds() + options_.seconds_per_batch +
                    options_.seconds_per_kernel * static_cast<double>(kernels.size());
  worker.process->Send(EncodeBuildRequest(worker.request, options_.build, kernels));
}

void ProcessPool::ReadFrom(Worker& worker) {
  while (worker.process != nullptr && !end_) {
    const std::optional<std::string> line = worker.process->TakeLine();
    if (!line) {
      break;
    }
    OnLine(worker, *line);
  }
  if (worker.process == nullptr || end_) {
    return;
  }
  if (worker.process->exit_status()) {
    OnExit(worker);
  } else if (worker.process->unread_bytes() > kReplyLimit) {
    OnLine(worker, "");
  }
}

void ProcessPool::OnLine(Worker& worker, const std::string& line) {
  switch (worker.state) {
    case WorkerState::kStarting:
      OnHello(worker, line);
      break;
    case WorkerState::kBusy:
      OnReply(worker, line);
      break;
    case WorkerState::kIdle:
      LoseIdle(worker);  // An unsolicited line: its later replies would be out of step.
      break;
    case WorkerState::kAbsent:
      WARPLOOM_CHECK(false, "a line comes from a process");
  }
}

void ProcessPool::OnHello(Worker& worker, const std::string& line) {
  // What a sitecustomize prints may come before it, even on the same line.
  const size_t begin = line.find(kGreeting);
  if (begin == std::string::npos && (!line.starts_with('{') || !worker.noise.empty())) {
    worker.noise += worker.noise.size() < kMostNoise ? line.substr(0, kMostNoise) + "\n" : "";
    return;
  }
  const Result<Hello> hello = DecodeHello(begin == std::string::npos ? line : line.substr(begin));
  if (!hello) {
    const bool refused = hello.error().kind == ErrorKind::kEnvironment;
    const std::string message =
        refused ? hello.error().message
                : fmt::format("its first line is not a greeting: {}{}", hello.error().message,
                              LastWords(*worker.process));
    LoseAtStart(worker, {ErrorKind::kEnvironment, message}, /*hopeless=*/!hello_);
    return;
  }
  if (hello_ && (hello->warp_version != hello_->warp_version || hello->arch != hello_->arch)) {
    EndWith(ErrorKind::kEnvironment,
            fmt::format("building kernels: Warp changed from {} to {} during the run; run the same "
                        "command again and leave the installation alone",
                        hello_->warp_version, hello->warp_version));
    return;
  }
  hello_ = *hello;
  failed_starts_ = 0;
  worker.state = WorkerState::kIdle;
  if (worker.job) {
    SendRequest(worker);
  }
}

void ProcessPool::OnReply(Worker& worker, const std::string& line) {
  Result<BuildReply> reply =
      DecodeBuildReply(line, worker.request, options_.build, worker.job->count);
  if (!reply && reply.error().kind == ErrorKind::kInternal) {
    EndWith(ErrorKind::kWorker,
            fmt::format("building kernels: the worker does not understand the request ({}); "
                        "install the worker and the binary from the same version",
                        reply.error().message));
    return;
  }
  if (!reply) {
    LoseAtWork(worker, FaultOfAnswer(reply.error().message));
    return;
  }
  stats_.import_seconds += reply->import_seconds;
  stats_.codegen_seconds += reply->codegen_seconds;
  stats_.compile_seconds += reply->compile_seconds;
  stats_.run_seconds += reply->run_seconds;
  stats_.peak_worker_bytes = std::max(stats_.peak_worker_bytes, reply->rss_bytes);
  worker.job = ledger_.Finish(*worker.job, std::move(reply->verdicts));
  losses_without_answer_ = 0;
  worker.state = WorkerState::kIdle;
  EndIfSick();
  if (worker.job) {
    SendRequest(worker);
  } else if (reply->rss_bytes > options_.memory_limit_bytes) {
    LoseIdle(worker);  // It leaks memory, but its reply is good.
  }
}

void ProcessPool::OnExit(Worker& worker) {
  const ExitStatus status = *worker.process->exit_status();
  const Fault fault = FaultOfExit(status);
  switch (worker.state) {
    case WorkerState::kBusy:
      LoseAtWork(worker, fault);
      break;
    case WorkerState::kIdle:
      LoseIdle(worker);
      break;
    case WorkerState::kStarting:
      LoseAtStart(
          worker,
          {ErrorKind::kEnvironment, fmt::format("it {} before it was ready{}{}", status.Describe(),
                                                LastWords(*worker.process), NoiseOf(worker))},
          /*hopeless=*/!hello_ && !fault.from_outside);
      break;
    case WorkerState::kAbsent:
      WARPLOOM_CHECK(false, "only a process can exit");
  }
}

void ProcessPool::CheckDeadlines() {
  const double now = clock_.Seconds();
  for (Worker& worker : workers_) {
    if (worker.process == nullptr || now < worker.deadline || end_) {
      continue;
    }
    if (worker.state == WorkerState::kBusy) {
      LoseAtWork(worker, FaultOfHang());
    } else if (worker.state == WorkerState::kStarting) {
      LoseAtStart(worker,
                  {ErrorKind::kEnvironment,
                   fmt::format("it was not ready after {:g} seconds{}", options_.seconds_to_start,
                               LastWords(*worker.process))},
                  /*hopeless=*/!hello_);
    }
  }
}

void ProcessPool::CheckMemory() {
  if (clock_.Seconds() < next_memory_check_) {
    return;
  }
  next_memory_check_ = clock_.Seconds() + kTickSeconds;
  for (Worker& worker : workers_) {
    if (worker.process == nullptr || end_) {
      continue;
    }
    const uint64_t bytes = worker.process->ResidentBytes();
    stats_.peak_worker_bytes = std::max(stats_.peak_worker_bytes, bytes);
    if (bytes <= options_.memory_limit_bytes) {
      continue;
    }
    if (worker.state == WorkerState::kBusy) {
      LoseAtWork(worker, FaultOfMemory());
    } else if (worker.state == WorkerState::kIdle) {
      LoseIdle(worker);
    }
  }
}

Result<std::unique_ptr<Pool>> StartPool(const PoolOptions& options) {
  WARPLOOM_CHECK(!options.command.empty(), "a worker command needs at least the program's name");
  auto pool = std::make_unique<ProcessPool>(options);
  WARPLOOM_TRY(pool->Start());
  return pool;
}

}  // namespace warploom::oracle

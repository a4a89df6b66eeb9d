#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "oracle/ledger.h"
#include "oracle/pool.h"
#include "oracle/worker.h"
#include "os/clock.h"

namespace warploom::oracle {

// The Pool of real processes. The ledger decides what is next, workers are passive data, and Next()
// runs the loop.
class ProcessPool final : public Pool {
 public:
  explicit ProcessPool(PoolOptions options);
  ~ProcessPool() override;

  // Starts all workers and waits for the first hello.
  Status Start();

  size_t capacity() const override { return 2 * workers_.size(); }
  size_t in_flight() const override { return ledger_.batches(); }
  const Hello& hello() const override { return *hello_; }
  const PoolStats& stats() const override { return stats_; }
  void Submit(Batch batch) override { ledger_.Add(std::move(batch)); }
  Result<std::unique_ptr<BatchVerdicts>> Next(double wake_seconds) override;

 private:
  // One iteration of the loop: hands out jobs, moves bytes for at most `seconds`, handles replies.
  void Turn(double seconds);

  void HandOutJobs();
  Worker* WorkerFor(const Job& job);
  void Launch(Worker& worker);
  std::vector<std::pair<std::string, std::string>> EnvironmentFor(bool own_caches) const;
  void SendRequest(Worker& worker);

  void ReadFrom(Worker& worker);
  void OnLine(Worker& worker, const std::string& line);
  void OnHello(Worker& worker, const std::string& line);
  void OnReply(Worker& worker, const std::string& line);
  void OnExit(Worker& worker);

  void CheckDeadlines();
  void CheckMemory();

  // The ways to lose a worker. Its job is put back, split or given its verdict.
  void LoseAtStart(Worker& worker, const Error& why, bool hopeless);
  void LoseAtWork(Worker& worker, const Fault& fault);
  void LoseIdle(Worker& worker);

  void EndIfSick();
  void ForgiveTimeAway();
  void EndWith(ErrorKind kind, std::string message);
  bool AnyWorkerReady() const;

  PoolOptions options_;
  Clock& clock_;
  Ledger ledger_;
  std::vector<Worker> workers_;
  std::optional<Hello> hello_;
  PoolStats stats_;
  std::optional<Error> end_;  // Set when the pool cannot continue; every Next() returns it.
  uint64_t next_request_ = 1;
  int failed_starts_ = 0;          // Consecutive.
  int losses_without_answer_ = 0;  // Consecutive.
  double no_launch_before_ = 0;    // After a failed start, waits a little.
  double next_memory_check_ = 0;
  // When Next() last returned. Deadlines are extended by the time until it is called again.
  double left_at_ = 0;
};

}  // namespace warploom::oracle

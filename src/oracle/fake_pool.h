#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/rng.h"
#include "oracle/pool.h"

namespace warploom::oracle {

struct FakePoolOptions {
  BuildOptions build = {.targets = {"cpu", "cuda"}, .include = {}, .compile = true};
  size_t capacity = 4;
  // A kernel whose source contains this is refused at `refuse_stage`; "" refuses none.
  std::string refuse_marker = {};
  std::string refuse_stage = "codegen";
  // What such a kernel's runs came to, if it got that far.
  std::vector<Outcome> refuse_outcomes = {};
  // Batches come back in an order drawn from this seed, among those in flight; 0 keeps the order.
  uint64_t shuffle_seed = 0;
  // After this many batches Next() fails with `failure`: a Ctrl-C, a broken environment.
  uint64_t fail_after_batches = std::numeric_limits<uint64_t>::max();
  Error failure = {ErrorKind::kInterrupted, "building kernels: stopped on request"};
};

// A Pool without processes, for tests of its callers. A kernel's IR is derived from the hash of its
// name and source, so it depends neither on the order nor on the batch. A run passes on every
// device.
class FakePool final : public Pool {
 public:
  explicit FakePool(FakePoolOptions options = {});

  size_t capacity() const override { return options_.capacity; }
  size_t in_flight() const override { return waiting_.size(); }
  const Hello& hello() const override { return hello_; }
  const PoolStats& stats() const override { return stats_; }
  void Submit(Batch batch) override { waiting_.push_back(std::move(batch)); }
  // Never waits.
  Result<std::unique_ptr<BatchVerdicts>> Next(double wake_seconds) override;

  // The verdict this pool gives on the kernel.
  Verdict VerdictOn(const KernelSource& kernel) const;

 private:
  FakePoolOptions options_;
  Rng rng_;
  std::deque<Batch> waiting_;
  uint64_t delivered_ = 0;
  Hello hello_ = {.warp_version = "1.19.0", .python_version = "3.11.7", .arch = 90};
  PoolStats stats_;
};

}  // namespace warploom::oracle

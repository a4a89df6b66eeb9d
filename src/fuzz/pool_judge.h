#pragma once

#include <span>
#include <vector>

#include "fuzz/fault.h"
#include "fuzz/reducer.h"
#include "oracle/pool.h"

namespace warploom::fuzz {

// The verdicts on kernels, in order: `per_batch` go to the pool at a time. The pool must be idle.
Result<std::vector<oracle::Verdict>> AskPool(oracle::Pool& pool,
                                             std::span<const oracle::KernelSource> kernels,
                                             size_t per_batch);

// Has Warp build and run the kernels, and compares their fault with the one that is looked for.
class PoolJudge final : public Judge {
 public:
  PoolJudge(oracle::Pool& pool, Fault wanted) : pool_(pool), wanted_(std::move(wanted)) {}

  Result<std::vector<bool>> Show(std::span<const oracle::KernelSource> kernels) override;

 private:
  oracle::Pool& pool_;
  Fault wanted_;
};

}  // namespace warploom::fuzz

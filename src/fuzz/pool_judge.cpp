#include "fuzz/pool_judge.h"

#include <algorithm>
#include <iterator>

#include "pipeline/reporter.h"

namespace warploom::fuzz {

Result<std::vector<oracle::Verdict>> AskPool(oracle::Pool& pool,
                                             std::span<const oracle::KernelSource> kernels,
                                             size_t per_batch) {
  std::vector<oracle::Verdict> verdicts(kernels.size());
  for (size_t begin = 0; begin < kernels.size(); begin += per_batch) {
    const auto part = kernels.subspan(begin, std::min(per_batch, kernels.size() - begin));
    pool.Submit({.ticket = begin, .kernels = {part.begin(), part.end()}});
  }
  while (pool.in_flight() > 0) {
    WARPLOOM_ASSIGN_OR_RETURN(const auto done, pool.Next(pipeline::kWakeSeconds));
    if (done) {
      std::ranges::move(done->verdicts,
                        verdicts.begin() + static_cast<std::ptrdiff_t>(done->ticket));
    }
  }
  return verdicts;
}

Result<std::vector<bool>> PoolJudge::Show(std::span<const oracle::KernelSource> kernels) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<oracle::Verdict> verdicts,
                            AskPool(pool_, kernels, Reducer::kRound / 2));
  std::vector<bool> shows;
  for (const oracle::Verdict& verdict : verdicts) {
    const std::optional<Fault> fault = FaultOf(verdict);
    shows.push_back(fault && fault->IsLike(wanted_));
  }
  return shows;
}

}  // namespace warploom::fuzz

#include "pipeline/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/check.h"
#include "pipeline/make_samples.h"

namespace warploom::pipeline {
namespace {

constexpr uint64_t kDrawsPerBatch = 20;
constexpr uint64_t kRejectsAllowed =
    40;  // Beyond these, as many as the kernels asked for are tolerated.

// One run. A batch's ticket is its number, so the verdicts can arrive in any order.
class Previewer {
 public:
  Previewer(const PreviewSetup& setup, const dataset::Request& request)
      : setup_(setup), request_(request), stream_(setup.draw) {}

  Result<Preview> Run() {
    while (accepted_ < request_.count || !drafts_.empty()) {
      while (WantsMore() && setup_.pool.in_flight() < setup_.pool.capacity()) {
        WARPLOOM_TRY(SubmitBatch());
      }
      WARPLOOM_ASSIGN_OR_RETURN(const auto verdicts, setup_.pool.Next(kWakeSeconds));
      if (verdicts) {
        WARPLOOM_TRY(Take(std::move(*verdicts)));
      }
      setup_.reporter.OnProgress({.phase = Phase::kBuild,
                                  .done = std::min(accepted_, request_.count),
                                  .total = request_.count,
                                  .rejected = rejected_});
    }
    return Collect();
  }

 private:
  bool WantsMore() const { return accepted_ + drafts_.size() * kDrawsPerBatch < request_.count; }

  Status SubmitBatch() {
    oracle::Batch batch{.ticket = next_batch_, .kernels = {}};
    std::vector<Draft>& drafts = drafts_[next_batch_++];
    for (uint64_t i = 0; i < kDrawsPerBatch; ++i) {
      WARPLOOM_ASSIGN_OR_RETURN(const Drawn drawn, stream_.Next());
      drafts.push_back(MakeDraft(drawn, request_, setup_.builtins));
      batch.kernels.push_back(
          {.name = drafts.back().sample.entry_point, .source = drafts.back().sample.python_code});
    }
    setup_.pool.Submit(std::move(batch));
    return {};
  }

  Status Take(oracle::BatchVerdicts verdicts) {
    auto node = drafts_.extract(verdicts.ticket);
    WARPLOOM_CHECK(!node.empty() && node.mapped().size() == verdicts.verdicts.size(),
                   "the pool answers each batch once, with one verdict per kernel");
    dataset::Chunk& chunk = done_[verdicts.ticket];
    for (size_t i = 0; i < verdicts.verdicts.size(); ++i) {
      AddVerdict(std::move(node.mapped()[i]), std::move(verdicts.verdicts[i]), request_, chunk);
    }
    accepted_ += verdicts.verdicts.size() - chunk.rejects.size();
    rejected_ += chunk.rejects.size();
    if (rejected_ > kRejectsAllowed + request_.count) {
      return Fail(ErrorKind::kWorker,
                  fmt::format("building kernels: Warp rejected {} of {}; run `warploom doctor` "
                              "(for example, {}: {})",
                              rejected_, rejected_ + accepted_, chunk.rejects.back().stage,
                              chunk.rejects.back().reason));
    }
    return {};
  }

  // The first kernels in index order, whichever unneeded batches were requested as well.
  Preview Collect() {
    Preview preview;
    const auto targets = static_cast<std::ptrdiff_t>(request_.targets.size());
    for (auto& [number, chunk] : done_) {
      auto sample = std::make_move_iterator(chunk.samples.begin());
      const auto end = std::make_move_iterator(chunk.samples.end());
      for (; sample != end && preview.kernels.size() < request_.count; sample += targets) {
        preview.kernels.emplace_back(sample, sample + targets);
      }
      const int64_t last = preview.kernels.empty() ? 0 : preview.kernels.back().front().index;
      const bool full = preview.kernels.size() == request_.count;
      preview.rejected += static_cast<uint64_t>(std::ranges::count_if(
          chunk.rejects,
          [&](const dataset::Reject& reject) { return !full || reject.index < last; }));
    }
    return preview;
  }

  const PreviewSetup& setup_;
  const dataset::Request& request_;
  DrawStream stream_;
  uint64_t next_batch_ = 0;
  std::map<uint64_t, std::vector<Draft>> drafts_;  // Of the batches in flight.
  std::map<uint64_t, dataset::Chunk> done_;
  uint64_t accepted_ = 0, rejected_ = 0;
};

}  // namespace

uint64_t PreviewBatches(uint64_t count) { return (count + kDrawsPerBatch - 1) / kDrawsPerBatch; }

Result<Preview> BuildPreview(const PreviewSetup& setup, const dataset::Request& request) {
  WARPLOOM_ASSIGN_OR_RETURN(const dataset::Request normalized, Normalized(request));
  return Previewer(setup, normalized).Run();
}

}  // namespace warploom::pipeline

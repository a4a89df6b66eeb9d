#include "pipeline/bundle_dataset.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "pipeline/redraw.h"
#include "verify/bundle_reply.h"
#include "verify/choose.h"
#include "verify/record.h"

namespace warploom::pipeline {
namespace {

Result<std::vector<dataset::Sample>> ChosenSamples(const dataset::Dataset& dataset,
                                                   const BundlePlan& plan) {
  const std::set<uint64_t> chosen =
      verify::Choose(plan.sample, dataset.manifest().request.count, plan.seed);
  std::vector<dataset::Sample> samples;
  uint64_t number = 0;
  WARPLOOM_TRY(dataset.ForEachSample("cuda", [&](const dataset::Sample& sample) {
    if (chosen.contains(number++)) {
      samples.push_back(sample);
    }
    return true;
  }));
  return samples;
}

// Whether the launch has the blocks of an ordinary launch. Those of a launch with tiles change the
// text, and the one in a dataset is not for them.
bool IsOrdinary(const dataset::Sample& sample) {
  return sample.launch.find("\"block_dim\"") == std::string::npos;
}

class Bundler {
 public:
  Bundler(const BundleSetup& setup, const dataset::Dataset& dataset,
          std::vector<dataset::Sample> samples)
      : setup_(setup),
        redraw_(dataset.manifest().request, setup.builtins),
        samples_(std::move(samples)),
        made_(samples_.size()) {}

  Result<BundledDataset> Run() {
    size_t next = 0;
    while (next < samples_.size() || setup_.pool.in_flight() > 0) {
      while (next < samples_.size() && setup_.pool.in_flight() < setup_.pool.capacity()) {
        Submit(next++);
      }
      WARPLOOM_ASSIGN_OR_RETURN(const auto batch, setup_.pool.Next(kWakeSeconds));
      if (batch != nullptr) {
        WARPLOOM_TRY(Take(batch->ticket, batch->verdicts.front()));
      }
      setup_.reporter.OnProgress({.phase = Phase::kBuild,
                                  .done = done_,
                                  .total = samples_.size(),
                                  .rejected = done_ - bundled_});
    }
    for (auto& made : made_) {
      if (made) {
        result_.samples.push_back(*std::move(made));
      }
    }
    return std::move(result_);
  }

 private:
  void Submit(size_t at) {
    const dataset::Sample& sample = samples_[at];
    oracle::KernelSource kernel = {.name = sample.entry_point,
                                   .source = sample.python_code,
                                   .launch = sample.launch,
                                   .reference = redraw_.Reference(sample)};
    // A kernel takes seconds: batches of one show progress and keep all workers busy.
    setup_.pool.Submit({.ticket = at, .kernels = {std::move(kernel)}});
  }

  Status Take(uint64_t at, const oracle::Verdict& verdict) {
    ++done_;
    const dataset::Sample& sample = samples_[at];
    if (!verdict.ok) {
      return Leave(sample, verify::kCompileFail,
                   fmt::format("Warp refuses it ({})", verdict.stage));
    }
    if (IsOrdinary(sample) && verdict.ir.front().forward != sample.ir_forward) {
      return Leave(sample, verify::kMismatch,
                   "Warp generates another text now than the sample holds");
    }
    WARPLOOM_ASSIGN_OR_RETURN(auto made, verify::DecodeBundleReply(verdict.ir.front().bundle,
                                                                   sample.id, sample.entry_point));
    if (const auto* const why = std::get_if<verify::NotBundled>(&made)) {
      return Leave(sample, verify::kUnsupported, why->reason);
    }
    made_[at] = std::get<bundle::SampleFiles>(std::move(made));
    ++bundled_;
    return {};
  }

  Status Leave(const dataset::Sample& sample, std::string_view verdict, std::string reason) {
    result_.left_out.push_back({sample.id, verdict, std::move(reason)});
    return {};
  }

  const BundleSetup& setup_;
  Redraw redraw_;
  std::vector<dataset::Sample> samples_;
  std::vector<std::optional<bundle::SampleFiles>> made_;  // By their place in samples_.
  BundledDataset result_;
  uint64_t done_ = 0;
  uint64_t bundled_ = 0;
};

}  // namespace

oracle::BuildOptions BuildOptionsOf(const BundlePlan& plan) {
  return {.targets = {"cuda"}, .include = {"bundle"}, .compile = false, .archs = plan.archs};
}

Result<BundledDataset> BundleDataset(const BundleSetup& setup, const dataset::Dataset& dataset,
                                     const BundlePlan& plan) {
  WARPLOOM_ASSIGN_OR_RETURN(auto samples, ChosenSamples(dataset, plan));
  return BundleSamples(setup, dataset, std::move(samples));
}

Result<BundledDataset> BundleSamples(const BundleSetup& setup, const dataset::Dataset& dataset,
                                     std::vector<dataset::Sample> samples) {
  return Bundler(setup, dataset, std::move(samples)).Run();
}

std::map<std::string, uint64_t> CountByReason(const std::vector<LeftOut>& left_out) {
  std::map<std::string, uint64_t> counts;
  for (const LeftOut& one : left_out) {
    ++counts[one.reason];
  }
  return counts;
}

}  // namespace warploom::pipeline

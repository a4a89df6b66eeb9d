#include "pipeline/verify_on_gpu.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/version.h"
#include "bundle/bundle.h"
#include "verify/choose.h"

namespace warploom::pipeline {
namespace {

using dataset::Sample;

constexpr size_t kSamplesInABundle = 256;  // Some 20 MB.

class GpuVerifier {
 public:
  GpuVerifier(const GpuSetup& setup, const dataset::Dataset& dataset)
      : setup_(setup), dataset_(dataset) {}

  Result<VerifyResult> Run(const VerifyPlan& plan) {
    const uint64_t kernels = dataset_.manifest().kernels;
    const std::set<uint64_t> chosen =
        verify::Choose(std::min(plan.sample.value_or(kernels), kernels), kernels, plan.seed);
    uint64_t position = 0;
    Status status;
    WARPLOOM_TRY(dataset_.ForEachSample("cuda", [&](const Sample& sample) {
      if (chosen.contains(position++)) {
        gathered_.push_back(sample);
        status = gathered_.size() == kSamplesInABundle ? RunGathered() : Status();
      }
      return status.has_value();
    }));
    if (status && !gathered_.empty()) {
      status = RunGathered();
    }
    if (!status && status.error().kind != ErrorKind::kInterrupted) {
      return tl::make_unexpected(status.error());
    }
    if (!status) {
      result_.stopped = status.error();
    }
    return std::move(result_);
  }

 private:
  Status RunGathered() {
    std::vector<Sample> samples;
    for (Sample& sample : std::exchange(gathered_, {})) {
      if (sample.id == dataset::SampleId(sample.python_code)) {
        samples.push_back(std::move(sample));
      } else {
        Add(sample.id, verify::kMismatch,
            "its id is not that of its python_code, which was changed");
      }
    }
    WARPLOOM_ASSIGN_OR_RETURN(const BundledDataset bundled,
                              BundleSamples(setup_.bundles, dataset_, std::move(samples)));
    for (const LeftOut& left_out : bundled.left_out) {
      Add(left_out.id, left_out.verdict, left_out.reason);
    }
    return bundled.samples.empty() ? Status() : RunBundle(bundled);
  }

  Status RunBundle(const BundledDataset& bundled) {
    const dataset::Request& request = dataset_.manifest().request;
    WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes,
                              bundle::WriteBundle({{"generator_version", Version()},
                                                   {"warp_version", request.warp_version}},
                                                  bundled.samples));
    const std::string path = setup_.scratch + "/bundle.tar.zst";
    WARPLOOM_TRY(WriteFileAtomically(setup_.fs, path, bytes));
    WARPLOOM_ASSIGN_OR_RETURN(std::vector<verify::Record> records,
                              setup_.runner.Run(setup_.fs, path));
    result_.kernels += records.size();
    std::ranges::move(records, std::back_inserter(result_.records));
    return {};
  }

  void Add(std::string id, std::string_view verdict, std::string detail) {
    ++result_.kernels;
    result_.records.push_back({std::move(id), "cuda", std::string(verify::kGpu),
                               std::string(verdict), std::move(detail)});
  }

  const GpuSetup& setup_;
  const dataset::Dataset& dataset_;
  std::vector<Sample> gathered_;
  VerifyResult result_;
};

}  // namespace

BundlePlan GpuBundles(const verify::GpuRunner& runner) { return {.archs = {runner.arch()}}; }

Result<VerifyResult> VerifyOnGpu(const GpuSetup& setup, const dataset::Dataset& dataset,
                                 const VerifyPlan& plan) {
  return GpuVerifier(setup, dataset).Run(plan);
}

}  // namespace warploom::pipeline

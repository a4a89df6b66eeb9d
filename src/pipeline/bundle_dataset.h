#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "bundle/bundle.h"
#include "dataset/reader.h"
#include "lang/builtin_table.h"
#include "oracle/pool.h"
#include "pipeline/reporter.h"

namespace warploom::pipeline {

// Which kernels of a dataset to bundle, and for which GPUs.
struct BundlePlan {
  uint64_t sample = 0;  // So many kernels, chosen by the seed.
  uint64_t seed = 0;
  std::vector<uint64_t> archs;  // 90 stands for sm_90.
};

// What the workers do for the plan.
oracle::BuildOptions BuildOptionsOf(const BundlePlan& plan);

// What bundling works with; all of it must outlive it.
struct BundleSetup {
  const lang::BuiltinTable& builtins;
  oracle::Pool& pool;  // Its build options must be BuildOptionsOf the plan.
  Reporter& reporter;
};

// A kernel that cannot be bundled, and what that means for the sample (verify/record.h).
struct LeftOut {
  std::string id;
  std::string_view verdict;
  std::string reason;
};

struct BundledDataset {
  std::vector<bundle::SampleFiles> samples;  // In the dataset's order.
  std::vector<LeftOut> left_out;
};

// The left out kernels by reason.
std::map<std::string, uint64_t> CountByReason(const std::vector<LeftOut>& left_out);

// Builds the chosen cuda samples again, with machine code, and launches them on cpu for what a GPU
// must store. kUsage when the dataset has no cuda samples; kInterrupted when a stop was requested.
Result<BundledDataset> BundleDataset(const BundleSetup& setup, const dataset::Dataset& dataset,
                                     const BundlePlan& plan);

// The same for these cuda samples of the dataset.
Result<BundledDataset> BundleSamples(const BundleSetup& setup, const dataset::Dataset& dataset,
                                     std::vector<dataset::Sample> samples);

}  // namespace warploom::pipeline

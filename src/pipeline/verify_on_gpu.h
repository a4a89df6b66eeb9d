#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/reader.h"
#include "os/file_system.h"
#include "pipeline/bundle_dataset.h"
#include "pipeline/verify_dataset.h"
#include "verify/gpu_runner.h"

namespace warploom::pipeline {

// What a verification on a GPU works with; all of it must outlive it.
struct GpuSetup {
  BundleSetup bundles;  // Its pool's build options must be BuildOptionsOf(GpuBundles()).
  const verify::GpuRunner& runner;
  FileSystem& fs;
  std::string scratch;  // A folder for bundles.
};

// What the workers do for a verification on this GPU.
BundlePlan GpuBundles(const verify::GpuRunner& runner);

// Bundles the plan's cuda samples, some at a time, runs them and gives a verdict for each on
// cuda:0. UNSUPPORTED for what cannot be bundled.
Result<VerifyResult> VerifyOnGpu(const GpuSetup& setup, const dataset::Dataset& dataset,
                                 const VerifyPlan& plan);

}  // namespace warploom::pipeline

#pragma once

#include <functional>

#include "base/error.h"
#include "bundle/bundle.h"
#include "gpu_run/gpu.h"
#include "gpu_run/verdict.h"

namespace warploom::gpu_run {

struct RunOptions {
  int device = 0;
  double seconds_per_sample = 60;  // On the clock, for all launches of a sample.
  double seconds_to_start = 120;   // For a process to open the GPU.
};

using OnVerdict = std::function<Status(const bundle::Sample&, const GpuFacts&, const Verdict&)>;

// Runs every sample of the bundle in order and reports each verdict. The GPU is used by child
// processes only: one runs sample after sample until it dies, hangs or its GPU context is spoiled;
// then the next goes on behind the sample at fault, which gets CRASH or TIMEOUT. kEnvironment when
// the GPU cannot be opened; errors of `on_verdict` end the run.
Status RunIsolated(const bundle::Bundle& bundle, const RunOptions& options,
                   const OnVerdict& on_verdict);

}  // namespace warploom::gpu_run

#pragma once

#include <string_view>

#include "bundle/bundle.h"
#include "gpu_run/driver.h"
#include "gpu_run/gpu.h"
#include "gpu_run/verdict.h"

namespace warploom::gpu_run {

// A verdict, and whether the process must end now: an error in a kernel spoils all that the process
// does on the GPU afterwards.
struct Launched {
  Verdict verdict;
  bool is_spoiled = false;
};

// Runs a sample on the open GPU: every round twice, each time in fresh memory.
Launched RunSample(const Driver& driver, const GpuFacts& gpu, const bundle::Bundle& bundle,
                   const bundle::Sample& sample);

}  // namespace warploom::gpu_run

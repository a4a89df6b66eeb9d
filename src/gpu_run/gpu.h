#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "gpu_run/driver.h"

namespace warploom::gpu_run {

// What each verdict reports about the GPU.
struct GpuFacts {
  std::string name;        // "NVIDIA H200".
  int driver_version = 0;  // Of CUDA, that the driver supports: 13040 is 13.4.
  int arch = 0;            // Its compute capability: 90 is 9.0.
};

// "13.4" of 13040.
std::string VersionText(int version);

// Makes the GPU with this number the one that the calling process works on. kEnvironment when the
// driver does not start, when there is no such GPU, or when the driver is of an older generation
// than the compiler of the code (`cuda_version`, as GpuFacts::driver_version), which it must not
// be (CUDA's compatibility rules).
Result<GpuFacts> OpenGpu(const Driver& driver, int ordinal, uint64_t cuda_version);

}  // namespace warploom::gpu_run

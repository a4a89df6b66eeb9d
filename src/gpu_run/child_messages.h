#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "gpu_run/gpu.h"
#include "gpu_run/verdict.h"

// What a child process tells its parent: lines of JSON, first the GPU or why there is none, then
// one verdict for each sample.
namespace warploom::gpu_run {

std::string EncodeGpu(const Result<GpuFacts>& gpu);
std::string EncodeVerdict(const Verdict& verdict);

// kEnvironment with the child's words when it has no GPU; kInternal for any other line.
Result<GpuFacts> DecodeGpu(std::string_view line);
Result<Verdict> DecodeVerdict(std::string_view line);

}  // namespace warploom::gpu_run

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "bundle/manifest.h"
#include "gpu_run/gpu.h"

namespace warploom::gpu_run {

enum class VerdictKind {
  kPass,
  kMismatch,
  kOutOfBounds,
  kCompileFail,
  kCrash,
  kTimeout,
  kUnsupported,
  kNondeterministic,
};

// "PASS", "MISMATCH", "OUT_OF_BOUNDS", ...
std::string_view NameOf(VerdictKind kind);
std::optional<VerdictKind> VerdictKindOf(std::string_view name);

// What became of a sample on the GPU; `detail` is for people, "" for a plain PASS.
struct Verdict {
  VerdictKind kind = VerdictKind::kPass;
  std::string detail;
};

// The line of JSON that the program writes for a sample, with its newline.
std::string VerdictLine(const bundle::Sample& sample, int device, const GpuFacts& gpu,
                        const Verdict& verdict);

}  // namespace warploom::gpu_run

#include "gpu_run/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "json/write.h"

namespace warploom::gpu_run {
namespace {

constexpr std::array<std::string_view, 8> kVerdictNames = {
    "PASS",  "MISMATCH", "OUT_OF_BOUNDS", "COMPILE_FAIL",
    "CRASH", "TIMEOUT",  "UNSUPPORTED",   "NONDETERMINISTIC"};

}  // namespace

std::string_view NameOf(VerdictKind kind) { return kVerdictNames.at(static_cast<size_t>(kind)); }

std::optional<VerdictKind> VerdictKindOf(std::string_view name) {
  const auto* const found = std::ranges::find(kVerdictNames, name);
  if (found == kVerdictNames.end()) {
    return std::nullopt;
  }
  return static_cast<VerdictKind>(found - kVerdictNames.begin());
}

std::string VerdictLine(const bundle::Sample& sample, int device, const GpuFacts& gpu,
                        const Verdict& verdict) {
  const json::Value value = {{"id", sample.id},
                             {"target", "cuda"},
                             {"device", fmt::format("cuda:{}", device)},
                             {"verdict", NameOf(verdict.kind)},
                             {"detail", verdict.detail},
                             {"gpu", gpu.name},
                             {"arch", fmt::format("sm_{}", gpu.arch)},
                             {"driver", VersionText(gpu.driver_version)}};
  return json::DumpLineLossy(value) + "\n";
}

}  // namespace warploom::gpu_run

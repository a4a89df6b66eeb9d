#include "gpu_run/isolated_run.h"

#include <fmt/format.h>

#include "gpu_run/child.h"
#include "gpu_run/child_messages.h"

namespace warploom::gpu_run {
namespace {

// The GPU that a child has opened.
Result<GpuFacts> AwaitGpu(Child& child, const RunOptions& options) {
  const auto line = child.NextLine(options.seconds_to_start);
  if (line) {
    return DecodeGpu(*line);
  }
  if (child.HasEnded()) {
    return Fail(ErrorKind::kEnvironment,
                fmt::format("opening the GPU: the process that does it {}; see whether nvidia-smi "
                            "works here",
                            child.HowItEnded()));
  }
  return Fail(ErrorKind::kEnvironment,
              fmt::format("opening the GPU: it takes more than {:g} s; see whether nvidia-smi "
                          "works here",
                          options.seconds_to_start));
}

// A verdict, and whether the child can go on with the next sample.
struct Awaited {
  Verdict verdict;
  bool is_alive = true;
};

Result<Awaited> AwaitVerdict(Child& child, const RunOptions& options) {
  if (const auto line = child.NextLine(options.seconds_per_sample)) {
    WARPLOOM_ASSIGN_OR_RETURN(Verdict verdict, DecodeVerdict(*line));
    const bool is_alive = verdict.kind != VerdictKind::kCrash;
    return Awaited{.verdict = std::move(verdict), .is_alive = is_alive};
  }
  if (child.HasEnded()) {
    return Awaited{.verdict = {.kind = VerdictKind::kCrash,
                               .detail = fmt::format("the process {}", child.HowItEnded())},
                   .is_alive = false};
  }
  return Awaited{
      .verdict = {.kind = VerdictKind::kTimeout,
                  .detail = fmt::format("it does not end in {:g} s", options.seconds_per_sample)},
      .is_alive = false};
}

}  // namespace

Status RunIsolated(const bundle::Bundle& bundle, const RunOptions& options,
                   const OnVerdict& on_verdict) {
  const auto& samples = bundle.manifest().samples;
  for (size_t next = 0; next < samples.size();) {
    WARPLOOM_ASSIGN_OR_RETURN(const auto child, Child::Start(bundle, options, next));
    WARPLOOM_ASSIGN_OR_RETURN(const GpuFacts gpu, AwaitGpu(*child, options));
    for (bool is_alive = true; is_alive && next < samples.size(); ++next) {
      WARPLOOM_ASSIGN_OR_RETURN(const Awaited awaited, AwaitVerdict(*child, options));
      WARPLOOM_TRY(on_verdict(samples[next], gpu, awaited.verdict));
      is_alive = awaited.is_alive;
    }
  }
  return {};
}

}  // namespace warploom::gpu_run

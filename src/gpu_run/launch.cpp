#include "gpu_run/launch.h"

#include <fmt/format.h>

#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gpu_run/compare.h"
#include "gpu_run/guarded_memory.h"
#include "gpu_run/module_loader.h"

namespace warploom::gpu_run {
namespace {

using bundle::Round;
using bundle::Sample;

Launched Clean(VerdictKind kind, std::string detail) {
  return {.verdict = {.kind = kind, .detail = std::move(detail)}, .is_spoiled = false};
}

// The kernel's parameters with the addresses of its buffers in them.
std::vector<std::string> Parameters(const Round& round, std::string_view data,
                                    const GuardedMemory& memory) {
  std::vector<std::string> parameters;
  for (const bundle::Parameter& parameter : round.parameters) {
    std::string bytes(data.substr(parameter.at, parameter.bytes));
    for (const bundle::Pointer& pointer : parameter.pointers) {
      const CuPointer address = memory.AddressOf(pointer.buffer) + pointer.offset;
      std::memcpy(bytes.data() + pointer.place, &address, sizeof(address));
    }
    parameters.push_back(std::move(bytes));
  }
  return parameters;
}

CuResult Launch(const DriverTable& api, CuFunction function, const Sample& sample,
                std::vector<std::string>& parameters) {
  std::vector<void*> pointers;
  for (std::string& parameter : parameters) {
    pointers.push_back(parameter.data());
  }
  const auto [x, y, z] = sample.grid;
  const CuResult launched = api.cuLaunchKernel(
      function, static_cast<unsigned>(x), static_cast<unsigned>(y), static_cast<unsigned>(z),
      static_cast<unsigned>(sample.block_dim), 1, 1, static_cast<unsigned>(sample.shared_bytes),
      nullptr, pointers.data(), nullptr);
  return launched != kCuSuccess ? launched : api.cuCtxSynchronize();
}

// Launches once in fresh memory; the verdict is there when that failed.
std::optional<Launched> LaunchIn(GuardedMemory& memory, const Driver& driver, CuFunction function,
                                 const Sample& sample, const Round& round, std::string_view data) {
  const DriverTable& api = driver.api();
  CuResult result = memory.Upload(api);
  if (result == kCuOutOfMemory) {
    return Clean(VerdictKind::kUnsupported,
                 fmt::format("it needs {} MB of device memory", memory.bytes() >> 20U));
  }
  if (result == kCuSuccess) {
    std::vector<std::string> parameters = Parameters(round, data, memory);
    result = Launch(api, function, sample, parameters);
  }
  if (result == kCuSuccess) {
    result = memory.Download(api);
  }
  if (result == kCuSuccess) {
    return std::nullopt;
  }
  return Launched{.verdict = {.kind = VerdictKind::kCrash, .detail = driver.NameOf(result)},
                  .is_spoiled = true};
}

std::optional<Verdict> Wrong(const GuardedMemory& memory, const Sample& sample, const Round& round,
                             std::string_view data) {
  if (auto changed = memory.ChangedSentinel()) {
    return Verdict{VerdictKind::kOutOfBounds, *std::move(changed)};
  }
  const std::string whose =
      fmt::format("by {}", round.expected_from == "cpu" ? "cpu" : "the reference");
  for (size_t i = 0; i < round.buffers.size(); ++i) {
    const bundle::Buffer& buffer = round.buffers[i];
    const std::string_view expected = data.substr(buffer.after, buffer.bytes);
    if (auto difference =
            Difference(buffer, sample.tolerance, memory.BytesOf(i), expected, whose)) {
      return Verdict{VerdictKind::kMismatch, *std::move(difference)};
    }
  }
  return std::nullopt;
}

std::optional<Verdict> Unsteady(const GuardedMemory& once, const GuardedMemory& again,
                                const Sample& sample, const Round& round) {
  for (size_t i = 0; i < round.buffers.size(); ++i) {
    if (auto difference = Difference(round.buffers[i], sample.tolerance, again.BytesOf(i),
                                     once.BytesOf(i), "the time before")) {
      return Verdict{VerdictKind::kNondeterministic, *std::move(difference)};
    }
  }
  return std::nullopt;
}

// The verdict on one round, when it is not PASS.
std::optional<Launched> RunRound(const Driver& driver, CuFunction function, const Sample& sample,
                                 const Round& round, std::string_view data) {
  GuardedMemory once(round, data);
  GuardedMemory again(round, data);
  if (auto failed = LaunchIn(once, driver, function, sample, round, data)) {
    return failed;
  }
  if (auto failed = LaunchIn(again, driver, function, sample, round, data)) {
    return failed;
  }
  auto verdict = Unsteady(once, again, sample, round);
  verdict = verdict ? verdict : Wrong(once, sample, round, data);
  verdict = verdict ? verdict : Wrong(again, sample, round, data);
  return verdict ? std::optional(Clean(verdict->kind, verdict->detail)) : std::nullopt;
}

}  // namespace

Launched RunSample(const Driver& driver, const GpuFacts& gpu, const bundle::Bundle& bundle,
                   const Sample& sample) {
  auto loaded = LoadKernel(driver, gpu, bundle, sample);
  if (auto* const verdict = std::get_if<Verdict>(&loaded)) {
    return Clean(verdict->kind, std::move(verdict->detail));
  }
  const auto& kernel = std::get<std::unique_ptr<LoadedKernel>>(loaded);
  if (sample.shared_bytes > 0 &&
      driver.api().cuFuncSetAttribute(kernel->function(), kCuMostDynamicSharedBytes,
                                      static_cast<int>(sample.shared_bytes)) != kCuSuccess) {
    return Clean(VerdictKind::kUnsupported,
                 fmt::format("it needs {} bytes of shared memory", sample.shared_bytes));
  }
  for (const Round& round : sample.rounds) {
    auto failed = RunRound(driver, kernel->function(), sample, round, bundle.DataOf(sample));
    if (failed) {
      failed->verdict.detail = fmt::format("round '{}': {}", round.name, failed->verdict.detail);
      return *std::move(failed);
    }
  }
  return Clean(VerdictKind::kPass, "");
}

}  // namespace warploom::gpu_run

#include "gpu_run/module_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace warploom::gpu_run {
namespace {

constexpr size_t kLogBytes = 4096;
constexpr size_t kMostOfLog = 400;  // In a verdict.

// Whether the GPU runs the module: a cubin needs the same major and no later minor version of the
// compute capability, PTX no later one (CUDA's programming guide: binary and PTX compatibility).
bool RunsOn(const bundle::Module& module, uint64_t arch) {
  return module.arch <= arch && (module.is_ptx || module.arch / 10 == arch / 10);
}

// Those that the GPU runs: cubins first, later architectures first.
std::vector<bundle::Module> Candidates(const bundle::Sample& sample, uint64_t arch) {
  std::vector<bundle::Module> fitting;
  std::ranges::copy_if(sample.modules, std::back_inserter(fitting),
                       [&](const bundle::Module& module) { return RunsOn(module, arch); });
  std::ranges::sort(fitting, [](const bundle::Module& a, const bundle::Module& b) {
    return a.is_ptx != b.is_ptx ? b.is_ptx : a.arch > b.arch;
  });
  return fitting;
}

// The end of what the driver's compiler said, on one line.
std::string LogText(const std::array<char, kLogBytes>& log) {
  std::string text(log.data());
  std::ranges::replace(text, '\n', ' ');
  return text.substr(0, kMostOfLog);
}

// Loads a module; the text says why it cannot be.
std::variant<CuModule, std::string> Load(const Driver& driver, std::string_view image) {
  const std::string ended(image);  // PTX must end in NUL; a cubin does not mind.
  std::array<char, kLogBytes> log = {};
  std::array<int, 2> names = {kCuJitErrorLog, kCuJitErrorLogBytes};
  // An option that is a number is passed in place of a pointer.
  constexpr uintptr_t kLogRoom = kLogBytes - 1;
  std::array<void*, 2> values = {log.data(), std::bit_cast<void*>(kLogRoom)};
  CuModule module = nullptr;
  const CuResult loaded = driver.api().cuModuleLoadDataEx(
      &module, ended.c_str(), static_cast<unsigned>(names.size()), names.data(), values.data());
  if (loaded == kCuSuccess) {
    return module;
  }
  const std::string said = LogText(log);
  return driver.NameOf(loaded) + (said.empty() ? "" : ": " + said);
}

}  // namespace

std::variant<std::unique_ptr<LoadedKernel>, Verdict> LoadKernel(const Driver& driver,
                                                                const GpuFacts& gpu,
                                                                const bundle::Bundle& bundle,
                                                                const bundle::Sample& sample) {
  const auto candidates = Candidates(sample, static_cast<uint64_t>(gpu.arch));
  if (candidates.empty()) {
    return Verdict{VerdictKind::kUnsupported,
                   fmt::format("the bundle has no code for sm_{}", gpu.arch)};
  }
  std::vector<std::string> failures;
  for (const bundle::Module& candidate : candidates) {
    const auto loaded = Load(driver, bundle.FileOf(sample, candidate.file));
    if (const auto* const why = std::get_if<std::string>(&loaded)) {
      failures.push_back(fmt::format("{}: {}", candidate.file, *why));
      continue;
    }
    const CuModule module = std::get<CuModule>(loaded);
    CuFunction function = nullptr;
    const CuResult found =
        driver.api().cuModuleGetFunction(&function, module, sample.kernel.c_str());
    if (found == kCuSuccess) {
      return std::make_unique<LoadedKernel>(driver.api(), module, function, candidate.file);
    }
    failures.push_back(fmt::format("{}: {}", candidate.file, driver.NameOf(found)));
    driver.api().cuModuleUnload(module);
  }
  return Verdict{VerdictKind::kCompileFail, fmt::format("{}", fmt::join(failures, "; "))};
}

}  // namespace warploom::gpu_run

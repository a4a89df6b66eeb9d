#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "bundle/bundle.h"
#include "gpu_run/driver.h"
#include "gpu_run/gpu.h"
#include "gpu_run/verdict.h"

namespace warploom::gpu_run {

// The kernel of a sample, loaded; unloads its module at the end.
class LoadedKernel {
 public:
  LoadedKernel(const DriverTable& api, CuModule module, CuFunction function, std::string file)
      : api_(&api), module_(module), function_(function), file_(std::move(file)) {}
  LoadedKernel(const LoadedKernel&) = delete;
  LoadedKernel& operator=(const LoadedKernel&) = delete;
  ~LoadedKernel() { api_->cuModuleUnload(module_); }

  CuFunction function() const { return function_; }
  // The file of the bundle that it comes from.
  const std::string& file() const { return file_; }

 private:
  const DriverTable* api_;
  CuModule module_;
  CuFunction function_;
  std::string file_;
};

// Loads the cubin that fits the GPU, else the PTX, which the driver compiles. The verdict says why
// neither can be: UNSUPPORTED when there is none for this GPU, else COMPILE_FAIL.
std::variant<std::unique_ptr<LoadedKernel>, Verdict> LoadKernel(const Driver& driver,
                                                                const GpuFacts& gpu,
                                                                const bundle::Bundle& bundle,
                                                                const bundle::Sample& sample);

}  // namespace warploom::gpu_run

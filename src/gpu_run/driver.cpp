#include "gpu_run/driver.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace warploom::gpu_run {
namespace {

constexpr const char* kLibrary = "libcuda.so.1";

// Looks one function up; the first that is missing is kept in `missing`.
template <typename Function>
void LookUp(void* library, const char* name, Function*& function, std::string& missing) {
  function = reinterpret_cast<Function*>(dlsym(library, name));
  if (function == nullptr && missing.empty()) {
    missing = name;
  }
}

std::string FillTable(void* library, DriverTable& api) {
  std::string missing;
#define WARPLOOM_LOOK_UP(name) LookUp(library, #name, api.name, missing)
  WARPLOOM_LOOK_UP(cuInit);
  WARPLOOM_LOOK_UP(cuDriverGetVersion);
  WARPLOOM_LOOK_UP(cuDeviceGetCount);
  WARPLOOM_LOOK_UP(cuDeviceGet);
  WARPLOOM_LOOK_UP(cuDeviceGetName);
  WARPLOOM_LOOK_UP(cuDeviceGetAttribute);
  WARPLOOM_LOOK_UP(cuDevicePrimaryCtxRetain);
  WARPLOOM_LOOK_UP(cuCtxSetCurrent);
  WARPLOOM_LOOK_UP(cuCtxSynchronize);
  WARPLOOM_LOOK_UP(cuModuleLoadDataEx);
  WARPLOOM_LOOK_UP(cuModuleUnload);
  WARPLOOM_LOOK_UP(cuModuleGetFunction);
  WARPLOOM_LOOK_UP(cuFuncSetAttribute);
  WARPLOOM_LOOK_UP(cuMemAlloc_v2);
  WARPLOOM_LOOK_UP(cuMemFree_v2);
  WARPLOOM_LOOK_UP(cuMemcpyHtoD_v2);
  WARPLOOM_LOOK_UP(cuMemcpyDtoH_v2);
  WARPLOOM_LOOK_UP(cuLaunchKernel);
  WARPLOOM_LOOK_UP(cuGetErrorName);
#undef WARPLOOM_LOOK_UP
  return missing;
}

}  // namespace

std::string Driver::NameOf(CuResult error) const {
  const char* name = nullptr;
  const bool known = api_.cuGetErrorName(error, &name) == kCuSuccess && name != nullptr;
  return known ? std::string(name) : fmt::format("CUDA error {}", error);
}

Result<Driver> LoadDriver() {
  void* const library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return Fail(ErrorKind::kEnvironment,
                fmt::format("there is no NVIDIA driver on this machine: {} cannot be loaded; run "
                            "this where nvidia-smi lists a GPU",
                            kLibrary));
  }
  Driver driver;
  const std::string missing = FillTable(library, driver.api_);
  if (!missing.empty()) {
    return Fail(ErrorKind::kEnvironment,
                fmt::format("the NVIDIA driver of this machine is too old: its {} has no {}; "
                            "install a newer driver",
                            kLibrary, missing));
  }
  return driver;
}

}  // namespace warploom::gpu_run

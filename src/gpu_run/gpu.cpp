#include "gpu_run/gpu.h"

#include <fmt/format.h>

#include <array>

namespace warploom::gpu_run {
namespace {

constexpr int kMajor = 1000;  // A version is 1000 * major + 10 * minor.

Status CheckCall(const Driver& driver, std::string_view doing, CuResult result) {
  if (result == kCuSuccess) {
    return {};
  }
  return Fail(ErrorKind::kEnvironment,
              fmt::format("{}: the NVIDIA driver says {}; see whether nvidia-smi works here", doing,
                          driver.NameOf(result)));
}

Result<CuDevice> FindDevice(const Driver& driver, int ordinal) {
  int count = 0;
  WARPLOOM_TRY(CheckCall(driver, "counting the GPUs", driver.api().cuDeviceGetCount(&count)));
  if (ordinal >= count) {
    return Fail(ErrorKind::kEnvironment,
                count == 0 ? std::string("the NVIDIA driver of this machine finds no GPU")
                           : fmt::format("--device {}: this machine has {} GPU{}, numbered from 0",
                                         ordinal, count, count == 1 ? "" : "s"));
  }
  CuDevice device = 0;
  WARPLOOM_TRY(CheckCall(driver, "opening the GPU", driver.api().cuDeviceGet(&device, ordinal)));
  return device;
}

Result<GpuFacts> FactsOf(const Driver& driver, CuDevice device) {
  GpuFacts facts;
  std::array<char, 256> name = {};
  int major = 0;
  int minor = 0;
  const DriverTable& api = driver.api();
  WARPLOOM_TRY(
      CheckCall(driver, "asking for the GPU's name",
                api.cuDeviceGetName(name.data(), static_cast<int>(name.size() - 1), device)));
  WARPLOOM_TRY(CheckCall(driver, "asking for the GPU's architecture",
                         api.cuDeviceGetAttribute(&major, kCuComputeMajor, device)));
  WARPLOOM_TRY(CheckCall(driver, "asking for the GPU's architecture",
                         api.cuDeviceGetAttribute(&minor, kCuComputeMinor, device)));
  facts.name = name.data();
  facts.arch = 10 * major + minor;
  return facts;
}

}  // namespace

std::string VersionText(int version) {
  return fmt::format("{}.{}", version / kMajor, version % kMajor / 10);
}

Result<GpuFacts> OpenGpu(const Driver& driver, int ordinal, uint64_t cuda_version) {
  const DriverTable& api = driver.api();
  int version = 0;
  WARPLOOM_TRY(CheckCall(driver, "starting the GPU", api.cuInit(0)));
  WARPLOOM_TRY(CheckCall(driver, "asking for the version", api.cuDriverGetVersion(&version)));
  if (version / kMajor < static_cast<int>(cuda_version) / kMajor) {
    return Fail(ErrorKind::kEnvironment,
                fmt::format("the NVIDIA driver of this machine is too old: it supports CUDA {}, "
                            "but the bundle was compiled for CUDA {}; install a newer driver",
                            VersionText(version), VersionText(static_cast<int>(cuda_version))));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const CuDevice device, FindDevice(driver, ordinal));
  WARPLOOM_ASSIGN_OR_RETURN(GpuFacts facts, FactsOf(driver, device));
  facts.driver_version = version;
  CuContext context = nullptr;
  WARPLOOM_TRY(CheckCall(driver, "making a context on the GPU",
                         api.cuDevicePrimaryCtxRetain(&context, device)));
  WARPLOOM_TRY(CheckCall(driver, "using the context", api.cuCtxSetCurrent(context)));
  return facts;
}

}  // namespace warploom::gpu_run

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"

// The part of the CUDA driver API that a launch needs, declared here so that neither the build nor
// the program needs CUDA's headers. Names, numbers and signatures are those of cuda.h; the _v2
// functions are what its macros have stood for since CUDA 4.
namespace warploom::gpu_run {

using CuResult = int;                      // CUresult: 0 is success.
using CuDevice = int;                      // CUdevice.
using CuContext = struct CuContextTag*;    // CUcontext.
using CuModule = struct CuModuleTag*;      // CUmodule.
using CuFunction = struct CuFunctionTag*;  // CUfunction.
using CuPointer = unsigned long long;      // CUdeviceptr. NOLINT(google-runtime-int): as in cuda.h.

inline constexpr CuResult kCuSuccess = 0;
inline constexpr CuResult kCuOutOfMemory = 2;

// CUdevice_attribute.
inline constexpr int kCuComputeMajor = 75;
inline constexpr int kCuComputeMinor = 76;
// CUfunction_attribute.
inline constexpr int kCuMostDynamicSharedBytes = 8;
// CUjit_option.
inline constexpr int kCuJitErrorLog = 5;
inline constexpr int kCuJitErrorLogBytes = 6;

// What libcuda.so.1 exports. Every function returns a CuResult.
// NOLINTBEGIN(readability-identifier-naming): the names are those that are looked up.
struct DriverTable {
  CuResult (*cuInit)(unsigned flags);
  CuResult (*cuDriverGetVersion)(int* version);
  CuResult (*cuDeviceGetCount)(int* count);
  CuResult (*cuDeviceGet)(CuDevice* device, int ordinal);
  CuResult (*cuDeviceGetName)(char* name, int length, CuDevice device);
  CuResult (*cuDeviceGetAttribute)(int* value, int attribute, CuDevice device);
  CuResult (*cuDevicePrimaryCtxRetain)(CuContext* context, CuDevice device);
  CuResult (*cuCtxSetCurrent)(CuContext context);
  CuResult (*cuCtxSynchronize)();
  CuResult (*cuModuleLoadDataEx)(CuModule* module, const void* image, unsigned options, int* names,
                                 void** values);
  CuResult (*cuModuleUnload)(CuModule module);
  CuResult (*cuModuleGetFunction)(CuFunction* function, CuModule module, const char* name);
  CuResult (*cuFuncSetAttribute)(CuFunction function, int attribute, int value);
  CuResult (*cuMemAlloc_v2)(CuPointer* pointer, size_t bytes);
  CuResult (*cuMemFree_v2)(CuPointer pointer);
  CuResult (*cuMemcpyHtoD_v2)(CuPointer to, const void* from, size_t bytes);
  CuResult (*cuMemcpyDtoH_v2)(void* to, CuPointer from, size_t bytes);
  CuResult (*cuLaunchKernel)(CuFunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z,
                             unsigned block_x, unsigned block_y, unsigned block_z,
                             unsigned shared_bytes, void* stream, void** parameters, void** extra);
  CuResult (*cuGetErrorName)(CuResult error, const char** name);
};
// NOLINTEND(readability-identifier-naming)

// The loaded driver. It stays loaded to the end of the process.
class Driver {
 public:
  const DriverTable& api() const { return api_; }

  // "CUDA_ERROR_ILLEGAL_ADDRESS", or "CUDA error 700" when the driver knows no name.
  std::string NameOf(CuResult error) const;

 private:
  friend Result<Driver> LoadDriver();
  DriverTable api_ = {};
};

// kEnvironment when there is no libcuda.so.1 where the system's loader looks, or when it lacks a
// function because it is too old.
Result<Driver> LoadDriver();

}  // namespace warploom::gpu_run

// A libcuda.so.1 for tests: device memory is that of the process, and the kernel NAME is the
// function NAME_host of the shared library that WARPLOOM_FAKE_KERNELS names. The environment says
// how the machine is: WARPLOOM_FAKE_GPUS (how many), WARPLOOM_FAKE_ARCH (such as 90),
// WARPLOOM_FAKE_VERSION (of CUDA), WARPLOOM_FAKE_INIT (what cuInit returns). A module whose first
// byte is '!' cannot be loaded.
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "host_kernel.h"

namespace {

int Setting(const char* name, int usual) {
  const char* const text = std::getenv(name);
  return text == nullptr ? usual : std::atoi(text);
}

// After an error in a kernel every call fails, as on a real GPU.
int sticky_error = 0;

void* Kernels() { return dlopen(std::getenv("WARPLOOM_FAKE_KERNELS"), RTLD_NOW | RTLD_GLOBAL); }

constexpr int kInvalidValue = 1;
constexpr int kNoBinary = 209;
constexpr int kNotFound = 500;
constexpr int kMajor = 75;
constexpr int kMinor = 76;
constexpr int kMostShared = 227 * 1024;

}  // namespace

#define FAKE_API extern "C" __attribute__((visibility("default")))

FAKE_API int cuInit(unsigned) { return Setting("WARPLOOM_FAKE_INIT", 0); }
FAKE_API int cuDriverGetVersion(int* version) {
  *version = Setting("WARPLOOM_FAKE_VERSION", 13040);
  return 0;
}
FAKE_API int cuDeviceGetCount(int* count) {
  *count = Setting("WARPLOOM_FAKE_GPUS", 1);
  return 0;
}
FAKE_API int cuDeviceGet(int* device, int ordinal) {
  *device = ordinal;
  return 0;
}
FAKE_API int cuDeviceGetName(char* name, int length, int device) {
  std::snprintf(name, static_cast<size_t>(length), "Fake GPU %d", device);
  return 0;
}
FAKE_API int cuDeviceGetAttribute(int* value, int attribute, int) {
  const int arch = Setting("WARPLOOM_FAKE_ARCH", 90);
  if (attribute != kMajor && attribute != kMinor) {
    return kInvalidValue;
  }
  *value = attribute == kMajor ? arch / 10 : arch % 10;
  return 0;
}
FAKE_API int cuDevicePrimaryCtxRetain(void** context, int) {
  *context = &sticky_error;
  return 0;
}
FAKE_API int cuCtxSetCurrent(void*) { return 0; }
FAKE_API int cuCtxSynchronize() { return sticky_error; }

FAKE_API int cuModuleLoadDataEx(void** module, const void* image, unsigned options, int* names,
                                void** values) {
  if (*static_cast<const char*>(image) == '!') {
    for (unsigned i = 0; i < options; ++i) {
      if (names[i] == 5) {
        std::strcpy(static_cast<char*>(values[i]), "ptxas fatal: what is this?\n");
      }
    }
    return kNoBinary;
  }
  *module = Kernels();
  return *module == nullptr ? kNoBinary : sticky_error;
}
FAKE_API int cuModuleUnload(void*) { return sticky_error; }
FAKE_API int cuModuleGetFunction(void** function, void* module, const char* name) {
  char host[512];
  std::snprintf(host, sizeof(host), "%s_host", name);
  *function = dlsym(module, host);
  return *function == nullptr ? kNotFound : sticky_error;
}
FAKE_API int cuFuncSetAttribute(void*, int, int value) {
  return value > kMostShared ? kInvalidValue : 0;
}
FAKE_API int cuMemAlloc_v2(unsigned long long* pointer, size_t bytes) {
  *pointer = reinterpret_cast<unsigned long long>(std::malloc(bytes));
  return *pointer == 0 ? 2 : sticky_error;
}
FAKE_API int cuMemFree_v2(unsigned long long pointer) {
  std::free(reinterpret_cast<void*>(pointer));
  return sticky_error;
}
FAKE_API int cuMemcpyHtoD_v2(unsigned long long to, const void* from, size_t bytes) {
  std::memcpy(reinterpret_cast<void*>(to), from, bytes);
  return sticky_error;
}
FAKE_API int cuMemcpyDtoH_v2(void* to, unsigned long long from, size_t bytes) {
  std::memcpy(to, reinterpret_cast<void*>(from), bytes);
  return sticky_error;
}
#ifndef FAKE_CUDA_OLD
FAKE_API int cuLaunchKernel(void* function, unsigned x, unsigned y, unsigned z, unsigned block_x,
                            unsigned, unsigned, unsigned, void*, void** parameters, void**) {
  const HostLaunch launch = {
      .grid = {x, y, z}, .block = block_x, .parameters = parameters, .fault = [](int error) {
        sticky_error = error;
      }};
  reinterpret_cast<void (*)(const HostLaunch*)>(function)(&launch);
  return 0;
}
#endif
FAKE_API int cuGetErrorName(int error, const char** name) {
  *name = error == 700   ? "CUDA_ERROR_ILLEGAL_ADDRESS"
          : error == 209 ? "CUDA_ERROR_NO_BINARY_FOR_GPU"
          : error == 500 ? "CUDA_ERROR_NOT_FOUND"
          : error == 999 ? "CUDA_ERROR_UNKNOWN"
                         : nullptr;
  return *name == nullptr ? kInvalidValue : 0;
}

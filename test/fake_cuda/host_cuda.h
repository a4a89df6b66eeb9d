// Stands before a CUDA text of Warp's, which it makes one for the host: a launch is a loop over the
// threads of all blocks. For kernels whose threads do not wait for each other.
#include "host_kernel.h"

struct HostDim {
  unsigned x = 1, y = 1, z = 1;
};
static HostDim blockIdx, blockDim, gridDim, threadIdx;
#define __global__
#define __launch_bounds__(...)

template <typename T, T... kPlaces>
struct HostPlaces {};

template <typename... A, int... kPlaces>
void CallWith(void (*kernel)(A...), void** parameters, HostPlaces<int, kPlaces...>) {
  kernel(*static_cast<A*>(parameters[kPlaces])...);
}

template <typename... A>
void LaunchOnHost(void (*kernel)(A...), const HostLaunch& launch) {
  gridDim = {launch.grid[0], launch.grid[1], launch.grid[2]};
  blockDim = {launch.block, 1, 1};
  for (blockIdx.z = 0; blockIdx.z < gridDim.z; ++blockIdx.z) {
    for (blockIdx.y = 0; blockIdx.y < gridDim.y; ++blockIdx.y) {
      for (blockIdx.x = 0; blockIdx.x < gridDim.x; ++blockIdx.x) {
        for (threadIdx.x = 0; threadIdx.x < blockDim.x; ++threadIdx.x) {
          CallWith(kernel, launch.parameters, __make_integer_seq<HostPlaces, int, sizeof...(A)>{});
        }
      }
    }
  }
}

// What Warp's headers leave to its library on the host (native/crt.h).
extern "C" void _wp_assert(const char*, const char*, unsigned) { __builtin_trap(); }
extern "C" int _wp_isfinite(double value) { return __builtin_isfinite(value); }
extern "C" int _wp_isnan(double value) { return __builtin_isnan(value); }
extern "C" int _wp_isinf(double value) { return __builtin_isinf(value); }

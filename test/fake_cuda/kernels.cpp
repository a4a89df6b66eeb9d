// Kernels for the fake driver, one for each thing that can become of a launch. Each takes the
// pointer to `count` floats and `count` itself; a right one adds 1 to every float.
#include <unistd.h>

#include <cmath>
#include <cstdlib>

#include "host_kernel.h"

namespace {

struct Floats {
  float* data;
  int count;
};

Floats FloatsOf(const HostLaunch* launch) {
  return {*static_cast<float**>(launch->parameters[0]), *static_cast<int*>(launch->parameters[1])};
}

void AddOne(const HostLaunch* launch) {
  const Floats floats = FloatsOf(launch);
  // As Warp's kernels without a loop: each thread has one element, and some have none.
  const unsigned threads = launch->grid[0] * launch->grid[1] * launch->grid[2] * launch->block;
  for (unsigned i = 0; i < threads; ++i) {
    if (i < static_cast<unsigned>(floats.count)) {
      floats.data[i] += 1;
    }
  }
}

}  // namespace

extern "C" void right_host(const HostLaunch* launch) { AddOne(launch); }
extern "C" void wrong_host(const HostLaunch* launch) {
  AddOne(launch);
  FloatsOf(launch).data[3] = -7;
}
extern "C" void nearly_host(const HostLaunch* launch) {
  AddOne(launch);
  FloatsOf(launch).data[3] *= 1.00001F;
}
extern "C" void nan_host(const HostLaunch* launch) {
  AddOne(launch);
  FloatsOf(launch).data[0] = std::nanf("5");
}
extern "C" void behind_host(const HostLaunch* launch) {
  AddOne(launch);
  FloatsOf(launch).data[FloatsOf(launch).count + 2] = 0;
}
extern "C" void before_host(const HostLaunch* launch) {
  AddOne(launch);
  FloatsOf(launch).data[-1] = 0;
}
extern "C" void faults_host(const HostLaunch* launch) { launch->fault(700); }
extern "C" void dies_host(const HostLaunch*) { *static_cast<volatile int*>(nullptr) = 1; }
extern "C" void exits_host(const HostLaunch*) { _exit(5); }
extern "C" void hangs_host(const HostLaunch*) {
  for (volatile bool forever = true; forever;) {
  }
}
extern "C" void unsteady_host(const HostLaunch* launch) {
  static int launches = 0;
  AddOne(launch);
  FloatsOf(launch).data[0] += static_cast<float>(launches++);
}

#pragma once

// How the fake driver (fake_cuda.cpp) calls what stands for a kernel: one function for a whole
// launch. Without the standard library's headers, which Warp's generated text must not see.
struct HostLaunch {
  unsigned grid[3];
  unsigned block;
  void** parameters;
  void (*fault)(int error);  // What a kernel calls to end in this error.
};

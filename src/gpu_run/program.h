#pragma once

namespace warploom::gpu_run {

// The program warploom-gpu-run; returns its exit code.
int RunProgram(int argc, char** argv);

}  // namespace warploom::gpu_run

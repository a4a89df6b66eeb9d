#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "os/file_system.h"
#include "os/subprocess.h"
#include "verify/record.h"

namespace warploom::verify {

// Runs bundles on the first GPU of this machine by warploom-gpu-run, a program of its own, as a
// driver may take its process down.
class GpuRunner {
 public:
  // The program beside the running one. kEnvironment when it is not there, or, in its words, when
  // there is no GPU or driver.
  static Result<GpuRunner> Find(FileSystem& fs);

  // The GPU's compute capability: 90 stands for sm_90.
  uint64_t arch() const { return arch_; }

  // One record for each sample of the bundle. kInterrupted when a stop was requested.
  Result<std::vector<Record>> Run(FileSystem& fs, const std::string& bundle) const;

 private:
  explicit GpuRunner(std::string program) : program_(std::move(program)) {}

  std::string program_;
  uint64_t arch_ = 0;
};

}  // namespace warploom::verify

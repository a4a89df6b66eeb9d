#include "cli/workers.h"

#include <algorithm>
#include <cstdint>

#include "cli/values.h"
#include "oracle/machine_trouble.h"
#include "oracle/python_finder.h"
#include "os/file_system.h"
#include "os/machine_limits.h"
#include "os/scratch_folder.h"

namespace warploom::cli {
namespace {

constexpr uint64_t kMostWorkers = 1024;

}  // namespace

int DefaultWorkers() {
  const uint64_t room = AvailableMemory().value_or(UINT64_MAX) / oracle::kMemoryOfWorker;
  const auto cores = static_cast<uint64_t>(UsableCores());
  return static_cast<int>(std::clamp<uint64_t>(room, 1, std::min(cores, kMostWorkers)));
}

Result<int> ParseWorkers(const std::string& text) {
  if (text.empty()) {
    return DefaultWorkers();
  }
  WARPLOOM_ASSIGN_OR_RETURN(const uint64_t workers,
                            ParseNumber("--workers", text, 1, kMostWorkers));
  return static_cast<int>(workers);
}

oracle::PoolOptions PoolOptionsOf(const oracle::PythonCommand& python, int workers,
                                  const oracle::BuildOptions& build) {
  oracle::PoolOptions options;
  python.ApplyTo(options);
  options.workers = workers;
  options.build = build;
  if (build.run || !build.archs.empty()) {
    options.seconds_per_batch = 900.0;  // The worker itself limits the time of a launch.
  }
  return options;
}

Result<std::unique_ptr<oracle::Pool>> StartWorkers(const std::string& python, int workers,
                                                   const oracle::BuildOptions& build) {
  WARPLOOM_ASSIGN_OR_RETURN(
      const oracle::PythonCommand found,
      FindPython(RealFileSystem(), oracle::PythonSearch::FromProcess(python)));
  WARPLOOM_TRY(oracle::CheckMachine(build));
  oracle::PoolOptions options = PoolOptionsOf(found, workers, build);
  WARPLOOM_ASSIGN_OR_RETURN(options.scratch, ScratchFolder::Make());
  return StartPool(options);
}

}  // namespace warploom::cli

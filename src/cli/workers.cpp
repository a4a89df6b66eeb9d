#include "cli/workers.h"

#include <algorithm>
#include <thread>

#include "cli/values.h"
#include "oracle/python_finder.h"
#include "os/file_system.h"

namespace warploom::cli {
namespace {

constexpr uint64_t kMostWorkers = 1024;

}  // namespace

Result<int> ParseWorkers(const std::string& text) {
  if (text.empty()) {
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
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
  return StartPool(PoolOptionsOf(found, workers, build));
}

}  // namespace warploom::cli

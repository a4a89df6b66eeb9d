#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::pipeline {

// What a run is doing.
enum class Phase {
  kReplay,  // Redrawing what an earlier run finished, to learn its structures.
  kBuild,   // Warp builds kernels.
  kFinish,  // Writing the final files.
  kRead,    // Reading kernels; `total` is 0, unknown.
  kVerify,  // Running the kernels of a dataset.
};

// Counts are in kernels. `done` includes `resumed`, what an earlier run had finished.
struct Progress {
  Phase phase = Phase::kBuild;
  uint64_t done = 0;
  uint64_t total = 0;
  uint64_t resumed = 0;
  uint64_t rejected = 0;  // When verifying: those that failed on a device.
};

// The longest that a run waits for its workers before it checks for signals and reports again.
inline constexpr double kWakeSeconds = 0.2;

// Observes a run. The pipeline calls it often and knows nothing of terminals; the command line
// decides what to show and when.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void OnProgress(const Progress& progress) = 0;
  // One sentence for the user, such as what was found damaged.
  virtual void OnNote(std::string_view sentence) = 0;
};

}  // namespace warploom::pipeline

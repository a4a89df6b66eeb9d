#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::pipeline {

// What a run is doing.
enum class Phase {
  kReplay,  // Drawing again what an earlier run finished, to know its structures.
  kBuild,   // Warp builds kernels.
  kFinish,  // Writing the final files.
};

// Counts are in kernels. `done` includes `resumed`, what an earlier run had finished.
struct Progress {
  Phase phase = Phase::kBuild;
  uint64_t done = 0;
  uint64_t total = 0;
  uint64_t resumed = 0;
  uint64_t rejected = 0;
};

// How long a run waits for its workers at most before it looks at signals and reports again.
inline constexpr double kWakeSeconds = 0.2;

// Who watches a run. The pipeline calls often and knows no terminal; the command line decides what
// to show and when.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void OnProgress(const Progress& progress) = 0;
  // One sentence that people should see, such as what was found damaged.
  virtual void OnNote(std::string_view sentence) = 0;
};

// For tests and for --no-progress without notes.
class SilentReporter final : public Reporter {
 public:
  void OnProgress(const Progress& /*progress*/) override {}
  void OnNote(std::string_view /*sentence*/) override {}
};

}  // namespace warploom::pipeline

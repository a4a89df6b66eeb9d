#pragma once

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "os/clock.h"
#include "pipeline/reporter.h"

namespace warploom::cli {

// Shows the progress of a run on standard error: one line that is redrawn on a terminal, or else a
// plain line every few seconds. Notes are shown even when `quiet`.
class ProgressReporter final : public pipeline::Reporter {
 public:
  ProgressReporter(Clock& clock, const Terminal& terminal, bool quiet);
  // Clears the progress line.
  ~ProgressReporter() override;

  void OnProgress(const pipeline::Progress& progress) override;
  void OnNote(std::string_view sentence) override;

 private:
  double Rate(const pipeline::Progress& progress) const;
  void Clear();

  Clock& clock_;
  Terminal terminal_;
  bool quiet_;
  bool begun_ = false;
  pipeline::Phase phase_ = pipeline::Phase::kBuild;
  double phase_start_ = 0;
  double next_ = 0;            // When the next line is due.
  bool line_is_open_ = false;  // The cursor is at the end of a progress line.
};

// "[#####.....] 120/1000  48.2/s  0:18 left  3 rejected", at most `width` columns wide. A rate of
// 0 means unknown.
std::string ProgressLine(const pipeline::Progress& progress, double rate, int width, bool with_bar);

}  // namespace warploom::cli

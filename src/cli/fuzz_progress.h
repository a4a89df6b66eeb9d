#pragma once

#include <string>

#include "cli/terminal.h"
#include "fuzz/fuzz.h"
#include "os/clock.h"

namespace warploom::cli {

// Shows the progress of `warploom fuzz` on standard error, as ProgressReporter does for datasets.
class FuzzProgress {
 public:
  FuzzProgress(Clock& clock, const Terminal& terminal, bool quiet)
      : clock_(clock), terminal_(terminal), quiet_(quiet), start_(clock.Seconds()) {}
  // Clears the progress line.
  ~FuzzProgress();
  FuzzProgress(const FuzzProgress&) = delete;
  FuzzProgress& operator=(const FuzzProgress&) = delete;

  void Show(const fuzz::Progress& progress);

 private:
  Clock& clock_;
  Terminal terminal_;
  bool quiet_;
  double start_;
  double next_ = 0;  // When the next plain line is due.
  bool line_is_open_ = false;
};

// "640/2000 kernels  3.1/s  7:18 left  4 findings  reducing k000412"; a rate of 0 means unknown.
std::string FuzzProgressLine(const fuzz::Progress& progress, double rate);

}  // namespace warploom::cli

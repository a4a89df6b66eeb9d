#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/print.h"
#include "os/standard_streams.h"

namespace warploom::cli {
namespace {

using pipeline::Phase;
using pipeline::Progress;

constexpr double kTerminalSeconds = 0.1, kPlainSeconds = 5.0;
constexpr int kMostBar = 40, kLeastBar = 8;

std::string_view Doing(Phase phase) {
  switch (phase) {
    case Phase::kReplay:
      return "redrawing stored kernels: ";
    case Phase::kBuild:
    case Phase::kVerify:
      return "";
    case Phase::kFinish:
      return "writing files: ";
    case Phase::kRead:
      return "reading: ";
  }
  return "";
}

std::string Bar(double share, int width) {
  const int full = static_cast<int>(share * width);
  return fmt::format("[{:#<{}}{:.<{}}] ", "", full, "", width - full);
}

// Without waiting: a reader that does not keep up misses some of it.
void Show(std::string_view text) { WriteToStandardError(text, 0.0); }

}  // namespace

std::string ProgressLine(const Progress& progress, double rate, int width, bool with_bar) {
  if (progress.phase == Phase::kRead) {
    return fmt::format("{}{} kernels", Doing(progress.phase), progress.done);
  }
  std::string text =
      fmt::format("{}{}/{} kernels", Doing(progress.phase), progress.done, progress.total);
  if (rate > 0.0) {
    const auto left = static_cast<double>(progress.total - std::min(progress.done, progress.total));
    text += fmt::format("  {:.1f}/s  {} left", rate, DurationText(left / rate));
  }
  if (progress.rejected > 0) {
    text += fmt::format("  {} {}", progress.rejected,
                        progress.phase == Phase::kVerify ? "failed" : "rejected");
  }
  const int room = std::min(kMostBar, width - static_cast<int>(text.size()) - 4);
  if (with_bar && room >= kLeastBar && progress.total > 0) {
    const double share = static_cast<double>(progress.done) / static_cast<double>(progress.total);
    text.insert(0, Bar(std::clamp(share, 0.0, 1.0), room));
  }
  return text.substr(0, static_cast<size_t>(std::max(width - 1, 1)));
}

ProgressReporter::ProgressReporter(Clock& clock, const Terminal& terminal, bool quiet)
    : clock_(clock), terminal_(terminal), quiet_(quiet), phase_start_(clock.Seconds()) {}

ProgressReporter::~ProgressReporter() { Clear(); }

// The rate of this run only, without what an earlier run had finished.
double ProgressReporter::Rate(const Progress& progress) const {
  const double seconds = clock_.Seconds() - phase_start_;
  const uint64_t before = progress.phase == Phase::kBuild ? progress.resumed : 0;
  return progress.done > before && seconds > 0.0
             ? static_cast<double>(progress.done - before) / seconds
             : 0.0;
}

void ProgressReporter::OnProgress(const Progress& progress) {
  const double now = clock_.Seconds();
  if (!begun_ || phase_ != progress.phase) {
    // Redrawing happens while building, and must not restart the rate of the build.
    phase_start_ = progress.phase == Phase::kBuild ? phase_start_ : now;
    begun_ = true;
    phase_ = progress.phase;
    next_ = now + (terminal_.is_terminal ? 0.0 : kPlainSeconds);
  }
  const bool last = progress.phase != Phase::kReplay && progress.phase != Phase::kFinish &&
                    progress.done >= progress.total;
  if (quiet_ || (now < next_ && !last)) {
    return;
  }
  next_ = now + (terminal_.is_terminal ? kTerminalSeconds : kPlainSeconds);
  if (terminal_.is_terminal) {
    Show(fmt::format("\r\033[K{}", ProgressLine(progress, Rate(progress), terminal_.width, true)));
    line_is_open_ = true;
  } else {
    Show(fmt::format("warploom: {}\n", ProgressLine(progress, Rate(progress), 200, false)));
  }
}

void ProgressReporter::OnNote(std::string_view sentence) {
  Clear();
  PrintError("warploom: note: {}\n", sentence);
}

void ProgressReporter::Clear() {
  if (line_is_open_) {
    Show("\r\033[K");
    line_is_open_ = false;
  }
}

}  // namespace warploom::cli

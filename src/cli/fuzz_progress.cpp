#include "cli/fuzz_progress.h"

#include <fmt/format.h>

#include "fuzz/finding.h"
#include "os/standard_streams.h"

namespace warploom::cli {
namespace {

constexpr double kSecondsBetweenLines = 5.0;

}  // namespace

std::string FuzzProgressLine(const fuzz::Progress& progress, double rate) {
  std::string text = progress.total ? fmt::format("{}/{} kernels", progress.done, *progress.total)
                                    : fmt::format("{} kernels", progress.done);
  if (rate > 0.0) {
    text += fmt::format("  {:.1f}/s", rate);
    if (progress.total && *progress.total > progress.done) {
      const auto left = static_cast<double>(*progress.total - progress.done);
      text += fmt::format("  {} left", DurationText(left / rate));
    }
  }
  text += fmt::format("  {} finding{}", progress.findings, progress.findings == 1 ? "" : "s");
  if (progress.reducing) {
    text += "  reducing " + fuzz::FindingId(*progress.reducing);
  }
  return text;
}

void FuzzProgress::Show(const fuzz::Progress& progress) {
  const double now = clock_.Seconds();
  if (quiet_ || (!terminal_.is_terminal && now < next_)) {
    return;
  }
  next_ = now + kSecondsBetweenLines;
  const auto done = static_cast<double>(progress.done - progress.resumed);
  const std::string line = FuzzProgressLine(progress, now > start_ ? done / (now - start_) : 0.0);
  if (terminal_.is_terminal) {
    const auto room = static_cast<size_t>(terminal_.width - 1);
    WriteToStandardError("\r\033[K" + line.substr(0, room), 0.0);
    line_is_open_ = true;
  } else {
    WriteToStandardError(fmt::format("warploom: {}\n", line), 0.0);
  }
}

FuzzProgress::~FuzzProgress() {
  if (line_is_open_) {
    WriteToStandardError("\r\033[K", 0.0);
  }
}

}  // namespace warploom::cli

#include "cli/fuzz_progress.h"

#include <fmt/format.h>

#include <cstdio>

#include "fuzz/finding.h"

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
    fmt::print(stderr, "\r\033[K{}", line.substr(0, static_cast<size_t>(terminal_.width - 1)));
    line_is_open_ = true;
  } else {
    fmt::print(stderr, "warploom: {}\n", line);
  }
  std::fflush(stderr);
}

FuzzProgress::~FuzzProgress() {
  if (line_is_open_) {
    fmt::print(stderr, "\r\033[K");
  }
}

}  // namespace warploom::cli

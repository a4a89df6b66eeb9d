#include "cli/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>

#include <string>
#include <vector>

#include "base/printable.h"
#include "cli/terminal.h"
#include "dataset/split.h"
#include "json/write.h"

namespace warploom::cli {
namespace {

// Per second, 0 when no time passed.
double Rate(uint64_t count, double seconds) {
  return seconds > 0.0 ? static_cast<double>(count) / seconds : 0.0;
}

uint64_t PeakOwnBytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

uint64_t SamplesPerKernel(const dataset::Manifest& manifest) {
  return manifest.request.targets.size();
}

std::string RejectsText(const dataset::Manifest& manifest) {
  std::string text;
  for (const auto& [stage, count] : manifest.rejects_by_stage) {
    text += fmt::format("{}{} at {}", text.empty() ? " (" : ", ", count, Printable(stage));
  }
  return text.empty() ? text : text + ")";
}

// "980 train, 12 validation, 8 test"
std::string SplitsText(const dataset::Manifest& manifest) {
  std::vector<std::string> parts;
  for (const dataset::Split split : dataset::kSplits) {
    const std::string name(SplitName(split));
    if (const auto found = manifest.splits.find(name); found != manifest.splits.end()) {
      parts.push_back(fmt::format("{} {}", found->second, name));
    }
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string SummaryText(const Summary& summary) {
  const dataset::Manifest& m = summary.result.manifest;
  if (summary.result.was_finished) {
    return fmt::format("{} already holds this dataset: {} kernels, {} samples. Nothing to do.\n",
                       Printable(summary.folder), m.kernels, m.samples);
  }
  std::string text = fmt::format(
      "{}: {} kernels, {} samples; {} rejected{}\n"
      "distinct: {} texts, {} alpha-renamed, {} constant-masked\n"
      "splits: {}\n",
      Printable(summary.folder), m.kernels, m.samples, m.rejected, RejectsText(m), m.distinct.raw,
      m.distinct.alpha_renamed, m.distinct.constant_masked, SplitsText(m));
  text += fmt::format("{:.1f} s, {:.1f} samples/s with {} workers", summary.seconds,
                      Rate(summary.result.built * SamplesPerKernel(m), summary.seconds),
                      summary.workers);
  if (summary.result.resumed > 0) {
    text += fmt::format("; {} kernels were from an earlier run", summary.result.resumed);
  }
  if (summary.pool.workers_lost > 0) {
    text += fmt::format("; {} workers were lost and replaced", summary.pool.workers_lost);
  }
  return text + "\n";
}

std::string SummaryJson(const Summary& summary) {
  const pipeline::GenerateResult& r = summary.result;
  const dataset::Manifest& m = r.manifest;
  const oracle::PoolStats& pool = summary.pool;
  const json::Value value = {
      {"folder", summary.folder},
      {"kernels", m.kernels},
      {"samples", m.samples},
      {"splits", json::Counts(m.splits)},
      {"rejected", m.rejected},
      {"rejects_by_stage", m.rejects_by_stage},
      {"distinct",
       {{"raw", m.distinct.raw},
        {"kernel_renamed", m.distinct.kernel_renamed},
        {"alpha_renamed", m.distinct.alpha_renamed},
        {"constant_masked", m.distinct.constant_masked}}},
      {"was_finished", r.was_finished},
      {"resumed_kernels", r.resumed},
      {"built_kernels", r.built},
      {"duplicate_draws", r.duplicates},
      {"seconds", summary.seconds},
      {"kernels_per_second", Rate(r.built, summary.seconds)},
      {"samples_per_second", Rate(r.built * SamplesPerKernel(m), summary.seconds)},
      {"seconds_by_step",
       {{"start", summary.start_seconds},
        {"draw", r.seconds.draw},
        {"wait", r.seconds.wait},
        {"store", r.seconds.store},
        {"finish", r.seconds.finish}}},
      {"worker_seconds",
       {{"import", pool.import_seconds},
        {"codegen", pool.codegen_seconds},
        {"compile", pool.compile_seconds},
        {"run", pool.run_seconds}}},
      {"workers", summary.workers},
      {"workers_started", pool.workers_started},
      {"workers_lost", pool.workers_lost},
      {"batches_split", pool.batches_split},
      {"peak_bytes", PeakOwnBytes()},
      {"peak_worker_bytes", pool.peak_worker_bytes},
      {"warp_version", m.request.warp_version},
      {"generator_version", m.request.generator_version}};
  return json::DumpLineLossy(value) + "\n";
}

}  // namespace warploom::cli

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/version.h"
#include "bundle/bundle.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/values.h"
#include "cli/workers.h"
#include "dataset/reader.h"
#include "json/write.h"
#include "lang/builtin_table.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/stop_signal.h"
#include "pipeline/bundle_dataset.h"

namespace warploom::cli {
namespace {

constexpr uint64_t kMostBundled = 1'000'000;
constexpr uint64_t kLeastArch = 50;
constexpr uint64_t kMostArch = 999;

Result<pipeline::BundlePlan> ParseBundlePlan(const BundleArgs& args) {
  if (args.folder.empty()) {
    return Fail(ErrorKind::kUsage, "bundle needs OUT, the folder of a dataset");
  }
  if (args.sample.empty()) {
    return Fail(ErrorKind::kUsage, "bundle needs --sample N, how many kernels to pack");
  }
  if (args.output.empty()) {
    return Fail(ErrorKind::kUsage, "bundle needs -o FILE, the file to write");
  }
  pipeline::BundlePlan plan;
  WARPLOOM_ASSIGN_OR_RETURN(plan.sample, ParseNumber("--sample", args.sample, 1, kMostBundled));
  WARPLOOM_ASSIGN_OR_RETURN(plan.seed, ParseSeed(args.seed));
  for (const std::string& arch : SplitList(args.archs)) {
    WARPLOOM_ASSIGN_OR_RETURN(const uint64_t number,
                              ParseNumber("--arch", arch, kLeastArch, kMostArch));
    plan.archs.push_back(number);
  }
  if (plan.archs.empty()) {
    return Fail(ErrorKind::kUsage, "--arch: it needs at least one architecture, such as 90");
  }
  return plan;
}

Status CheckHasCuda(const BundleArgs& args, const dataset::Dataset& dataset) {
  const auto& targets = dataset.manifest().request.targets;
  if (std::ranges::find(targets, "cuda") == targets.end()) {
    return Fail(ErrorKind::kUsage,
                fmt::format("bundle {}: this dataset has no cuda samples, and a bundle is of those",
                            args.folder));
  }
  return {};
}

json::Value BundleHeaderOf(const dataset::Dataset& dataset, const pipeline::BundlePlan& plan,
                           const oracle::Hello& hello, const pipeline::BundledDataset& bundled) {
  return {{"generator_version", Version()},
          {"warp_version", hello.warp_version},
          {"dataset",
           {{"seed", dataset.manifest().request.seed},
            {"count", dataset.manifest().request.count},
            {"profile", dataset.manifest().request.profile}}},
          {"archs", plan.archs},
          {"sample", plan.sample},
          {"seed", plan.seed},
          {"not_bundled", json::Counts(CountByReason(bundled.left_out))}};
}

void PrintBundled(const BundleArgs& args, const pipeline::BundledDataset& bundled, size_t bytes,
                  double seconds) {
  if (args.json) {
    const json::Value value = {{"bundle", args.output},
                               {"samples", bundled.samples.size()},
                               {"not_bundled", json::Counts(CountByReason(bundled.left_out))},
                               {"bytes", bytes},
                               {"seconds", seconds}};
    fmt::print("{}\n", json::DumpLineLossy(value));
    return;
  }
  PrintError("{}: {} kernels, {:.1f} MB, in {:.1f} s\n", args.output, bundled.samples.size(),
             static_cast<double>(bytes) / 1e6, seconds);
  for (const auto& [reason, count] : CountByReason(bundled.left_out)) {
    PrintError("  left out {}: {}\n", count, reason);
  }
}

}  // namespace

Status RunBundle(const BundleArgs& args) {
  Clock& clock = RealClock();
  FileSystem& fs = RealFileSystem();
  const double start = clock.Seconds();
  WARPLOOM_ASSIGN_OR_RETURN(const pipeline::BundlePlan plan, ParseBundlePlan(args));
  WARPLOOM_ASSIGN_OR_RETURN(const int workers, ParseWorkers(args.workers));
  if (fs.IsDirectory(args.output)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("-o {0}: it is a folder; try -o {0}/bundle.tar.zst", args.output));
  }
  if (const EntryKind kind = fs.Kind(args.output);
      kind != EntryKind::kNothing && kind != EntryKind::kFile) {
    return Fail(
        ErrorKind::kUsage,
        fmt::format("-o {}: it is a link, a pipe or a device; choose another name", args.output));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto dataset, dataset::OpenDataset(fs, args.folder));
  WARPLOOM_TRY(CheckHasCuda(args, dataset));

  StopSignal::Install();
  WARPLOOM_ASSIGN_OR_RETURN(const auto pool,
                            StartWorkers(args.python, workers, pipeline::BuildOptionsOf(plan)));
  Result<pipeline::BundledDataset> bundled;
  {
    ProgressReporter reporter(clock, LookAt(stderr), args.no_progress);
    bundled = pipeline::BundleDataset(
        {.builtins = lang::PinnedBuiltins(), .pool = *pool, .reporter = reporter}, dataset, plan);
  }
  if (!bundled) {
    return tl::make_unexpected(std::move(bundled).error());
  }
  WARPLOOM_ASSIGN_OR_RETURN(
      const std::string bytes,
      bundle::WriteBundle(BundleHeaderOf(dataset, plan, pool->hello(), *bundled),
                          bundled->samples));
  WARPLOOM_TRY(WriteFileAtomically(fs, args.output, bytes));
  PrintBundled(args, *bundled, bytes.size(), clock.Seconds() - start);
  return {};
}

}  // namespace warploom::cli

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/values.h"
#include "cli/verify_text.h"
#include "cli/workers.h"
#include "dataset/layout.h"
#include "dataset/reader.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/scratch_folder.h"
#include "os/stop_signal.h"
#include "pipeline/import_verdicts.h"
#include "pipeline/verify_dataset.h"
#include "pipeline/verify_on_gpu.h"
#include "verify/gpu_runner.h"
#include "verify/record_file.h"
#include "verify/tally.h"

namespace warploom::cli {
namespace {

constexpr uint64_t kMostSample = 100'000'000;

// --import reads what is to be verified from a file, so what says how to run makes no sense.
Status CheckImportIsAlone(const VerifyArgs& args) {
  const bool alone = args.sample.empty() && args.devices.empty() && args.seed.empty() &&
                     args.workers.empty() && args.python.empty();
  return alone ? Status()
               : Fail(ErrorKind::kUsage,
                      "verify takes --import alone: it runs nothing, so there is no device, sample "
                      "or worker to choose");
}

Result<pipeline::VerifyPlan> ParsePlan(const VerifyArgs& args, const dataset::Manifest& manifest) {
  pipeline::VerifyPlan plan;
  const std::vector<std::string> devices = SplitList(args.devices);
  if (devices.empty() && !args.devices.empty()) {
    return Fail(ErrorKind::kUsage, "--devices needs at least one name; leave it out for all");
  }
  const std::vector<std::string>& include = manifest.request.include;
  const verify::Judged judged{
      .targets = manifest.request.targets,
      .has_backward = std::ranges::find(include, "backward") != include.end()};
  WARPLOOM_ASSIGN_OR_RETURN(plan.checks, verify::ChecksOf(devices, judged));
  if (!args.sample.empty()) {
    WARPLOOM_ASSIGN_OR_RETURN(plan.sample, ParseNumber("--sample", args.sample, 1, kMostSample));
  }
  if (!args.seed.empty()) {
    WARPLOOM_ASSIGN_OR_RETURN(plan.seed, ParseSeed(args.seed));
  }
  return plan;
}

Status CheckVersion(const dataset::Request& request, const oracle::Hello& hello,
                    const std::string& folder) {
  if (request.warp_version == hello.warp_version) {
    return {};
  }
  return Fail(ErrorKind::kEnvironment,
              fmt::format("verifying {}: its code comes from Warp {}, but this Python has Warp {}; "
                          "give --python one that has {}",
                          folder, request.warp_version, hello.warp_version, request.warp_version));
}

// What verifying needs, whatever the device.
struct Job {
  const VerifyArgs& args;
  const dataset::Dataset& dataset;
  pipeline::VerifyPlan plan;
  int workers = 1;
};

Result<std::unique_ptr<oracle::Pool>> StartPoolFor(const Job& job,
                                                   const oracle::BuildOptions& build) {
  WARPLOOM_ASSIGN_OR_RETURN(auto pool, StartWorkers(job.args.python, job.workers, build));
  WARPLOOM_TRY(CheckVersion(job.dataset.manifest().request, pool->hello(), job.args.folder));
  return pool;
}

Result<pipeline::VerifyResult> RunOnHost(const Job& job, pipeline::Reporter& reporter) {
  if (job.plan.checks.empty()) {
    return pipeline::VerifyResult();
  }
  WARPLOOM_ASSIGN_OR_RETURN(
      const auto pool, StartPoolFor(job, BuildOptionsOf(job.plan, job.dataset.manifest().request)));
  return VerifyDataset({.builtins = lang::PinnedBuiltins(), .pool = *pool, .reporter = reporter},
                       job.dataset, job.plan);
}

Result<pipeline::VerifyResult> RunOnGpu(const Job& job, const verify::GpuRunner& runner,
                                        pipeline::Reporter& reporter) {
  WARPLOOM_ASSIGN_OR_RETURN(const auto pool,
                            StartPoolFor(job, BuildOptionsOf(pipeline::GpuBundles(runner))));
  WARPLOOM_ASSIGN_OR_RETURN(const auto scratch, ScratchFolder::Make());
  return VerifyOnGpu(
      {.bundles = {.builtins = lang::PinnedBuiltins(), .pool = *pool, .reporter = reporter},
       .runner = runner,
       .fs = RealFileSystem(),
       .scratch = scratch->path()},
      job.dataset, job.plan);
}

// The kernels are the same, so both results count them.
void Add(pipeline::VerifyResult& result, pipeline::VerifyResult more) {
  std::ranges::move(more.records, std::back_inserter(result.records));
  std::ranges::sort(result.records, {}, [](const verify::Record& record) {
    return std::tie(record.id, record.target, record.device);
  });
  result.kernels = std::max(result.kernels, more.kernels);
  result.stopped = more.stopped ? std::move(more.stopped) : std::move(result.stopped);
}

Result<pipeline::VerifyResult> RunDevices(const VerifyArgs& args, const dataset::Dataset& dataset) {
  Job job{.args = args, .dataset = dataset, .plan = {}};
  WARPLOOM_ASSIGN_OR_RETURN(job.plan, ParsePlan(args, dataset.manifest()));
  WARPLOOM_ASSIGN_OR_RETURN(const int asked_workers, ParseWorkers(args.workers));
  job.workers = std::min(asked_workers, MostWorkers(job.plan, dataset.manifest()));
  StopSignal::Install();
  std::optional<verify::GpuRunner> gpu;
  if (std::erase_if(job.plan.checks,
                    [](const verify::Check& check) { return check.device == verify::kGpu; }) > 0) {
    Result<verify::GpuRunner> found = verify::GpuRunner::Find(RealFileSystem());
    if (!found) {
      return tl::make_unexpected(std::move(found).error().WithContext("--devices cuda:0"));
    }
    gpu = *std::move(found);
  }
  ProgressReporter reporter(RealClock(), LookAt(stderr), args.no_progress);
  WARPLOOM_ASSIGN_OR_RETURN(pipeline::VerifyResult result, RunOnHost(job, reporter));
  if (gpu && !result.stopped) {
    WARPLOOM_ASSIGN_OR_RETURN(auto on_gpu, RunOnGpu(job, *gpu, reporter));
    Add(result, std::move(on_gpu));
  }
  return result;
}

Result<pipeline::VerifyResult> Import(const VerifyArgs& args, const dataset::Dataset& dataset) {
  pipeline::VerifyResult result;
  WARPLOOM_TRY(CheckImportIsAlone(args));
  WARPLOOM_ASSIGN_OR_RETURN(result.records,
                            pipeline::ReadImport(RealFileSystem(), dataset, args.import_file));
  std::set<std::string> ids;
  for (const verify::Record& record : result.records) {
    ids.insert(record.id);
  }
  result.kernels = ids.size();
  return result;
}

Status Outcome(const VerifyArgs& args, const pipeline::VerifyResult& result) {
  const size_t failures = verify::Count(result.records).failures.size();
  if (result.stopped) {
    return Fail(ErrorKind::kInterrupted,
                fmt::format("verifying {}: stopped on request after {} kernels; their verdicts are "
                            "in {}",
                            args.folder, result.kernels, verify::kVerdictsName));
  }
  if (failures > 0) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("verifying {}: {} of {} verdicts are failures; {} says which",
                            args.folder, failures, result.records.size(), verify::kVerdictsName));
  }
  return {};
}

}  // namespace

Status RunVerify(const VerifyArgs& args) {
  const double start = RealClock().Seconds();
  if (args.folder.empty()) {
    return Fail(ErrorKind::kUsage, "verify needs OUT, the folder of a dataset");
  }
  WARPLOOM_ASSIGN_OR_RETURN(const dataset::Dataset dataset,
                            dataset::OpenDataset(RealFileSystem(), args.folder));
  WARPLOOM_ASSIGN_OR_RETURN(pipeline::VerifyResult result, args.import_file.empty()
                                                               ? RunDevices(args, dataset)
                                                               : Import(args, dataset));
  WARPLOOM_TRY(MergeRecords(RealFileSystem(), dataset::Join(args.folder, verify::kVerdictsName),
                            result.records));
  const VerifyReport report{.folder = args.folder,
                            .records = result.records,
                            .kernels = result.kernels,
                            .seconds = RealClock().Seconds() - start};
  fmt::print("{}", args.json ? VerifyJson(report) : VerifyText(report, LookAt(stdout)));
  std::fflush(stdout);
  return Outcome(args, result);
}

}  // namespace warploom::cli

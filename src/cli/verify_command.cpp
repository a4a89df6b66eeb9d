#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/values.h"
#include "cli/verify_text.h"
#include "cli/workers.h"
#include "dataset/layout.h"
#include "dataset/reader.h"
#include "oracle/cuda_devices.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/stop_signal.h"
#include "pipeline/import_verdicts.h"
#include "pipeline/verify_dataset.h"
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

// The workers see no GPU (environment.py), so what runs on one is a bundle. kEnvironment where
// there is none, kUsage with the way to go where there is one.
Status RefuseGpu(const VerifyArgs& args) {
  WARPLOOM_ASSIGN_OR_RETURN(
      const oracle::PythonCommand python,
      FindPython(RealFileSystem(), oracle::PythonSearch::FromProcess(args.python)));
  WARPLOOM_ASSIGN_OR_RETURN(const auto devices, oracle::CudaDevices(python));
  if (std::ranges::find(devices, verify::kGpu) == devices.end()) {
    return Fail(ErrorKind::kEnvironment,
                "--devices cuda:0: Warp finds no CUDA device on this machine; run the samples on "
                "one that has a GPU, and add its verdicts with --import");
  }
  return Fail(ErrorKind::kUsage,
              fmt::format("--devices cuda:0: this machine has one, but it runs bundles alone; make "
                          "one of {} with `warploom bundle`, run it with `warploom-gpu-run`, and "
                          "add its verdicts with --import",
                          args.folder));
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

Result<pipeline::VerifyResult> RunDevices(const VerifyArgs& args, const dataset::Dataset& dataset) {
  const dataset::Request& request = dataset.manifest().request;
  WARPLOOM_ASSIGN_OR_RETURN(const pipeline::VerifyPlan plan, ParsePlan(args, dataset.manifest()));
  WARPLOOM_ASSIGN_OR_RETURN(const int asked_workers, ParseWorkers(args.workers));
  const int workers = std::min(asked_workers, MostWorkers(plan, dataset.manifest()));
  if (std::ranges::find(plan.checks, verify::kGpu, &verify::Check::device) != plan.checks.end()) {
    WARPLOOM_TRY(RefuseGpu(args));
  }
  StopSignal::Install();
  WARPLOOM_ASSIGN_OR_RETURN(const auto pool,
                            StartWorkers(args.python, workers, BuildOptionsOf(plan, request)));
  WARPLOOM_TRY(CheckVersion(request, pool->hello(), args.folder));
  ProgressReporter reporter(RealClock(), LookAt(stderr), args.no_progress);
  return VerifyDataset({.builtins = lang::PinnedBuiltins(), .pool = *pool, .reporter = reporter},
                       dataset, plan);
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

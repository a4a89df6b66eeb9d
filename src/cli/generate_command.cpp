#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <limits>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/summary.h"
#include "cli/values.h"
#include "cli/workers.h"
#include "os/file_system.h"
#include "os/stop_signal.h"
#include "pipeline/generate.h"

namespace warploom::cli {
namespace {

// The request, except for what the worker's hello provides.
Result<dataset::Request> ParseRequest(const GenerateArgs& args, const DrawValues& draw) {
  dataset::Request request{.seed = draw.seed,
                           .count = draw.count,
                           .targets = SplitList(args.targets),
                           .profile = draw.profile.name,
                           .profile_toml = draw.profile_toml,
                           .categories = draw.categories,
                           .formats = SplitList(args.formats),
                           .check = args.check,
                           .include = SplitList(args.include),
                           .hold_out = SplitList(args.hold_out),
                           .warp_version = {},
                           .generator_version = std::string(Version()),
                           .arch = {}};
  WARPLOOM_ASSIGN_OR_RETURN(request, Normalized(std::move(request)));
  WARPLOOM_TRY(synth::profile::CheckHeldOut(draw.profile, request.hold_out));
  return request;
}

oracle::BuildOptions BuildOf(const dataset::Request& request) {
  return {.targets = request.targets,
          .include = request.include,
          .compile = request.check != "codegen",
          .run = request.check == "run",
          .io = request.check == "run"};
}

Status Print(const GenerateArgs& args, const Summary& summary) {
  if (args.json) {
    fmt::print("{}", SummaryJson(summary));
  } else {
    WriteToStandardError(SummaryText(summary));
  }
  return {};
}

// When a run was stopped, its message says how to continue.
Error WithNextStep(Error error, const std::string& folder) {
  if (error.kind == ErrorKind::kInterrupted) {
    error.message =
        RealFileSystem().Exists(folder)
            ? fmt::format(
                  "stopped; finished work is kept in {}, and the same command continues there",
                  folder)
            : "stopped before anything was written";
  }
  return error;
}

// A worker builds one chunk at a time, so more workers than chunks would be idle.
int MostUsefulWorkers(const dataset::Request& request) {
  const uint64_t chunks = dataset::ChunkCount(request);
  return static_cast<int>(std::clamp<uint64_t>(chunks, 1, std::numeric_limits<int>::max()));
}

}  // namespace

Status RunGenerate(const GenerateArgs& args) {
  Clock& clock = RealClock();
  const double start = clock.Seconds();
  WARPLOOM_ASSIGN_OR_RETURN(const DrawValues draw, ParseDrawArgs("generate", args.draw));
  WARPLOOM_ASSIGN_OR_RETURN(dataset::Request request, ParseRequest(args, draw));
  WARPLOOM_ASSIGN_OR_RETURN(const int asked_workers, ParseWorkers(args.workers));
  const int workers = std::min(asked_workers, MostUsefulWorkers(request));

  StopSignal::Install();
  auto pool = StartWorkers(args.python, workers, BuildOf(request));
  if (!pool) {
    return tl::make_unexpected(WithNextStep(std::move(pool).error(), draw.output));
  }
  Summary summary{.folder = draw.output, .result = {}, .pool = {}, .workers = workers};
  summary.start_seconds = clock.Seconds() - start;
  request.warp_version = (*pool)->hello().warp_version;
  request.arch = fmt::format("sm_{}", (*pool)->hello().arch);

  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  Result<pipeline::GenerateResult> result;
  {
    ProgressReporter reporter(clock, LookAt(stderr), args.no_progress);
    const pipeline::GenerateSetup setup{.fs = RealFileSystem(),
                                        .clock = clock,
                                        .builtins = builtins,
                                        .draw = pipeline::DrawBy(draw.profile, builtins, draw.seed),
                                        .pool = **pool,
                                        .reporter = reporter};
    result = Generate(setup, draw.output, request);
  }
  if (!result) {
    return tl::make_unexpected(WithNextStep(std::move(result).error(), draw.output));
  }
  summary.result = *std::move(result);
  summary.pool = (*pool)->stats();
  summary.seconds = clock.Seconds() - start;
  return Print(args, summary);
}

}  // namespace warploom::cli

#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <memory>
#include <optional>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/fuzz_progress.h"
#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/values.h"
#include "cli/workers.h"
#include "fuzz/case_writer.h"
#include "fuzz/fuzz.h"
#include "fuzz/other_warp.h"
#include "fuzz/pool_judge.h"
#include "fuzz/reducer.h"
#include "json/write.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/stop_signal.h"
#include "synth/draw/draw.h"

namespace warploom::cli {
namespace {

// Processor time of one launch in seconds: candidates of a reduction may loop for ever.
constexpr const char* kLaunchSeconds = "4";

// The workers of a run. A reduction on the CPU needs no CUDA code, so it has workers of its own,
// which start when they are first needed.
class FuzzPools {
 public:
  static Result<FuzzPools> Start(const std::string& option, int workers, bool gradients) {
    FuzzPools pools;
    pools.gradients_ = gradients;
    pools.workers_ = workers;
    WARPLOOM_ASSIGN_OR_RETURN(
        pools.python_,
        oracle::FindPython(RealFileSystem(), oracle::PythonSearch::FromProcess(option)));
    pools.python_.environment.emplace_back("WARPLOOM_FUZZ", "1");
    pools.python_.environment.emplace_back("WARPLOOM_LAUNCH_SECONDS", kLaunchSeconds);
    WARPLOOM_ASSIGN_OR_RETURN(pools.all_, pools.StartFor({"cpu", "cuda"}, true, false));
    return pools;
  }

  oracle::Pool& all() { return *all_; }
  const oracle::PythonCommand& python() const { return python_; }

  // Workers for the questions of the reducer.
  Result<oracle::Pool*> For(const fuzz::Fault& fault) {
    const bool needs_all = fault.stage != "run" || fault.device.starts_with("emulated");
    std::unique_ptr<oracle::Pool>& pool = needs_all ? asked_all_ : asked_cpu_;
    if (pool == nullptr) {
      WARPLOOM_ASSIGN_OR_RETURN(
          pool, needs_all ? StartFor({"cpu", "cuda"}, true, true) : StartFor({"cpu"}, false, true));
    }
    return pool.get();
  }

 private:
  Result<std::unique_ptr<oracle::Pool>> StartFor(std::vector<std::string> targets, bool compile,
                                                 bool believes_refusals) const {
    oracle::PoolOptions options = PoolOptionsOf(
        python_, workers_,
        {.targets = std::move(targets),
         .include = gradients_ ? std::vector<std::string>{"backward"} : std::vector<std::string>(),
         .compile = compile,
         .run = true});
    options.believes_refusals = believes_refusals;
    WARPLOOM_ASSIGN_OR_RETURN(options.scratch, ScratchFolder::Make());
    return oracle::StartPool(options);
  }

  oracle::PythonCommand python_;
  int workers_ = 1;
  bool gradients_ = false;
  std::unique_ptr<oracle::Pool> all_, asked_all_, asked_cpu_;
};

// Without a count the run has no end of its own.
Result<DrawValues> ParseFuzzArgs(const FuzzArgs& args) {
  DrawArgs draw = args.draw;
  draw.count = draw.count.empty() ? "1" : draw.count;
  return ParseDrawArgs("fuzz", draw);
}

fuzz::Request FuzzRequestOf(const DrawValues& draw, const oracle::Hello& hello, bool gradients) {
  return {.seed = draw.seed,
          .profile = draw.profile.name,
          .profile_toml = DumpProfile(draw.profile),
          .warp_version = hello.warp_version,
          .generator_version = std::string(Version()),
          .gradients = gradients};
}

fuzz::Setup FuzzSetupOf(const DrawValues& draw, FuzzPools& pools, FuzzProgress& progress) {
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  fuzz::Setup setup{
      .builtins = builtins,
      .draw = pipeline::DrawBy(draw.profile, builtins, draw.seed),
      .pool = pools.all(),
      .pool_for = [&](const fuzz::Fault& fault) { return pools.For(fault); },
      .known_builtins = {},
      .write_case =
          [&](const std::string& folder) { return fuzz::WriteCase(pools.python(), folder); },
      .fs = RealFileSystem(),
      .on_progress = [&](const fuzz::Progress& now) { progress.Show(now); }};
  if (const auto& names = pools.all().hello().builtins; !names.empty()) {
    setup.known_builtins.emplace(names.begin(), names.end());
  }
  return setup;
}

std::string FuzzSummaryJson(const std::string& folder, const fuzz::Outcome& outcome,
                            double seconds) {
  const json::Value value = {{"folder", folder},
                             {"kernels", outcome.sum.count},
                             {"passed", outcome.sum.passed},
                             {"findings", outcome.sum.findings.size()},
                             {"groups", outcome.groups},
                             {"without_reference", json::Counts(outcome.sum.without_reference)},
                             {"left_out", json::Counts(outcome.sum.left_out)},
                             {"seconds", seconds}};
  return json::DumpLineLossy(value) + "\n";
}

void SayOf(std::string_view what, const std::optional<fuzz::Fault>& fault,
           const fuzz::Fault& wanted, const oracle::Verdict& verdict) {
  if (fault && fault->IsLike(wanted)) {
    fmt::print("{} still shows it: {}\n", what, Printable(verdict.reason));
  } else if (fault) {
    fmt::print("{} shows something else: {} on {} ({}): {}\n", what, fault->verdict, fault->device,
               fault->stage, Printable(verdict.reason));
  } else {
    fmt::print("{} passes now\n", what);
  }
}

// Draws the finding's kernel again, and asks of it and of the reduced one.
Status ReplayFinding(const FuzzArgs& args, int workers) {
  FileSystem& fs = RealFileSystem();
  WARPLOOM_ASSIGN_OR_RETURN(const fuzz::Request request,
                            fuzz::Store::ReadRequest(fs, args.draw.output));
  WARPLOOM_ASSIGN_OR_RETURN(const fuzz::Finding finding,
                            fuzz::Store::ReadFinding(fs, args.draw.output, args.replay));
  WARPLOOM_ASSIGN_OR_RETURN(const synth::profile::Profile profile,
                            synth::profile::ParseProfile(request.profile_toml, "fuzz.json"));
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  WARPLOOM_ASSIGN_OR_RETURN(FuzzPools pools,
                            FuzzPools::Start(args.python, workers, request.gradients));
  synth::DrawnKernel drawn =
      synth::DrawKernel(profile, builtins, request.seed, finding.index, finding.attempt);
  if (!pools.all().hello().builtins.empty()) {
    fuzz::AvoidNewSyntax(drawn.module);
  }
  const std::vector<oracle::KernelSource> kernels = {fuzz::SourceOf(drawn.module, builtins),
                                                     finding.reduced};
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<oracle::Verdict> verdicts,
                            fuzz::AskPool(pools.all(), kernels, 1));
  fmt::print("{}: {} on {} ({}), seed {}, index {}, attempt {}; Warp {}\n", args.replay,
             finding.fault.verdict, finding.fault.device, finding.fault.stage, request.seed,
             finding.index, finding.attempt, pools.all().hello().warp_version);
  if (kernels.front().source != finding.drawn.source) {
    fmt::print("this warploom draws another kernel there: it is of version {}, not {}\n", Version(),
               request.generator_version);
  }
  SayOf("the drawn kernel", fuzz::FaultOf(verdicts[0]), finding.fault, verdicts[0]);
  SayOf("the reduced kernel", fuzz::FaultOf(verdicts[1]), finding.fault, verdicts[1]);
  return {};
}

Status FinishFuzz(const FuzzArgs& args, const fuzz::Outcome& outcome, double seconds) {
  if (args.json) {
    fmt::print("{}", FuzzSummaryJson(args.draw.output, outcome, seconds));
  }
  PrintError("{0}: {1} kernels in {2}; {3} findings in {4} groups, see {0}/report.md\n",
             args.draw.output, outcome.sum.count, DurationText(seconds),
             outcome.sum.findings.size(), outcome.groups);
  return {};
}

}  // namespace

Status RunFuzz(const FuzzArgs& args) {
  Clock& clock = RealClock();
  const double start = clock.Seconds();
  WARPLOOM_ASSIGN_OR_RETURN(const DrawValues draw, ParseFuzzArgs(args));
  WARPLOOM_ASSIGN_OR_RETURN(const int workers, ParseWorkers(args.workers));
  StopSignal::Install();
  if (!args.replay.empty()) {
    return ReplayFinding(args, workers);
  }
  const std::optional<uint64_t> count =
      args.draw.count.empty() ? std::nullopt : std::optional(draw.count);
  WARPLOOM_ASSIGN_OR_RETURN(FuzzPools pools,
                            FuzzPools::Start(args.python, workers, args.gradients));
  if (args.gradients && !pools.all().hello().builtins.empty()) {
    return Fail(
        ErrorKind::kUsage,
        fmt::format("--gradients: backward passes are run with Warp {} alone, but this "
                    "Python has Warp {}; leave the option away",
                    lang::PinnedBuiltins().warp_version(), pools.all().hello().warp_version));
  }
  const fuzz::Request request = FuzzRequestOf(draw, pools.all().hello(), args.gradients);
  Result<fuzz::Outcome> outcome;
  {
    FuzzProgress progress(clock, LookAt(stderr), args.no_progress);
    const fuzz::Setup setup = FuzzSetupOf(draw, pools, progress);
    outcome = fuzz::Fuzz(setup, request, draw.output, count);
  }
  if (outcome) {
    return FinishFuzz(args, *outcome, clock.Seconds() - start);
  }
  if (outcome.error().kind == ErrorKind::kInterrupted) {
    const std::string rest = fmt::format(
        "fuzzing in {0}: stopped on request; the same command continues, {0}/report.md tells of "
        "the findings so far",
        draw.output);
    if (!count) {
      PrintError("{}\n", rest);
      return {};
    }
    return Fail(ErrorKind::kInterrupted, rest);
  }
  return tl::make_unexpected(std::move(outcome).error());
}

}  // namespace warploom::cli

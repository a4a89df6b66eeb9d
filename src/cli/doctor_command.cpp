#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "base/printable.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/workers.h"
#include "lang/builtin_table.h"
#include "oracle/machine_trouble.h"
#include "oracle/pool.h"
#include "oracle/python_finder.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/machine_limits.h"
#include "os/scratch_folder.h"
#include "os/stop_signal.h"

namespace warploom::cli {
namespace {

constexpr double kLeastFreeBytes = 1e9;

// Runs every step of a worker once.
constexpr std::string_view kTinyKernel = R"(import warp as wp


@wp.kernel
def doctor(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = x[i] * 2.0
)";

// Prints findings as they are made, and remembers what is missing.
class Findings {
 public:
  explicit Findings(bool color) : color_(color) {}

  void Good(std::string_view what, std::string_view found) { Print("ok", "32", what, found); }
  void Note(std::string_view what, std::string_view found) { Print("note", "33", what, found); }
  void Missing(std::string_view what, std::string_view found) {
    Print("MISSING", "1;31", what, found);
    missing_ = missing_.empty() ? std::string(what) : missing_ + ", " + std::string(what);
  }

  Status Verdict() const {
    if (missing_.empty()) {
      fmt::print(
          "\nEverything that warploom needs is installed. Try: warploom generate -n 100 -o out\n");
      return {};
    }
    std::fflush(stdout);
    return Fail(
        ErrorKind::kEnvironment,
        fmt::format("checking this machine: something is missing ({}); do what the lines above say",
                    missing_));
  }

 private:
  void Print(std::string_view word, std::string_view style, std::string_view what,
             std::string_view found) {
    fmt::print("{}{:{}}{:<12}{}\n", Styled(word, style, color_), "", 9 - word.size(), what,
               Printable(found));
    std::fflush(stdout);
  }

  bool color_;
  std::string missing_;
};

// Where the workers keep their temporary files.
void LookAtScratch(Findings& findings) {
  const auto space = SpaceOf(TemporaryRoot());
  const auto free = space ? static_cast<double>(space->free_bytes) : 0.0;
  const std::string text =
      fmt::format("{} free in {} (TMPDIR); each worker needs up to {}", BytesText(free),
                  TemporaryRoot(), BytesText(static_cast<double>(oracle::kScratchPerWorker)));
  const Status enough = oracle::CheckMachine({.targets = {}, .include = {}, .compile = true});
  if (!enough) {
    findings.Missing("scratch", enough.error().message);
  } else if (free < static_cast<double>(oracle::kScratchPerWorker) * DefaultWorkers()) {
    findings.Note("scratch", text + "; use fewer --workers, or another TMPDIR");
  } else {
    findings.Good("scratch", text);
  }
}

void LookAtMachine(Findings& findings) {
  findings.Good("warploom", fmt::format("version {}, made for Warp {}", Version(),
                                        lang::PinnedBuiltins().warp_version()));
  const int cores = UsableCores();
  const int workers = DefaultWorkers();
  findings.Good("cores", fmt::format("{}; the default number of workers is {}{}", cores, workers,
                                     workers < cores ? ", for want of memory" : ""));
  std::error_code error;
  const auto space = std::filesystem::space(".", error);
  const auto free = error ? 0.0 : static_cast<double>(space.available);
  const std::string text =
      fmt::format("{} free in this folder; 1,000 kernels need about 20 MB", BytesText(free));
  if (free < kLeastFreeBytes) {
    findings.Note("disk", text + "; free some space or write elsewhere");
  } else {
    findings.Good("disk", text);
  }
  LookAtScratch(findings);
  const bool gpu = std::filesystem::exists("/dev/nvidia0", error);
  findings.Good("GPU", gpu ? "found, but not needed" : "none found, and none is needed");
}

Result<std::unique_ptr<oracle::Pool>> StartOneWorker(const oracle::PythonCommand& python) {
  oracle::PoolOptions options;
  python.ApplyTo(options);
  WARPLOOM_ASSIGN_OR_RETURN(options.scratch, ScratchFolder::Make());
  options.workers = 1;
  options.build = {.targets = {"cpu", "cuda"}, .include = {}, .compile = true};
  return StartPool(options);
}

// Returns the verdict on one tiny kernel.
Result<oracle::Verdict> BuildTinyKernel(oracle::Pool& pool) {
  pool.Submit({.ticket = 0, .kernels = {{.name = "doctor", .source = std::string(kTinyKernel)}}});
  while (true) {
    WARPLOOM_ASSIGN_OR_RETURN(auto done, pool.Next(1.0));
    if (done) {
      return std::move(done->verdicts.front());
    }
  }
}

void LookAtCompilers(oracle::Pool& pool, Findings& findings) {
  const double start = RealClock().Seconds();
  const Result<oracle::Verdict> verdict = BuildTinyKernel(pool);
  const double seconds = RealClock().Seconds() - start;
  if (!verdict) {
    findings.Missing("compilers", verdict.error().message);
  } else if (!verdict->ok) {
    findings.Missing("compilers",
                     fmt::format("Warp rejected a tiny kernel ({}: {}); reinstall warp-lang",
                                 verdict->stage, verdict->reason));
  } else {
    findings.Good("compilers",
                  fmt::format("Warp compiled a tiny kernel for cpu and cuda in {:.1f} s", seconds));
  }
}

void LookAtWarp(const oracle::PythonCommand& python, Findings& findings) {
  const double start = RealClock().Seconds();
  const auto pool = StartOneWorker(python);
  if (!pool) {
    findings.Missing("Warp", pool.error().message);
    return;
  }
  const oracle::Hello& hello = (*pool)->hello();
  const std::string text =
      fmt::format("warp-lang {} in Python {}; a worker starts in {:.1f} s", hello.warp_version,
                  hello.python_version, RealClock().Seconds() - start);
  if (hello.warp_version == lang::PinnedBuiltins().warp_version()) {
    findings.Good("Warp", text);
  } else {
    findings.Note("Warp", text + fmt::format("; this warploom is made for {}",
                                             lang::PinnedBuiltins().warp_version()));
  }
  LookAtCompilers(**pool, findings);
}

}  // namespace

Status RunDoctor(const DoctorArgs& args) {
  StopSignal::Install();
  Findings findings(LookAt(stdout).has_color);
  LookAtMachine(findings);
  const auto python = FindPython(RealFileSystem(), oracle::PythonSearch::FromProcess(args.python));
  if (!python) {
    findings.Missing("Python", python.error().message);
    return findings.Verdict();
  }
  findings.Good("Python", fmt::format("{} (found by {})", python->python, python->found_by));
  LookAtWarp(*python, findings);
  return StopSignal::Requested()
             ? Fail(ErrorKind::kInterrupted, "checking this machine: stopped on request")
             : findings.Verdict();
}

}  // namespace warploom::cli

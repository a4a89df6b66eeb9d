#include "verify/gpu_runner.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "json/fields.h"
#include "json/parse.h"
#include "os/stop_signal.h"
#include "verify/record_file.h"

namespace warploom::verify {
namespace {

namespace stdfs = std::filesystem;

constexpr double kWakeSeconds = 0.5;
constexpr int kNoGpu = 3;  // The exit code of warploom-gpu-run on a machine without one.

// The last line of what a program said, without its name.
std::string Complaint(const Subprocess& process) {
  std::string said = process.error_tail();
  said.erase(said.find_last_not_of('\n') + 1);
  said.erase(0, said.rfind('\n') + 1);
  constexpr std::string_view kName = "warploom-gpu-run: ";
  return said.starts_with(kName) ? said.substr(kName.size()) : said;
}

// Runs the program to its end, which must be a good one; returns the first line of its output.
Result<std::string> RunToEnd(std::vector<std::string> argv) {
  WARPLOOM_ASSIGN_OR_RETURN(const auto process, Subprocess::Start({.argv = std::move(argv)}));
  process->CloseInput();
  Subprocess* const children[] = {process.get()};
  while (!process->exit_status()) {
    Pump(children, StopSignal::wake_fd(), kWakeSeconds);
    if (StopSignal::Requested()) {
      process->Kill();
      return Fail(ErrorKind::kInterrupted, "running on the GPU: stopped on request");
    }
  }
  const ExitStatus& status = *process->exit_status();
  if (status.signal == 0 && status.code == 0) {
    return process->TakeLine().value_or("");
  }
  const bool no_gpu = status.signal == 0 && status.code == kNoGpu;
  return Fail(no_gpu ? ErrorKind::kEnvironment : ErrorKind::kWorker,
              no_gpu
                  ? Complaint(*process)
                  : fmt::format("warploom-gpu-run {}: {}", status.Describe(), Complaint(*process)));
}

Result<uint64_t> DecodeArch(const json::Value& object) {
  return json::Get<uint64_t>(object, "arch");
}

}  // namespace

Result<GpuRunner> GpuRunner::Find(FileSystem& fs) {
  std::error_code error;
  const stdfs::path self = stdfs::read_symlink("/proc/self/exe", error);
  GpuRunner runner((self.parent_path() / "warploom-gpu-run").string());
  if (!fs.Exists(runner.program_)) {
    return Fail(ErrorKind::kEnvironment,
                fmt::format("{} is not there; build it with `cmake --build build --target "
                            "warploom-gpu-run`",
                            runner.program_));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string line, RunToEnd({runner.program_, "--gpu"}));
  WARPLOOM_ASSIGN_OR_RETURN(
      runner.arch_, json::ParseAs(line, "what warploom-gpu-run says of the GPU", DecodeArch));
  return runner;
}

Result<std::vector<Record>> GpuRunner::Run(FileSystem& fs, const std::string& bundle) const {
  const std::string verdicts = bundle + ".verdicts.jsonl";
  WARPLOOM_TRY(RunToEnd({program_, bundle, "-o", verdicts}));
  return ReadRecords(fs, verdicts);
}

}  // namespace warploom::verify

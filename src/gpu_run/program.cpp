#include "gpu_run/program.h"

#include <fmt/format.h>

#include <exception>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <system_error>

#include "base/exit_code.h"
#include "base/printable.h"
#include "base/version.h"
#include "bundle/bundle.h"
#include "gpu_run/driver.h"
#include "gpu_run/gpu.h"
#include "gpu_run/isolated_run.h"
#include "gpu_run/options.h"
#include "json/write.h"
#include "os/file_system.h"
#include "os/standard_streams.h"

namespace warploom::gpu_run {
namespace {

void Tell(std::string_view sentence) { WriteToStandardError(Printable(sentence) + "\n"); }

Result<bundle::Bundle> ReadBundle(const std::string& path) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, RealFileSystem().Read(path));
  Result<bundle::Bundle> read = bundle::ParseBundle(bytes);
  if (!read) {
    return tl::make_unexpected(std::move(read).error().WithContext("reading " + path));
  }
  return read;
}

// What has been said so far, for the summary.
struct Tally {
  std::map<std::string, uint64_t> verdicts;
  uint64_t samples = 0;
  GpuFacts gpu;
};

// Writes the verdicts as they come, so that a run that is stopped leaves those it had.
Result<Tally> RunAndWrite(const bundle::Bundle& bundle, const CommandLine& line) {
  std::unique_ptr<WritableFile>
      file;  // Made at the first verdict, so that a machine without a GPU leaves an old one alone.
  Tally tally;
  const auto write = [&](const bundle::Sample& sample, const GpuFacts& gpu,
                         const Verdict& verdict) -> Status {
    if (file == nullptr) {
      WARPLOOM_ASSIGN_OR_RETURN(file, RealFileSystem().Create(line.output));
    }
    WARPLOOM_TRY(file->Append(VerdictLine(sample, line.run.device, gpu, verdict)));
    ++tally.verdicts[std::string(NameOf(verdict.kind))];
    ++tally.samples;
    tally.gpu = gpu;
    return {};
  };
  WARPLOOM_TRY(RunIsolated(bundle, line.run, write));
  if (file != nullptr) {
    WARPLOOM_TRY(file->Close());
  }
  return tally;
}

void PrintSummary(const Tally& tally, const CommandLine& line) {
  if (line.json) {
    const json::Value value = {{"verdicts", json::Counts(tally.verdicts)},
                               {"samples", tally.samples},
                               {"gpu", tally.gpu.name},
                               {"driver", VersionText(tally.gpu.driver_version)}};
    fmt::print("{}\n", json::DumpLineLossy(value));
    return;
  }
  std::string counts;
  for (const auto& [name, count] : tally.verdicts) {
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, name);
  }
  Tell(fmt::format("{}: {} samples on {}: {}", line.output, tally.samples, tally.gpu.name, counts));
}

Status DescribeGpu(int device) {
  WARPLOOM_ASSIGN_OR_RETURN(const Driver driver, LoadDriver());
  WARPLOOM_ASSIGN_OR_RETURN(const GpuFacts gpu, OpenGpu(driver, device, 0));
  const json::Value value = {
      {"gpu", gpu.name}, {"arch", gpu.arch}, {"driver", VersionText(gpu.driver_version)}};
  fmt::print("{}\n", json::DumpLineLossy(value));
  return {};
}

Status Run(int argc, char** argv) {
  WARPLOOM_ASSIGN_OR_RETURN(const CommandLine line, ParseCommandLine(argc, argv));
  if (line.help) {
    fmt::print("{}", HelpText());
    return {};
  }
  if (line.version) {
    fmt::print("warploom-gpu-run {}\n", Version());
    return {};
  }
  if (line.gpu) {
    return DescribeGpu(line.run.device);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const bundle::Bundle bundle, ReadBundle(line.bundle));
  if (bundle.manifest().samples.empty()) {
    return Fail(ErrorKind::kUsage, fmt::format("{} holds no samples", line.bundle));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const Tally tally, RunAndWrite(bundle, line));
  PrintSummary(tally, line);
  return {};
}

int FailWith(const Error& error) {
  Tell("warploom-gpu-run: " + error.message);
  return ExitCode(error.kind);
}

}  // namespace

int RunProgram(int argc, char** argv) {
  PrepareStandardStreams();
  try {
    Status status = Run(argc, argv);
    status = status ? CheckStandardOutput() : status;
    return status ? 0 : FailWith(status.error());
  } catch (const std::system_error& error) {  // What fmt throws when printing fails.
    return FailWith(StandardOutputFailed(error.code().value()));
  } catch (const std::bad_alloc&) {
    return FailWith({ErrorKind::kIo, "this takes more memory than there is"});
  } catch (const std::exception& error) {
    return FailWith({ErrorKind::kInternal, error.what()});
  }
}

}  // namespace warploom::gpu_run

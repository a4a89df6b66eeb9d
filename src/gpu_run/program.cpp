#include "gpu_run/program.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <map>
#include <memory>
#include <string>

#include "base/version.h"
#include "bundle/bundle.h"
#include "gpu_run/driver.h"
#include "gpu_run/gpu.h"
#include "gpu_run/isolated_run.h"
#include "gpu_run/options.h"
#include "json/write.h"

namespace warploom::gpu_run {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

tl::unexpected<Error> FailedFile(std::string_view doing, const std::string& path) {
  return Fail(ErrorKind::kIo, fmt::format("{} {}: {}", doing, path, std::strerror(errno)));
}

Result<std::string> ReadFile(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) {
    return FailedFile("reading", path);
  }
  std::string text;
  std::string piece(size_t{1} << 20U, '\0');
  while (const size_t count = std::fread(piece.data(), 1, piece.size(), file.get())) {
    text.append(piece, 0, count);
  }
  if (std::ferror(file.get()) != 0) {
    return FailedFile("reading", path);
  }
  return text;
}

Result<bundle::Bundle> ReadBundle(const std::string& path) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
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
  File file;  // Made at the first verdict, so that a machine without a GPU leaves an old one alone.
  Tally tally;
  const auto write = [&](const bundle::Sample& sample, const GpuFacts& gpu,
                         const Verdict& verdict) -> Status {
    if (file == nullptr) {
      file.reset(std::fopen(line.output.c_str(), "wbe"));
    }
    const std::string text = VerdictLine(sample, line.run.device, gpu, verdict);
    if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
        std::fflush(file.get()) != 0) {
      return FailedFile("writing", line.output);
    }
    ++tally.verdicts[std::string(NameOf(verdict.kind))];
    ++tally.samples;
    tally.gpu = gpu;
    return {};
  };
  WARPLOOM_TRY(RunIsolated(bundle, line.run, write));
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
  fmt::print(stderr, "{}: {} samples on {}: {}\n", line.output, tally.samples, tally.gpu.name,
             counts);
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

int ExitCode(ErrorKind kind) {
  if (kind == ErrorKind::kUsage) {
    return 2;
  }
  return kind == ErrorKind::kEnvironment ? 3 : 1;
}

}  // namespace

int RunProgram(int argc, char** argv) {
  try {
    const Status status = Run(argc, argv);
    if (status) {
      return 0;
    }
    fmt::print(stderr, "warploom-gpu-run: {}\n", status.error().message);
    return ExitCode(status.error().kind);
  } catch (const std::exception& error) {  // Memory or standard output is used up.
    fmt::print(stderr, "warploom-gpu-run: {}\n", error.what());
    return 1;
  }
}

}  // namespace warploom::gpu_run

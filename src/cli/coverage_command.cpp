#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.h"
#include "cli/coverage_against.h"
#include "cli/coverage_text.h"
#include "cli/terminal.h"
#include "dataset/folder_kernels.h"
#include "os/file_system.h"
#include "pipeline/coverage.h"

namespace warploom::cli {

Status RunCoverage(const CoverageArgs& args) {
  if (args.folder.empty()) {
    return Fail(ErrorKind::kUsage, "coverage needs OUT, the folder of a dataset");
  }
  if (args.against) {
    return RunCoverageAgainst(args);
  }
  if (args.missing || !args.python.empty()) {
    return Fail(ErrorKind::kUsage, fmt::format("coverage takes {} only with --against REAL",
                                               args.missing ? "--missing" : "--python"));
  }
  pipeline::Coverage coverage(lang::PinnedBuiltins());
  WARPLOOM_ASSIGN_OR_RETURN(
      dataset::FolderState state,
      dataset::ForEachKernel(RealFileSystem(), args.folder,
                             [&](const dataset::Sample& sample) { coverage.Add(sample); }));
  if (coverage.kernels() == 0) {
    return Fail(ErrorKind::kUsage,
                fmt::format("reading the dataset {}: it has no kernels yet; run its generate "
                            "command again",
                            args.folder));
  }
  const CoverageReport report = {.coverage = &coverage,
                                 .state = std::move(state),
                                 .folder = args.folder,
                                 .left_out = args.left_out};
  fmt::print("{}", args.json ? CoverageJson(report) : CoverageText(report, LookAt(stdout)));
  return {};
}

}  // namespace warploom::cli

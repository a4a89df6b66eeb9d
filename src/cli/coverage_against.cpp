#include "cli/coverage_against.h"

#include <fmt/format.h>

#include <cstdio>
#include <limits>
#include <utility>

#include "cli/progress.h"
#include "cli/values.h"
#include "dataset/folder_kernels.h"
#include "json/write.h"
#include "oracle/python_finder.h"
#include "os/clock.h"
#include "os/file_system.h"

namespace warploom::cli {
namespace {

using oracle::Census;
using oracle::CensusReport;
using oracle::CensusSide;

constexpr size_t kMissingShown = 30;

Status AddKernels(Census& census, CensusSide side, const std::string& place) {
  FileSystem& fs = RealFileSystem();
  if (!dataset::HoldsDataset(fs, place)) {
    return census.Find(side, place);
  }
  const auto state = dataset::ForEachKernel(fs, place, [&](const dataset::Sample& sample) {
    census.Add(side, sample.id, sample.python_code);
  });
  return state ? Status() : tl::make_unexpected(state.error());
}

Result<CensusReport> Compare(const CoverageArgs& args) {
  WARPLOOM_ASSIGN_OR_RETURN(
      const oracle::PythonCommand python,
      FindPython(RealFileSystem(), oracle::PythonSearch::FromProcess(args.python)));
  const Terminal terminal = LookAt(stderr);
  ProgressReporter progress(RealClock(), terminal, !terminal.is_terminal);
  WARPLOOM_ASSIGN_OR_RETURN(
      const auto census, Census::Start(python, [&](uint64_t kernels) {
        progress.OnProgress({.phase = pipeline::Phase::kRead, .done = kernels});
      }));
  WARPLOOM_TRY(AddKernels(*census, CensusSide::kReal, *args.against));
  WARPLOOM_TRY(AddKernels(*census, CensusSide::kData, args.folder));
  return census->Finish();
}

Status CheckKernels(const std::string& place, const oracle::CensusTexts& texts) {
  if (texts.kernels + texts.functions > 0) {
    return {};
  }
  const std::string unreadable = texts.unreadable == 0
                                     ? ""
                                     : fmt::format(" ({} texts are not Python, the first is {})",
                                                   texts.unreadable, texts.first_unreadable);
  return Fail(ErrorKind::kUsage,
              fmt::format("reading the kernels of {}: no function there has the decorator "
                          "wp.kernel or wp.func{}; name what has some",
                          place, unreadable));
}

// nullopt for all.
Result<std::optional<size_t>> RowsAskedFor(const CoverageArgs& args) {
  if (!args.missing) {
    return args.json ? std::nullopt : std::optional(kMissingShown);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const uint64_t rows, ParseNumber("--missing", *args.missing, 0,
                                                             std::numeric_limits<uint32_t>::max()));
  return rows;
}

std::string AgainstJson(const CoverageArgs& args, const CensusReport& report,
                        std::optional<size_t> rows) {
  json::Value page = {{"folder", args.folder}, {"against", *args.against}};
  page.update(report.json);
  page["missing_shapes"] = report.missing.size();
  json::Value& missing = page["missing"];
  while (rows && missing.size() > *rows) {
    missing.erase(missing.size() - 1);
  }
  return json::DumpLineLossy(page) + "\n";
}

}  // namespace

Status RunCoverageAgainst(const CoverageArgs& args) {
  if (args.left_out) {
    return Fail(ErrorKind::kUsage, "coverage takes --left-out or --against, not both");
  }
  if (args.against->empty()) {
    return Fail(ErrorKind::kUsage,
                "--against needs a folder, a file, a package or a dataset of real kernels");
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::optional<size_t> rows, RowsAskedFor(args));
  WARPLOOM_ASSIGN_OR_RETURN(const CensusReport report, Compare(args));
  WARPLOOM_TRY(CheckKernels(*args.against, report.real));
  WARPLOOM_TRY(CheckKernels(args.folder, report.data));
  fmt::print("{}", args.json
                       ? AgainstJson(args, report, rows)
                       : AgainstText(args, report, rows.value_or(kMissingShown), LookAt(stdout)));
  return {};
}

}  // namespace warploom::cli

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "dataset/audit.h"
#include "dataset/reader.h"
#include "json/write.h"
#include "os/file_system.h"

namespace warploom::cli {
namespace {

constexpr size_t kMostPrinted = 20;

void PrintReport(const AuditArgs& args, const dataset::AuditReport& report) {
  if (args.json) {
    const json::Value value = {{"folder", args.folder},
                               {"files", report.files},
                               {"samples", report.samples},
                               {"problems", report.problems}};
    fmt::print("{}\n", json::DumpLineLossy(value));
    return;
  }
  const size_t printed = std::min(report.problems.size(), kMostPrinted);
  for (size_t i = 0; i < printed; ++i) {
    fmt::print("{}\n", Printable(report.problems[i]));
  }
  if (printed < report.problems.size()) {
    fmt::print("and {} more (--json lists all)\n", report.problems.size() - printed);
  }
  fmt::print(
      "{}: {} files, {} samples: {}\n", Printable(args.folder), report.files, report.samples,
      report.problems.empty() ? "all is well" : fmt::format("{} problems", report.problems.size()));
}

}  // namespace

Status RunAudit(const AuditArgs& args) {
  if (args.folder.empty()) {
    return Fail(ErrorKind::kUsage, "audit needs OUT, the folder of a dataset");
  }
  FileSystem& fs = RealFileSystem();
  WARPLOOM_ASSIGN_OR_RETURN(const auto dataset, dataset::OpenDataset(fs, args.folder));
  const dataset::AuditReport report = dataset::Audit(fs, args.folder, dataset.manifest());
  PrintReport(args, report);
  if (!report.problems.empty()) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("auditing {}: {} problems; restore what is named or generate the "
                            "dataset again in another folder",
                            args.folder, report.problems.size()));
  }
  return {};
}

}  // namespace warploom::cli

#include "cli/verify_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "json/value.h"
#include "json/write.h"
#include "verify/record_file.h"
#include "verify/tally.h"

namespace warploom::cli {
namespace {

using verify::Check;
using verify::Record;
using verify::Tally;

constexpr size_t kMostFailures = 20;  // The file has all of them.
constexpr size_t kMostReasons = 20;

uint64_t CountOf(const std::map<std::string, uint64_t>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

// PASS and the verdicts that occur.
std::vector<std::string> Columns(const Tally& tally) {
  std::vector<std::string> columns;
  for (const std::string& verdict : verify::Verdicts()) {
    if (verdict == verify::kPass || std::ranges::any_of(tally.verdicts, [&](const auto& row) {
          return row.second.contains(verdict);
        })) {
      columns.push_back(verdict);
    }
  }
  return columns;
}

std::string Table(const Tally& tally, bool color) {
  const std::vector<std::string> columns = Columns(tally);
  std::string header = fmt::format("{:<8}{:<11}", "target", "device");
  for (const std::string& column : columns) {
    header += fmt::format("{:>{}}", column, std::max<size_t>(column.size(), 7) + 2);
  }
  std::string text = Styled(header, "1", color) + "\n";
  for (const auto& [check, counts] : tally.verdicts) {
    text += fmt::format("{:<8}{:<11}", check.target, check.device);
    for (const std::string& column : columns) {
      const uint64_t count = CountOf(counts, column);
      const std::string cell = fmt::format("{:>{}}", count, std::max<size_t>(column.size(), 7) + 2);
      text += Styled(cell, "1;31", color && count > 0 && verify::IsFailure(column));
    }
    text += "\n";
  }
  return text;
}

std::string Failures(const Tally& tally, bool color) {
  std::string text;
  for (size_t i = 0; i < std::min(tally.failures.size(), kMostFailures); ++i) {
    const Record& record = tally.failures[i];
    text += fmt::format("\n{} {} {} on {}: {}\n", Styled(record.verdict, "1;31", color),
                        Printable(record.id), Printable(record.target), Printable(record.device),
                        Printable(record.detail));
  }
  if (tally.failures.size() > kMostFailures) {
    text += fmt::format("\nand {} more in {}\n", tally.failures.size() - kMostFailures,
                        verify::kVerdictsName);
  }
  return text;
}

// The most frequent reasons first.
std::string Unsupported(const Tally& tally) {
  std::string text;
  for (const auto& [check, reasons] : tally.unsupported) {
    std::vector<std::pair<std::string, uint64_t>> sorted(reasons.begin(), reasons.end());
    std::ranges::sort(sorted, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    text += fmt::format("\nunsupported by {}:\n", check.device);
    for (size_t i = 0; i < std::min(sorted.size(), kMostReasons); ++i) {
      text += fmt::format("{:>7}  {}\n", sorted[i].second, Printable(sorted[i].first));
    }
    if (sorted.size() > kMostReasons) {
      text += fmt::format("         and {} more reasons\n", sorted.size() - kMostReasons);
    }
  }
  return text;
}

double VerifyRate(const VerifyReport& report) {
  return report.seconds > 0.0 ? static_cast<double>(report.kernels) / report.seconds : 0.0;
}

// {"cpu":{"reference":COUNTS}}
json::Value ByTarget(const std::map<Check, std::map<std::string, uint64_t>>& rows) {
  json::Value object = json::Value::object();
  for (const auto& [check, counts] : rows) {
    object[check.target][check.device] = json::Counts(counts);
  }
  return object;
}

}  // namespace

std::string VerifyText(const VerifyReport& report, const Terminal& terminal) {
  const Tally tally = verify::Count(report.records);
  return fmt::format("{}{}{}\n{}: {} kernels, {} verdicts in {:.1f} s\n",
                     Table(tally, terminal.has_color), Failures(tally, terminal.has_color),
                     Unsupported(tally), report.folder, report.kernels, tally.records,
                     report.seconds);
}

std::string VerifyJson(const VerifyReport& report) {
  const Tally tally = verify::Count(report.records);
  json::Value failures = json::Value::array();
  for (const Record& record : tally.failures) {
    failures.push_back(verify::ToJson(record));
  }
  const json::Value value = {{"folder", report.folder},
                             {"kernels", report.kernels},
                             {"verdicts", ByTarget(tally.verdicts)},
                             {"unsupported", ByTarget(tally.unsupported)},
                             {"failures", std::move(failures)},
                             {"seconds", report.seconds},
                             {"kernels_per_second", VerifyRate(report)}};
  return json::DumpLineLossy(value) + "\n";
}

}  // namespace warploom::cli

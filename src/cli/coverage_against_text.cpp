#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/grouped_digits.h"
#include "base/printable.h"
#include "cli/coverage_against.h"

namespace warploom::cli {
namespace {

using oracle::CensusReport;
using oracle::CensusShapes;
using oracle::CensusTexts;
using oracle::MissingShape;

constexpr int kFigureNameWidth = 36;
constexpr std::string_view kExampleIndent = "         ";

std::string CountsOf(const std::string& place, const CensusTexts& texts) {
  return fmt::format("{}: {} kernels and {} functions", Printable(place),
                     GroupedDigits(texts.kernels), GroupedDigits(texts.functions));
}

std::string Unreadable(const std::string& place, const CensusTexts& texts) {
  return texts.unreadable == 0
             ? ""
             : fmt::format("{}: {} texts are not Python and do not count; the first is {}\n",
                           Printable(place), GroupedDigits(texts.unreadable),
                           Printable(texts.first_unreadable));
}

std::string FigureRow(std::string_view name, uint64_t shown, uint64_t all) {
  return fmt::format(
      "{:{}}{:>10}{:>10}{:>9.1f}%\n", name, kFigureNameWidth, GroupedDigits(shown),
      GroupedDigits(all),
      100.0 * static_cast<double>(shown) / static_cast<double>(std::max<uint64_t>(all, 1)));
}

std::string Figures(const CensusReport& report, const Terminal& terminal) {
  std::string text = Styled(fmt::format("{:{}}{:>10}{:>10}{:>10}", "real code", kFigureNameWidth,
                                        "shown", "all", "share"),
                            "1", terminal.has_color) +
                     "\n";
  for (const CensusShapes& row : report.shapes) {
    text += FigureRow(row.nodes == 2 ? "shapes of two nodes" : "shapes of up to three nodes",
                      row.shown, row.all);
  }
  for (const CensusShapes& row : report.shapes) {
    text += FigureRow(row.nodes == 2 ? "kernels wholly shown, two nodes" : "kernels wholly shown",
                      row.wholly, report.units);
  }
  return text;
}

std::string Row(const MissingShape& row, const Terminal& terminal) {
  const std::string shape = fmt::format("{}", fmt::join(row.shape, " < "));
  return fmt::format("{:>7}  {}\n{}{}:{}: {}\n", GroupedDigits(row.kernels),
                     Styled(Printable(shape), "1", terminal.has_color), kExampleIndent,
                     Printable(row.file), row.line, Printable(row.source));
}

}  // namespace

std::string AgainstText(const CoverageArgs& args, const CensusReport& report, size_t rows,
                        const Terminal& terminal) {
  std::vector<const MissingShape*> own;
  for (const MissingShape& row : report.missing) {
    if (!row.follows) {
      own.push_back(&row);
    }
  }
  const size_t shown = std::min(rows, own.size());
  std::string text =
      fmt::format("{}\n{}\n{}{}\n{}", CountsOf(args.folder, report.data),
                  CountsOf(*args.against, report.real), Unreadable(args.folder, report.data),
                  Unreadable(*args.against, report.real), Figures(report, terminal));
  if (shown > 0) {
    text +=
        "\n" +
        Styled(
            fmt::format(
                "kernels  never shown: {} of {} shapes; those that follow from others are left out",
                GroupedDigits(shown), GroupedDigits(report.missing.size())),
            "1", terminal.has_color) +
        "\n";
  }
  for (size_t i = 0; i < shown; ++i) {
    text += Row(*own[i], terminal);
  }
  return text;
}

}  // namespace warploom::cli

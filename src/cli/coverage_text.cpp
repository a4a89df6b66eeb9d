#include "cli/coverage_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/grouped_digits.h"
#include "base/printable.h"
#include "cli/columns.h"
#include "lang/overloads_used.h"

namespace warploom::cli {
namespace {

using pipeline::Coverage;
using pipeline::GroupCoverage;

constexpr size_t kNestsShown = 12;  // JSON has all of them.
constexpr int kNameWidth = 30;

// "3-5,8"
std::string Ranges(const std::vector<uint16_t>& numbers) {
  std::string text;
  for (size_t i = 0; i < numbers.size();) {
    size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) {
      ++last;
    }
    text += fmt::format("{}{}", text.empty() ? "" : ",", numbers[i]);
    text += last > i ? fmt::format("-{}", numbers[last]) : "";
    i = last + 1;
  }
  return text;
}

// Collects lines of text; an empty line separates tables.
class Page {
 public:
  Page(const Coverage& coverage, const Terminal& terminal)
      : coverage_(coverage), terminal_(terminal) {}

  std::string Take() { return std::move(out_); }

  void Line(const std::string& text) { out_ += text + "\n"; }

  // Wraps text that is wider than the terminal.
  void Wrapped(const std::string& text) {
    for (const Cell& cell : WrapLines({{text, std::vector<Token>(text.size(), Token::kPlain)}},
                                      terminal_.width, false)) {
      out_ += cell.text.substr(0, cell.text.find_last_not_of(' ') + 1) + "\n";
    }
  }

  void Head(const std::string& name, const std::vector<std::string>& columns) {
    std::string text = columns.empty() ? name : fmt::format("{:{}}", name, kNameWidth);
    for (const std::string& column : columns) {
      text += fmt::format("{:>10}", column);
    }
    Line("\n" + Styled(text, "1", terminal_.has_color));
  }

  void Row(const std::string& name, const std::vector<uint64_t>& numbers) {
    std::string text = fmt::format("{:{}}", Printable(name), kNameWidth);
    for (const uint64_t number : numbers) {
      text += fmt::format("{:>10}", GroupedDigits(number));
    }
    Line(text);
  }

  // A count of kernels with its share of all.
  void Share(const std::string& name, uint64_t kernels) {
    Line(fmt::format(
        "{:{}}{:>10}{:>9.1f}%", Printable(name), kNameWidth, GroupedDigits(kernels),
        100.0 * static_cast<double>(kernels) / static_cast<double>(coverage_.kernels())));
  }

 private:
  const Coverage& coverage_;
  const Terminal& terminal_;
  std::string out_;
};

void PrintOverloads(const Coverage& coverage, Page& page) {
  page.Head("builtin overloads", {"shown", "missing", "left out", "all"});
  GroupCoverage sum;
  for (const GroupCoverage& group : coverage.Groups()) {
    page.Row(std::string(group.name), {group.shown, group.missing, group.left_out, group.all});
    sum.shown += group.shown;
    sum.missing += group.missing;
    sum.left_out += group.left_out;
    sum.all += group.all;
  }
  page.Row("all", {sum.shown, sum.missing, sum.left_out, sum.all});
}

void PrintConstructs(const Coverage& coverage, Page& page) {
  std::vector<std::pair<std::string, std::array<uint64_t, 2>>> groups;  // In the list's order.
  std::array<uint64_t, 2> sum = {};
  for (const pipeline::SyntaxCoverage& row : coverage.Syntax()) {
    const std::string group(row.feature->group);
    auto found = std::ranges::find(groups, group, &decltype(groups)::value_type::first);
    if (found == groups.end()) {
      found = groups.insert(found, {group, {}});
    }
    ++found->second[row.kernels > 0 ? 0 : 1];
    ++sum[row.kernels > 0 ? 0 : 1];
  }
  page.Head("constructs", {"shown", "missing", "all"});
  for (const auto& [name, counts] : groups) {
    page.Row(name, {counts[0], counts[1], counts[0] + counts[1]});
  }
  page.Row("all", {sum[0], sum[1], sum[0] + sum[1]});
}

// The most frequent first.
template <typename Key>
std::vector<std::pair<Key, uint64_t>> ByCount(const std::map<Key, uint64_t>& counts) {
  std::vector<std::pair<Key, uint64_t>> sorted(counts.begin(), counts.end());
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    return std::pair(b.second, a.first) < std::pair(a.second, b.first);
  });
  return sorted;
}

void PrintCategories(const Coverage& coverage, Page& page) {
  page.Head("categories", {"kernels", "share"});
  for (const auto& [name, kernels] : ByCount(coverage.stats().categories())) {
    page.Share(name, kernels);
  }
}

void PrintNests(const Coverage& coverage, Page& page) {
  page.Head("deepest nest of statements", {"kernels", "share"});
  for (const auto& [depth, kernels] : coverage.depths()) {
    page.Share(std::to_string(depth), kernels);
  }
  const auto nests = ByCount(coverage.nests());
  const size_t shown = std::min(nests.size(), kNestsShown);
  page.Head(shown < nests.size()
                ? fmt::format("nests, {} of {}", shown, GroupedDigits(nests.size()))
                : "nests",
            {"kernels", "share"});
  for (size_t i = 0; i < shown; ++i) {
    page.Share(nests[i].first, nests[i].second);
  }
}

void PrintSizes(const CoverageReport& report, Page& page) {
  const std::string& target = report.state.request.targets.front();
  page.Head("sizes", {"p10", "p50", "p90", "max"});
  const std::pair<std::string, std::string> rows[] = {
      {"python_lines", "Python lines"},
      {"python_bytes", "Python bytes"},
      {"ir_lines", fmt::format("IR lines ({})", target)},
      {"ir_bytes", fmt::format("IR bytes ({})", target)}};
  for (const auto& [key, name] : rows) {
    const dataset::Spread spread = report.coverage->stats().SpreadOf(key);
    std::vector<uint64_t> numbers;
    for (const int64_t number : {spread.p10, spread.p50, spread.p90, spread.max}) {
      numbers.push_back(static_cast<uint64_t>(number));
    }
    page.Row(name, numbers);
  }
}

void PrintDifficulty(const Coverage& coverage, Page& page) {
  page.Head("difficulty", {"kernels", "share"});
  for (const auto& [difficulty, kernels] : coverage.stats().difficulties()) {
    page.Share(fmt::format("{} of 5", difficulty), kernels);
  }
}

// The builtins with the numbers of their overloads, one paragraph a group.
void PrintMissingOverloads(const Coverage& coverage, Page& page) {
  const lang::BuiltinTable& table = coverage.table();
  const std::vector<lang::OverloadId> missing = coverage.Missing();
  if (missing.empty()) {
    return;
  }
  page.Head(fmt::format("overloads never called: {}", GroupedDigits(missing.size())), {});
  for (const GroupCoverage& group : coverage.Groups()) {
    std::map<uint32_t, std::vector<uint16_t>> numbers;  // By the builtin's index in the table.
    for (const lang::OverloadId id : missing) {
      const lang::Overload& overload = table.overload(id);
      if (overload.group == group.name) {
        numbers[overload.name.value].push_back(overload.index);
      }
    }
    std::string text;
    for (const auto& [name, indices] : numbers) {
      text +=
          fmt::format("{} {} #{}", text.empty() ? "" : ",", table.names()[name], Ranges(indices));
    }
    if (!text.empty()) {
      page.Wrapped(fmt::format("{}:{}", group.name, text));
    }
  }
}

void PrintMissingConstructs(const Coverage& coverage, Page& page) {
  std::vector<const synth::features::SyntaxFeatureInfo*> missing;
  for (const pipeline::SyntaxCoverage& row : coverage.Syntax()) {
    if (row.kernels == 0) {
      missing.push_back(row.feature);
    }
  }
  if (missing.empty()) {
    return;
  }
  page.Head(fmt::format("constructs never shown: {}", missing.size()), {});
  for (const synth::features::SyntaxFeatureInfo* info : missing) {
    page.Wrapped(fmt::format("{:28} {}", info->name, info->text));
  }
}

void PrintLeftOut(const Coverage& coverage, Page& page) {
  const std::vector<lang::LeftOut> rows = coverage.LeftOut();
  page.Head(fmt::format("overloads left out: {}", GroupedDigits(rows.size())), {});
  for (const lang::LeftOut& row : rows) {
    page.Wrapped(fmt::format("{:28} {}", KeyOf(coverage.table(), row.overload), row.reason));
  }
  page.Head("constructs left out", {});
  for (const synth::features::SyntaxFeatureInfo& info : synth::features::SyntaxFeatures()) {
    if (!info.is_drawn()) {
      page.Wrapped(fmt::format("{:28} {}: {}", info.name, info.text, info.refused));
    }
  }
}

void PrintSummary(const CoverageReport& report, Page& page) {
  const dataset::Request& request = report.state.request;
  const uint64_t kernels = report.coverage->kernels();
  page.Line(fmt::format(
      "{}: {} kernels{}, profile {}, Warp {}", Printable(report.folder), GroupedDigits(kernels),
      report.state.is_finished ? "" : fmt::format(" of {} so far", GroupedDigits(request.count)),
      Printable(request.profile), Printable(request.warp_version)));
  const std::string_view known = report.coverage->table().warp_version();
  if (request.warp_version != known) {
    page.Wrapped(
        fmt::format("This warploom knows the builtins of Warp {}; others do not count.", known));
  }
}

}  // namespace

std::string CoverageText(const CoverageReport& report, const Terminal& terminal) {
  const Coverage& coverage = *report.coverage;
  Page page(coverage, terminal);
  PrintSummary(report, page);
  PrintOverloads(coverage, page);
  PrintConstructs(coverage, page);
  PrintCategories(coverage, page);
  PrintNests(coverage, page);
  PrintSizes(report, page);
  PrintDifficulty(coverage, page);
  PrintMissingOverloads(coverage, page);
  PrintMissingConstructs(coverage, page);
  if (report.left_out) {
    PrintLeftOut(coverage, page);
  }
  return page.Take();
}

}  // namespace warploom::cli

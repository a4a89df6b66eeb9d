#include "fuzz/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "fuzz/cause.h"

namespace warploom::fuzz {
namespace {

using Beside = std::function<std::string(uint64_t, const std::string&)>;

constexpr size_t kIdsShown = 12;
constexpr size_t kMostIrLines = 60;

void AddInto(std::map<std::string, uint64_t>& sum, const std::map<std::string, uint64_t>& counts) {
  for (const auto& [reason, count] : counts) {
    sum[reason] += count;
  }
}

std::string Table(std::string_view title, const std::map<std::string, uint64_t>& counts) {
  if (counts.empty()) {
    return "";
  }
  std::vector<std::pair<std::string, uint64_t>> rows(counts.begin(), counts.end());
  std::ranges::sort(rows, [](const auto& a, const auto& b) {
    return std::tie(b.second, a.first) < std::tie(a.second, b.first);
  });
  std::string text = fmt::format("\n| {} | kernels |\n|---|---|\n", title);
  for (const auto& [reason, count] : rows) {
    text += fmt::format("| {} | {} |\n", reason, count);
  }
  return text;
}

// In a fence that is longer than any in the text.
std::string Fenced(std::string_view language, const std::string& text) {
  const std::string_view fence = text.find("```") == std::string::npos ? "```" : "``````";
  const bool ends = text.ends_with('\n');
  return fmt::format("\n{}{}\n{}{}{}\n", fence, language, text, ends ? "" : "\n", fence);
}

std::string FirstLines(const std::string& text, size_t most) {
  size_t end = 0;
  for (size_t line = 0; line < most && end != std::string::npos; ++line) {
    end = text.find('\n', end == 0 ? 0 : end + 1);
  }
  return end == std::string::npos ? text : text.substr(0, end) + "\n...\n";
}

std::string Members(const Group& group) {
  std::vector<std::string> ids;
  for (const Finding* finding : group.members) {
    if (ids.size() == kIdsShown) {
      ids.emplace_back(fmt::format("and {} more", group.members.size() - kIdsShown));
      break;
    }
    ids.push_back(FindingId(finding->index));
  }
  return fmt::format("{}", fmt::join(ids, ", "));
}

std::string Section(size_t number, const Group& group, const Beside& beside) {
  const Finding& best = *group.members.front();
  std::string text =
      fmt::format("\n## {}. {}\n\n{} kernel{}: {}.\n", number, group.Title(), group.members.size(),
                  group.members.size() == 1 ? "" : "s", Members(group));
  text += best.is_reduced ? fmt::format("\n{}, reduced to {} statements by {} questions{}:\n",
                                        FindingId(best.index), best.statements, best.asked,
                                        best.is_whole ? "" : " (the limit; more may go)")
                          : fmt::format("\n{} as it was drawn:\n", FindingId(best.index));
  text += Fenced("python", best.reduced.source);
  text += fmt::format("\nOf the drawn kernel the worker says:\n{}", Fenced("", best.reason));
  if (const std::string said = beside(best.index, "said.txt"); !said.empty()) {
    text += fmt::format("\nThis one:\n{}", Fenced("", said));
  }
  if (const std::string ir = beside(best.index, "ir.txt"); !ir.empty()) {
    text += fmt::format("\nWhat Warp generates:\n{}", Fenced("cpp", FirstLines(ir, kMostIrLines)));
  }
  return text + fmt::format(
                    "\nAlone: `python findings/{0}/show.py`. Again: "
                    "`warploom fuzz -o FOLDER --replay {0}`.\n",
                    FindingId(best.index));
}

}  // namespace

Chunk Sum(std::span<const Chunk> chunks) {
  Chunk sum;
  for (const Chunk& chunk : chunks) {
    sum.count += chunk.count;
    sum.passed += chunk.passed;
    AddInto(sum.without_reference, chunk.without_reference);
    AddInto(sum.left_out, chunk.left_out);
    sum.findings.insert(sum.findings.end(), chunk.findings.begin(), chunk.findings.end());
  }
  return sum;
}

std::string Report(const Request& request, std::span<const Chunk> chunks,
                   std::span<const Finding> findings, const Beside& beside) {
  const Chunk sum = Sum(chunks);
  const std::vector<Group> groups = GroupFindings(findings);
  std::string text = fmt::format(
      "# Warp {} and the reference\n\nSeed {}, profile {}, warploom {}. {} kernels drawn: {} "
      "pass, {} differ in {} group{}.\n",
      request.warp_version, request.seed, request.profile, request.generator_version, sum.count,
      sum.passed, sum.findings.size(), groups.size(), groups.size() == 1 ? "" : "s");
  text += Table("ran, but has no reference: why", sum.without_reference);
  text += Table("left out: what this Warp lacks", sum.left_out);
  if (!groups.empty()) {
    text += "\n| | group | kernels |\n|---|---|---|\n";
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    text += fmt::format("| {} | {} | {} |\n", i + 1, groups[i].Title(), groups[i].members.size());
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    text += Section(i + 1, groups[i], beside);
  }
  return text;
}

}  // namespace warploom::fuzz

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "base/nearest.h"
#include "base/printable.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/highlight.h"
#include "cli/terminal.h"
#include "dataset/reader.h"
#include "os/file_system.h"

namespace warploom::cli {
namespace {

using dataset::Sample;

constexpr int64_t kNiceLines =
    60;  // Of generated code: enough to be interesting, and it fits a screen.
constexpr uint64_t kMostLookedAt = 500;  // How many samples are considered.
constexpr int kLeastWidthForTwo = 100;   // Narrower terminals show the Python above the code.

// The id of a sample of medium size.
Result<std::string> FindNice(const dataset::Dataset& dataset) {
  std::string id;
  int64_t best = std::numeric_limits<int64_t>::max();
  uint64_t seen = 0;
  WARPLOOM_TRY(
      dataset.ForEachSample(dataset.manifest().request.targets.front(), [&](const Sample& sample) {
        const int64_t off = std::abs(sample.ir_lines - kNiceLines);
        id = off < best ? sample.id : id;
        best = std::min(best, off);
        return ++seen < kMostLookedAt;
      }));
  return id;
}

// The error for an unknown id or kernel name, with the nearest one.
Result<std::vector<Sample>> Refuse(const dataset::Dataset& dataset, const std::string& id) {
  std::vector<std::string> names;
  WARPLOOM_TRY(
      dataset.ForEachSample(dataset.manifest().request.targets.front(), [&](const Sample& sample) {
        names.push_back(id.starts_with("wl-") ? sample.id : sample.entry_point);
        return true;
      }));
  return Fail(ErrorKind::kUsage, fmt::format("no sample has the id or kernel name \"{}\"; the "
                                             "nearest is \"{}\"",
                                             id, Nearest(id, names)));
}

Result<std::vector<Sample>> FindSamples(const dataset::Dataset& dataset, const std::string& id) {
  if (id.empty()) {
    WARPLOOM_ASSIGN_OR_RETURN(const std::string nice, FindNice(dataset));
    return dataset.Find(nice);
  }
  Result<std::vector<Sample>> found = dataset.Find(id);
  const bool unknown = !found && found.error().kind == ErrorKind::kUsage;
  return unknown ? Refuse(dataset, id) : std::move(found);
}

Status KeepTarget(std::vector<Sample>& samples, const std::string& target) {
  std::vector<std::string> targets;
  for (const Sample& sample : samples) {
    targets.push_back(sample.target);
  }
  if (std::ranges::find(targets, target) == targets.end()) {
    return Fail(ErrorKind::kUsage, fmt::format("--target {}: this dataset only has {}", target,
                                               fmt::join(targets, ", ")));
  }
  std::erase_if(samples, [&](const Sample& sample) { return sample.target != target; });
  return {};
}

std::string Header(const Sample& sample, bool color) {
  return fmt::format(
      "{}  {}  difficulty {}/5  {}\n{}\n{}\n", Styled(sample.id, "1", color),
      Styled(sample.entry_point, "1;36", color), sample.difficulty, sample.category,
      Styled(fmt::format("features: {}", fmt::join(sample.features, ", ")), "2", color),
      Styled(fmt::format("passed: {}  (seed {}, index {}, profile {}, Warp {})",
                         fmt::join(sample.checks, ", "), sample.seed, sample.index, sample.profile,
                         sample.warp_version),
             "2", color));
}

std::string WithNewline(const std::string& text) {
  return text.empty() || text.ends_with('\n') ? text : text + "\n";
}

std::string PlainText(const std::vector<Sample>& samples) {
  std::string text = Header(samples.front(), false);
  text += fmt::format("launch: {}\n", samples.front().launch);
  text += fmt::format("\n== Python ==\n{}", WithNewline(samples.front().python_code));
  for (const Sample& sample : samples) {
    text += fmt::format("\n== {} ==\n{}", sample.target, WithNewline(GeneratedCode(sample)));
  }
  return text;
}

int LongestLine(const std::vector<SourceLine>& lines) {
  size_t longest = 0;
  for (const SourceLine& line : lines) {
    longest = std::max(longest, line.text.size());
  }
  return static_cast<int>(longest);
}

std::string Pair(const Sample& sample, const Terminal& terminal) {
  const bool color = terminal.has_color;
  const auto python = Highlight(sample.python_code, Language::kPython);
  const auto code = Highlight(GeneratedCode(sample), Language::kCpp);
  const auto title = [&](std::string_view text) { return Styled(text, "1;4", color); };
  const std::string target = fmt::format("Warp's {}", sample.target);
  if (terminal.width < kLeastWidthForTwo) {
    const auto rows = [&](const std::vector<SourceLine>& lines) {
      std::string text;
      for (const Cell& cell : WrapLines(lines, terminal.width, color)) {
        text += cell.text + "\n";
      }
      return text;
    };
    return fmt::format("{}\n{}\n{}\n{}", title("Python"), rows(python), title(target), rows(code));
  }
  // The Python gets what it needs, up to a little less than half, since the code has longer lines.
  const int left = std::clamp(LongestLine(python), 24, terminal.width * 9 / 20);
  const int right = terminal.width - left - 3;
  return fmt::format("{}{:{}}{}\n", title("Python"), "", left - 6 + 3, title(target)) +
         SideBySide(WrapLines(python, left, color), WrapLines(code, right, color), left, color);
}

// A dataset may come from anywhere, and a terminal obeys control characters.
void MakePrintable(Sample& sample) {
  static const std::vector<std::string> kAll = {"backward", "module", "ptx"};
  for (const dataset::Field& field : dataset::SampleFields(kAll)) {
    if (const auto* text = std::get_if<std::string Sample::*>(&field.member)) {
      sample.** text = PrintableLines(sample.**text);
    } else if (const auto* list = std::get_if<std::vector<std::string> Sample::*>(&field.member)) {
      std::ranges::transform(sample.**list, (sample.**list).begin(), Printable);
    }
  }
}

std::string TerminalText(std::vector<Sample> samples, const Terminal& terminal) {
  std::ranges::for_each(samples, MakePrintable);
  std::string text = Header(samples.front(), terminal.has_color) + "\n";
  text += Pair(samples.front(), terminal);
  if (samples.size() > 1) {
    text += Styled(fmt::format("\nThe other target: --target {}\n", samples[1].target), "2",
                   terminal.has_color);
  }
  return text;
}

}  // namespace

Status RunShow(const ShowArgs& args) {
  if (args.folder.empty()) {
    return Fail(ErrorKind::kUsage, "show needs OUT, the folder of a dataset");
  }
  WARPLOOM_ASSIGN_OR_RETURN(const dataset::Dataset dataset,
                            dataset::OpenDataset(RealFileSystem(), args.folder));
  WARPLOOM_ASSIGN_OR_RETURN(std::vector<Sample> samples, FindSamples(dataset, args.id));
  if (!args.target.empty()) {
    WARPLOOM_TRY(KeepTarget(samples, args.target));
  }
  const Terminal terminal = LookAt(stdout);
  fmt::print("{}", terminal.is_terminal ? TerminalText(samples, terminal) : PlainText(samples));
  return {};
}

}  // namespace warploom::cli

#include "dataset/card.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/grouped_digits.h"
#include "dataset/layout.h"

namespace warploom::dataset {
namespace {

using Out = std::back_insert_iterator<std::string>;

// The Hub's own classes: "1K<n<10K".
std::string SizeCategory(uint64_t samples) {
  constexpr std::array<std::string_view, 5> kNames = {"1K", "10K", "100K", "1M", "10M"};
  uint64_t limit = 1000;
  for (size_t i = 0; i < kNames.size(); ++i, limit *= 10) {
    if (samples < limit) {
      return i == 0 ? "n<1K" : fmt::format("{}<n<{}", kNames[i - 1], kNames[i]);
    }
  }
  return "10M<n<100M";
}

bool HasFormat(const Request& request, std::string_view format) {
  return std::ranges::find(request.formats, format) != request.formats.end();
}

// A split as load_dataset sees it.
struct LoadedSplit {
  Split split = Split::kTrain;
  std::string pattern;  // Of its files.
  TargetStats::Size size;
};

// Those of the most compact format that was asked for; only Parquet files are divided by split.
std::vector<LoadedSplit> LoadedSplits(const Request& request, const std::string& target,
                                      const TargetStats& stats) {
  std::vector<LoadedSplit> loaded;
  if (HasFormat(request, "parquet")) {
    for (const auto& [split, size] : stats.splits()) {
      loaded.push_back({split, ParquetShardPattern(target, split), size});
    }
    return loaded;
  }
  TargetStats::Size all;
  for (const auto& [split, size] : stats.splits()) {
    all.samples += size.samples;
    all.memory_bytes += size.memory_bytes;
  }
  return {{Split::kTrain,
           HasFormat(request, "jsonl") ? JsonlShardPattern(target) : JsonFilePattern(target), all}};
}

std::string_view WithoutLastNewline(std::string_view text) {
  text.remove_suffix(text.ends_with('\n') ? 1 : 0);
  return text;
}

// The size of what a user downloads to load a config: the files of its pattern.
uint64_t DownloadBytes(const std::string& pattern, const std::vector<FileEntry>& files) {
  const std::string prefix = pattern.substr(0, pattern.find('*'));
  uint64_t bytes = 0;
  for (const FileEntry& file : files) {
    bytes += file.path.starts_with(prefix) ? file.bytes : 0;
  }
  return bytes;
}

std::string_view FeatureType(FieldType type) {
  switch (type) {
    case FieldType::kString:
    case FieldType::kText:
      return "dtype: string";
    case FieldType::kInt:
      return "dtype: int64";
    case FieldType::kStringList:
      return "list: string";
  }
  return "";
}

void PrintFeatures(Out out, const std::vector<Field>& fields) {
  fmt::format_to(out, "  features:\n");
  for (const Field& field : fields) {
    fmt::format_to(out, "  - name: {}\n    {}\n", field.name, FeatureType(field.type));
  }
}

void PrintSplitSizes(Out out, const std::vector<LoadedSplit>& splits,
                     const std::vector<FileEntry>& files) {
  uint64_t download = 0, memory = 0;
  fmt::format_to(out, "  splits:\n");
  for (const LoadedSplit& loaded : splits) {
    fmt::format_to(out, "  - name: {}\n    num_bytes: {}\n    num_examples: {}\n",
                   SplitName(loaded.split), loaded.size.memory_bytes, loaded.size.samples);
    download += DownloadBytes(loaded.pattern, files);
    memory += loaded.size.memory_bytes;
  }
  fmt::format_to(out, "  download_size: {}\n  dataset_size: {}\n", download, memory);
}

std::string_view FeatureType(IoType type) {
  switch (type) {
    case IoType::kString:
      return "dtype: string";
    case IoType::kShape:
      return "list: int64";
    case IoType::kBool:
      return "dtype: bool";
    case IoType::kBytes:
      return "dtype: binary";
    case IoType::kDouble:
      return "dtype: float64";
  }
  return "";
}

void PrintIoInfo(Out out, const Stats& stats, const std::vector<FileEntry>& files) {
  fmt::format_to(out, "- config_name: {}\n  features:\n", kIoConfig);
  for (const IoField& field : IoFields()) {
    fmt::format_to(out, "  - name: {}\n    {}\n", field.name, FeatureType(field.type));
  }
  const TargetStats::Size size{stats.io_rows, stats.io_memory_bytes + FlagBytes(stats.io_rows)};
  PrintSplitSizes(out, {{Split::kTrain, ParquetShardPattern(kIoConfig, Split::kTrain), size}},
                  files);
}

void PrintFrontMatter(Out out, const Request& request, const Stats& stats,
                      const std::vector<FileEntry>& files) {
  const std::vector<Field> fields = SampleFields(request.include);
  fmt::format_to(out,
                 "---\npretty_name: \"warploom: {} NVIDIA Warp kernels and the code Warp "
                 "generates for them\"\nlicense: apache-2.0\nlanguage:\n- code\n"
                 "task_categories:\n- text-generation\nsize_categories:\n- {}\n"
                 "tags:\n- code\n- compiler\n- cuda\n- nvidia-warp\n- synthetic\n",
                 GroupedDigits(stats.kernels),
                 SizeCategory(stats.kernels * request.targets.size()));
  fmt::format_to(out, "configs:\n");
  for (const std::string& target : request.targets) {
    fmt::format_to(out, "- config_name: {}\n  data_files:\n", target);
    for (const LoadedSplit& loaded : LoadedSplits(request, target, stats.targets.at(target))) {
      fmt::format_to(out, "  - split: {}\n    path: {}\n", SplitName(loaded.split), loaded.pattern);
    }
  }
  const bool has_io = request.check == "run";
  if (has_io) {
    fmt::format_to(out, "- config_name: {}\n  data_files:\n  - split: train\n    path: {}\n",
                   kIoConfig, ParquetShardPattern(kIoConfig, Split::kTrain));
  }
  fmt::format_to(out, "dataset_info:\n");
  for (const std::string& target : request.targets) {
    fmt::format_to(out, "- config_name: {}\n", target);
    PrintFeatures(out, fields);
    PrintSplitSizes(out, LoadedSplits(request, target, stats.targets.at(target)), files);
  }
  if (has_io) {
    PrintIoInfo(out, stats, files);
  }
  fmt::format_to(out, "---\n\n");
}

// How the samples are divided, and what else has them.
void PrintSplits(Out out, const Request& request, const Stats& stats) {
  fmt::format_to(
      out,
      "## Splits\n\nKernels of one structure, or whose texts are near-duplicates, are a "
      "cluster, and a split never divides one: {} clusters, {} near-duplicates. Both "
      "configs hold the same kernels in the same splits; whoever makes other splits goes "
      "by the column `cluster`.\n\n| split | kernels |\n|---|---|\n",
      GroupedDigits(stats.clusters), GroupedDigits(stats.near_duplicates));
  for (const auto& [split, size] : stats.targets.begin()->second.splits()) {
    fmt::format_to(out, "| {} | {} |\n", SplitName(split), GroupedDigits(size.samples));
  }
  if (!request.hold_out.empty()) {
    fmt::format_to(out, "\nFamilies that only `test_unseen` has: {}.\n",
                   fmt::join(request.hold_out, ", "));
  }
  if (!HasFormat(request, "parquet")) {
    fmt::format_to(out,
                   "\nThe files here are JSON, which is not divided: what is loaded as "
                   "`train` holds all splits.\n");
  }
  fmt::format_to(out, "\n");
}

void PrintCounts(Out out, const Stats& stats) {
  fmt::format_to(out,
                 "## Counts\n\nAll of these are measured on the files here.\n\n"
                 "| config | samples | distinct texts | after renaming the kernel | after renaming "
                 "everything | constants masked as well | distinct generated code |\n"
                 "|---|---|---|---|---|---|---|\n");
  for (const auto& [target, counts] : stats.targets) {
    const DistinctCounts distinct = counts.distinct();
    fmt::format_to(out, "| {} | {} | {} | {} | {} | {} | {} |\n", target,
                   GroupedDigits(counts.samples()), GroupedDigits(distinct.raw),
                   GroupedDigits(distinct.kernel_renamed), GroupedDigits(distinct.alpha_renamed),
                   GroupedDigits(distinct.constant_masked), GroupedDigits(counts.distinct_ir()));
  }
  fmt::format_to(out,
                 "\nRefused by Warp or by a check: {}{}. Percentiles, categories and features: "
                 "[{}]({}).\n\n",
                 GroupedDigits(stats.rejected),
                 stats.rejected > 0 ? fmt::format(" ({})", kRejectedName) : "", kStatsName,
                 kStatsName);
  fmt::format_to(out, "| category | kernels |\n|---|---|\n");
  for (const auto& [category, count] : stats.targets.begin()->second.categories()) {
    fmt::format_to(out, "| {} | {} |\n", category, GroupedDigits(count));
  }
}

uint64_t CountUnder(const std::map<std::string, uint64_t>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

// The verdicts of --check run; a kernel with any other verdict is not in the dataset.
void PrintVerdicts(Out out, const Stats& stats) {
  if (stats.targets.begin()->second.verdicts().empty()) {
    return;
  }
  fmt::format_to(out,
                 "\n## Verdicts\n\nEvery kernel was run before it got in here.\n\n"
                 "| config | device | PASS | UNSUPPORTED |\n|---|---|---|---|\n");
  for (const auto& [target, counts] : stats.targets) {
    for (const auto& [device, verdicts] : counts.verdicts()) {
      fmt::format_to(out, "| {} | {} | {} | {} |\n", target, device,
                     GroupedDigits(CountUnder(verdicts, "PASS")),
                     GroupedDigits(CountUnder(verdicts, "UNSUPPORTED")));
    }
  }
  if (!stats.rejects_by_verdict.empty()) {
    fmt::format_to(out, "\n| not in the dataset | kernels |\n|---|---|\n");
    for (const auto& [verdict, count] : stats.rejects_by_verdict) {
      fmt::format_to(out, "| {} | {} |\n", verdict, GroupedDigits(count));
    }
  }
  fmt::format_to(out, "\nWhat is unsupported, by reason: [{}]({}).\n", kStatsName, kStatsName);
}

void PrintColumns(Out out, const Request& request) {
  fmt::format_to(out, "\n## Columns\n\n| column | meaning |\n|---|---|\n");
  for (const Field& field : SampleFields(request.include)) {
    fmt::format_to(out, "| `{}` | {} |\n", field.name, field.meaning);
  }
  if (request.check != "run") {
    return;
  }
  fmt::format_to(out,
                 "\n## Columns of the config {}\n\nThe values with which each kernel was run, and "
                 "what it stored on the CPU: a row for each argument of a launch.\n\n"
                 "| column | meaning |\n|---|---|\n",
                 kIoConfig);
  for (const IoField& field : IoFields()) {
    fmt::format_to(out, "| `{}` | {} |\n", field.name, field.meaning);
  }
}

void PrintExample(Out out, const std::vector<Sample>& example) {
  fmt::format_to(out, "\n## One kernel\n\n```python\n{}\n```\n",
                 WithoutLastNewline(example.front().python_code));
  for (const Sample& sample : example) {
    fmt::format_to(out, "\nWarp generates for {}:\n\n```cpp\n{}\n```\n", sample.target,
                   WithoutLastNewline(sample.ir_forward));
  }
}

}  // namespace

std::string PrintCard(const Request& request, const Stats& stats,
                      const std::vector<FileEntry>& files, const std::vector<Sample>& example) {
  std::string text;
  const Out out = std::back_inserter(text);
  PrintFrontMatter(out, request, stats, files);
  fmt::format_to(out,
                 "# {} Warp kernels and their generated code\n\n"
                 "Each row is a kernel in Python for [NVIDIA Warp]"
                 "(https://github.com/NVIDIA/warp) and the code that Warp {} itself generates for "
                 "it, one config per target. The kernels are drawn by warploom {}; nothing is "
                 "written by hand or by a model.\n\n"
                 "```python\nfrom datasets import load_dataset\n\n"
                 "rows = load_dataset(\"path/to/this/folder\", \"{}\", split=\"train\")\n```\n\n"
                 "The same bytes again (the profile's text is in {}):\n\n```\n{} -o OUT\n```\n\n",
                 GroupedDigits(stats.kernels), request.warp_version, request.generator_version,
                 request.targets.front(), kManifestName, CommandLine(request));
  PrintSplits(out, request, stats);
  PrintCounts(out, stats);
  PrintVerdicts(out, stats);
  PrintColumns(out, request);
  PrintExample(out, example);
  return text;
}

}  // namespace warploom::dataset

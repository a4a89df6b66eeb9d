#include "pipeline/import_verdicts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

#include "verify/record_file.h"

namespace warploom::pipeline {
namespace {

Result<std::unordered_set<std::string>> IdsOf(const dataset::Dataset& dataset) {
  std::unordered_set<std::string> ids;
  WARPLOOM_TRY(dataset.ForEachSample(dataset.manifest().request.targets.front(),
                                     [&](const dataset::Sample& sample) {
                                       ids.insert(sample.id);
                                       return true;
                                     }));
  return ids;
}

}  // namespace

Result<std::vector<verify::Record>> ReadImport(FileSystem& fs, const dataset::Dataset& dataset,
                                               const std::string& path) {
  if (!fs.Exists(path) || fs.IsDirectory(path)) {
    return Fail(
        ErrorKind::kUsage,
        fmt::format("--import {}: there is no such file; `warploom-gpu-run` writes one", path));
  }
  WARPLOOM_ASSIGN_OR_RETURN(std::vector<verify::Record> records, verify::ReadRecords(fs, path));
  WARPLOOM_ASSIGN_OR_RETURN(const auto ids, IdsOf(dataset));
  const std::vector<std::string>& targets = dataset.manifest().request.targets;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (size_t i = 0; i < records.size(); ++i) {
    const verify::Record& record = records[i];
    std::string problem;
    if (!ids.contains(record.id)) {
      problem = fmt::format("the dataset has no sample {}", record.id);
    } else if (std::ranges::find(targets, record.target) == targets.end()) {
      problem = fmt::format("the dataset only has the targets {}", fmt::join(targets, ", "));
    } else if (!seen.insert({record.id, record.target, record.device}).second) {
      problem = fmt::format("it is the second verdict on {} on {}", record.id, record.device);
    }
    if (!problem.empty()) {
      return Fail(ErrorKind::kCorrupt, fmt::format("reading line {} of {}: {}; nothing is imported",
                                                   i + 1, path, problem));
    }
  }
  if (records.empty()) {
    return Fail(ErrorKind::kCorrupt, fmt::format("reading {}: it holds no verdicts", path));
  }
  return records;
}

}  // namespace warploom::pipeline

#include "dataset/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "dataset/file_check.h"
#include "dataset/layout.h"
#include "dataset/sample_source.h"
#include "json/parse.h"

namespace warploom::dataset {
Dataset::Dataset(FileSystem& fs, std::string folder, Manifest manifest)
    : fs_(&fs), folder_(std::move(folder)), manifest_(std::move(manifest)) {}

Result<Dataset> OpenDataset(FileSystem& fs, const std::string& folder) {
  const std::string path = Join(folder, kManifestName);
  if (!fs.Exists(path)) {
    const bool begun = fs.Exists(Join(folder, kWorkFolder));
    return Fail(ErrorKind::kUsage,
                fmt::format("opening the dataset {}: {}", folder,
                            begun ? "it is not finished; run its generate command again"
                                  : "there is none; make one with `warploom generate`"));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(path));
  WARPLOOM_ASSIGN_OR_RETURN(Manifest manifest, json::ParseAs(text, path, ManifestFromJson));
  return Dataset(fs, folder, std::move(manifest));
}

Status Dataset::CheckTarget(std::string_view target) const {
  const std::vector<std::string>& targets = manifest_.request.targets;
  if (std::ranges::find(targets, target) == targets.end()) {
    return Fail(ErrorKind::kUsage, fmt::format("reading {} from {}: the dataset only has {}",
                                               target, folder_, fmt::join(targets, ", ")));
  }
  return {};
}

Status Dataset::ForEachSample(std::string_view target, const Visitor& visit) const {
  WARPLOOM_TRY(CheckTarget(target));
  return SampleSource(*fs_, folder_, manifest_, target).ForEach(visit);
}

Result<Sample> Dataset::FindForTarget(std::string_view target, std::string_view wanted) const {
  const SampleSource source(*fs_, folder_, manifest_, target);
  WARPLOOM_ASSIGN_OR_RETURN(std::optional<Sample> found, source.Find(wanted));
  if (!found) {
    return Fail(ErrorKind::kUsage,
                fmt::format("looking for {} in {}: no sample has that id or entry point; the "
                            "column `id` of the dataset lists them",
                            wanted, folder_));
  }
  return *std::move(found);
}

Result<std::vector<Sample>> Dataset::Find(std::string_view id_or_entry_point) const {
  std::vector<Sample> samples;
  std::string wanted(id_or_entry_point);
  for (const std::string& target : manifest_.request.targets) {
    WARPLOOM_ASSIGN_OR_RETURN(Sample sample, FindForTarget(target, wanted));
    wanted = sample.id;
    samples.push_back(std::move(sample));
  }
  return samples;
}

Status Dataset::VerifyFiles() const {
  return CheckFiles(*fs_, folder_, manifest_, FileCheck::kHashes);
}

}  // namespace warploom::dataset

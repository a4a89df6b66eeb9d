#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "dataset/manifest.h"
#include "dataset/sample.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Reads a finished dataset: from Parquet if there is any, else from JSON lines, else from JSON. One
// shard is in memory at a time.
class Dataset {
 public:
  const Manifest& manifest() const { return manifest_; }

  // Returning false stops the iteration.
  using Visitor = std::function<bool(const Sample&)>;

  // All samples of a target, one split after the other where the files are divided. kUsage for a
  // target that it does not have; kCorrupt, with the file's name, for a damaged shard.
  Status ForEachSample(std::string_view target, const Visitor& visit) const;

  // The samples with this id or entry point, one per target in the request's order; "" finds
  // the first kernel. kUsage when there is none.
  Result<std::vector<Sample>> Find(std::string_view id_or_entry_point) const;

  // Compares every file with the manifest; kCorrupt names the first that is missing,
  // truncated or changed.
  Status VerifyFiles() const;

 private:
  friend Result<Dataset> OpenDataset(FileSystem& fs, const std::string& folder);
  Dataset(FileSystem& fs, std::string folder, Manifest manifest);

  Result<Sample> FindForTarget(std::string_view target, std::string_view wanted) const;
  Status CheckTarget(std::string_view target) const;

  FileSystem* fs_;
  std::string folder_;
  Manifest manifest_;
};

// kUsage when the folder holds no finished dataset, kCorrupt when its manifest is damaged.
Result<Dataset> OpenDataset(FileSystem& fs, const std::string& folder);

}  // namespace warploom::dataset

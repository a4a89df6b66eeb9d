#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "dataset/layout.h"
#include "dataset/manifest.h"
#include "dataset/sample.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Reads the samples of one target from the fastest format that the dataset has: Parquet, JSON lines
// or JSON.
class SampleSource {
 public:
  SampleSource(FileSystem& fs, std::string folder, const Manifest& manifest,
               std::string_view target);

  // Visits samples in the dataset's order until `visit` returns false.
  Status ForEach(const std::function<bool(const Sample&)>& visit) const;

  // The first with this id or entry point; "" finds the very first.
  Result<std::optional<Sample>> Find(std::string_view wanted) const;

  // The files that it reads, in order.
  struct Shard {
    DataFile file;
    std::string path;  // Relative to the folder.
    uint64_t rows = 0;
  };
  const std::vector<Shard>& shards() const { return shards_; }

  // Visits the samples of one of them; false when `visit` returned false.
  using Visitor = std::function<bool(const Sample&)>;
  Result<bool> ForEachIn(const Shard& shard, const Visitor& visit) const;

 private:
  Result<bool> ForEachInParquet(const Shard& shard, const Visitor& visit) const;
  Result<bool> ForEachInJsonl(const Shard& shard, const Visitor& visit) const;
  Result<bool> ForEachInJsonFolder(const Shard& shard, const Visitor& visit) const;
  // `path` names the text in errors.
  Result<Sample> DecodeSample(std::string_view text, const std::string& path) const;
  Result<Sample> ReadJsonFile(const std::string& path) const;
  Result<std::optional<Sample>> FindIn(const Shard& shard, std::string_view wanted) const;

  FileSystem& fs_;
  std::string folder_;
  std::vector<Field> fields_;
  std::vector<Shard> shards_;
};

}  // namespace warploom::dataset

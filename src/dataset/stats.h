#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "dataset/manifest.h"
#include "dataset/proof.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "dataset/split.h"
#include "json/value.h"

namespace warploom::dataset {

// Nearest-rank percentiles: p50 is the smallest value that at least half of the values do not
// exceed.
struct Spread {
  int64_t p10 = 0, p50 = 0, p90 = 0, max = 0;
};

// The statistics of one target. Keeps 8 bytes per sample and statistic, not the samples.
class TargetStats {
 public:
  // `fields` are the columns that the dataset has.
  void Add(const Sample& sample, Split split, std::span<const Field> fields);

  // What a run of the same sample came to. A detail is counted where the verdict is UNSUPPORTED.
  void Add(const DeviceVerdict& verdict);

  uint64_t samples() const { return samples_; }
  DistinctCounts distinct() const;
  // Generated functions that differ in more than the kernel's name.
  uint64_t distinct_ir() const { return ir_.size(); }
  const std::map<std::string, uint64_t>& categories() const { return categories_; }
  const std::map<std::string, uint64_t>& features() const { return features_; }
  const std::map<int64_t, uint64_t>& difficulties() const { return difficulties_; }
  struct Size {
    uint64_t samples = 0;
    uint64_t memory_bytes = 0;  // Of all values in their Arrow layout.
  };
  const std::map<Split, Size>& splits() const { return splits_; }
  // By device, then by verdict or by reason; empty without --check run.
  using CountsByDevice = std::map<std::string, std::map<std::string, uint64_t>>;
  const CountsByDevice& verdicts() const { return verdicts_; }
  const CountsByDevice& unsupported() const { return unsupported_; }
  Spread SpreadOf(const std::string& size) const;
  json::Value ToJson() const;

 private:
  uint64_t samples_ = 0;
  std::map<Split, Size> splits_;
  std::unordered_set<uint64_t> raw_, kernel_renamed_, alpha_renamed_, constant_masked_, ir_;
  std::map<std::string, uint64_t> categories_, features_;
  std::map<int64_t, uint64_t> difficulties_;
  std::map<std::string, std::vector<int64_t>> sizes_;
  CountsByDevice verdicts_, unsupported_;
};

// The contents of stats.json; the card and the manifest's totals use them as well.
struct Stats {
  std::map<std::string, TargetStats> targets;
  uint64_t kernels = 0;
  uint64_t clusters = 0;
  uint64_t near_duplicates = 0;  // Kernels that joined a cluster of another masked hash.
  uint64_t rejected = 0;
  std::map<std::string, uint64_t> rejects_by_stage;
  std::map<std::string, uint64_t> rejects_by_verdict;  // Of the stage "run": "CRASH on cpu".

  // The config `io`.
  uint64_t io_rows = 0;
  uint64_t io_whole_rows = 0;    // Rows with their bytes.
  uint64_t io_memory_bytes = 0;  // Of all values but flags in their Arrow layout.

  void Add(const Reject& reject);
  // Counts a kernel's verdicts and rows.
  void Add(const Proof& proof);
};

json::Value ToJson(const Stats& stats);

}  // namespace warploom::dataset

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dataset/minhash.h"

namespace warploom::dataset {

// Gathers kernels that are too alike to stand on both sides of a split: those of one masked hash,
// and near-duplicates by their text. A kernel joins the cluster of the earliest one that it is
// like, so that what comes later never changes the cluster of what is there.
class Clusters {
 public:
  // Returns the number of the kernel's cluster; a new one is one more than the last.
  uint32_t Add(const std::string& masked_hash, std::string_view python_code);

  // The ids of all clusters: each is the masked hash of the cluster's first kernel.
  const std::vector<std::string>& ids() const { return ids_; }
  // Kernels that joined a cluster of another masked hash.
  uint64_t near_duplicates() const { return near_duplicates_; }

 private:
  // The cluster of the earliest kernel that is this much alike, or a new one.
  uint32_t Near(const MinHash& hashes, const std::string& masked_hash);

  std::vector<std::string> ids_;
  std::unordered_map<std::string, uint32_t> by_masked_hash_;
  // Kernels of masked hashes that were new, with their clusters.
  std::vector<MinHash> hashes_;
  std::vector<uint32_t> clusters_;
  std::unordered_map<uint64_t, uint32_t> first_with_band_;
  uint64_t near_duplicates_ = 0;
};

}  // namespace warploom::dataset

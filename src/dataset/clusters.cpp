#include "dataset/clusters.h"

#include "base/hash.h"

namespace warploom::dataset {
namespace {

uint64_t BandHash(const MinHash& hashes, size_t band) {
  const auto* const first = reinterpret_cast<const char*>(hashes.data() + band * kMinHashRows);
  return Hash64({first, kMinHashRows * sizeof(MinHash::value_type)}, band);
}

}  // namespace

uint32_t Clusters::Add(const std::string& masked_hash, std::string_view python_code) {
  const auto [known, is_new] = by_masked_hash_.try_emplace(masked_hash, 0);
  if (is_new) {
    known->second = Near(MinHashOf(python_code), masked_hash);
  }
  return known->second;
}

uint32_t Clusters::Near(const MinHash& hashes, const std::string& masked_hash) {
  const auto number = static_cast<uint32_t>(hashes_.size());
  uint32_t nearest = number;
  for (size_t band = 0; band < kMinHashBands; ++band) {
    const uint32_t first =
        first_with_band_.try_emplace(BandHash(hashes, band), number).first->second;
    if (first < nearest && Similarity(hashes, hashes_[first]) >= kNearDuplicate) {
      nearest = first;
    }
  }
  hashes_.push_back(hashes);
  if (nearest == number) {
    clusters_.push_back(static_cast<uint32_t>(ids_.size()));
    ids_.push_back(masked_hash);
  } else {
    clusters_.push_back(clusters_[nearest]);
    ++near_duplicates_;
  }
  return clusters_.back();
}

}  // namespace warploom::dataset

#include "dataset/split_plan.h"

#include <algorithm>
#include <string>

#include "base/check.h"

namespace warploom::dataset {
namespace {

// True when one of these families takes part in the kernel.
bool HasFamily(const Sample& sample, const std::vector<std::string>& families) {
  return std::ranges::any_of(families, [&](const std::string& family) {
    return sample.category == family ||
           std::ranges::find(sample.features, "family:" + family) != sample.features.end();
  });
}

}  // namespace

void SplitPlan::Add(const Sample& sample) {
  const uint32_t cluster = clusters_.Add(sample.masked_hash, sample.python_code);
  is_held_out_.resize(clusters_.ids().size(), false);
  cluster_of_kernel_.push_back(cluster);
  is_held_out_[cluster] = is_held_out_[cluster] || HasFamily(sample, hold_out_);
}

const std::string& SplitPlan::ClusterOf(uint64_t kernel) const {
  WARPLOOM_CHECK(kernel < cluster_of_kernel_.size(), "a kernel that was not added");
  return clusters_.ids()[cluster_of_kernel_[kernel]];
}

Split SplitPlan::SplitOf(uint64_t kernel) const {
  const std::string& cluster = ClusterOf(kernel);
  return is_held_out_[cluster_of_kernel_[kernel]] ? Split::kTestUnseen : SplitOfCluster(cluster);
}

std::map<Split, uint64_t> SplitPlan::Counts() const {
  std::map<Split, uint64_t> counts;
  for (uint64_t kernel = 0; kernel < cluster_of_kernel_.size(); ++kernel) {
    ++counts[SplitOf(kernel)];
  }
  return counts;
}

}  // namespace warploom::dataset

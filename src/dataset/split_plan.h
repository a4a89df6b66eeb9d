#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dataset/clusters.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "dataset/split.h"

namespace warploom::dataset {

// Which cluster and split each kernel of a dataset is in.
class SplitPlan {
 public:
  explicit SplitPlan(const Request& request) : hold_out_(request.hold_out) {}

  // Adds the next kernel, shown by its sample for any target.
  void Add(const Sample& sample);

  // Both of a kernel by its position, once all kernels are there.
  const std::string& ClusterOf(uint64_t kernel) const;
  Split SplitOf(uint64_t kernel) const;

  // Kernels by split, without splits that have none.
  std::map<Split, uint64_t> Counts() const;
  uint64_t clusters() const { return clusters_.ids().size(); }
  uint64_t near_duplicates() const { return clusters_.near_duplicates(); }

 private:
  std::vector<std::string> hold_out_;
  Clusters clusters_;
  std::vector<uint32_t> cluster_of_kernel_;
  std::vector<bool> is_held_out_;  // By cluster: all of it goes with its kernel that is.
};

}  // namespace warploom::dataset

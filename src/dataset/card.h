#pragma once

#include <string>
#include <vector>

#include "dataset/manifest.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "dataset/stats.h"

namespace warploom::dataset {

// The dataset card: YAML front matter that load_dataset reads, then a short text with measured
// counts only and `example`, one kernel for every target.
std::string PrintCard(const Request& request, const Stats& stats,
                      const std::vector<FileEntry>& files, const std::vector<Sample>& example);

}  // namespace warploom::dataset

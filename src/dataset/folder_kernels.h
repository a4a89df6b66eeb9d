#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "os/file_system.h"

namespace warploom::dataset {

// The request that a folder was made for, and whether it is fulfilled.
struct FolderState {
  Request request;
  bool is_finished = false;
};

// Whether the folder holds a dataset, finished or in progress.
bool HoldsDataset(FileSystem& fs, const std::string& folder);

// Visits every kernel of the folder once, in index order, with its sample for the request's first
// target. The folder holds a finished dataset, or one in progress, whose complete chunks are read
// without taking its lock. One shard or chunk is in memory at a time. kUsage when the folder holds
// neither, kCorrupt when it is damaged.
Result<FolderState> ForEachKernel(FileSystem& fs, const std::string& folder,
                                  const std::function<void(const Sample&)>& visit);

}  // namespace warploom::dataset

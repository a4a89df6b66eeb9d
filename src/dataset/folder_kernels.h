#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "os/file_system.h"

namespace warploom::dataset {

// What a folder with kernels in it was asked for, and whether it has all of that.
struct FolderState {
  Request request;
  bool is_finished = false;
};

// Visits every kernel of the folder once, in index order, with its sample for the request's first
// target: of a finished dataset, and of one that a run has begun, whose whole chunks are read
// without taking its lock. One shard or chunk is in memory at a time. kUsage when the folder holds
// neither, kCorrupt for what is damaged.
Result<FolderState> ForEachKernel(FileSystem& fs, const std::string& folder,
                                  const std::function<void(const Sample&)>& visit);

}  // namespace warploom::dataset

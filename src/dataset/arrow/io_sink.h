#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/io_row.h"
#include "dataset/manifest.h"
#include "dataset/request.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Writes the config `io`: data/io/train-*.parquet, a shard for a fixed number of kernels. Keeps
// at most one row group in memory.
class IoSink {
 public:
  virtual ~IoSink() = default;

  // All rows of the next kernel.
  virtual Status AddKernel(const std::vector<IoRow>& rows) = 0;
  // Completes the last file and returns all that were written. Call it once.
  virtual Result<std::vector<FileEntry>> Finish() = 0;
};

std::unique_ptr<IoSink> MakeIoSink(FileSystem& fs, const std::string& folder,
                                   const Request& request);

}  // namespace warploom::dataset

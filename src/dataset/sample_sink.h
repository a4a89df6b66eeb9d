#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/manifest.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "dataset/split.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Writes the samples of one target, which arrive in their final order, in one format. Keeps at most
// one row group, folder or frame in memory.
class SampleSink {
 public:
  virtual ~SampleSink() = default;
  virtual Status Add(const Sample& sample, Split split) = 0;
  // Completes the last file and returns all that were written. Call it once.
  virtual Result<std::vector<FileEntry>> Finish() = 0;
};

// How many samples of each split will come.
using RowsBySplit = std::map<Split, uint64_t>;

// data/TARGET/SPLIT-*.parquet
std::unique_ptr<SampleSink> MakeParquetSink(FileSystem& fs, const std::string& folder,
                                            const Request& request, const std::string& target,
                                            const RowsBySplit& rows);
// jsonl/TARGET-*.jsonl.zst, which are not divided by split.
std::unique_ptr<SampleSink> MakeJsonlSink(FileSystem& fs, const std::string& folder,
                                          const Request& request, const std::string& target);
// json/TARGET/*/*.json, nor are these.
std::unique_ptr<SampleSink> MakeJsonSink(FileSystem& fs, const std::string& folder,
                                         const Request& request, const std::string& target);

// One sink for every format of the request.
std::vector<std::unique_ptr<SampleSink>> MakeSinks(FileSystem& fs, const std::string& folder,
                                                   const Request& request,
                                                   const std::string& target,
                                                   const RowsBySplit& rows);

}  // namespace warploom::dataset

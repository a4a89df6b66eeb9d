#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/manifest.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Writes the samples of one target, which arrive in their final order, in one format. Keeps at most
// one row group, folder or frame in memory.
class SampleSink {
 public:
  virtual ~SampleSink() = default;
  virtual Status Add(const Sample& sample) = 0;
  // Completes the last file and returns all that were written. Call it once.
  virtual Result<std::vector<FileEntry>> Finish() = 0;
};

// data/TARGET/train-*.parquet
std::unique_ptr<SampleSink> MakeParquetSink(FileSystem& fs, const std::string& folder,
                                            const Request& request, const std::string& target);
// jsonl/TARGET-*.jsonl.zst
std::unique_ptr<SampleSink> MakeJsonlSink(FileSystem& fs, const std::string& folder,
                                          const Request& request, const std::string& target);
// json/TARGET/*/*.json
std::unique_ptr<SampleSink> MakeJsonSink(FileSystem& fs, const std::string& folder,
                                         const Request& request, const std::string& target);

// One sink for every format of the request.
std::vector<std::unique_ptr<SampleSink>> MakeSinks(FileSystem& fs, const std::string& folder,
                                                   const Request& request,
                                                   const std::string& target);

}  // namespace warploom::dataset

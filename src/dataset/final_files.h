#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/error.h"
#include "dataset/chunk.h"
#include "dataset/manifest.h"
#include "dataset/request.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Returns a chunk; called twice for 0, 1, 2, ... until the request is fulfilled.
using ChunkSource = std::function<Result<Chunk>(uint64_t number)>;

// Called with the number of kernels written so far; returning false stops with kInterrupted.
using FinishProgress = std::function<bool(uint64_t kernels)>;

// Writes all files of a dataset except its manifest, which it returns for the caller to write last.
// It streams: one chunk and one row group per target are in memory at a time. Files that an
// earlier, interrupted call left are overwritten.
Result<Manifest> WriteFinalFiles(FileSystem& fs, const std::string& folder, const Request& request,
                                 const ChunkSource& source, const FinishProgress& progress);

}  // namespace warploom::dataset

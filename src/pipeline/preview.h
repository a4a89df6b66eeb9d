#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "lang/builtin_table.h"
#include "oracle/pool.h"
#include "pipeline/draw_stream.h"
#include "pipeline/reporter.h"

namespace warploom::pipeline {

// What a preview works with; all of it must outlive the preview.
struct PreviewSetup {
  const lang::BuiltinTable& builtins;
  DrawStream::Draw draw;
  oracle::Pool& pool;  // Its build options must be those of the request.
  Reporter& reporter;
};

// Kernels to look at, kept in memory.
struct Preview {
  std::vector<std::vector<dataset::Sample>> kernels;  // In index order, one sample per target each.
  uint64_t rejected = 0;                              // Draws that Warp rejected.
};

// How many batches a preview of `count` kernels begins with; more workers would have no work.
uint64_t PreviewBatches(uint64_t count);

// Draws and builds the first `count` kernels of the request that Warp accepts. A pure function of
// the request, just like a dataset. kInterrupted when a stop was requested; kWorker when Warp
// refuses most kernels.
Result<Preview> BuildPreview(const PreviewSetup& setup, const dataset::Request& request);

}  // namespace warploom::pipeline

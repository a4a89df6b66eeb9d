#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "dataset/manifest.h"
#include "dataset/request.h"
#include "lang/builtin_table.h"
#include "oracle/pool.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "pipeline/draw_stream.h"
#include "pipeline/reporter.h"

namespace warploom::pipeline {

// What a run works with; all of it must outlive the run.
struct GenerateSetup {
  FileSystem& fs;
  Clock& clock;
  const lang::BuiltinTable& builtins;
  DrawStream::Draw draw;
  oracle::Pool& pool;  // Its build options must be those of the request.
  Reporter& reporter;
};

// Where the time of this process went. Workers run in parallel; their sums are in PoolStats.
struct GenerateSeconds {
  double draw = 0;    // Drawing and printing kernels.
  double wait = 0;    // Waiting for verdicts.
  double store = 0;   // Making chunks durable.
  double finish = 0;  // Writing the final files.
};

struct GenerateResult {
  dataset::Manifest manifest;
  bool was_finished = false;  // The folder already held the whole dataset.
  uint64_t resumed = 0;       // Kernels that an earlier run had built.
  uint64_t built = 0;         // Kernels that this run built and Warp accepted.
  uint64_t duplicates = 0;    // Draws replaced because they repeated a structure.
  GenerateSeconds seconds;
};

// Makes the dataset in the folder, or continues it. The result is a pure function of the request:
// verdicts may arrive in any order, and a run may stop and continue at any point. kInterrupted
// when a stop was requested (StopSignal); kWorker when Warp refuses most kernels.
Result<GenerateResult> Generate(const GenerateSetup& setup, const std::string& folder,
                                const dataset::Request& request);

}  // namespace warploom::pipeline

#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "oracle/pool.h"
#include "oracle/python_finder.h"

namespace warploom::cli {

// One for each core that this process may use, or fewer where memory is short.
int DefaultWorkers();

// The value of --workers; "" means DefaultWorkers().
Result<int> ParseWorkers(const std::string& text);

// How much a pool may do, and what its workers see.
oracle::PoolOptions PoolOptionsOf(const oracle::PythonCommand& python, int workers,
                                  const oracle::BuildOptions& build);

// Finds Python (`python` is the value of --python, or "") and starts this many workers, after a
// look at what they need of this machine: kIo when the temporary disk is too full, kEnvironment
// when a limit is too low.
Result<std::unique_ptr<oracle::Pool>> StartWorkers(const std::string& python, int workers,
                                                   const oracle::BuildOptions& build);

}  // namespace warploom::cli

#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "oracle/pool.h"

namespace warploom::cli {

// The value of --workers; "" means one per core.
Result<int> ParseWorkers(const std::string& text);

// Finds Python (`python` is the value of --python, or "") and starts this many workers.
Result<std::unique_ptr<oracle::Pool>> StartWorkers(const std::string& python, int workers,
                                                   const oracle::BuildOptions& build);

}  // namespace warploom::cli

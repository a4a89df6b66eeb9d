#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "oracle/pool.h"

namespace warploom::cli {

// What --workers asks for; "" means one a core.
Result<int> ParseWorkers(const std::string& text);

// Finds Python (`python` is what --python says, or "") and starts the first of so many workers.
Result<std::unique_ptr<oracle::Pool>> StartWorkers(const std::string& python, int workers,
                                                   const oracle::BuildOptions& build);

}  // namespace warploom::cli

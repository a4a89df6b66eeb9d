#pragma once

#include <string>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "oracle/census.h"

namespace warploom::cli {

// `warploom coverage OUT --against REAL`: which shapes of the kernels of REAL the data lacks.
Status RunCoverageAgainst(const CoverageArgs& args);

// The report as people read it, with at most `rows` of the missing shapes.
std::string AgainstText(const CoverageArgs& args, const oracle::CensusReport& report, size_t rows,
                        const Terminal& terminal);

}  // namespace warploom::cli

#pragma once

#include <CLI/CLI.hpp>

#include "base/error.h"

namespace warploom::cli {

// One sentence, with the nearest valid name, for a command line that the parser rejected or that
// has leftover words.
Error UsageErrorOf(const CLI::App& app, const CLI::ParseError& error);

// kUsage when the parser left words over; to be called whether or not it threw.
Status CheckNothingLeftOver(const CLI::App& app);

}  // namespace warploom::cli

#pragma once

#include <CLI/CLI.hpp>

#include "base/error.h"

namespace warploom::cli {

// One clear sentence, with the nearest right name, for a command line that the parser refused, or
// that it took although words were left over.
Error UsageErrorOf(const CLI::App& app, const CLI::ParseError& error);

// kUsage when the parser left words over; call it whether or not it threw.
Status CheckNothingLeftOver(const CLI::App& app);

}  // namespace warploom::cli

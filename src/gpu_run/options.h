#pragma once

#include <string>

#include "base/error.h"
#include "gpu_run/isolated_run.h"

namespace warploom::gpu_run {

struct CommandLine {
  std::string bundle;
  std::string output;
  RunOptions run;
  bool json = false;
  bool gpu = false;  // Describe the GPU and run nothing.
  bool help = false;
  bool version = false;
};

// The text of --help.
std::string_view HelpText();

// kUsage, in one sentence, for a wrong command line.
Result<CommandLine> ParseCommandLine(int argc, char** argv);

}  // namespace warploom::gpu_run

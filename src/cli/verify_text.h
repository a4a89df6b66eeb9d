#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "verify/record.h"

namespace warploom::cli {

// What a verification found, for people and for programs.
struct VerifyReport {
  std::string folder;
  std::vector<verify::Record> records;
  uint64_t kernels = 0;
  double seconds = 0;
};

// A table of verdicts by target and device, then what failed, then what was not supported and why.
std::string VerifyText(const VerifyReport& report, const Terminal& terminal);

// One line of JSON; keys are only ever added.
std::string VerifyJson(const VerifyReport& report);

}  // namespace warploom::cli

#pragma once

#include <string>

#include "cli/terminal.h"
#include "dataset/folder_kernels.h"
#include "pipeline/coverage.h"

namespace warploom::cli {

// What `warploom coverage` prints.
struct CoverageReport {
  const pipeline::Coverage* coverage;
  dataset::FolderState state;
  std::string folder;
  bool left_out = false;  // Also list what is left out.
};

// Tables of 70 columns, and lists that are wrapped to the width of the terminal.
std::string CoverageText(const CoverageReport& report, const Terminal& terminal);

// One line.
std::string CoverageJson(const CoverageReport& report);

}  // namespace warploom::cli

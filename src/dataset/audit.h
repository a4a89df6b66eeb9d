#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/manifest.h"
#include "os/file_system.h"

namespace warploom::dataset {

// What an audit found wrong, and how much it looked at.
struct AuditReport {
  std::vector<std::string> problems;  // One sentence each, with the file, and the row if it is one.
  uint64_t files = 0;
  uint64_t samples = 0;
};

// Looks at every byte of a finished dataset: that the files are those of the manifest; that every
// sample's id and sizes are those of its texts, and is there once; that all targets hold the same
// kernels in the same order; and that no structure, and no cluster, is in two splits. Samples are
// read from the format that SampleSource takes. Does not stop at a problem.
AuditReport Audit(FileSystem& fs, const std::string& folder, const Manifest& manifest);

}  // namespace warploom::dataset

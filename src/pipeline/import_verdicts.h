#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/reader.h"
#include "os/file_system.h"
#include "verify/record.h"

namespace warploom::pipeline {

// The verdicts that another machine gave on samples of the dataset (verify::ReadRecords). kCorrupt,
// with the line at fault, for what is no verdict, for an id or target that the dataset does not
// have, for two verdicts on the same, and for a file without any.
Result<std::vector<verify::Record>> ReadImport(FileSystem& fs, const dataset::Dataset& dataset,
                                               const std::string& path);

}  // namespace warploom::pipeline

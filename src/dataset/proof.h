#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/io_row.h"
#include "json/value.h"

namespace warploom::dataset {

// What a run of a sample came to on one device (docs/verification.md).
struct DeviceVerdict {
  std::string target;  // Of the sample.
  std::string device;
  std::string verdict;
  std::string detail;  // "" for PASS; counted, so it must be the same on every machine.

  bool operator==(const DeviceVerdict&) const = default;
};

// What `--check run` found out about a kernel that is in the dataset.
struct Proof {
  int64_t index = 0;  // Of the draw.
  std::vector<DeviceVerdict> verdicts;
  std::vector<IoRow> io;

  bool operator==(const Proof&) const = default;
};

json::Value ToJson(const Proof& proof);
Result<Proof> ProofFromJson(const json::Value& object);

}  // namespace warploom::dataset

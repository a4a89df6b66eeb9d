#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "verify/record.h"

namespace warploom::verify {

// Records, counted.
struct Tally {
  std::map<Check, std::map<std::string, uint64_t>> verdicts;     // By verdict.
  std::map<Check, std::map<std::string, uint64_t>> unsupported;  // By detail.
  std::vector<Record> failures;                                  // In the order of the records.
  uint64_t records = 0;
};

Tally Count(const std::vector<Record>& records);

}  // namespace warploom::verify

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "fuzz/fault.h"
#include "json/value.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "oracle/protocol.h"

namespace warploom::fuzz {

// A drawn kernel with a fault, and the smallest kernel that was found to have it too.
struct Finding {
  uint64_t index = 0;  // Of the draw, with `attempt`; the seed and profile are those of the run.
  uint64_t attempt = 0;
  std::string category = {};
  Fault fault = {};
  std::string reason = {};  // What the worker said of the drawn kernel.
  oracle::KernelSource drawn = {};
  oracle::KernelSource reduced = {};  // The drawn kernel where nothing was reduced.
  bool is_reduced = false;
  bool is_whole = false;    // The reduction ended by itself, not by its limit.
  uint64_t asked = 0;       // Kernels that the reduction asked about.
  uint64_t statements = 0;  // Of the reduced kernel.
  std::vector<std::string> constructs =
      {};  // What of the language the reduced kernel needs (cause.h).
};

// "k000123": its folder's name, and how the user names it.
std::string FindingId(uint64_t index);

json::Value ToJson(const Finding& finding);
Result<Finding> FindingFromJson(const json::Value& value);

}  // namespace warploom::fuzz

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"
#include "dataset/reader.h"
#include "lang/builtin_table.h"
#include "oracle/pool.h"
#include "pipeline/reporter.h"
#include "verify/record.h"

namespace warploom::pipeline {

// What to verify of a dataset.
struct VerifyPlan {
  std::vector<verify::Check> checks;  // See verify::ChecksOf.
  std::optional<uint64_t> sample;     // At most that many kernels, chosen by the seed.
  uint64_t seed = 0;
};

// What the workers do for the plan.
oracle::BuildOptions BuildOptionsOf(const VerifyPlan& plan, const dataset::Request& request);

// How many workers can be busy at once with the plan.
int MostWorkers(const VerifyPlan& plan, const dataset::Manifest& manifest);

// What a verification works with; all of it must outlive it.
struct VerifySetup {
  const lang::BuiltinTable& builtins;
  oracle::Pool& pool;  // Its build options must be BuildOptionsOf the plan.
  Reporter& reporter;
};

struct VerifyResult {
  std::vector<verify::Record> records;  // By id, target and device.
  uint64_t kernels = 0;
  std::optional<Error> stopped;  // kInterrupted: `records` are those until then.
};

// Builds and runs the kernels of a dataset again, compares what Warp generates now with the texts
// of the samples, and gives a verdict for each kernel and check. Each kernel is drawn again for its
// reference. Reads each target's samples once, and again if some hold texts that are not Warp's.
Result<VerifyResult> VerifyDataset(const VerifySetup& setup, const dataset::Dataset& dataset,
                                   const VerifyPlan& plan);

}  // namespace warploom::pipeline

#pragma once

#include <string>

#include "oracle/pool.h"
#include "pipeline/generate.h"

namespace warploom::cli {

// What a run of generate did, for people and for programs.
struct Summary {
  std::string folder;
  pipeline::GenerateResult result;
  oracle::PoolStats pool;
  int workers = 0;
  double seconds = 0;        // From the start of the program.
  double start_seconds = 0;  // Of these, until the first worker was ready.
};

// A few lines of plain text.
std::string SummaryText(const Summary& summary);

// One line of JSON, for programs; keys are only ever added.
std::string SummaryJson(const Summary& summary);

}  // namespace warploom::cli

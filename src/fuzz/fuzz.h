#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "fuzz/fault.h"
#include "fuzz/finding.h"
#include "fuzz/store.h"
#include "lang/builtin_table.h"
#include "oracle/pool.h"
#include "os/file_system.h"
#include "pipeline/draw_stream.h"

namespace warploom::fuzz {

// Counts are in kernels.
struct Progress {
  uint64_t done = 0;
  uint64_t resumed = 0;  // Of these, by an earlier run.
  std::optional<uint64_t> total;
  uint64_t findings = 0;
  std::optional<uint64_t> reducing;  // The index of the kernel that is being reduced.
};

// What a run works with; all of it must outlive the run.
struct Setup {
  const lang::BuiltinTable& builtins;
  pipeline::DrawStream::Draw draw;
  oracle::Pool& pool;  // For drawn kernels: every target, with run.
  // The pool for reducing such a fault: the targets that it needs.
  std::function<Result<oracle::Pool*>(const Fault&)> pool_for;
  // The builtins that the other Warp knows; nullopt for the one that warploom is made for.
  std::optional<std::set<std::string>> known_builtins;
  // Writes show.py, ir.txt and said.txt into the folder of a finding.
  std::function<Status(const std::string& folder)> write_case;
  FileSystem& fs;
  std::function<void(const Progress&)> on_progress;
  uint64_t most_asked = 800;  // By one reduction.
};

struct Outcome {
  Chunk sum;
  size_t groups = 0;
};

// Draws kernels, compares what Warp makes of them with the reference, reduces and groups the
// findings and writes the report, until `count` kernels are done or a stop is requested
// (kInterrupted; what is stored stays). Continues what an earlier run has stored in the folder. The
// findings are a function of the request alone.
Result<Outcome> Fuzz(const Setup& setup, const Request& request, const std::string& folder,
                     std::optional<uint64_t> count);

// How many findings are reduced that have the same stage, verdict, device and message; that many of
// which show as other results.
inline constexpr uint64_t kMostAlike = 3;
inline constexpr uint64_t kMostMismatches = 24;

}  // namespace warploom::fuzz

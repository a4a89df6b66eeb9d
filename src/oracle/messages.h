#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "oracle/protocol.h"

namespace warploom::oracle {

// The JSON lines of docs/protocol.md.

// A build request as one line, including its newline. All texts must be UTF-8 (CHECK).
std::string EncodeBuildRequest(uint64_t id, const BuildOptions& build,
                               std::span<const KernelSource> kernels);

// The first line of a worker. kEnvironment, with the worker's reason, when it reports that it
// cannot work; kWorker when the line is no greeting.
Result<Hello> DecodeHello(std::string_view line);

// A worker's reply to a build request.
struct BuildReply {
  std::vector<Verdict> verdicts;
  uint64_t rss_bytes = 0;
  double import_seconds = 0, codegen_seconds = 0, compile_seconds = 0, run_seconds = 0;
};

// The reply to request `id`, which had `count` kernels. kInternal when the worker did not
// understand the request (worker and pool are of different versions); kWorker for any other line
// that is not such a reply. A kWorker message may become part of a dataset, so it is deterministic
// and quotes no bytes of the line.
Result<BuildReply> DecodeBuildReply(std::string_view line, uint64_t id, const BuildOptions& build,
                                    size_t count);

}  // namespace warploom::oracle

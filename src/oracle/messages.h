#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "oracle/protocol.h"

namespace warploom::oracle {

// The JSON lines of docs/protocol.md. Kernel names and sources must be UTF-8 (CHECK).

// A build request as one line, newline included.
std::string EncodeBuildRequest(uint64_t id, const BuildOptions& build,
                               std::span<const KernelSource> kernels);

// The line a worker begins with. kEnvironment with the worker's reason when it says that it cannot
// work, kWorker when the line is not a greeting.
Result<Hello> DecodeHello(std::string_view line);

// What a worker answers to a build request.
struct BuildReply {
  std::vector<Verdict> verdicts;
  uint64_t rss_bytes = 0;
  double import_seconds = 0, codegen_seconds = 0, compile_seconds = 0, run_seconds = 0;
};

// The reply to request `id` for `count` kernels. kInternal when the worker did not understand the
// request (worker and pool are of different versions); kWorker for everything else that is not such
// a reply. The message of a kWorker error depends only on what is wrong, so that it can go into
// data: it quotes no bytes.
Result<BuildReply> DecodeBuildReply(std::string_view line, uint64_t id, const BuildOptions& build,
                                    size_t count);

}  // namespace warploom::oracle

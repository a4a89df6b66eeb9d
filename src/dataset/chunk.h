#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "dataset/proof.h"
#include "dataset/request.h"
#include "dataset/sample.h"

namespace warploom::dataset {

// The outcome of the draws [number * C, (number + 1) * C), where C is DrawsPerChunk(request). Each
// draw is either accepted (one sample per target of the request, in the request's order) or
// rejected; both lists are in index order.
struct Chunk {
  uint64_t number = 0;
  std::vector<Sample> samples;
  std::vector<Reject> rejects;
  std::vector<Proof> proofs;  // With --check run: one for each kernel, in the samples' order.

  bool operator==(const Chunk&) const = default;
};

// kInternal, naming the problem, when the chunk violates the rules above.
Status CheckChunk(const Chunk& chunk, const Request& request);

// A chunk as a file: JSON lines, compressed with zstd.
Result<std::string> EncodeChunk(const Chunk& chunk, const Request& request);
// kCorrupt for anything but a chunk that CheckChunk() lets pass.
Result<Chunk> DecodeChunk(std::string_view bytes, uint64_t number, const Request& request);

}  // namespace warploom::dataset

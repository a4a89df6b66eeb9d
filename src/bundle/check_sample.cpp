#include "bundle/check_sample.h"

#include <fmt/format.h>

#include <algorithm>

namespace warploom::bundle {
namespace {

constexpr uint64_t kPointerBytes = 8;
// What any GPU allows (CUDA's programming guide: compute capabilities), of grid.x, and of threads
// and bytes of shared memory in a block.
constexpr uint64_t kMostBlocks = (uint64_t{1} << 31U) - 1;
constexpr uint64_t kMostThreads = 1024;
constexpr uint64_t kMostShared = uint64_t{1} << 20U;
constexpr uint64_t kMostMemory = uint64_t{4} << 30U;  // For the buffers of a launch.

// Whether [at, at + bytes) lies in [0, size), without overflow.
bool Fits(uint64_t at, uint64_t bytes, uint64_t size) { return at <= size && bytes <= size - at; }

bool FitsElement(const ScalarRun& run, uint64_t element_bytes) {
  const uint64_t bytes = SizeOf(run.type);
  return run.count <= element_bytes / bytes && Fits(run.offset, run.count * bytes, element_bytes);
}

bool IsGoodBuffer(const Buffer& buffer, uint64_t data_bytes) {
  return Fits(buffer.before, buffer.bytes, data_bytes) &&
         Fits(buffer.after, buffer.bytes, data_bytes) && buffer.element_bytes > 0 &&
         buffer.bytes % buffer.element_bytes == 0 &&
         std::ranges::all_of(buffer.scalars, [&](const ScalarRun& run) {
           return FitsElement(run, buffer.element_bytes);
         });
}

bool IsGoodParameter(const Parameter& parameter, const Round& round, uint64_t data_bytes) {
  return Fits(parameter.at, parameter.bytes, data_bytes) &&
         std::ranges::all_of(parameter.pointers, [&](const Pointer& pointer) {
           return Fits(pointer.place, kPointerBytes, parameter.bytes) &&
                  pointer.buffer < round.buffers.size() &&
                  pointer.offset <= round.buffers[pointer.buffer].bytes;
         });
}

// Buffers may share their bytes in the data, but not in the memory of a launch.
bool IsOfBoundedSize(const Round& round) {
  uint64_t bytes = 0;
  return std::ranges::all_of(round.buffers, [&](const Buffer& buffer) {
    bytes += std::min(buffer.bytes, kMostMemory);
    return bytes <= kMostMemory;
  });
}

bool IsGoodRound(const Round& round, uint64_t data_bytes) {
  return IsOfBoundedSize(round) &&
         std::ranges::all_of(
             round.buffers,
             [&](const Buffer& buffer) { return IsGoodBuffer(buffer, data_bytes); }) &&
         std::ranges::all_of(round.parameters, [&](const Parameter& parameter) {
           return IsGoodParameter(parameter, round, data_bytes);
         });
}

bool IsGoodLaunch(const Sample& sample) {
  return std::ranges::all_of(
             sample.grid, [](uint64_t blocks) { return blocks >= 1 && blocks <= kMostBlocks; }) &&
         sample.block_dim >= 1 && sample.block_dim <= kMostThreads &&
         sample.shared_bytes <= kMostShared;
}

}  // namespace

Status CheckSample(const Sample& sample, size_t data_bytes) {
  const bool is_good = IsGoodLaunch(sample) && !sample.modules.empty() &&
                       std::ranges::all_of(sample.rounds, [&](const Round& round) {
                         return IsGoodRound(round, data_bytes);
                       });
  if (!is_good) {
    return Fail(
        ErrorKind::kCorrupt,
        fmt::format("the sample {} describes memory or a launch that cannot be", sample.id));
  }
  return {};
}

}  // namespace warploom::bundle

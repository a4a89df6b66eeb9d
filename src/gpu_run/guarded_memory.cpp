#include "gpu_run/guarded_memory.h"

#include <fmt/format.h>

#include <algorithm>

namespace warploom::gpu_run {
namespace {

constexpr uint64_t kGuardBytes = 4096;
constexpr uint64_t kAlignment = 256;  // What cuMemAlloc gives.

uint64_t Aligned(uint64_t at) { return (at + kAlignment - 1) / kAlignment * kAlignment; }

// Changes from byte to byte, so that no constant that a kernel stores goes unseen.
char SentinelAt(uint64_t at) { return static_cast<char>(0xA5 ^ (at * 151 >> 3U)); }

}  // namespace

GuardedMemory::GuardedMemory(const bundle::Round& round, std::string_view data) : round_(round) {
  uint64_t end = kGuardBytes;
  for (const bundle::Buffer& buffer : round.buffers) {
    places_.push_back(end);
    end = Aligned(end + buffer.bytes) + kGuardBytes;
  }
  image_.resize(end);
  for (uint64_t at = 0; at < end; ++at) {
    image_[at] = SentinelAt(at);
  }
  for (size_t i = 0; i < places_.size(); ++i) {
    const std::string_view before = data.substr(round.buffers[i].before, round.buffers[i].bytes);
    std::ranges::copy(before, image_.begin() + static_cast<std::ptrdiff_t>(places_[i]));
  }
}

CuResult GuardedMemory::Upload(const DriverTable& api) {
  const CuResult allocated = api.cuMemAlloc_v2(&start_, image_.size());
  return allocated != kCuSuccess ? allocated
                                 : api.cuMemcpyHtoD_v2(start_, image_.data(), image_.size());
}

CuResult GuardedMemory::Download(const DriverTable& api) {
  const CuResult copied = api.cuMemcpyDtoH_v2(image_.data(), start_, image_.size());
  return copied != kCuSuccess ? copied : api.cuMemFree_v2(start_);
}

std::string_view GuardedMemory::BytesOf(size_t buffer) const {
  return std::string_view(image_).substr(places_[buffer], round_.buffers[buffer].bytes);
}

bool GuardedMemory::IsIntact(uint64_t begin, uint64_t end) const {
  for (uint64_t at = begin; at < end; ++at) {
    if (image_[at] != SentinelAt(at)) {
      return false;
    }
  }
  return true;
}

std::optional<std::string> GuardedMemory::ChangedSentinel() const {
  uint64_t begin = 0;
  for (size_t i = 0; i <= places_.size(); ++i) {
    const uint64_t end = i < places_.size() ? places_[i] : image_.size();
    if (!IsIntact(begin, end)) {
      return i == 0 ? fmt::format("it writes before {}",
                                  round_.buffers.empty() ? "its memory" : round_.buffers[0].name)
                    : fmt::format("it writes behind the end of {}", round_.buffers[i - 1].name);
    }
    begin = i < places_.size() ? end + round_.buffers[i].bytes : end;
  }
  return std::nullopt;
}

}  // namespace warploom::gpu_run

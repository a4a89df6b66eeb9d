#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/manifest.h"
#include "gpu_run/driver.h"

namespace warploom::gpu_run {

// The buffers of a round in device memory, with sentinels before, between and behind them: bytes
// that a right kernel never changes.
class GuardedMemory {
 public:
  // `data` is the sample's data.
  GuardedMemory(const bundle::Round& round, std::string_view data);

  // Allocates the memory and copies the bytes of before the launch to it. The error of the driver
  // call that fails, if one does.
  CuResult Upload(const DriverTable& api);
  // Copies everything back and frees the memory.
  CuResult Download(const DriverTable& api);

  uint64_t bytes() const { return image_.size(); }
  CuPointer AddressOf(size_t buffer) const { return start_ + places_[buffer]; }
  // The bytes of a buffer as of the last copy.
  std::string_view BytesOf(size_t buffer) const;
  // Says which sentinel has been changed.
  std::optional<std::string> ChangedSentinel() const;

 private:
  bool IsIntact(uint64_t begin, uint64_t end) const;

  const bundle::Round& round_;
  std::vector<uint64_t> places_;  // Of the buffers in the image.
  std::string image_;
  CuPointer start_ = 0;
};

}  // namespace warploom::gpu_run

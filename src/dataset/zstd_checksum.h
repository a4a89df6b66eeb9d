#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace warploom::dataset {

// The 32 bits that a zstd frame ends with as a checksum of its contents: the low half of XXH64
// (RFC 8878, section 3.1.1). For texts that come in pieces.
class ZstdChecksum {
 public:
  ZstdChecksum();
  ZstdChecksum(ZstdChecksum&& other) noexcept;
  ZstdChecksum& operator=(ZstdChecksum&& other) noexcept;
  ~ZstdChecksum();

  void Add(std::string_view bytes);
  uint32_t Value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace warploom::dataset

#include "dataset/zstd_checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace warploom::dataset {

struct ZstdChecksum::State {
  XXH64_state_t xxh;
};

ZstdChecksum::ZstdChecksum() : state_(std::make_unique<State>()) { XXH64_reset(&state_->xxh, 0); }
ZstdChecksum::ZstdChecksum(ZstdChecksum&& other) noexcept = default;
ZstdChecksum& ZstdChecksum::operator=(ZstdChecksum&& other) noexcept = default;
ZstdChecksum::~ZstdChecksum() = default;

void ZstdChecksum::Add(std::string_view bytes) {
  XXH64_update(&state_->xxh, bytes.data(), bytes.size());
}

uint32_t ZstdChecksum::Value() const { return static_cast<uint32_t>(XXH64_digest(&state_->xxh)); }

}  // namespace warploom::dataset

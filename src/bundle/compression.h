#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace warploom::bundle {

// One zstd frame with a checksum.
Result<std::string> CompressZstd(std::string_view bytes);

// kCorrupt when `bytes` are damaged, truncated or no zstd stream, or would take more than `limit`
// bytes of memory.
Result<std::string> DecompressZstd(std::string_view bytes, size_t limit);

}  // namespace warploom::bundle

#include "bundle/compression.h"

#include <fmt/format.h>
#include <zstd.h>

#include <memory>

namespace warploom::bundle {
namespace {

constexpr int kLevel = 9;  // A bundle is carried over networks; it takes a second for 100 MB.
constexpr size_t kMagicBytes = 4;

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

bool IsZstd(std::string_view bytes) {
  return bytes.size() >= kMagicBytes && bytes.substr(0, kMagicBytes) == "\x28\xB5\x2F\xFD";
}

}  // namespace

Result<std::string> CompressZstd(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string compressed(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress2(context.get(), compressed.data(), compressed.size(),
                                     bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) {
    return Fail(ErrorKind::kInternal,
                fmt::format("compressing with zstd: {}", ZSTD_getErrorName(size)));
  }
  compressed.resize(size);
  return compressed;
}

Result<std::string> DecompressZstd(std::string_view bytes, size_t limit) {
  if (!IsZstd(bytes)) {
    return Fail(ErrorKind::kCorrupt, "it is not compressed with zstd");
  }
  const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
  ZSTD_inBuffer input = {.src = bytes.data(), .size = bytes.size(), .pos = 0};
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  std::string text;
  size_t more = 1;  // 0 at the end of a frame.
  while (more != 0) {
    ZSTD_outBuffer output = {.dst = piece.data(), .size = piece.size(), .pos = 0};
    const size_t was_at = input.pos;
    more = ZSTD_decompressStream(context.get(), &output, &input);
    const bool stuck = output.pos == 0 && input.pos == was_at;
    if (ZSTD_isError(more) != 0 || (stuck && more != 0)) {
      return Fail(ErrorKind::kCorrupt, "it is damaged or truncated");
    }
    if (output.pos > limit - text.size()) {
      return Fail(ErrorKind::kCorrupt,
                  fmt::format("it would take more than {} MB of memory", limit >> 20U));
    }
    text.append(piece, 0, output.pos);
  }
  if (input.pos != input.size) {
    return Fail(ErrorKind::kCorrupt, "there is something behind the end of its zstd stream");
  }
  return text;
}

}  // namespace warploom::bundle

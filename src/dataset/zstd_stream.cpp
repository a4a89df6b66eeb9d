#include "dataset/zstd_stream.h"

#include <arrow/util/compression.h>
#include <fmt/format.h>

#include "base/check.h"

namespace warploom::dataset {
namespace {

constexpr size_t kPieceBytes = 1U << 17U;

std::unique_ptr<arrow::util::Codec> MakeCodec() {
  auto codec = arrow::util::Codec::Create(arrow::Compression::ZSTD, kZstdLevel);
  WARPLOOM_CHECK(codec.ok(), "pyarrow's Arrow always has zstd");
  return *std::move(codec);
}

uint8_t* Bytes(std::string& text) { return reinterpret_cast<uint8_t*>(text.data()); }
const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

tl::unexpected<Error> Failed(const arrow::Status& status) {
  return Fail(ErrorKind::kInternal, "compressing with zstd: " + status.message());
}

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(ErrorKind::kCorrupt,
              fmt::format("reading {}: the zstd stream is damaged or truncated", what));
}

}  // namespace

ZstdCompressor::ZstdCompressor() : piece_(kPieceBytes, '\0') {
  auto compressor = MakeCodec()->MakeCompressor();
  WARPLOOM_CHECK(compressor.ok(), "zstd compresses streams");
  compressor_ = *std::move(compressor);
}

Result<std::string> ZstdCompressor::Add(std::string_view bytes) {
  std::string output;
  while (!bytes.empty()) {
    const auto result = compressor_->Compress(static_cast<int64_t>(bytes.size()), Bytes(bytes),
                                              static_cast<int64_t>(piece_.size()), Bytes(piece_));
    if (!result.ok()) {
      return Failed(result.status());
    }
    bytes.remove_prefix(static_cast<size_t>(result->bytes_read));
    output.append(piece_, 0, static_cast<size_t>(result->bytes_written));
  }
  return output;
}

Result<std::string> ZstdCompressor::Finish() {
  std::string output;
  bool more = true;
  while (more) {
    const auto result = compressor_->End(static_cast<int64_t>(piece_.size()), Bytes(piece_));
    if (!result.ok()) {
      return Failed(result.status());
    }
    output.append(piece_, 0, static_cast<size_t>(result->bytes_written));
    more = result->should_retry;
  }
  return output;
}

Result<std::string> Compress(std::string_view bytes) {
  ZstdCompressor compressor;
  WARPLOOM_ASSIGN_OR_RETURN(std::string output, compressor.Add(bytes));
  WARPLOOM_ASSIGN_OR_RETURN(const std::string rest, compressor.Finish());
  return output + rest;
}

Result<std::string> Decompress(std::string_view bytes, std::string_view what) {
  const auto decompressor = MakeCodec()->MakeDecompressor();
  WARPLOOM_CHECK(decompressor.ok(), "zstd decompresses streams");
  std::string output;
  std::string piece(kPieceBytes, '\0');
  while (!(*decompressor)->IsFinished()) {
    const auto result = (*decompressor)
                            ->Decompress(static_cast<int64_t>(bytes.size()), Bytes(bytes),
                                         static_cast<int64_t>(piece.size()), Bytes(piece));
    if (!result.ok() || (result->bytes_read == 0 && result->bytes_written == 0)) {
      return Damaged(what);
    }
    bytes.remove_prefix(static_cast<size_t>(result->bytes_read));
    output.append(piece, 0, static_cast<size_t>(result->bytes_written));
  }
  return bytes.empty() ? Result<std::string>(std::move(output)) : Damaged(what);
}

}  // namespace warploom::dataset

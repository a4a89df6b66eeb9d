#include "dataset/arrow/zstd_stream.h"

#include <arrow/util/compression.h>
#include <fmt/format.h>

#include "base/check.h"

namespace warploom::dataset {
namespace {

constexpr size_t kPieceBytes = 1U << 17U;

// A frame begins with these (RFC 8878, section 3.1.1).
constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";
constexpr size_t kDescriptorAt = 4;
constexpr unsigned char kChecksumFlag = 1U << 2U;

// No text of ours shrinks to less than a hundredth; a stream that grows beyond this is no shard.
constexpr size_t kMostGrowth = 1000;
constexpr size_t kGrowthFree = 1U << 24U;

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

// Sets the flag for a checksum in the frame's header, which is in the first bytes that come out.
void ZstdCompressor::MarkAsChecked(std::string& output) {
  if (is_marked_ || output.empty()) {
    return;
  }
  WARPLOOM_CHECK(output.size() > kDescriptorAt && output.starts_with(kMagic),
                 "a zstd stream begins with the whole header of a frame");
  output[kDescriptorAt] = static_cast<char>(output[kDescriptorAt] | kChecksumFlag);
  is_marked_ = true;
}

Result<std::string> ZstdCompressor::Add(std::string_view bytes) {
  checksum_.Add(bytes);
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
  MarkAsChecked(output);
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
  MarkAsChecked(output);
  for (uint32_t rest = checksum_.Value(), i = 0; i < 4; ++i, rest >>= 8U) {
    output.push_back(static_cast<char>(rest & 0xffU));
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
  const size_t most = kGrowthFree + kMostGrowth * bytes.size();
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
    if (output.size() > most) {
      return Fail(ErrorKind::kCorrupt,
                  fmt::format("reading {}: it would unpack to more than {} bytes, so it is not a "
                              "shard of warploom's",
                              what, most));
    }
  }
  return bytes.empty() ? Result<std::string>(std::move(output)) : Damaged(what);
}

}  // namespace warploom::dataset

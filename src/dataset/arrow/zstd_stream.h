#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "dataset/zstd_checksum.h"

namespace arrow::util {
class Compressor;
}

namespace warploom::dataset {

// Of everything that is compressed. It is zstd's own default; higher levels take much more time and
// save little space.
inline constexpr int kZstdLevel = 3;

// zstd through Arrow's codec rather than the system's library: the wheel's version is pinned, so
// the same text compresses to the same bytes on every machine. That codec writes no checksums, so
// this class adds one to its frame: a flag in the header and four bytes at the end.
class ZstdCompressor {
 public:
  ZstdCompressor();

  // The compressed bytes that are ready so far; may be "".
  Result<std::string> Add(std::string_view bytes);
  // The remaining compressed bytes.
  Result<std::string> Finish();

 private:
  void MarkAsChecked(std::string& output);

  std::shared_ptr<arrow::util::Compressor> compressor_;
  ZstdChecksum checksum_;
  bool is_marked_ = false;
  std::string piece_;  // Room for output.
};

Result<std::string> Compress(std::string_view bytes);

// kCorrupt, naming `what`, when the stream is damaged or truncated.
Result<std::string> Decompress(std::string_view bytes, std::string_view what);

}  // namespace warploom::dataset

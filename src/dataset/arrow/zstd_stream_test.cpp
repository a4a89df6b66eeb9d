#include "dataset/arrow/zstd_stream.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace warploom::dataset {
namespace {

std::string RandomText(size_t bytes) {
  Rng rng(1, 2, 3);
  std::string text;
  while (text.size() < bytes) {
    text.push_back(static_cast<char>('a' + rng.Below(20)));
  }
  return text;
}

TEST(ZstdStreamTest, GivesBackTextsOfAllSizes) {
  for (const size_t size : {0U, 1U, 1000U, 131'071U, 131'072U, 131'073U, 3'000'000U}) {
    const std::string text = RandomText(size);
    EXPECT_EQ(Decompress(Compress(text).value(), "x").value(), text) << size;
  }
}

TEST(ZstdStreamTest, PiecesGiveTheSameBytesAsTheWhole) {
  const std::string text = RandomText(300'000);
  ZstdCompressor compressor;
  std::string bytes;
  for (size_t at = 0; at < text.size(); at += 777) {
    bytes += compressor.Add(std::string_view(text).substr(at, 777)).value();
  }
  bytes += compressor.Finish().value();
  EXPECT_EQ(bytes, Compress(text).value());
}

// Without a checksum about half of these would be read as another text of the same size.
TEST(ZstdStreamTest, EveryFlippedBitIsNoticed) {
  const std::string text = RandomText(3000);
  const std::string whole = Compress(text).value();
  for (size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    const auto read = Decompress(bytes, "shard");
    EXPECT_TRUE(!read || *read == text) << bit;
  }
}

TEST(ZstdStreamTest, ABombIsRefused) {
  std::string large;
  large.resize(300'000'000, 'x');
  const std::string bomb = Compress(large).value();
  EXPECT_EQ(Decompress(bomb, "shard").error().kind, ErrorKind::kCorrupt);
}

TEST(ZstdStreamTest, CutAndExtendedStreamsAreErrors) {
  const std::string bytes = Compress(RandomText(100'000)).value();
  for (size_t kept = 0; kept < bytes.size(); kept += 997) {
    const auto cut = Decompress(bytes.substr(0, kept), "shard");
    ASSERT_FALSE(cut) << kept;
    EXPECT_EQ(cut.error().kind, ErrorKind::kCorrupt);
  }
  EXPECT_FALSE(Decompress(bytes + "x", "shard"));
  EXPECT_FALSE(Decompress("no zstd at all", "shard"));
}

}  // namespace
}  // namespace warploom::dataset

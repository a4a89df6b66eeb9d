#include "bundle/tar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <functional>
#include <optional>

namespace warploom::bundle {
namespace {

constexpr size_t kBlock = 512;

// A header field by its place (POSIX.1-2017, pax: "ustar Interchange Format").
struct TarField {
  size_t at;
  size_t bytes;
};
constexpr TarField kName = {.at = 0, .bytes = 100};
constexpr TarField kMode = {.at = 100, .bytes = 8};
constexpr TarField kOwner = {.at = 108, .bytes = 8};
constexpr TarField kGroup = {.at = 116, .bytes = 8};
constexpr TarField kSize = {.at = 124, .bytes = 12};
constexpr TarField kTime = {.at = 136, .bytes = 12};
constexpr TarField kChecksum = {.at = 148, .bytes = 8};
constexpr TarField kMagic = {.at = 257, .bytes = 5};
constexpr TarField kPrefix = {.at = 345, .bytes = 155};
constexpr size_t kType = 156;

size_t Padded(size_t bytes) { return (bytes + kBlock - 1) / kBlock * kBlock; }

// The sum of a header's bytes, with blanks in place of the sum itself.
uint64_t SumOf(std::string_view header) {
  uint64_t sum = 0;
  for (size_t i = 0; i < kBlock; ++i) {
    const bool in_sum = i >= kChecksum.at && i < kChecksum.at + kChecksum.bytes;
    sum += in_sum ? ' ' : static_cast<unsigned char>(header[i]);
  }
  return sum;
}

void PutOctal(std::array<char, kBlock>& header, TarField field, uint64_t value) {
  const std::string digits = fmt::format("{:0{}o}", value, field.bytes - 1);
  std::ranges::copy(digits, header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

std::string_view TextOf(std::string_view header, TarField field) {
  const std::string_view text = header.substr(field.at, field.bytes);
  return text.substr(0, text.find('\0'));
}

std::optional<uint64_t> OctalOf(std::string_view header, TarField field) {
  std::string_view text = TextOf(header, field);
  text = text.substr(std::min(text.find_first_not_of(' '), text.size()));
  text = text.substr(0, text.find(' '));
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 8);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

tl::unexpected<Error> DamagedTar(std::string_view what) {
  return Fail(ErrorKind::kCorrupt, fmt::format("the tar archive in it {}", what));
}

bool IsEmptyBlock(std::string_view header) {
  return header.find_first_not_of('\0') == std::string_view::npos;
}

struct TarHeader {
  std::string name;
  uint64_t size = 0;
  bool is_file = false;
};

Result<TarHeader> DecodeHeader(std::string_view header) {
  if (TextOf(header, kMagic) != "ustar") {
    return DamagedTar("is not in the ustar format");
  }
  const auto sum = OctalOf(header, kChecksum);
  const auto size = OctalOf(header, kSize);
  if (!sum || *sum != SumOf(header) || !size) {
    return DamagedTar("is damaged");
  }
  const char type = header[kType];
  if (type != '0' && type != '\0' && type != '5') {
    return DamagedTar("holds something that is neither a file nor a folder");
  }
  const std::string_view prefix = TextOf(header, kPrefix);
  return TarHeader{.name = (prefix.empty() ? "" : std::string(prefix) + "/") +
                           std::string(TextOf(header, kName)),
                   .size = *size,
                   .is_file = type != '5'};
}

}  // namespace

Status TarWriter::Add(std::string_view name, std::string_view bytes) {
  if (name.empty() || name.size() > kName.bytes) {
    return Fail(ErrorKind::kInternal, fmt::format("\"{}\" is too long for a tar archive", name));
  }
  std::array<char, kBlock> header = {};
  std::ranges::copy(name, header.begin() + static_cast<std::ptrdiff_t>(kName.at));
  PutOctal(header, kMode, 0644);
  PutOctal(header, kOwner, 0);
  PutOctal(header, kGroup, 0);
  PutOctal(header, kSize, bytes.size());
  PutOctal(header, kTime, 0);
  header[kType] = '0';
  std::memcpy(header.data() + kMagic.at, "ustar\00000", 8);  // The version 00 follows the magic.
  const uint64_t sum = SumOf(std::string_view(header.data(), kBlock));
  PutOctal(header, {.at = kChecksum.at, .bytes = kChecksum.bytes - 1}, sum);
  header[kChecksum.at + kChecksum.bytes - 1] = ' ';  // By custom it ends in NUL and a blank.
  archive_.append(header.data(), kBlock);
  archive_.append(bytes);
  archive_.resize(Padded(archive_.size()));
  return {};
}

std::string TarWriter::Finish() && {
  archive_.append(2 * kBlock, '\0');  // Two empty blocks end an archive.
  return std::move(archive_);
}

Result<std::map<std::string, std::string_view, std::less<>>> ReadTar(std::string_view archive) {
  std::map<std::string, std::string_view, std::less<>> files;
  for (size_t at = 0; archive.size() - at >= kBlock;) {
    const std::string_view header = archive.substr(at, kBlock);
    if (IsEmptyBlock(header)) {
      return files;
    }
    WARPLOOM_ASSIGN_OR_RETURN(TarHeader entry, DecodeHeader(header));
    at += kBlock;
    const size_t left = archive.size() - at;
    if (entry.size > left || Padded(entry.size) > left) {
      return DamagedTar("is truncated");
    }
    const bool is_new = !entry.is_file ||
                        files.emplace(std::move(entry.name), archive.substr(at, entry.size)).second;
    if (!is_new) {
      return DamagedTar("holds two files of one name");
    }
    at += Padded(entry.size);
  }
  return DamagedTar("is truncated");
}

}  // namespace warploom::bundle

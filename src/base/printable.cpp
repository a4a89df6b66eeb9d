#include "base/printable.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace warploom {
namespace {

struct Decoded {
  uint32_t code = 0;
  size_t bytes = 0;  // 0 where the text does not continue in UTF-8.
};

// The code point at the front of `text` (RFC 3629).
Decoded DecodeUtf8(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) {
    return {first, 1};
  }
  const size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (bytes == 0 || first > 0xf4 || text.size() < bytes) {
    return {};
  }
  uint32_t code = first & (0x7fU >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) {
      return {};
    }
    code = code << 6U | (byte(i) & 0x3fU);
  }
  constexpr std::array<uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_valid =
      code >= kLeast[bytes] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return is_valid ? Decoded{code, bytes} : Decoded{};
}

bool IsShown(uint32_t code) {
  const bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool turns = code == 0x200e || code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
                     (code >= 0x2066 && code <= 0x2069);
  return !is_control && !turns;
}

void AppendEscaped(unsigned char byte, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (byte) {
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += "\\x";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
  }
}

std::string Escape(std::string_view text, bool keeps_lines) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded decoded = DecodeUtf8(text);
    const size_t bytes = decoded.bytes == 0 ? 1 : decoded.bytes;
    const bool stays = keeps_lines && (text[0] == '\n' || text[0] == '\t');
    if (stays || (decoded.bytes > 0 && IsShown(decoded.code))) {
      out.append(text.substr(0, bytes));
    } else {
      for (const char byte : text.substr(0, bytes)) {
        AppendEscaped(static_cast<unsigned char>(byte), out);
      }
    }
    text.remove_prefix(bytes);
  }
  return out;
}

}  // namespace

std::string Printable(std::string_view text) { return Escape(text, false); }

std::string PrintableLines(std::string_view text) { return Escape(text, true); }

}  // namespace warploom

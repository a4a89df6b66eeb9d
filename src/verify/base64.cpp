#include "verify/base64.h"

#include <array>
#include <cstdint>

namespace warploom::verify {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNoDigit = 64;

constexpr std::array<uint8_t, 256> MakeValues() {
  std::array<uint8_t, 256> values = {};
  values.fill(kNoDigit);
  for (size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<uint8_t>(i);
  }
  return values;
}
constexpr std::array<uint8_t, 256> kValues = MakeValues();

}  // namespace

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const size_t padding = text.ends_with("==") ? 2 : (text.ends_with('=') ? 1 : 0);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (size_t at = 0; at < text.size(); at += 4) {
    uint32_t group = 0;
    for (size_t i = at; i < at + 4; ++i) {
      const bool is_padding = i >= text.size() - padding;
      const uint8_t value = is_padding ? 0 : kValues[static_cast<unsigned char>(text[i])];
      if (value == kNoDigit) {
        return std::nullopt;
      }
      group = group << 6U | value;
    }
    bytes += static_cast<char>(group >> 16U & 0xFFU);
    bytes += static_cast<char>(group >> 8U & 0xFFU);
    bytes += static_cast<char>(group & 0xFFU);
  }
  return bytes.substr(0, bytes.size() - padding);
}

}  // namespace warploom::verify

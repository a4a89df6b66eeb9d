#include "encoding/base64.h"

#include <openssl/evp.h>

namespace warploom::encoding {

std::optional<std::string> DecodeBase64(std::string_view text) {
  const size_t body = text.find_last_not_of('=') + 1;
  const size_t padding = text.size() - body;
  if (text.size() % 4 != 0 || padding > 2 ||
      text.substr(0, body).find('=') != std::string_view::npos) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 4 * 3, '\0');
  // OpenSSL skips white space and minus signs, which would hide damage.
  const bool clean = text.find_first_of(" \t\r\n-") == std::string_view::npos;
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (!clean || size < 0) {
    return std::nullopt;
  }
  bytes.resize(static_cast<size_t>(size) - padding);
  return bytes;
}

}  // namespace warploom::encoding

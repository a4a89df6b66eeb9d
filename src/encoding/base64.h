#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warploom::encoding {

// The bytes of a base64 text (RFC 4648, with padding); nothing when it is none.
std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace warploom::encoding

#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace warploom::dataset {

// The bytes of base64 (RFC 4648, with padding). kCorrupt for anything else.
Result<std::string> DecodeBase64(std::string_view text);

}  // namespace warploom::dataset

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bundle/manifest.h"

namespace warploom::gpu_run {

// Says where the bytes of a buffer, `got`, are not what is `expected`: the first value that
// differs, both values, and how many differ. Nothing when they agree within the tolerance. Bytes
// between the fields of structs do not count. `whose` names where the expected bytes come from.
std::optional<std::string> Difference(const bundle::Buffer& buffer,
                                      const bundle::Tolerance& tolerance, std::string_view got,
                                      std::string_view expected, std::string_view whose);

}  // namespace warploom::gpu_run

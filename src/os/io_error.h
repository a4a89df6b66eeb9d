#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace warploom {

// The kIo error for a failed system call: "writing /data/x: the disk is full; free some space and
// run the same command again". `doing` is a present participle, `error_number` an errno value.
tl::unexpected<Error> FailedIo(std::string_view doing, const std::string& path, int error_number);

}  // namespace warploom

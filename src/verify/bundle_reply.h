#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "bundle/bundle.h"

namespace warploom::verify {

// Why a bundle cannot hold a kernel, in words to count by.
struct NotBundled {
  std::string reason;
};

// What a worker made of a kernel for a bundle (oracle::TargetIr::bundle), with the sample's id and
// the kernel's name put into its entry. kWorker when the text is no such thing.
Result<std::variant<bundle::SampleFiles, NotBundled>> DecodeBundleReply(
    std::string_view text, const std::string& id, const std::string& entry_point);

}  // namespace warploom::verify

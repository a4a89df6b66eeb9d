#pragma once

#include <string>

#include "base/error.h"
#include "json/value.h"

namespace warploom::json {

// The value on one line, without a newline. kInternal when a string is not UTF-8: bytes are never
// changed silently.
Result<std::string> DumpLine(const Value& value);

// As DumpLine, but each byte sequence that is not UTF-8 becomes U+FFFD. For text that is not ours,
// such as compiler messages and paths.
std::string DumpLineLossy(const Value& value);

// Indented by two spaces and with a newline at the end, for files that people read. Errors as
// DumpLine.
Result<std::string> DumpPretty(const Value& value);

}  // namespace warploom::json

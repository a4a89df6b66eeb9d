#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "json/value.h"

namespace warploom::json {

// Larger texts and deeper nests are errors. The defaults are far above anything that warploom
// writes: a worker's reply may hold hundreds of modules, but nests five levels deep.
struct ParseLimits {
  size_t bytes = 1ULL << 30U;
  size_t depth = 64;
};

// Parses `text`, which must be exactly one JSON value (RFC 8259) in UTF-8. Stricter than most
// parsers: the same key twice in one object is an error, too. kCorrupt; the message says what is
// wrong and at which byte, and quotes nothing of the text.
Result<Value> Parse(std::string_view text, const ParseLimits& limits = {});

// Parses `text` and decodes the value with `decode`, a function from Value to a Result. `what`
// names the text in the errors of both, such as "out/manifest.json".
template <typename Decode>
auto ParseAs(std::string_view text, std::string_view what,
             const Decode& decode) -> decltype(decode(std::declval<const Value&>())) {
  const Result<Value> value = Parse(text);
  auto decoded = value ? decode(*value) : tl::make_unexpected(value.error());
  if (!decoded) {
    return tl::make_unexpected(
        std::move(decoded).error().WithContext("reading " + std::string(what)));
  }
  return decoded;
}

}  // namespace warploom::json

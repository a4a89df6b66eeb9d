#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/error.h"

namespace warploom::dataset {

// Keys keep the order in which they were put in, so the same value is the same text.
using Json = nlohmann::ordered_json;

// `what` names the text in the error, such as "manifest.json"; kCorrupt when it is no JSON.
Result<Json> ParseJson(std::string_view text, std::string_view what);

// One line without a newline. kInternal when a string is not UTF-8: we never change bytes silently.
Result<std::string> DumpLine(const Json& value);

// As DumpLine, but bytes that are not UTF-8 become U+FFFD; for text that compilers printed.
std::string DumpLineLossy(const Json& value);

// An object with a count for each key.
template <typename Key>
Json CountsJson(const std::map<Key, uint64_t>& counts) {
  Json json = Json::object();
  for (const auto& [key, count] : counts) {
    if constexpr (std::is_same_v<Key, std::string>) {
      json[key] = count;
    } else {
      json[std::to_string(key)] = count;
    }
  }
  return json;
}

// Two spaces of indentation and a newline at the end; for files that people read.
Result<std::string> DumpPretty(const Json& value);

}  // namespace warploom::dataset

#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>

namespace warploom::json {

// Members keep the order in which they were added, so equal values are equal texts.
using Value = nlohmann::ordered_json;

// An object with a count for each key.
template <typename Key>
Value Counts(const std::map<Key, uint64_t>& counts) {
  Value object = Value::object();
  for (const auto& [key, count] : counts) {
    if constexpr (std::is_same_v<Key, std::string>) {
      object[key] = count;
    } else {
      object[std::to_string(key)] = count;
    }
  }
  return object;
}

}  // namespace warploom::json

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "json/value.h"

namespace warploom::json {

// Typed access to the members of an object. All errors are kCorrupt and name the key, what it
// must be and what it is, but quote no value. Members that nobody asks for are ignored.

// The member, or null when `object` is no object or lacks the key.
const Value* FindMember(const Value& object, std::string_view key);

// A required member. T is bool, int64_t, uint64_t, double, std::string,
// std::vector<std::string>, std::vector<uint64_t> or std::map<std::string, uint64_t>. Numbers are
// never converted: a fraction is no integer, and what T cannot hold is an error.
template <typename T>
Result<T> Get(const Value& object, std::string_view key);

// As Get, but a missing member is `fallback`. A member of another type is still an error.
template <typename T>
Result<T> GetOr(const Value& object, std::string_view key, T fallback) {
  return FindMember(object, key) == nullptr ? Result<T>(std::move(fallback)) : Get<T>(object, key);
}

// A required member that is itself an object or an array; valid as long as `object` is.
Result<const Value*> GetObject(const Value& object, std::string_view key);
Result<std::span<const Value>> GetArray(const Value& object, std::string_view key);

}  // namespace warploom::json

#include "json/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

namespace warploom::json {
namespace {

// The parser makes every non-negative integer unsigned; a Value made from an int is signed.
bool IsUnsigned(const Value& value) {
  return value.is_number_unsigned() || (value.is_number_integer() && value.get<int64_t>() >= 0);
}
bool IsText(const Value& value) { return value.is_string(); }

// Whether a value is a T, and how to say what a T is.
template <typename T>
struct Type;

template <>
struct Type<bool> {
  static constexpr std::string_view kName = "a boolean";
  static bool Fits(const Value& value) { return value.is_boolean(); }
};

template <>
struct Type<int64_t> {
  static constexpr std::string_view kName = "a 64-bit integer";
  static bool Fits(const Value& value) {
    constexpr auto kMost = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
    return value.is_number_unsigned() ? value.get<uint64_t>() <= kMost : value.is_number_integer();
  }
};

template <>
struct Type<uint64_t> {
  static constexpr std::string_view kName = "a non-negative 64-bit integer";
  static bool Fits(const Value& value) { return IsUnsigned(value); }
};

template <>
struct Type<double> {
  static constexpr std::string_view kName = "a number";
  static bool Fits(const Value& value) { return value.is_number(); }
};

template <>
struct Type<std::string> {
  static constexpr std::string_view kName = "a string";
  static bool Fits(const Value& value) { return IsText(value); }
};

template <>
struct Type<std::vector<std::string>> {
  static constexpr std::string_view kName = "an array of strings";
  static bool Fits(const Value& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(), IsText);
  }
};

template <>
struct Type<std::vector<uint64_t>> {
  static constexpr std::string_view kName = "an array of non-negative 64-bit integers";
  static bool Fits(const Value& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(), IsUnsigned);
  }
};

template <>
struct Type<std::map<std::string, uint64_t>> {
  static constexpr std::string_view kName = "an object of non-negative 64-bit integers";
  static bool Fits(const Value& value) {
    return value.is_object() && std::all_of(value.begin(), value.end(), IsUnsigned);
  }
};

std::string_view NameOf(const Value& value) {
  switch (value.type()) {
    case Value::value_t::null:
      return "null";
    case Value::value_t::boolean:
      return "a boolean";
    case Value::value_t::number_integer:
    case Value::value_t::number_unsigned:
      return IsUnsigned(value) ? "a non-negative integer" : "a negative integer";
    case Value::value_t::number_float:
      return "a floating-point number";
    case Value::value_t::string:
      return "a string";
    case Value::value_t::array:
      return "an array";
    case Value::value_t::object:
      return "an object";
    case Value::value_t::binary:
    case Value::value_t::discarded:
      return "not JSON";
  }
  return "not JSON";
}

Result<const Value*> Member(const Value& object, std::string_view key) {
  if (!object.is_object()) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("an object with the key \"{}\" is expected, but the value is {}", key,
                            NameOf(object)));
  }
  const Value* member = FindMember(object, key);
  if (member == nullptr) {
    return Fail(ErrorKind::kCorrupt, fmt::format("the key \"{}\" is missing", key));
  }
  return member;
}

tl::unexpected<Error> WrongType(std::string_view key, std::string_view expected,
                                const Value& value) {
  // "an array of strings" may be an array whose elements are something else.
  const std::string_view found = expected.starts_with(NameOf(value)) && value.is_structured()
                                     ? "one with other values"
                                     : NameOf(value);
  return Fail(ErrorKind::kCorrupt,
              fmt::format("the key \"{}\" must be {}, but it is {}", key, expected, found));
}

}  // namespace

const Value* FindMember(const Value& object, std::string_view key) {
  if (!object.is_object()) {
    return nullptr;
  }
  const auto found = object.find(std::string(key));
  return found == object.end() ? nullptr : &*found;
}

template <typename T>
Result<T> Get(const Value& object, std::string_view key) {
  WARPLOOM_ASSIGN_OR_RETURN(const Value* const member, Member(object, key));
  if (!Type<T>::Fits(*member)) {
    return WrongType(key, Type<T>::kName, *member);
  }
  return member->get<T>();
}

template Result<bool> Get<bool>(const Value&, std::string_view);
template Result<int64_t> Get<int64_t>(const Value&, std::string_view);
template Result<uint64_t> Get<uint64_t>(const Value&, std::string_view);
template Result<double> Get<double>(const Value&, std::string_view);
template Result<std::string> Get<std::string>(const Value&, std::string_view);
template Result<std::vector<std::string>> Get<std::vector<std::string>>(const Value&,
                                                                        std::string_view);
template Result<std::vector<uint64_t>> Get<std::vector<uint64_t>>(const Value&, std::string_view);
template Result<std::map<std::string, uint64_t>> Get<std::map<std::string, uint64_t>>(
    const Value&, std::string_view);

Result<const Value*> GetObject(const Value& object, std::string_view key) {
  WARPLOOM_ASSIGN_OR_RETURN(const Value* const member, Member(object, key));
  return member->is_object() ? Result<const Value*>(member) : WrongType(key, "an object", *member);
}

Result<std::span<const Value>> GetArray(const Value& object, std::string_view key) {
  WARPLOOM_ASSIGN_OR_RETURN(const Value* const member, Member(object, key));
  if (!member->is_array()) {
    return WrongType(key, "an array", *member);
  }
  return std::span<const Value>(member->get_ref<const Value::array_t&>());
}

}  // namespace warploom::json

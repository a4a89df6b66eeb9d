#include "dataset/json_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace warploom::dataset {
namespace {

bool AllOf(const Json& array, bool (Json::*is_right)() const noexcept) {
  return array.is_array() && std::all_of(array.begin(), array.end(),
                                         [&](const Json& item) { return (item.*is_right)(); });
}

}  // namespace

void JsonReader::Refuse(std::string_view key, std::string_view problem) {
  if (status_) {
    status_ = Fail(ErrorKind::kCorrupt, fmt::format("the key \"{}\" {}", key, problem));
  }
}

const Json& JsonReader::Member(std::string_view key) {
  static const Json null;
  const auto found = object_.is_object() ? object_.find(std::string(key)) : object_.end();
  if (found == object_.end()) {
    Refuse(key, "is missing");
    return null;
  }
  return *found;
}

void JsonReader::Read(std::string_view key, std::string& value) {
  if (const Json& member = Member(key); member.is_string()) {
    value = member.get_ref<const std::string&>();
  } else {
    Refuse(key, "is no string");
  }
}

void JsonReader::Read(std::string_view key, int64_t& value) {
  if (const Json& member = Member(key); member.is_number_integer()) {
    value = member.get<int64_t>();
  } else {
    Refuse(key, "is no integer");
  }
}

void JsonReader::Read(std::string_view key, uint64_t& value) {
  if (const Json& member = Member(key); member.is_number_unsigned()) {
    value = member.get<uint64_t>();
  } else {
    Refuse(key, "is no integer of at least 0");
  }
}

void JsonReader::Read(std::string_view key, std::vector<std::string>& value) {
  if (const Json& member = Member(key); AllOf(member, &Json::is_string)) {
    value = member.get<std::vector<std::string>>();
  } else {
    Refuse(key, "is no list of strings");
  }
}

void JsonReader::Read(std::string_view key, std::vector<uint64_t>& value) {
  if (const Json& member = Member(key); AllOf(member, &Json::is_number_unsigned)) {
    value = member.get<std::vector<uint64_t>>();
  } else {
    Refuse(key, "is no list of integers of at least 0");
  }
}

}  // namespace warploom::dataset

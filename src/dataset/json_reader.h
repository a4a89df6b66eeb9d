#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "dataset/json.h"

namespace warploom::dataset {

// Takes typed members out of a JSON object and remembers the first that is missing or of another
// type, so that a record is read as one list of lines and one check at the end.
class JsonReader {
 public:
  explicit JsonReader(const Json& object) : object_(object) {}

  void Read(std::string_view key, std::string& value);
  void Read(std::string_view key, int64_t& value);
  void Read(std::string_view key, uint64_t& value);
  void Read(std::string_view key, std::vector<std::string>& value);
  void Read(std::string_view key, std::vector<uint64_t>& value);

  // The member, or null (and an error) when it is not there.
  const Json& Member(std::string_view key);

  // kCorrupt, naming the key, when something was not as asked.
  Status status() const { return status_; }

 private:
  void Refuse(std::string_view key, std::string_view problem);

  const Json& object_;
  Status status_;
};

}  // namespace warploom::dataset

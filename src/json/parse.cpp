#include "json/parse.h"

#include <fmt/format.h>

#include <vector>

namespace warploom::json {
namespace {

// Builds a value from the parser's events; each returns false to stop the parser at an error.
class ValueBuilder final : public nlohmann::json_sax<Value> {
 public:
  explicit ValueBuilder(const ParseLimits& limits, size_t bytes) : limits_(limits), bytes_(bytes) {}

  Result<Value> Take() {
    if (!problem_.empty()) {
      return Fail(ErrorKind::kCorrupt, std::move(problem_));
    }
    return std::move(root_);
  }

  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(number_integer_t value) override { return Add(value); }
  bool number_unsigned(number_unsigned_t value) override { return Add(value); }
  bool number_float(number_float_t value, const string_t& /*text*/) override { return Add(value); }
  bool string(string_t& value) override { return Add(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return Stop("JSON has no binary values"); }

  bool start_object(size_t /*size*/) override { return Open(Value::object()); }
  bool start_array(size_t /*size*/) override { return Open(Value::array()); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }

  bool key(string_t& name) override {
    auto& members = open_.back()->get_ref<Value::object_t&>();
    const auto [member, is_new] = members.emplace(name, nullptr);
    if (!is_new) {
      return Stop("an object in it has the same key twice");
    }
    member_ = &member->second;
    return true;
  }

  bool parse_error(size_t position, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return Stop(position > bytes_
                    ? std::string("it ends before its JSON is complete")
                    : fmt::format("it is not valid JSON in UTF-8 at byte {}", position));
  }

 private:
  bool Stop(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  // Where the next value belongs: the root, the end of an array, or the member just named.
  Value& Place(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return root_;
    }
    if (open_.back()->is_array()) {
      auto& items = open_.back()->get_ref<Value::array_t&>();
      return items.emplace_back(std::move(value));
    }
    *member_ = std::move(value);
    return *member_;
  }

  bool Add(Value value) {
    Place(std::move(value));
    return true;
  }

  bool Open(Value empty) {
    if (open_.size() == limits_.depth) {
      return Stop(fmt::format("its JSON nests more than {} levels deep", limits_.depth));
    }
    open_.push_back(&Place(std::move(empty)));
    return true;
  }

  bool Close() {
    open_.pop_back();
    return true;
  }

  ParseLimits limits_;
  size_t bytes_;
  Value root_;
  // The containers around the next value. None of them moves while it is open: its parent grows
  // only after it is closed.
  std::vector<Value*> open_;
  Value* member_ = nullptr;
  std::string problem_;
};

}  // namespace

Result<Value> Parse(std::string_view text, const ParseLimits& limits) {
  if (text.size() > limits.bytes) {
    return Fail(ErrorKind::kCorrupt, fmt::format("it has {} bytes, and JSON may have at most {}",
                                                 text.size(), limits.bytes));
  }
  ValueBuilder builder(limits, text.size());
  Value::sax_parse(text, &builder);
  return builder.Take();
}

}  // namespace warploom::json
